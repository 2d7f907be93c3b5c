"""Section: the gradients of an indexed network, array by array."""

from __future__ import annotations

from collections.abc import Iterator

from symbackprop.calculus import Gradient
from symbackprop.report.blocks import Block, Display, Paragraph, Subheading
from symbackprop.report.contents.arrays.closing import closing_lines
from symbackprop.report.contents.arrays.repeats import Repeats, as_in
from symbackprop.report.contents.story import Story
from symbackprop.report.document import Section
from symbackprop.report.text import Formula, ranging


def gradients(story: Story) -> Section | None:
    """Returns the section that derives the gradient by each parameter line by line; None where there is none."""
    found = story.derivation.gradients.values()
    blocks: list[Block] = [Paragraph(("The last step back leads from the deltas to the parameters.",))]
    repeats = Repeats(len(found))
    for gradient in found:
        blocks += _told(story, gradient, repeats)
    return Section("gradients", "The gradients", tuple(blocks)) if found else None


def _told(story: Story, gradient: Gradient, repeats: Repeats) -> Iterator[Block]:
    yield Subheading(("The parameter ", Formula(gradient.parameter)))
    first, *others = (step for step in gradient.steps if step.rhs != step.lhs)
    ranges = ranging(story.derivation.network.ranges(gradient.parameter))
    earlier = repeats.like(gradient.steps) if others else None
    if earlier is None:
        lines = [story.line(first, ranges=ranges), *(story.line(step, continued=[step]) for step in others)]
    else:
        lines = [story.line(others[-1], ranges=ranges, reason=as_in(earlier))]
    repeats.remember(gradient.steps, lines[-1].number)
    yield Display((*lines, *closing_lines(story, gradient.steps[-1])))
