"""Multi-head attention: several heads side by side, joined by a projection."""

from __future__ import annotations

import sympy as sp

from symbackprop.network.indices import element, summed
from symbackprop.network.layers.attention import attended
from symbackprop.network.layers.layer import Layer, Value, line
from symbackprop.network.layers.place import ALONE, Place
from symbackprop.network.numbers import size_of


def multi_head_attention(  # noqa: PLR0913  (the four sizes of the layer)
    source: Value,
    place: Place = ALONE,
    *,
    heads: str | int,
    keys: str | int,
    values: str | int | None = None,
    units: str | int | None = None,
) -> Layer:
    """Returns the layer Y = sum over the heads h of Z_h W_O,h^T, each Z_h a head of attention.

    source  rows of features: x[p, i], p the index of a row
    heads   how many heads there are
    keys    d, how long the queries and keys of a head are
    values  how long the values of a head are; None: d
    units   how many features a row of Y has; None: as many as a row of the source

    The sum over heads is the product of the joined Z with one matrix W_O. Raises NetworkError
    for a source without rows. Source: A. Vaswani and others, Attention is all you need
    (2017), section 3.2.2.

    >>> from symbackprop.network.layers.layer import given
    >>> layer = multi_head_attention(given("x", {"p": "N"}, i="n"), heads="H", keys="d")
    >>> for equation in (layer.equations[0], *layer.equations[3:]):
    ...     print(equation)
    Q[h, p, j] = Sum(W_Q[h, j, i]*x[p, i], (i, 1, n))    h = 1..H, p = 1..N, j = 1..d
    S[h, p, q] = Sum(K[h, q, j]*Q[h, p, j], (j, 1, d))/sqrt(d)    h = 1..H, p = 1..N, q = 1..N
    A[h, p, q] = exp(S[h, p, q])/Sum(exp(S[h, p, l]), (l, 1, N))    h = 1..H, p = 1..N, q = 1..N
    Z[h, p, k] = Sum(A[h, p, q]*V[h, q, k], (q, 1, N))    h = 1..H, p = 1..N, k = 1..d
    Y[p, l] = Sum(W_O[l, h, k]*Z[h, p, k], (k, 1, d), (h, 1, H))    p = 1..N, l = 1..n
    """
    h = place.letter("h", *source.letters)
    number = size_of(heads, "the number of heads")
    each = attended(source, place, ((h, number),), keys, keys if values is None else values)
    length = source.sizes[-1] if units is None else size_of(units, "the number of units")
    ((k, d),) = each.output.features
    unit = place.letter("l", *source.letters, *each.output.letters)
    W_O = element(place.name("W_O"), [unit, h, k])
    Y = Value(place.name("Y"), source.items, ((unit, length),))
    joined = summed(W_O * each.output.element, ((k, sp.S.One, d), (h, sp.S.One, number)))
    return Layer((*each.lines, line(Y, joined)), (W_O, *each.parameters), Y)
