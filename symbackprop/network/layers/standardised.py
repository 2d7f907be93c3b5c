"""Standardising: a quantity minus its mean, over its standard deviation, scaled and shifted by parameters."""

from __future__ import annotations

import sympy as sp

from symbackprop.network.indices import element, summed
from symbackprop.network.layers.layer import Layer, Value, line, shaped_like
from symbackprop.network.layers.place import Place
from symbackprop.network.numbers import number_or_name
from symbackprop.network.shapes import Ranges


def standardised(source: Value, place: Place, over: Ranges, epsilon: str | float) -> Layer:
    """Returns the layer y = gamma xhat + beta, with xhat = (x - mu) r and r = (v + epsilon)^(-1/2).

    over     the indices of the source that mean and variance run over; each of the other
             indices has its own
    epsilon  what keeps r finite: the name of a constant, or a number

    gamma and beta have the features of the source as indices.
    """
    eps = number_or_name(epsilon, "epsilon, which keeps the inverse deviation finite")
    apart = Value(source.symbol, *(_without(part, over) for part in (source.items, source.features)))
    mu, v, r = (shaped_like(place.name(text), apart) for text in ("mu", "v", "r"))
    xhat, y = (shaped_like(symbol, source) for symbol in (place.variant(source, "hat"), place.name("y")))
    features = [letter for letter, _ in source.features]
    gamma, beta = (element(place.name(text), features) for text in ("gamma", "beta"))
    limits = tuple((letter, sp.S.One, last) for letter, last in reversed(over))
    count = sp.Mul(*(last for _, last in over))
    lines = (
        line(mu, summed(source.element, limits) / count),
        line(v, summed((source.element - mu.element) ** 2, limits) / count),
        line(r, (v.element + eps) ** sp.Rational(-1, 2)),
        line(xhat, (source.element - mu.element) * r.element),
        line(y, gamma * xhat.element + beta),
    )
    return Layer(lines, (gamma, beta), y, constants=(eps,) if eps.is_Symbol else ())


def _without(part: Ranges, over: Ranges) -> Ranges:
    return tuple(pair for pair in part if pair not in over)
