"""Batch normalisation: each feature is standardised over the items."""

from __future__ import annotations

from symbackprop.errors import NetworkError
from symbackprop.network.layers.layer import Layer, Value
from symbackprop.network.layers.place import ALONE, Place
from symbackprop.network.layers.standardised import standardised


def batch_norm(source: Value, place: Place = ALONE, *, epsilon: str | float = "epsilon") -> Layer:
    """Returns the layer that standardises over the items, then scales by gamma and shifts by beta.

    epsilon  what keeps the inverse deviation finite: the name of a constant, or a number

    Mean and variance are equations like any other, so gradients go through them. Raises
    NetworkError for a source of one item. Source: S. Ioffe, C. Szegedy, Batch normalization
    (2015).

    >>> from symbackprop.network.layers.layer import given
    >>> print(batch_norm(given("x", {"p": "N"}, i="n")))
    mu[i] = Sum(x[p, i], (p, 1, N))/N    i = 1..n
    v[i] = Sum((-mu[i] + x[p, i])**2, (p, 1, N))/N    i = 1..n
    r[i] = 1/sqrt(epsilon + v[i])    i = 1..n
    xhat[p, i] = (-mu[i] + x[p, i])*r[i]    p = 1..N, i = 1..n
    y[p, i] = beta[i] + gamma[i]*xhat[p, i]    p = 1..N, i = 1..n
    """
    if not source.items:
        raise NetworkError(
            f"batch normalisation needs a batch, and {source.element} is of one item\n"
            '    give the source an index of items: given("x", {"p": "N"}, i="n")'
        )
    return standardised(source, place, source.items, epsilon)
