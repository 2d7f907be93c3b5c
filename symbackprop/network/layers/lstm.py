"""The LSTM cell, unrolled: three gates decide what a cell forgets, takes in and shows."""

from __future__ import annotations

from dataclasses import replace

import sympy as sp

from symbackprop.network.activations import ACTIVATIONS
from symbackprop.network.equation import Equation
from symbackprop.network.layers.layer import Layer, Value, line
from symbackprop.network.layers.place import ALONE, Place
from symbackprop.network.layers.recurrent import Cell, cell_of
from symbackprop.network.names import name

_GATES = {"i": "sigmoid", "f": "sigmoid", "o": "sigmoid", "g": "tanh"}


def lstm(source: Value, place: Place = ALONE, *, units: str | int, steps: int) -> Layer:
    """Returns the equations of an LSTM cell for t = 1 ... steps.

        i, f, o = sigmoid(W x^(t) + U h^(t-1) + b), g = tanh(W x^(t) + U h^(t-1) + b)
        c^(t) = f c^(t-1) + i g,    h^(t) = o tanh(c^(t))

    source  the input of one step, x[i]; step t reads x^(t)[i]
    units   how many units the cell has
    steps   how many steps it is unrolled over, a number

    Each gate has its own W, U and b, the same at every step; h^(0) and c^(0) are given. What
    is handed on is the last h. Raises NetworkError as `recurrent` does. Source:
    S. Hochreiter, J. Schmidhuber (1997), with the forget gate of F. Gers (2000).

    >>> from symbackprop.network.layers.layer import given
    >>> layer = lstm(given("x", k="n"), units="m", steps=1)
    >>> for equation in (*layer.equations[:2], *layer.equations[-2:]):
    ...     print(equation)
    a_i^(1)[j] = b_i[j] + Sum(U_i[j, l]*h^(0)[l], (l, 1, m)) + Sum(W_i[j, k]*x^(1)[k], (k, 1, n))    j = 1..m
    i^(1)[j] = sigmoid(a_i^(1)[j])    j = 1..m
    c^(1)[j] = c^(0)[j]*f^(1)[j] + g^(1)[j]*i^(1)[j]    j = 1..m
    h^(1)[j] = tanh(c^(1)[j])*o^(1)[j]    j = 1..m
    """
    apart = replace(place, taken=place.taken | set(_GATES))
    cell = cell_of(_clear_of_gates(source, apart), apart, units, steps)
    lines = [equation for t in range(1, steps + 1) for equation in _step(cell, t)]
    parameters = tuple(parameter for gate in _GATES for parameter in cell.parameters(gate))
    return Layer(tuple(lines), parameters, cell.value(f"h^({steps})"))


def _step(cell: Cell, t: int) -> list[Equation]:
    lines = []
    for gate, function in _GATES.items():
        a, opened = cell.value(f"a_{gate}^({t})"), cell.value(f"{gate}^({t})")
        row = ACTIVATIONS[function]
        lines.append(line(a, cell.affine(gate, t), name(f"delta_{gate}^({t})")))
        lines.append(replace(line(opened, row(a.element)), ordinary=True, row=row))
    i, f, o, g = (cell.value(f"{gate}^({t})").element for gate in _GATES)
    c, before = cell.value(f"c^({t})"), cell.value(f"c^({t - 1})")
    lines.append(line(c, f * before.element + i * g))
    lines.append(line(cell.value(f"h^({t})"), o * sp.tanh(c.element)))
    return lines


def _clear_of_gates(source: Value, place: Place) -> Value:
    """Returns the source with an index that is not called like a gate."""
    gates = {letter: place.letter("k", *source.letters) for letter in source.letters if letter.name in _GATES}
    return source.lettered(gates)
