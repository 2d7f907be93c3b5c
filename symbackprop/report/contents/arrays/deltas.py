"""Section: the deltas of an indexed network, one after the other."""

from __future__ import annotations

from collections.abc import Iterator

from symbackprop.calculus import Delta
from symbackprop.report.blocks import Block, Display, Paragraph, Subheading
from symbackprop.report.contents.arrays.closing import closing_lines
from symbackprop.report.contents.arrays.repeats import Repeats, as_in
from symbackprop.report.contents.story import Story
from symbackprop.report.document import Section
from symbackprop.report.text import Formula, ToReference, ranging


def deltas(story: Story) -> Section | None:
    """Returns the section that names each delta and derives its value line by line; None where there is none."""
    found = story.derivation.deltas
    if not found:
        return None
    loss = Formula(story.derivation.network.loss.name)
    opening = (
        "Some derivatives of ",
        loss,
        " get a name of their own, because they are used again and again ",
        ToReference("rumelhart"),
        ". They are found from the loss backwards: each from those before it, by the local partials on the way.",
    )
    blocks: list[Block] = [Paragraph(opening)]
    repeats = Repeats(len(found))
    for delta in found:
        blocks += _told(story, delta, repeats)
    return Section("deltas", "Deltas: the backward pass", tuple(blocks))


def _told(story: Story, delta: Delta, repeats: Repeats) -> Iterator[Block]:
    yield Subheading(("The delta of ", Formula(delta.of)))
    ranges = ranging(story.derivation.network.ranges(delta.of))
    first = story.line(delta.definition, reason=("Definition.",), ranges=ranges)
    earlier = repeats.like(delta.steps)
    if earlier is None:
        rest = [story.line(step, continued=[step]) for step in delta.steps]
    else:
        rest = [story.line(delta.steps[-1], continued=delta.steps, reason=as_in(earlier))]
    repeats.remember(delta.steps, rest[-1].number)
    yield Display((first, *rest, *closing_lines(story, delta.steps[-1])))
