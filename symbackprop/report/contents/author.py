"""What the author says: the paragraphs at the beginning, and the section on what is often got wrong."""

from __future__ import annotations

from collections.abc import Iterator

import sympy as sp

from symbackprop.errors import SymbackpropError
from symbackprop.network.names import name
from symbackprop.proof import Refuted
from symbackprop.report.account import Mistake, text_of
from symbackprop.report.blocks import Block, Paragraph, Refutation
from symbackprop.report.contents.story import Story
from symbackprop.report.document import Section
from symbackprop.report.text import Equals, Text


class NotRefuted(SymbackpropError):
    """A formula was to be shown as wrong that has not been refuted."""


def lead(story: Story) -> tuple[Paragraph, ...]:
    """Returns what is derived and why it matters; nothing where the author says nothing of it."""
    words = story.said.account.lead
    return (Paragraph(text_of(words)),) if words else ()


def mistakes(story: Story) -> Section | None:
    """Returns the section on what is often got wrong; None where the author says nothing of it.

    Raises NotRefuted for a formula that is not refuted.
    """
    found = story.said.account.mistakes
    heading = "A common mistake" if len(found) == 1 else "Common mistakes"
    blocks = tuple(block for mistake in found for block in _told(story, mistake))
    return Section("mistakes", heading, blocks) if found else None


def _told(story: Story, mistake: Mistake) -> Iterator[Block]:
    verdict = story.said.verdicts.get(mistake)
    if not isinstance(verdict, Refuted):
        raise NotRefuted(
            f"{mistake.left} = {mistake.right} is not refuted\n"
            f"    verdict           {verdict.word if verdict is not None else 'none'}\n"
            "    a document shows as a mistake only what is refuted"
        )
    yield Paragraph(text_of(mistake.words))
    yield Refutation(mistake.left, mistake.right, witness_in_words(verdict))


def witness_in_words(verdict: Refuted) -> Text:
    """Returns the point at which a formula is wrong, and what its sides are there."""
    found = verdict.witness
    sides = f"the left side is {found.lhs or 'undefined'}, the right side {found.rhs or 'undefined'}"
    values = [Equals(name(text), sp.Rational(*value.as_integer_ratio())) for text, value in found.point]
    listed = [piece for value in values for piece in (", ", value)][1:] or ["no variables"]
    functions = f"; {found.unspecified}" if found.unspecified else ""
    return (f"Refuted: {sides}, at ".replace("-", "−"), *listed, f"{functions}.".replace("-", "−"))
