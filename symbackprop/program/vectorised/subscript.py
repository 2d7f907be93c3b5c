"""The subscript: a linear expression in the indices in force."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import sympy as sp

from symbackprop.program.vectorised.value import Axes


@dataclass(frozen=True)
class Subscript:
    """One subscript: slope times letter for each index in it, and a constant.

    size  how far it may run
    """

    slopes: tuple[tuple[sp.Symbol, sp.Expr], ...]
    constant: sp.Expr
    size: sp.Expr

    @property
    def letters(self) -> Axes:
        """Returns the indices in it, in alphabetical order."""
        return tuple(letter for letter, _ in self.slopes)

    @property
    def is_window(self) -> bool:
        """Returns whether it is that of a window: i + k - 1, or l - k + 1."""
        slopes = [slope for _, slope in self.slopes]
        return len(slopes) == 2 and set(map(abs, slopes)) == {1} and 1 in slopes


def read_subscript(expression: sp.Expr, size: sp.Expr, letters: Collection[sp.Symbol]) -> Subscript:
    """Returns a subscript as slopes and a constant.

    letters  the symbols in it that are indices, and no sizes

    >>> i, k, n = sp.symbols("i k n", integer=True)
    >>> read_subscript(i + k - 1, n, {i, k}).is_window
    True
    """
    expanded = sp.expand(expression)
    found = sorted((symbol for symbol in expanded.free_symbols if symbol in letters), key=lambda symbol: symbol.name)
    slopes = tuple((letter, expanded.coeff(letter)) for letter in found)
    constant = sp.expand(expanded - sp.Add(*(slope * letter for letter, slope in slopes)))
    return Subscript(slopes, constant, size)
