"""Section: the summary table."""

from __future__ import annotations

from symbackprop.report.blocks import Summary, SummaryRow
from symbackprop.report.contents.story import Story
from symbackprop.report.document import Section


def summary(story: Story) -> Section | None:
    """Returns the section with one row for each parameter: chain, product, delta form; None without any."""
    rows = tuple(
        SummaryRow(
            gradient.parameter,
            gradient.chain,
            gradient.product,
            gradient.delta_form,
            story.number(gradient.steps[-1]),
            gradient.adjoint.terms[0][0].of,
        )
        for gradient in story.derivation.gradients.values()
    )
    return Section("summary", "Summary", (Summary(rows),)) if rows else None
