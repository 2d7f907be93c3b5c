"""Dropout: some elements are set to 0 by a given mask, the others are scaled up."""

from __future__ import annotations

from symbackprop.errors import NetworkError
from symbackprop.network.layers.layer import Layer, Value, line, shaped_like
from symbackprop.network.layers.place import ALONE, Place
from symbackprop.network.numbers import number_or_name


def dropout(source: Value, place: Place = ALONE, *, rate: str | float) -> Layer:
    """Returns the layer y xi / (1 - rate), with a mask xi that is given.

    rate  the part of the elements that is dropped: a number from 0 up to 1, or the name of
          a constant

    The mask has the shape of the source, and elements 0 (dropped) or 1 (kept). Raises
    NetworkError for a rate outside [0, 1). Source: N. Srivastava and others, Dropout (2014),
    section 10, "inverted".

    >>> from symbackprop.network.layers.layer import given
    >>> print(dropout(given("y", j="m"), rate=0.2))
    ytilde[j] = 5*xi[j]*y[j]/4    j = 1..m
    >>> print(dropout(given("y", j="m"), rate="rho"))
    ytilde[j] = xi[j]*y[j]/(1 - rho)    j = 1..m
    """
    dropped = number_or_name(rate, "the rate of dropout")
    if dropped.is_number and not 0 <= dropped < 1:
        raise NetworkError(
            f"{dropped} is no rate of dropout\n"
            "    the part of the elements that is dropped: 0 or more, and less than 1\n"
            "    choose            0.5, or 0.1"
        )
    mask, kept = (shaped_like(symbol, source) for symbol in (place.name("xi"), place.variant(source, "tilde")))
    body = mask.element * source.element / (1 - dropped)
    return Layer((line(kept, body),), (), kept, constants=(dropped,) if dropped.is_Symbol else ())
