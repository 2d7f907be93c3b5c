"""A token: a word of a formula, with its position."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

_ZERO = Fraction(0)

Kind = Literal["number", "name", "quoted", "sign", "superscript", "end"]


@dataclass(frozen=True)
class Token:
    """A word of a formula.

    kind      what it is
    text      how it is spelled, with Unicode spellings reduced to those of the ASCII grammar
    position  where it begins in the formula
    end       where it ends
    value     the value of a number or of a superscript, else 0
    """

    kind: Kind
    text: str
    position: int
    end: int
    value: Fraction = _ZERO

    def named(self, text: str) -> Token:
        """Returns the token of the name that this one ends with: k of Σ_k."""
        return Token("name", text, self.end - len(text), self.end)
