"""Section: the gradients, step by step."""

from __future__ import annotations

from collections.abc import Iterator

from symbackprop.calculus import Gradient
from symbackprop.calculus.expansion import node_count
from symbackprop.calculus.paths import count_paths
from symbackprop.report.blocks import Block, Display, Figure, Paragraph, Subheading
from symbackprop.report.contents.story import Story, listed, sentence
from symbackprop.report.document import Section
from symbackprop.report.text import Formula, Text, ToFigure

MOST_NODES = 120
"""The most nodes of a written-out gradient that is still worth reading."""


def gradients(story: Story) -> Section | None:
    """Returns the section that derives every gradient line by line; None where there is no parameter.

    The parameter farthest from the loss comes first, with a figure of its path.
    """
    if not story.derivation.gradients:
        return None
    first, *others = _longest_first(story)
    blocks = [*_told_with_its_path(story, first)]
    for gradient in others:
        blocks += [_heading(gradient), _steps(story, gradient)]
    return Section("gradients", "The gradients, step by step", tuple(blocks))


def _told_with_its_path(story: Story, gradient: Gradient) -> Iterator[Block]:
    yield _heading(gradient)
    if count_paths(gradient.adjoint) == 1:
        yield _path_figure(story, gradient)
        yield _steps(story, gradient, ("Chain rule along the only path, ", ToFigure("path"), "."))
    else:
        yield _steps(story, gradient)
    if _worth_writing_out(gradient):
        yield from _written_out(story, gradient)


def _heading(gradient: Gradient) -> Subheading:
    return Subheading(("The parameter ", Formula(gradient.parameter)))


def _steps(story: Story, gradient: Gradient, first_reason: Text | None = None) -> Display:
    first, *rest = gradient.steps
    return Display((story.line(first, reason=first_reason), *(story.line(step, continued=[step]) for step in rest)))


def _longest_first(story: Story) -> list[Gradient]:
    found = list(story.derivation.gradients.values())
    depth = {gradient.parameter: len(gradient.steps) for gradient in found}
    return sorted(found, key=lambda gradient: -depth[gradient.parameter])


def _worth_writing_out(gradient: Gradient) -> bool:
    steps = gradient.expansions
    if not steps or steps[0].rhs == gradient.product:
        return False
    names = gradient.ledger.network.defined_in(steps[0].rhs)
    return bool(names) and node_count(steps[0].rhs) <= MOST_NODES


def _path_figure(story: Story, gradient: Gradient) -> Figure:
    loss = Formula(story.derivation.network.loss.name)
    caption = (
        "The only path from ",
        Formula(gradient.parameter),
        " to ",
        loss,
        ". Above each arrow its local partial; below each node the derivative of ",
        loss,
        " with respect to it: the product of all partials to its right, collected from right to left.",
    )
    return Figure("path", "path", caption, subject=gradient)


def _written_out(story: Story, gradient: Gradient) -> list[Block]:
    step = gradient.written_out
    kept = story.derivation.network.defined_in(step.rhs)
    definitions = story.cite(story.derivation.ledger.equations[symbol] for symbol in kept)
    words = sentence("With the activations spelled out, and ", listed(kept), " as in ", definitions, ":")
    return [Paragraph(words), Display((story.line(step),))]
