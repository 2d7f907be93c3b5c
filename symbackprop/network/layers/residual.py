"""The residual connection: an earlier value is added to the present one."""

from __future__ import annotations

from symbackprop.errors import NetworkError
from symbackprop.network.layers.layer import Layer, Value, line, shaped_like
from symbackprop.network.layers.place import ALONE, Place


def residual(source: Value, place: Place = ALONE, *, over: int) -> Layer:
    """Returns the layer s = x + y, with y the source and x what went into the last `over` layers.

    over  how many layers the connection goes around: 1 adds what the layer before read

    Raises NetworkError where fewer layers stand before it, and for values of different shapes.
    Source: K. He, X. Zhang, S. Ren, J. Sun, Deep residual learning (2015).

    >>> from symbackprop.network.layers.layer import given
    >>> x, y = given("x", i="n"), given("y", j="n")
    >>> print(residual(y, Place(before=(x, y)), over=1))
    s[j] = x[j] + y[j]    j = 1..n
    """
    layers_before = max(len(place.before) - 1, 0)
    if isinstance(over, bool) or not isinstance(over, int) or not 1 <= over <= layers_before:
        raise NetworkError(
            f"a residual connection cannot go around {over!r} layers\n"
            f"    layers before it  {layers_before}\n"
            "    choose over=      1 for the layer just before it, 2 for the last two"
        )
    shortcut = place.before[-1 - over]
    if shortcut.sizes != source.sizes or len(shortcut.items) != len(source.items):
        shapes = [
            f"    {value.element} has shape    {', '.join(map(str, value.sizes))}" for value in (shortcut, source)
        ]
        raise NetworkError(
            "a residual connection adds two values of different shapes\n"
            + "\n".join(shapes)
            + "\n    give the layers between them as many units as went in"
        )
    total = shaped_like(place.name("s"), source)
    return Layer((line(total, shortcut.at(*source.letters) + source.element),), (), total)
