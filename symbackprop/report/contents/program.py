"""Section: the generated program, and why it is accurate."""

from __future__ import annotations

import sympy as sp

from symbackprop.calculus import Step
from symbackprop.report.blocks import About, Block, Display, Paragraph, Program
from symbackprop.report.contents.story import Story, listed, sentence
from symbackprop.report.document import Section
from symbackprop.report.subjects import of_derivation
from symbackprop.report.text import Formula, Text


def program(story: Story) -> Section | None:
    """Returns the section with the proved accurate spellings and the source; None where there is no program."""
    if story.source is None:
        return None
    blocks: list[Block] = []
    spellings = story.derivation.spellings
    if spellings:
        names = [step.lhs for step in spellings if step.kind == "definition"]
        where = dict.fromkeys(condition for step in spellings for condition in step.where)
        blocks.append(About(of_derivation(story.derivation, names, where)))
        blocks.append(
            Paragraph(("Written so that no digit is lost where the textbook’s form would cancel or overflow:",))
        )
        blocks.append(Display(tuple(story.line(step, reason=_reason(story, step)) for step in spellings)))
    blocks.append(Paragraph(("Generated from the derivation; its names are the names above.",)))
    blocks.append(Program(story.source))
    return Section("program", "The program", tuple(blocks))


def _reason(story: Story, step: Step) -> Text:
    if not step.where:
        return story.reason(step)
    conditions = listed(step.where)
    return sentence(
        "Where ", conditions, " > 0; beyond, both are below ", Formula(sp.Pow(10, -300, evaluate=False)), "."
    )
