"""The rule that leads from an index expression to its matrix form, and the convention it follows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import sympy as sp

from symbackprop.calculus.rules import CITED, Statement


@dataclass(frozen=True)
class MatrixForm:
    """Two matrices are equal if all their entries are: A = B if A_ij = B_ij for all i and j.

    value    the matrix expression
    letters  the indices of its entries: row and column, the row of a vector, none of a number
    held     the indices that number slices
    """

    title: ClassVar[str] = "matrix form"
    value: sp.Expr
    letters: tuple[sp.Symbol, ...] = ()
    held: tuple[sp.Symbol, ...] = ()

    def apply(self) -> sp.Expr:
        """Returns the matrix expression."""
        return self.value

    def statement(self) -> Statement:
        """Returns of which entries the premise is the statement."""
        letters = (*self.held, *self.letters)
        if not letters:
            return (CITED, ", its sums as products of matrices.")
        joined = ["", *[", "] * (len(letters) - 2), " and "]
        listed = [piece for pair in zip(joined, letters, strict=False) for piece in pair]
        return (CITED, " for all ", *listed[1:], ".")
