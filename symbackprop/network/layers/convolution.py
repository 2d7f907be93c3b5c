"""Convolution: every position reads a window of the positions of all channels, with the same weights."""

from __future__ import annotations

import sympy as sp

from symbackprop.errors import NetworkError
from symbackprop.network.indices import element, summed
from symbackprop.network.layers.layer import Layer, Value, line
from symbackprop.network.layers.place import ALONE, Place
from symbackprop.network.numbers import size_of
from symbackprop.network.shapes import Ranges


def conv1d(source: Value, place: Place = ALONE, *, filters: str | int, width: str | int) -> Layer:
    """Returns the layer u[f, i] = b[f] + Sum(W[f, c, k] x[c, i + k - 1]): positions inside the source only.

    source   channels of positions: x[c, i]
    filters  how many output channels there are
    width    how many positions a window has

    As in all of deep learning the window is not mirrored. n positions give n - width + 1.
    Raises NetworkError for a source of another shape, and for a window wider than the source.

    >>> from symbackprop.network.layers.layer import given
    >>> print(conv1d(given("x", c="C", i="n"), filters="F", width=3))
    u[f, i] = b[f] + Sum(W[f, c, k]*x[c, i + k - 1], (k, 1, 3), (c, 1, C))    f = 1..F, i = 1..n - 2
    """
    return _convolution(source, place, filters, {"k": width})


def conv2d(source: Value, place: Place = ALONE, *, filters: str | int, height: str | int, width: str | int) -> Layer:
    """Returns the layer of a convolution in two directions, of positions inside the source only.

    source         channels of rows of positions: x[c, i, j]
    filters        how many output channels there are
    height, width  how many rows and columns a window has

    Raises NetworkError for a source of another shape, and for a window larger than the source.

    >>> from symbackprop.network.layers.layer import given
    >>> layer = conv2d(given("x", c=1, i=5, j=5), filters=2, height=3, width=3)
    >>> print(layer.equations[0].body)
    b[f] + Sum(W[f, c, k, l]*x[c, i + k - 1, j + l - 1], (l, 1, 3), (k, 1, 3), (c, 1, 1))
    >>> layer.output.sizes
    (2, 3, 3)
    """
    return _convolution(source, place, filters, {"k": height, "l": width})


def _convolution(source: Value, place: Place, filters: str | int, windows: dict[str, str | int]) -> Layer:
    if len(source.features) != len(windows) + 1:
        pattern = 'given("x", c="C", i="n")' if len(windows) == 1 else 'given("x", c="C", i="n", j="m")'
        raise NetworkError(
            f"a convolution of {_counted(len(windows), 'direction')} reads channels and positions, "
            f"and {source.element} has {_counted(len(source.features), 'feature')}\n"
            f"    give a source such as {pattern}"
        )
    (c, C), *positions = source.features
    offsets = _offsets(source, place, windows)
    f = place.letter("f", *source.letters, *(k for k, _ in offsets))
    unit = (f, size_of(filters, "the number of filters"))
    outputs = tuple((i, _length(n, K, source)) for (i, n), (_, K) in zip(positions, offsets, strict=True))
    shifted = [i + k - 1 for (i, _), (k, _) in zip(positions, offsets, strict=True)]
    read = source.at(*(p for p, _ in source.items), c, *shifted)
    W = element(place.name("W"), [f, c, *(k for k, _ in offsets)])
    b = element(place.name("b"), [f])
    u = Value(place.name("u"), source.items, (unit, *outputs))
    limits = tuple((k, sp.S.One, K) for k, K in reversed(((c, C), *offsets)))
    return Layer((line(u, b + summed(W * read, limits), place.name("delta")),), (W, b), u)


def _offsets(source: Value, place: Place, windows: dict[str, str | int]) -> Ranges:
    offsets: list[tuple[sp.Symbol, sp.Expr]] = []
    for wanted, width in windows.items():
        letter = place.letter(wanted, *source.letters, *(k for k, _ in offsets))
        offsets.append((letter, size_of(width, "the width of the window")))
    return tuple(offsets)


def _length(positions: sp.Expr, window: sp.Expr, source: Value) -> sp.Expr:
    length = positions - window + 1
    if length.is_positive is False:
        raise NetworkError(
            f"a window of {window} positions does not fit into {positions}\n"
            f"    source            {source.element}, of shape {', '.join(map(str, source.sizes))}\n"
            "    choose a narrower window"
        )
    return length


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"
