"""Section: the deltas."""

from __future__ import annotations

from symbackprop.report.blocks import Display, Paragraph
from symbackprop.report.contents.partials import MOST_ON_A_LINE
from symbackprop.report.contents.story import Story
from symbackprop.report.document import Section
from symbackprop.report.lines import Line
from symbackprop.report.text import Formula, ToFigure, ToReference


def deltas(story: Story) -> Section:
    """Returns the section that names the deltas and gives each its value."""
    found = story.derivation.deltas
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
        " with respect to a preactivation gets a name of its own, because it is used again and again ",
        ToReference("rumelhart"),
        ":",
    )
    between = ("Each is the delta to its right, times the local partials on the way:",)
    blocks = (Paragraph(opening), Display(tuple(named)), Paragraph(between), Display(tuple(values)))
    return Section("deltas", "Deltas: the backward pass", blocks if found else (Paragraph(("No name needs one.",)),))
