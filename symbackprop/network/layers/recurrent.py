"""The recurrent cell, unrolled: the same equations at every step, each reading the state before."""

from __future__ import annotations

from dataclasses import dataclass, replace

import sympy as sp

from symbackprop.errors import NetworkError
from symbackprop.network.activation import Activation
from symbackprop.network.activations import activation as activation_row
from symbackprop.network.equation import Equation
from symbackprop.network.indices import array, element, summed
from symbackprop.network.layers.layer import Layer, Value, line
from symbackprop.network.layers.place import ALONE, Place
from symbackprop.network.names import name
from symbackprop.network.numbers import size_of

MOST_STEPS = 1000
"""The most steps a cell is unrolled over."""


def recurrent(
    source: Value,
    place: Place = ALONE,
    *,
    units: str | int,
    steps: int,
    function: str | Activation = "tanh",
) -> Layer:
    """Returns the equations of h^(t) = g(W_h x^(t) + U_h h^(t-1) + b_h), for t = 1 ... steps.

    source    the input of one step, x[i]; step t reads x^(t)[i]
    units     how many units the state has
    steps     how many steps it is unrolled over, a number
    function  g: a row of ACTIVATIONS, its name, or "any"

    The parameters are those of every step; h^(0) is given. What is handed on is the last
    state. Raises NetworkError if another layer stands before it, and for a number of steps
    below 1 or above MOST_STEPS. Source: J. L. Elman, Finding structure in time (1990).

    >>> from symbackprop.network.layers.layer import given
    >>> print(recurrent(given("x", i="n"), units="m", steps=2))
    a^(1)[j] = b_h[j] + Sum(U_h[j, k]*h^(0)[k], (k, 1, m)) + Sum(W_h[j, i]*x^(1)[i], (i, 1, n))    j = 1..m
    h^(1)[j] = tanh(a^(1)[j])    j = 1..m
    a^(2)[j] = b_h[j] + Sum(U_h[j, k]*h^(1)[k], (k, 1, m)) + Sum(W_h[j, i]*x^(2)[i], (i, 1, n))    j = 1..m
    h^(2)[j] = tanh(a^(2)[j])    j = 1..m
    """
    row = activation_row(function)
    cell = cell_of(source, place, units, steps)
    lines: list[Equation] = []
    for t in range(1, steps + 1):
        a, h = cell.value(f"a^({t})"), cell.value(f"h^({t})")
        lines.append(line(a, cell.affine("h", t), name(f"delta_h^({t})")))
        lines.append(replace(line(h, row(a.element)), ordinary=True, row=row))
    return Layer(tuple(lines), cell.parameters("h"), cell.value(f"h^({steps})"))


@dataclass(frozen=True)
class Cell:
    """What the steps of a recurrent layer share.

    source  the input of one step
    state   the state of one step
    k       the index that sums over the state
    """

    source: Value
    state: Value
    k: sp.Symbol

    def value(self, text: str) -> Value:
        """Returns the value called `text` that has the shape of the state."""
        return replace(self.state, symbol=name(text))

    def parameters(self, gate: str) -> tuple[sp.Expr, ...]:
        """Returns W, U and b of one gate."""
        j, i = self.state.letters[-1], self.source.letters[-1]
        return array(f"W_{gate}")[j, i], array(f"U_{gate}")[j, self.k], array(f"b_{gate}")[j]

    def affine(self, gate: str, t: int) -> sp.Expr:
        """Returns W x^(t) + U h^(t-1) + b for one gate."""
        W, U, b = self.parameters(gate)
        items = [letter for letter, _ in self.source.items]
        ((i, n),), ((_, m),) = self.source.features, self.state.features
        x = element(name(f"{self.source.symbol}^({t})"), self.source.letters)
        h = element(name(f"h^({t - 1})"), [*items, self.k])
        return b + summed(W * x, ((i, sp.S.One, n),)) + summed(U * h, ((self.k, sp.S.One, m),))


def cell_of(source: Value, place: Place, units: str | int, steps: int) -> Cell:
    """Returns what the steps share; raises NetworkError as `recurrent` says."""
    if len(source.features) != 1 or len(place.before) > 1:
        raise NetworkError(
            f"a recurrent layer reads a sequence of given arrays, and {source.element} is none\n"
            '    let it stand first, after given("x", i="n")'
        )
    if isinstance(steps, bool) or not isinstance(steps, int) or not 1 <= steps <= MOST_STEPS:
        raise NetworkError(
            f"{steps!r} is no number of steps\n    choose steps=     a whole number from 1 to {MOST_STEPS}"
        )
    j = place.letter("j", *source.letters)
    state = Value(name("h"), source.items, ((j, size_of(units, "the number of units")),))
    return Cell(source, state, place.letter("k", *source.letters, j))
