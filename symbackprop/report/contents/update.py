"""Section: the whole training set, and the update rule."""

from __future__ import annotations

from symbackprop.report.blocks import Display, Paragraph
from symbackprop.report.contents.story import Story, sentence
from symbackprop.report.document import Section
from symbackprop.report.lines import Line
from symbackprop.report.text import Formula


def update(story: Story) -> Section | None:
    """Returns the section that sums the gradients over the items and puts them into the method; None without any."""
    derivation = story.derivation
    if not derivation.gradients:
        return None
    items = derivation.training_set
    sums: list[Line] = []
    for gradient in derivation.gradients.values():
        sum_of_partials, in_deltas = items.sums[gradient.parameter], items.sums_in_deltas[gradient.parameter]
        reason = (
            sentence(story.reason(sum_of_partials)[:-1], "; then ", story.cite([gradient.steps[-1]]), ".")
            if not sums
            else sentence("Likewise, with ", story.cite([gradient.steps[-1]]), ".")
        )
        sums.append(story.line(sum_of_partials, in_deltas, continued=[in_deltas], reason=reason))
    method = story.line(items.method)
    steps = list(items.updates.values())
    updates = [story.line(step, reason=None if step is steps[0] else ("Likewise.",)) for step in steps]
    return Section(
        "update",
        "All training items, and the update rule",
        (
            Paragraph(("The loss of the set is put together from those of its items, and so is its gradient:",)),
            Display(tuple(sums)),
            Paragraph(
                (
                    "With learning rate ",
                    Formula(items.rate),
                    " > 0, one step of gradient descent replaces every parameter at once:",
                )
            ),
            Display((method,)),
            Paragraph(("Written with deltas:",)),
            Display(tuple(updates)),
        ),
    )
