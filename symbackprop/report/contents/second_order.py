"""Sections: the second derivatives of the loss, and their product with a direction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from symbackprop.calculus import Derivation, Step
from symbackprop.calculus.second_order.hessian import Entry
from symbackprop.network.indices import subscripts
from symbackprop.report.blocks import About, Block, Display, Paragraph, Subheading
from symbackprop.report.contents.partials import MOST_ON_A_LINE
from symbackprop.report.contents.story import Story, sentence
from symbackprop.report.document import Section
from symbackprop.report.lines import Line
from symbackprop.report.subjects import Said, of_derivation, of_direction, of_second_order
from symbackprop.report.text import Formula, ranging


def hessian(story: Story) -> Section | None:
    """Returns the section on the deltas of second order and the entries of the Hessian; None at first order."""
    if story.derivation.order < 2:
        return None
    second = story.derivation.second
    entries = list(second.hessian.values())
    blocks: list[Block] = [*_about(story, of_second_order), Paragraph((_OPENING,))]
    for delta in second.deltas:
        first = story.line(delta.definition, reason=("Definition.",))
        blocks.append(Display((first, *_continued(story, delta.steps))))
    farthest = max(entries, key=lambda entry: (len(entry.gradient.steps), len(entry.steps)))
    blocks += [Subheading(("One entry, step by step",)), _step_by_step(story, farthest)]
    blocks.append(Subheading(("The other entries",)))
    for _, together in groupby(entries, key=lambda entry: entry.of):
        lines = tuple(_results(story, [entry for entry in together if entry is not farthest]))
        blocks += [Display(lines)] if lines else []
    return Section("hessian", "The Hessian", tuple(blocks))


_OPENING = (
    "Every line of the backward pass can be differentiated like the lines of the forward pass. A delta differentiated "
    "by a name that has a delta gives a delta of second order; it does not matter by which of the two names was "
    "differentiated first, so that each pair needs one of them only."
)
_DIRECTION = (
    "The product of the Hessian with a direction needs no Hessian. The parameters move along the direction, and every "
    "line of both passes is differentiated by the time "
)


def _continued(story: Story, steps: Iterable[Step]) -> Iterator[Line]:
    return (story.line(step, continued=[step]) for step in steps)


def _step_by_step(story: Story, entry: Entry) -> Display:
    first, *rest = entry.steps
    network = story.derivation.network
    letters = (*subscripts(entry.of), *subscripts(entry.by))
    ranges = ranging(zip(letters, (*network.shape(entry.of), *network.shape(entry.by)), strict=True))
    return Display((story.line(first, ranges=ranges), *_continued(story, rest)))


def _results(story: Story, entries: list[Entry]) -> Iterator[Line]:
    """Returns the last lines of entries, several beside each other."""
    for start in range(0, len(entries), MOST_ON_A_LINE):
        together = entries[start : start + MOST_ON_A_LINE]
        premises = [premise for entry in together for step in entry.steps for premise in step.premises]
        yield story.line(*(entry.steps[-1] for entry in together), reason=sentence("By ", story.cite(premises), "."))


def product(story: Story) -> Section | None:
    """Returns the section on the Hessian times a direction; None at first order."""
    if story.derivation.order < 2:
        return None
    found = story.derivation.second.hvp
    opening = (
        _DIRECTION,
        Formula(found.direction.step),
        ": one pass forward, one back.",
    )
    blocks: tuple[Block, ...] = (
        *_about(story, of_direction),
        Paragraph(opening),
        Display((story.line(found.definition),)),
        Paragraph(("Forward, in the order of the forward pass:",)),
        Display(tuple(_along(story, found.forward))),
        Paragraph(("Back, in the order of the deltas:",)),
        Display(tuple(_along(story, found.backward))),
        Paragraph(("The components of the product:",)),
        Display(tuple(_along(story, found.components.values()))),
        *_about(story, of_derivation),
    )
    return Section("product", "The Hessian times a direction", blocks)


def _about(story: Story, said: Callable[[Derivation], Said]) -> tuple[About, ...]:
    """Returns what says what the formulas from here on are about, of a network of numbers."""
    return () if story.derivation.network.is_indexed else (About(said(story.derivation)),)


def _along(story: Story, steps: Iterable[Step]) -> Iterator[Line]:
    return (story.line(step, reason=sentence(story.cite(step.premises), ", along the direction.")) for step in steps)
