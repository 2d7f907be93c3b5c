"""Section: the deltas."""

from __future__ import annotations

from collections.abc import Sequence

from symbackprop.calculus import Delta
from symbackprop.report.blocks import Display, Paragraph
from symbackprop.report.contents.partials import MOST_ON_A_LINE
from symbackprop.report.contents.story import Story
from symbackprop.report.document import Section
from symbackprop.report.lines import Line
from symbackprop.report.text import Formula, ToFigure, ToReference


def deltas(story: Story) -> Section | None:
    """Returns the section that names the deltas and gives each its value; None where no name needs one."""
    found = story.derivation.deltas
    if not found:
        return None
    loss = Formula(story.derivation.network.loss.name)
    named: list[Line] = []
    for start in range(0, len(found), MOST_ON_A_LINE):
        steps = [item.definition for item in found[start : start + MOST_ON_A_LINE]]
        reason = ("Read from right to left in ", ToFigure("network"), ".") if not named else ()
        named.append(story.line(*steps, reason=reason))
    values = [story.line(step, continued=item.steps[1:]) for item in found for step in item.steps]
    opening = (
        "The derivative of ",
        loss,
        f" with respect to {_what(story)} gets a name of its own, because it is used again and again ",
        ToReference("rumelhart"),
        ":",
    )
    blocks = (Paragraph(opening), Display(tuple(named)), Paragraph((_between(found),)), Display(tuple(values)))
    return Section("deltas", "Deltas: the backward pass", blocks)


def _what(story: Story) -> str:
    preactivations = {line.preactivation for line in story.derivation.network}
    return "a preactivation" if {delta.of for delta in story.derivation.deltas} <= preactivations else "some names"


def _between(found: Sequence[Delta]) -> str:
    if len(found) > 1 and all(len(delta.adjoint.terms) == 1 for delta in found):
        return "Each is the delta to its right, times the local partials on the way:"
    return "Each is put together from what stands to its right, by the local partials on the way:"
