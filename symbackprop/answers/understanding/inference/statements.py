"""Statements: what the formulas of a document say, each with its place; what is not read is left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from symbackprop.answers.documents import Passage, Source
from symbackprop.answers.latex import Macro, NotUnderstood, Statement, read_display
from symbackprop.answers.latex.tree import Node

MOST_PASSAGES = 3_000
"""How many formulas of a document are looked at to find its network."""

MOST_CHARACTERS = 200_000
"""How many characters of formulas are."""


@dataclass(frozen=True)
class Stated:
    """A statement of a document.

    passage    the number of its formula, from 0
    number     which statement of the formula it is, from 0
    line       the line it begins on
    statement  what it says
    before     the words before the formula
    """

    passage: int
    number: int
    line: int
    statement: Statement
    before: str = ""

    @property
    def key(self) -> tuple[int, int]:
        """Returns the numbers of its formula and of itself in it."""
        return self.passage, self.number

    @property
    def sides(self) -> tuple[Node, ...]:
        """Returns the sides that stand there."""
        return tuple(side for side in self.statement.sides if side is not None)


def statements_of(source: Source) -> tuple[Stated, ...]:
    """Returns the statements of a document in the order in which they stand.

    Those of formulas that are not read are left out, and those beyond MOST_PASSAGES formulas or MOST_CHARACTERS
    characters.
    """
    return tuple(_stated(source.passages[:MOST_PASSAGES], source.macros))


def _stated(passages: Sequence[Passage], macros: Mapping[str, Macro]) -> Iterator[Stated]:
    left = MOST_CHARACTERS
    for place, passage in enumerate(passages):
        left -= len(passage.latex)
        if left < 0:
            return
        try:
            found = read_display(passage.latex, macros)
        except NotUnderstood:
            continue
        for number, statement in enumerate(found):
            yield Stated(place, number, passage.place(statement.position)[0], statement, passage.before)
