"""Formulas: plain text read as claims about one network."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import sympy as sp

from symbackprop.answers.parser import parse
from symbackprop.answers.vocabulary import Vocabulary
from symbackprop.errors import FormulaError
from symbackprop.proof import Claim


@dataclass(frozen=True)
class Formula:
    """An equation or a chain a = b = c, as it was typed.

    text        what was typed
    sides       its sides, unevaluated
    vocabulary  what its words mean
    """

    text: str
    sides: tuple[sp.Expr, ...]
    vocabulary: Vocabulary

    def claims(self) -> Iterator[Claim]:
        """Returns what it claims: each side equals the next."""
        for left, right in pairwise(self.sides):
            yield Claim(left, right, self.vocabulary.definitions)

    def __str__(self) -> str:
        return self.text


def read_formula(text: str, vocabulary: Vocabulary) -> Formula:
    """Returns the equation, or chain of equations, that the text states.

    Raises FormulaError, with the position, for text that is none.

    >>> from symbackprop.answers.vocabulary import vocabulary
    >>> from symbackprop.network import two_layer
    >>> [str(claim) for claim in read_formula("δ_1 = dE/du_1", vocabulary(two_layer())).claims()]
    ['delta_1 = dE/du_1']
    """
    sides = parse(text, vocabulary)
    if len(sides) < 2:
        raise FormulaError(
            f"an expression alone claims nothing\n    read              {sides[0]}\n    write             left = right"
        )
    return Formula(text, sides, vocabulary)
