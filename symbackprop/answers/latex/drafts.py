r"""Drafts: statements as far as they have been collected, and ranges of indices among them, j = 1, \\dots, m."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from symbackprop.answers.latex import commands
from symbackprop.answers.latex.token import Token

CONTINUES = frozenset({"+", "-", *commands.MULTIPLICATIONS})
"""The signs after which, and before which, a formula goes on."""

_DOTS = frozenset({r"\dots", r"\ldots", r"\cdots", "…"})
_LONGEST_END = 8


@dataclass
class Draft:
    """A statement as far as it has been collected: the tokens of its sides and its relations."""

    sides: list[list[Token]] = field(default_factory=lambda: [[]])
    relations: list[str] = field(default_factory=list)
    joined: str = ""
    remarks: list[str] = field(default_factory=list)
    apart: str = ""

    @property
    def is_empty(self) -> bool:
        """Returns whether nothing has been collected."""
        return not self.relations and not self.sides[0]

    @property
    def is_open(self) -> bool:
        """Returns whether it must go on: it ends with a relation or an operator."""
        last = self.sides[-1]
        return not self.is_empty and (not last or (last[-1].kind != "words" and last[-1].text in CONTINUES))

    def is_said_of(self, before: Draft) -> bool:
        """Returns whether this is what the expression alone before an arrow becomes: w' = w - ... behind w."""
        name, first = ([token.text for token in draft.sides[0]] for draft in (before, self))
        return bool(self.joined) and not before.relations and first[: len(name)] == name


def without_ranges(drafts: Sequence[Draft]) -> Iterator[Draft]:
    r"""Yields the statements; a range, j = 1, \dots, m, is told with the one before it, and alone is its letter."""
    found: list[Draft] = []
    place = 0
    while place < len(drafts):
        place = _behind_letters(drafts, place)
        if _is_range(drafts[place : place + 3]):
            letter = drafts[place].sides[0]
            if found:
                found[-1].remarks.append(f"for all {letter[0].text}")
            else:
                found.append(Draft([letter], joined=drafts[place].joined, remarks=drafts[place].remarks))
            place += 3
        else:
            found.append(drafts[place])
            place += 1
    yield from found


def _behind_letters(drafts: Sequence[Draft], place: int) -> int:
    r"""Returns the place of the last letter of a range of several: that of q in p, q = 1, \dots, N."""
    end = place
    while _is_letter(drafts[end]) and end + 1 < len(drafts) and drafts[end + 1].apart == "comma":
        end += 1
    return end if drafts[place].apart in ("gap", "row", "column") and _is_range(drafts[end : end + 3]) else place


def _is_letter(draft: Draft) -> bool:
    return not draft.relations and [token.kind for token in draft.sides[0]] == ["letter"]


def _is_range(drafts: Sequence[Draft]) -> bool:
    if len(drafts) < 3 or drafts[0].relations != ["="] or drafts[1].relations or drafts[2].relations:
        return False
    (letter, first), (dots,), (last,) = drafts[0].sides, drafts[1].sides, drafts[2].sides
    return (
        [token.kind for token in (*letter, *first)] == ["letter", "number"]
        and [token.text for token in dots] in [[text] for text in _DOTS]
        and 0 < len(last) <= _LONGEST_END
    )
