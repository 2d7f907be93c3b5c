"""The frame: a network with numbers for its sizes, and what differs between items."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import prod
from typing import Any

import sympy as sp

from symbackprop.network import Network
from symbackprop.network.indices import head
from symbackprop.verification.arithmetic import Values
from symbackprop.verification.axes import ITEM, Array, Axes, Labelled
from symbackprop.verification.places import place


@dataclass(frozen=True, eq=False)
class Frame:
    """A network at given sizes.

    network  the network
    sizes    the number for every symbolic size
    rows     the inputs and targets that differ between items, arrays by their labels
    """

    network: Network
    sizes: Mapping[sp.Symbol, int]
    rows: frozenset[sp.Symbol]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Frame) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)

    @cached_property
    def _key(self) -> tuple[object, ...]:
        return self.network, frozenset(self.sizes.items()), self.rows

    @property
    def size_values(self) -> Values:
        """Returns the sizes as they stand in a scope."""
        return {symbol: Labelled(number) for symbol, number in self.sizes.items()}

    def number(self, size: sp.Expr) -> int:
        """Returns the number that an expression in sizes is."""
        return int(place(size, self.size_values).data)

    @cached_property
    def shapes(self) -> Mapping[sp.Symbol, tuple[int, ...]]:
        """Returns the shape of every name, arrays by their labels."""
        return {symbol: tuple(map(self.number, self.network.shape(symbol))) for symbol in self.network.symbols}

    def letters(self, symbol: sp.Symbol) -> Axes:
        """Returns what the subscripts of an array are called, () for a number."""
        return tuple(letter.name for letter, _ in self.network.ranges(symbol))

    @cached_property
    def parameters(self) -> tuple[sp.Symbol, ...]:
        """Returns the parameters, arrays by their labels."""
        return tuple(map(head, self.network.parameters))

    @cached_property
    def given(self) -> tuple[sp.Symbol, ...]:
        """Returns the inputs and targets, arrays by their labels."""
        return tuple(map(head, (*self.network.inputs, *self.network.targets)))

    @property
    def results(self) -> tuple[sp.Symbol, ...]:
        """Returns what is compared: the loss, and the parameters that its derivatives are taken by."""
        return (self.network.loss.symbol, *self.parameters)

    def named(self, symbol: sp.Symbol, data: Any, hidden: Axes = ()) -> Array | Labelled:
        """Returns data as the value of a name; `hidden` are the axes that are no subscripts."""
        letters = self.letters(symbol)
        return Array(data, (*hidden, *letters), letters) if letters else Labelled(data, hidden)

    def scope(self, arrays: Mapping[sp.Symbol, Any], convert: Callable[[Any], Any]) -> Values:
        """Returns the values of sizes, parameters, inputs and targets.

        arrays   the array of each, those that differ between items with the items as first axis
        convert  a NumPy array as an array of the numbers that are computed with
        """
        found = self.size_values
        for symbol, array in arrays.items():
            found[symbol] = self.named(symbol, convert(array), (ITEM,) if symbol in self.rows else ())
        return found

    @cached_property
    def work(self) -> int:
        """Returns how many terms the equations have, all sums written out."""
        return sum(
            prod(map(self.number, (last for _, last in equation.ranges))) * sum(self._terms(equation.body))
            for equation in self.network
        )

    def _terms(self, body: sp.Expr) -> Iterator[int]:
        yield 1
        for node in body.atoms(sp.Sum):
            yield prod(self.most(high) for _, _, high in node.limits)

    def most(self, end: sp.Expr) -> int:
        """Returns the end of a sum as a number; where it depends on an index, the largest it can be."""
        return self.number(end) if end.free_symbols <= set(self.sizes) else self.longest

    @cached_property
    def longest(self) -> int:
        """Returns the largest size of an array."""
        return max((length for shape in self.shapes.values() for length in shape), default=1)
