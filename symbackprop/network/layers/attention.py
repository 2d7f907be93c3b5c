"""Attention: every row reads every other, weighted by a softmax of their scaled products."""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from symbackprop.errors import NetworkError
from symbackprop.network.equation import Equation
from symbackprop.network.indices import element, summed
from symbackprop.network.layers.layer import Layer, Value, line
from symbackprop.network.layers.place import ALONE, Place
from symbackprop.network.layers.softmax import normalised_exponential
from symbackprop.network.numbers import size_of
from symbackprop.network.shapes import Ranges


def attention(source: Value, place: Place = ALONE, *, keys: str | int, values: str | int | None = None) -> Layer:
    """Returns the layer Z = softmax(Q K^T / sqrt(d)) V, one head of scaled dot-product attention.

    source  rows of features: x[p, i], p the index of a row
    keys    d, how long queries and keys are
    values  how long the values are; None: d

    Q = X W_Q^T, K = X W_K^T, V = X W_V^T; the softmax is over each row. Raises NetworkError
    for a source without rows. Source: A. Vaswani and others, Attention is all you need
    (2017), section 3.2.1.

    >>> from symbackprop.network.layers.layer import given
    >>> print(attention(given("x", {"p": "N"}, i="n"), keys="d"))
    Q[p, j] = Sum(W_Q[j, i]*x[p, i], (i, 1, n))    p = 1..N, j = 1..d
    K[p, j] = Sum(W_K[j, i]*x[p, i], (i, 1, n))    p = 1..N, j = 1..d
    V[p, k] = Sum(W_V[k, i]*x[p, i], (i, 1, n))    p = 1..N, k = 1..d
    S[p, q] = Sum(K[q, j]*Q[p, j], (j, 1, d))/sqrt(d)    p = 1..N, q = 1..N
    A[p, q] = exp(S[p, q])/Sum(exp(S[p, l]), (l, 1, N))    p = 1..N, q = 1..N
    Z[p, k] = Sum(A[p, q]*V[q, k], (q, 1, N))    p = 1..N, k = 1..d
    """
    heads = attended(source, place, (), keys, keys if values is None else values)
    return Layer(heads.lines, heads.parameters, heads.output)


@dataclass(frozen=True)
class Heads:
    """The equations of one head, or of several with an index of their own in front."""

    lines: tuple[Equation, ...]
    parameters: tuple[sp.Expr, ...]
    output: Value


def attended(source: Value, place: Place, head: Ranges, keys: str | int, values: str | int) -> Heads:
    """Returns the equations of attention; `head` is the index of a head and their number, () for one head."""
    if not source.items or len(source.features) != 1:
        raise NetworkError(
            f"attention reads rows of features, and {source.element} is none\n"
            '    give the source an index of rows: given("x", {"p": "N"}, i="n")'
        )
    taken = (*source.letters, *(h for h, _ in head))
    j, k = place.letter("j", *taken), place.letter("k", *taken)
    k = k if k != j else place.letter("l", *taken, j)
    d, e = size_of(keys, "the length of the keys"), size_of(values, "the length of the values")
    (p, N), outer = source.items[-1], (*head, *source.items[:-1])
    q = place.letter("q", *taken, j, k)
    Q, W_Q, line_Q = _projected(source, place, "Q", head, (j, d))
    K, W_K, line_K = _projected(source, place, "K", head, (j, d))
    V, W_V, line_V = _projected(source, place, "V", head, (k, e))
    S, A = (Value(place.name(text), (*outer, (p, N)), ((q, N),)) for text in "SA")
    Z = Value(place.name("Z"), V.items, V.features)
    first = [letter for letter, _ in outer]
    scores = summed(Q.element * K.at(*first, q, j), ((j, sp.S.One, d),)) / sp.sqrt(d)
    mixed = summed(A.element * V.at(*first, q, k), ((q, sp.S.One, N),))
    lines = (line_Q, line_K, line_V, line(S, scores), line(A, normalised_exponential(S, place)), line(Z, mixed))
    return Heads(lines, (W_Q, W_K, W_V), Z)


def _projected(
    source: Value, place: Place, text: str, head: Ranges, unit: tuple[sp.Symbol, sp.Expr]
) -> tuple[Value, sp.Expr, Equation]:
    ((i, n),) = source.features
    W = element(place.name(f"W_{text}"), [*(h for h, _ in head), unit[0], i])
    value = Value(place.name(text), (*head, *source.items), (unit,))
    return value, W, line(value, summed(W * source.element, ((i, sp.S.One, n),)))
