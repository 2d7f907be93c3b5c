"""The scope: what the names and the indices of a line stand for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import sympy as sp

from symbackprop.program.vectorised.value import ITEM, Axes, Value

Span = tuple[sp.Expr, sp.Expr]
"""The first and the last value of an index."""


@dataclass(frozen=True)
class Scope:
    """The names of a program and the indices in force at one place of it.

    identifiers  how every name, array and size is written
    shapes       the sizes of every array
    varying      the names and arrays that differ between items
    spans        the indices in force
    given        arrays that already have a text, by the symbol that stands for them
    """

    identifiers: Mapping[sp.Symbol, str]
    shapes: Mapping[sp.Symbol, tuple[sp.Expr, ...]]
    varying: frozenset[sp.Symbol]
    spans: Mapping[sp.Symbol, Span] = field(default_factory=dict)
    given: Mapping[sp.Symbol, Value] = field(default_factory=dict)

    def within(self, limits: Iterable[tuple[sp.Symbol, sp.Expr, sp.Expr]]) -> Scope:
        """Returns the scope with more indices in force, each from its first to its last value."""
        return replace(self, spans={**self.spans, **{letter: (low, high) for letter, low, high in limits}})

    def having(self, symbol: sp.Symbol, value: Value) -> Scope:
        """Returns the scope in which the symbol stands for the value."""
        return replace(self, given={**self.given, symbol: value})

    def count(self, letter: sp.Symbol) -> sp.Expr:
        """Returns how many values an index takes."""
        first, last = self.spans[letter]
        return sp.expand(last - first + 1)

    def axes(self, key: sp.Symbol) -> Axes:
        """Returns the axis of the items for what differs between items, else none."""
        return (ITEM,) if key in self.varying else ()

    def is_size(self, symbol: sp.Basic) -> bool:
        """Returns whether the symbol is a size."""
        return bool(symbol.is_integer) and symbol not in self.spans and symbol not in self.given

    def is_static(self, expression: sp.Expr) -> bool:
        """Returns whether the expression is made of numbers and sizes."""
        return all(map(self.is_size, expression.free_symbols))

    def letters(self, expression: sp.Expr) -> Axes:
        """Returns the indices in force that the expression depends on, in order; the items among them."""
        free = expression.free_symbols
        held = {axis for symbol in free & set(self.given) for axis in self.given[symbol].axes}
        items = (ITEM,) if free & self.varying or ITEM in held else ()
        return (*items, *(letter for letter in self.spans if letter != ITEM and letter in free | held))
