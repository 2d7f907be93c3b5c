r"""Folding: a product of several factors, in each order in which its signs may be meant.

Nobody says whether a ⊙ B c is a ⊙ (B c) or (a ⊙ B) c; the shapes do. Products without a sign
are taken first, then \cdot, then ⊙; or one after the other, as they stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import sympy as sp

from symbackprop.answers.latex.matrices.multiplying import (
    ASTERISK,
    CIRCLED,
    DOT,
    NOTHING,
    RING,
    STAR,
    TENSOR,
    TIMES,
    options,
)
from symbackprop.answers.latex.matrices.parts import Mismatch, Part

_LOOSE = {CIRCLED: 2, RING: 2, TENSOR: 2, ASTERISK: 2}
_ORDERS: Mapping[str, Mapping[str, int]] = MappingProxyType(
    {
        "factors without a sign between are taken first": {NOTHING: 0, DOT: 1, TIMES: 1, STAR: 1, **_LOOSE},
        "⊙ is taken last": {NOTHING: 0, DOT: 0, TIMES: 0, STAR: 0, **_LOOSE},
        "the factors are taken one after the other": dict.fromkeys((NOTHING, DOT, TIMES, STAR, *_LOOSE), 0),
    }
)
"""How early each sign is taken, in words and as a number."""

_MOST = 8


@dataclass(frozen=True)
class Folded:
    """What a product may be.

    part   its value and its place
    words  how it is read, where it could be read otherwise
    """

    part: Part
    words: tuple[str, ...] = ()


def folded(factors: Sequence[tuple[str, Part]]) -> tuple[Folded, ...]:
    r"""Returns what a product of factors, each with the sign before it, may be; raises Mismatch if nothing.

    >>> from symbackprop.calculus.matrices import MatrixName
    >>> x, y = (Part(MatrixName(text, text, [3]), "x.y", place, place + 1) for text, place in (("x", 0), ("y", 2)))
    >>> [str(found.part.value) for found in folded([("", x), (r"\cdot", y)])]
    ['Sum(x[i]*y[i], (i, 1, 3))', 'x .* y']
    """
    found: dict[sp.Expr, tuple[str, Folded]] = {}
    first: Mismatch | None = None
    for words, order in _ORDERS.items():
        try:
            for way in _in_order(factors, [order[sign] for sign, _ in factors[1:]]):
                found.setdefault(way.part.value, (words, way))
        except Mismatch as error:
            first = first or error
    if first is not None and not found:
        raise first
    is_plain = len({words for words, _ in found.values()}) == 1
    ways = [way if is_plain else replace(way, words=(*way.words, words)) for words, way in found.values()]
    return tuple(ways[:_MOST])


def _in_order(factors: Sequence[tuple[str, Part]], order: Sequence[int]) -> tuple[Folded, ...]:
    """Returns the ways to read the factors where the signs with the smallest numbers are taken first."""
    heads: list[tuple[str, tuple[Folded, ...]]] = [(sign, (Folded(part),)) for sign, part in factors]
    levels = list(order)
    for level in sorted(set(order)):
        place = 0
        while place < len(levels):
            if levels[place] == level:
                left, (sign, right) = heads[place], heads[place + 1]
                heads[place : place + 2] = [(left[0], _products(left[1], sign, right))]
                del levels[place]
            else:
                place += 1
    return heads[0][1]


def _products(lefts: Iterable[Folded], sign: str, rights: Sequence[Folded]) -> tuple[Folded, ...]:
    found: list[Folded] = []
    first: Mismatch | None = None
    for left in lefts:
        for right in rights:
            try:
                ways = options(sign, left.part, right.part)
            except Mismatch as error:
                first = first or error
                continue
            words = (*left.words, *right.words)
            found += [
                Folded(left.part.joined(right.part, value), (*words, said) if said else words) for said, value in ways
            ]
    if not found and first is not None:
        raise first
    return tuple(found[:_MOST])
