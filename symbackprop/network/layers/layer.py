"""The layer: the equations that lead from one quantity to the next, and the parameters in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import sympy as sp

from symbackprop.network.equation import Equation
from symbackprop.network.indices import element, head, index
from symbackprop.network.names import name
from symbackprop.network.numbers import identifier, size_of
from symbackprop.network.shapes import Ranges


@dataclass(frozen=True)
class Value:
    """A quantity that a layer reads or gives: a number or an array, for one item or for each of several.

    symbol    its symbol, or the label of the array
    items     the indices that number items (rows), and how far they run: ((p, N),)
    features  the other indices: ((i, n),) for a vector, () for a number
    """

    symbol: sp.Symbol
    items: Ranges = ()
    features: Ranges = ()

    @property
    def ranges(self) -> Ranges:
        """Returns all its indices and sizes, in the order of its subscripts."""
        return (*self.items, *self.features)

    @property
    def letters(self) -> tuple[sp.Symbol, ...]:
        """Returns its indices, in the order of its subscripts."""
        return tuple(letter for letter, _ in self.ranges)

    @property
    def sizes(self) -> tuple[sp.Expr, ...]:
        """Returns how far each of its indices runs."""
        return tuple(last for _, last in self.ranges)

    @property
    def element(self) -> sp.Expr:
        """Returns its element at its own indices.

        >>> given("x", {"p": "N"}, i="n").element
        x[p, i]
        """
        return self.at(*self.letters)

    def at(self, *places: sp.Expr) -> sp.Expr:
        """Returns its element at the given subscripts."""
        return element(self.symbol, places)

    def lettered(self, letters: Mapping[sp.Symbol, sp.Symbol]) -> Value:
        """Returns the same quantity with other letters for its indices."""
        put = [
            tuple((letters.get(letter, letter), last) for letter, last in part) for part in (self.items, self.features)
        ]
        return replace(self, items=put[0], features=put[1])


@dataclass(frozen=True)
class Layer:
    """What a layer adds to a network.

    equations   its lines of the forward pass
    parameters  the parameters in them, canonical elements: W[j, i], b[j]
    output      what it hands on
    constants   given numbers that are the same for every item
    """

    equations: tuple[Equation, ...]
    parameters: tuple[sp.Expr, ...]
    output: Value
    constants: tuple[sp.Symbol, ...] = ()

    def __str__(self) -> str:
        return "\n".join(map(str, self.equations))


def given(text: str, items: Mapping[str, str | int] | None = None, /, **features: str | int) -> Value:
    """Returns a quantity that is given from outside: an input of the network.

    text      what it is called
    items     the indices that number items, with their sizes: {"p": "N"}
    features  its other indices, with their sizes: i="n"

    Raises NetworkError for a size that is none.

    >>> given("x", i="n").element, given("x", {"p": "N"}, c=3, i="n").sizes
    (x[i], (N, 3, n))
    """
    return Value(name(identifier(text, "the input")), _ranges(items or {}), _ranges(features))


def _ranges(sizes: Mapping[str, str | int]) -> Ranges:
    return tuple(
        (index(identifier(letter, "an index")), size_of(last, f"the index {letter}")) for letter, last in sizes.items()
    )


def shaped_like(symbol: sp.Symbol, source: Value) -> Value:
    """Returns the value called `symbol` that has the indices of `source`.

    >>> shaped_like(name("y"), given("u", j="m")).element
    y[j]
    """
    return replace(source, symbol=symbol)


def line(value: Value, body: sp.Expr, delta: sp.Symbol | None = None) -> Equation:
    """Returns the equation that defines the value; `delta` names its adjoint.

    >>> print(line(given("y", j="m"), sp.tanh(given("u", j="m").element)))
    y[j] = tanh(u[j])    j = 1..m
    """
    adjoint = None if delta is None else element(head(delta), value.letters)
    return Equation(value.element, body, delta=adjoint, ranges=value.ranges)
