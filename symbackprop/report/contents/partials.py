"""Section: the local partials."""

from __future__ import annotations

from itertools import groupby

from symbackprop.calculus import Step
from symbackprop.calculus.rules import ActivationSlope, LinearForm
from symbackprop.network.indices import head
from symbackprop.report.blocks import Display, Paragraph
from symbackprop.report.contents.story import Story, listed, sentence
from symbackprop.report.document import Section
from symbackprop.report.lines import Line
from symbackprop.report.text import Text

MOST_ON_A_LINE = 3


def partials(story: Story) -> Section | None:
    """Returns the section in which each equation is differentiated by itself; None where nothing is."""
    network = story.derivation.network

    parameters = set(map(head, network.parameters))

    def group(step: Step) -> tuple[object, ...]:
        of, wrt = head(step.lhs.of), head(step.lhs.wrt)
        place = network.depth[of] if isinstance(step.rule, ActivationSlope) else of
        return step.rule.title, place, wrt in parameters

    lines: list[Line] = []
    for _, steps in groupby(story.derivation.partials, key=group):
        listed_steps = list(steps)
        for start in range(0, len(listed_steps), MOST_ON_A_LINE):
            together = listed_steps[start : start + MOST_ON_A_LINE]
            lines.append(story.line(*together, reason=_reason(story, together)))
    if not lines:
        return None
    opening = Paragraph(("Each equation of the forward pass, differentiated by itself:",))
    return Section("partials", "Local partials", (opening, Display(tuple(lines))))


def _reason(story: Story, steps: list[Step]) -> Text:
    variables = [step.lhs.wrt for step in steps]
    if len(steps) == 1:
        return story.reason(steps[0])
    premises = story.cite(premise for step in steps for premise in step.premises)
    if isinstance(steps[0].rule, LinearForm):
        return sentence(premises, " is linear in ", listed(variables), ".")
    if isinstance(steps[0].rule, ActivationSlope) and steps[0].rule.activation.value is not None:
        return sentence("Lemma ", premises, " at ", listed(variables), ".")
    return sentence(premises, " differentiated by ", listed(variables), ".")
