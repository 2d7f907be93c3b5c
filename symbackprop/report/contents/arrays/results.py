"""Section: all deltas and gradients of an indexed network on one page."""

from __future__ import annotations

from collections.abc import Iterator

import sympy as sp

from symbackprop.calculus import Step
from symbackprop.report.blocks import Paragraph, Result, Results
from symbackprop.report.contents.arrays.closing import claims
from symbackprop.report.contents.story import Story
from symbackprop.report.document import Section


def results(story: Story) -> Section:
    """Returns the section with one row for each delta and each gradient."""
    opening = ("The backward pass in the order in which it is computed, then the gradients:",)
    return Section("results", "All results", (Paragraph(opening), Results(tuple(_rows(story)))))


def _rows(story: Story) -> Iterator[Result]:
    derivation = story.derivation
    for delta in derivation.deltas:
        yield _row(story, delta.steps[-1], delta.of)
    for gradient in derivation.gradients.values():
        yield _row(story, gradient.steps[-1], gradient.parameter)


def _row(story: Story, derived: Step, shaped: sp.Expr) -> Result:
    step = (derived, *claims(story, derived))[-1]
    form = story.matrix_forms.get(derived)
    return Result(
        left=step.lhs,
        right=step.rhs,
        matrix=(form.lhs, form.rhs) if form is not None else None,
        shape=story.derivation.network.shape(shaped),
        number=story.number(step),
        by_matrices=story.number(form) if form is not None else None,
    )
