"""Layer normalisation: each item is standardised over its features."""

from __future__ import annotations

from symbackprop.errors import NetworkError
from symbackprop.network.layers.layer import Layer, Value
from symbackprop.network.layers.place import ALONE, Place
from symbackprop.network.layers.standardised import standardised


def layer_norm(source: Value, place: Place = ALONE, *, epsilon: str | float = "epsilon") -> Layer:
    """Returns the layer that standardises over all features, then scales by gamma and shifts by beta.

    epsilon  what keeps the inverse deviation finite: the name of a constant, or a number

    Raises NetworkError for a source that is a number. Source: J. L. Ba, J. R. Kiros,
    G. E. Hinton, Layer normalization (2016).

    >>> from symbackprop.network.layers.layer import given
    >>> print(layer_norm(given("x", i="n")))
    mu = Sum(x[i], (i, 1, n))/n
    v = Sum((-mu + x[i])**2, (i, 1, n))/n
    r = 1/sqrt(epsilon + v)
    xhat[i] = r*(-mu + x[i])    i = 1..n
    y[i] = beta[i] + gamma[i]*xhat[i]    i = 1..n
    """
    if not source.features:
        raise NetworkError(
            f"layer normalisation needs several features, and {source.element} is a number\n"
            '    give the layer before it `units`, for instance layer("dense", units="m")'
        )
    return standardised(source, place, source.features, epsilon)
