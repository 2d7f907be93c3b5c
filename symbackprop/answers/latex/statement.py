"""Statements: what a display says, one equation, chain or expression at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from symbackprop.answers.latex.tree import Node

FIRST = re.compile(r"\\[A-Za-z]+|.", re.DOTALL)
"""The first token of a text."""


@dataclass(frozen=True)
class Statement:
    r"""An equation, a chain a = b = c, or an expression alone.

    text       the formula it stands in
    sides      its sides; the first is None where a line begins with a sign, = -(0.01 - 0.75)
    relations  the signs between them: "=", ":=", "<-", "≈", "∝", "<", ...
    joined     how it is joined to what stands before it: "" or an arrow
    remarks    the words that stand with it: "if", "data loss"
    position   where it begins in the formula
    """

    text: str
    sides: tuple[Node | None, ...]
    relations: tuple[str, ...]
    joined: str = ""
    remarks: tuple[str, ...] = ()
    position: int = 0

    @property
    def continues(self) -> bool:
        """Returns whether its first side stands somewhere before."""
        return self.sides[0] is None

    def pairs(self) -> Iterator[tuple[str, Node | None, Node]]:
        """Yields each relation with the sides of it."""
        for number, relation in enumerate(self.relations):
            right = self.sides[number + 1]
            if right is not None:
                yield relation, self.sides[number], right
