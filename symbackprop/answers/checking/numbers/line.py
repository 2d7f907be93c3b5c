"""The line: the verdict on two sides of which one at least is a number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import sympy as sp

from symbackprop.answers.mistakes import Diagnosis
from symbackprop.notation import equation, write
from symbackprop.proof import Claim
from symbackprop.proof.enclosure import Enclosure


@dataclass(frozen=True)
class Line:
    """The verdict on two sides of which one at least is a number.

    word         "proved" if they agree, "refuted" if they differ, "undecided", or "taken" if a value is stated
    left, right  the sides, the decimal numbers in them as they are written
    lhs, rhs     what they can be; None if that is not known
    values       the values of names that were used, in words: "w_1 = 0.15 (line 12)"
    missing      why nothing is decided
    diagnosis    what is wrong, if it is refuted
    """

    word: Literal["proved", "refuted", "undecided", "taken"]
    left: sp.Expr
    right: sp.Expr
    lhs: Enclosure | None = None
    rhs: Enclosure | None = None
    values: tuple[str, ...] = ()
    missing: str = ""
    diagnosis: Diagnosis | None = None

    @property
    def claim(self) -> Claim:
        """Returns what the line claims."""
        return Claim(self.left, self.right)

    def __str__(self) -> str:
        return write(equation(self.left, self.right), "ascii")

    def details(self) -> tuple[tuple[str, str], ...]:
        """Returns the intervals of the sides, and what is missing."""
        rows = (
            ("left side", str(self.lhs or "")),
            ("right side", str(self.rhs or "")),
            ("with", ", ".join(self.values)),
            ("missing", self.missing),
        )
        return tuple((what, text) for what, text in rows if text)
