"""Section: the gradients, step by step."""

from __future__ import annotations

from symbackprop.calculus import Gradient
from symbackprop.calculus.expansion import node_count
from symbackprop.calculus.paths import count_paths
from symbackprop.report.contents.story import Story, listed, sentence
from symbackprop.report.document import Block, Display, Emphasis, Figure, Formula, Paragraph, Section, Text, ToFigure

MOST_NODES = 120
"""The most nodes of a written-out gradient that is still worth reading."""


def gradients(story: Story) -> Section:
    """Returns the section that derives every gradient line by line.

    The parameter farthest from the loss comes first, with a figure of its path.
    """
    blocks: list[Block] = []
    ordered = _longest_first(story)
    for gradient in ordered:
        first = gradient is ordered[0]
        blocks.append(Paragraph((Emphasis(("The parameter ", Formula(gradient.parameter), "."), strong=True),)))
        on_one_path = count_paths(gradient.adjoint) == 1
        if first and on_one_path:
            blocks.append(_path_figure(story, gradient))
        lines = []
        for step in gradient.steps:
            tail = [step] if lines else []
            lines.append(story.line(step, continued=tail, reason=_reason(story, gradient, step, first and on_one_path)))
        blocks.append(Display(tuple(lines)))
        if first and _worth_writing_out(gradient):
            blocks += _written_out(story, gradient)
    return Section("gradients", "The gradients, step by step", tuple(blocks))


def _longest_first(story: Story) -> list[Gradient]:
    found = list(story.derivation.gradients.values())
    depth = {gradient.parameter: len(gradient.steps) for gradient in found}
    return sorted(found, key=lambda gradient: -depth[gradient.parameter])


def _worth_writing_out(gradient: Gradient) -> bool:
    steps = gradient.expansions
    return bool(steps) and bool(steps[0].rule.kept) and node_count(steps[0].rhs) <= MOST_NODES


def _reason(story: Story, gradient: Gradient, step: object, with_figure: bool) -> Text | None:
    if with_figure and step is gradient.steps[0]:
        return ("Chain rule along the only path, ", ToFigure("path"), ".")
    return None


def _path_figure(story: Story, gradient: Gradient) -> Figure:
    loss = Formula(story.derivation.network.loss.name)
    caption = (
        "The only path from ", Formula(gradient.parameter), " to ", loss, ". Above each arrow its local partial; "
        "below each node the derivative of ", loss, " with respect to it: the product of all partials to its right, "
        "collected from right to left.",
    )
    return Figure("path", "path", caption, subject=gradient)


def _written_out(story: Story, gradient: Gradient) -> list[Block]:
    step = gradient.written_out
    kept = step.rule.kept
    definitions = story.cite(story.derivation.ledger.equations[symbol] for symbol in kept)
    words = sentence("With the activations spelled out, and ", listed(kept), " as in ", definitions, ":")
    return [Paragraph(words), Display((story.line(step),))]
