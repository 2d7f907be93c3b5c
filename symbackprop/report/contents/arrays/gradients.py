"""Section: the gradients of an indexed network, array by array."""

from __future__ import annotations

from collections.abc import Iterator

from symbackprop.calculus import Gradient
from symbackprop.report.blocks import Block, Display, Paragraph, Subheading
from symbackprop.report.contents.arrays.closing import closing_lines
from symbackprop.report.contents.story import Story
from symbackprop.report.document import Section
from symbackprop.report.text import Formula, ranging


def gradients(story: Story) -> Section | None:
    """Returns the section that derives the gradient by each parameter line by line; None where there is none."""
    found = story.derivation.gradients.values()
    blocks: list[Block] = [Paragraph(("The last step back leads from the deltas to the parameters.",))]
    for gradient in found:
        blocks += _told(story, gradient)
    return Section("gradients", "The gradients", tuple(blocks)) if found else None


def _told(story: Story, gradient: Gradient) -> Iterator[Block]:
    yield Subheading(("The parameter ", Formula(gradient.parameter)))
    first, *rest = gradient.steps
    ranges = ranging(story.derivation.network.ranges(gradient.parameter))
    lines = [story.line(first, ranges=ranges), *(story.line(step, continued=[step]) for step in rest)]
    yield Display((*lines, *closing_lines(story, gradient.steps[-1])))
