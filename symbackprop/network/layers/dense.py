"""The dense layer: every unit reads every feature."""

from __future__ import annotations

from symbackprop.network.indices import element, index, summed
from symbackprop.network.layers.layer import Layer, Value, line
from symbackprop.network.layers.place import ALONE, Place
from symbackprop.network.numbers import identifier, size_of


def dense(source: Value, place: Place = ALONE, *, units: str | int | None = None, letter: str | None = None) -> Layer:
    """Returns the layer u = W x + b.

    source  x[i], with any number of features (also none, or several: x[c, i])
    units   how many units there are; None: a single one, whose u is a number and no array
    letter  the index of the units; None: the one after the source's

    >>> from symbackprop.network.layers.layer import given
    >>> print(dense(given("x", i="n"), units="m"))
    u[j] = b[j] + Sum(W[j, i]*x[i], (i, 1, n))    j = 1..m
    >>> print(dense(given("x", {"p": "N"}, i="n"), units=3))
    u[p, j] = b[j] + Sum(W[j, i]*x[p, i], (i, 1, n))    p = 1..N, j = 1..3
    >>> print(dense(given("y", j="m")))
    u = b + Sum(W[j]*y[j], (j, 1, m))
    """
    wanted = place.letter_after(source) if letter is None else index(identifier(letter, "the index of the units"))
    unit = () if units is None else ((wanted, size_of(units, "the number of units")),)
    outputs = [j for j, _ in unit]
    W = element(place.name("W"), [*outputs, *(i for i, _ in source.features)])
    b = element(place.name("b"), outputs)
    u = Value(place.name("u"), source.items, unit)
    weighted = summed(W * source.element, tuple((i, 1, n) for i, n in source.features))
    return Layer((line(u, b + weighted, place.name("delta")),), (W, b), u)
