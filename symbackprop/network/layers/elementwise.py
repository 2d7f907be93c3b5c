"""The activation layer: one function, applied to each element."""

from __future__ import annotations

from dataclasses import replace

from symbackprop.network.activation import Activation
from symbackprop.network.activations import activation as activation_row
from symbackprop.network.layers.layer import Layer, Value, line, shaped_like
from symbackprop.network.layers.place import ALONE, Place


def activation(source: Value, place: Place = ALONE, *, function: str | Activation) -> Layer:
    """Returns the layer y = g(u), element by element.

    function  g: a row of ACTIVATIONS, its name, or "any"

    Raises UnknownName for a name that is not in ACTIVATIONS.

    >>> from symbackprop.network.layers.layer import given
    >>> print(activation(given("u", j="m"), function="tanh"))
    y[j] = tanh(u[j])    j = 1..m
    """
    row = activation_row(function)
    y = shaped_like(place.name("y"), source)
    return Layer((replace(line(y, row(source.element)), ordinary=True, row=row),), (), y)
