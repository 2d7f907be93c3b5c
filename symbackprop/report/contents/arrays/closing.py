"""The last lines of a delta or a gradient: closed forms that the author claims, and the matrix form."""

from __future__ import annotations

from collections.abc import Iterator

from symbackprop.calculus import Step
from symbackprop.report.contents.story import Story
from symbackprop.report.lines import Line


def closing_lines(story: Story, derived: Step) -> Iterator[Line]:
    """Returns the lines that follow the last step of a derivation: what the author claims, the same as matrices."""
    for claim in claims(story, derived):
        yield story.line(claim, continued=[claim])
    if derived in story.matrix_forms:
        yield story.line(story.matrix_forms[derived])


def claims(story: Story, derived: Step) -> tuple[Step, ...]:
    """Returns what the author claims the left side of the step to be equal to."""
    return tuple(claim for claim in story.derivation.claims if claim.lhs == derived.lhs)
