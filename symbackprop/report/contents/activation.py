"""Section: the activations, their slopes, and how both look."""

from __future__ import annotations

import sympy as sp

from symbackprop.calculus.lemmas import activation_lemmas
from symbackprop.network import Activation
from symbackprop.report.blocks import Block, Display, Figure, Paragraph
from symbackprop.report.contents.story import Story
from symbackprop.report.document import Section
from symbackprop.report.figures.activation import Graph, argument_of
from symbackprop.report.lines import Line
from symbackprop.report.text import Formula


def activation(story: Story) -> Section | None:
    """Returns the section on every activation of the network: plot, slope, lemmas; None where there is none."""
    used = {row.name: row for equation in story.derivation.network if (row := equation.activation)}
    if not used:
        return None
    blocks: list[Block] = []
    shown = {step.key: step for step in story.derivation.lemmas}
    for row in used.values():
        argument = argument_of(row, story.derivation)
        if row.value is None:
            blocks.append(_unspecified(row, argument))
            continue
        caption = ("Value (solid) and slope (dashed) of ", title_of(row), ".")
        blocks.append(Figure(f"activation-{row.name}", "activation", caption, subject=Graph(row, argument)))
        steps = [shown[step.key] for step in activation_lemmas(row, argument)]
        lines: list[Line] = []
        for step in steps:
            same = bool(lines) and lines[-1].shown[0].left == step.lhs
            lines.append(story.line(step, continued=[step] if same else []))
        blocks.append(Display(tuple(lines)))
        if row.kinks:
            blocks.append(_kinks(row))
    heading = "The activation and its slope" if len(used) == 1 else "The activations and their slopes"
    return Section("activation", heading, tuple(blocks))


def title_of(row: Activation) -> str:
    """Returns what prose calls the activation, with its article.

    >>> from symbackprop.network import ACTIVATIONS, unspecified
    >>> title_of(ACTIVATIONS["sigmoid"]), title_of(unspecified())
    ('the sigmoid', 'any differentiable function')
    """
    return "any differentiable function" if row.value is None else f"the {row.title}"


_ASSUMED = (
    ". Whatever is derived below holds for every such function; it is proved with the values of the "
    "function and of its slope at each argument as independent unknowns."
)


def _unspecified(row: Activation, argument: sp.Symbol) -> Paragraph:
    value, slope = Formula(row(argument)), Formula(row.slope_in_argument_at(argument))
    return Paragraph(("Of ", value, " nothing is assumed but that it has a derivative, ", slope, _ASSUMED))


def _kinks(row: Activation) -> Paragraph:
    places = ", ".join(str(kink) for kink in row.kinks)
    return Paragraph((f"At an argument of {places} there is no slope: every statement on it excepts this point.",))
