"""Subscripts: which element of a reader an element of an array goes into, and summed over what.

An element `y[e]` that stands in the equation of `r[k]` under sums is the element `y[j]`
where e = j. Solving that for the indices of the reader and of the sums leaves the element
of the reader that reads y[j] at this place, and the indices that remain free: the
contraction of the Kronecker deltas of ∂r[k]/∂y[j], done before they are written down.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sympy as sp

from symbackprop.network.indices import Limits, renamed, subscripts


@dataclass(frozen=True)
class Placement:
    """Where a name stands, seen from the name.

    reader  the reader's element, in the indices of the name and those that remain
    places  what the other indices of the reader and of the sums have to be
    limits  the ranges of the indices that remain
    deltas  Kronecker deltas for subscripts that determine no index (numbers, a diagonal)
    """

    reader: sp.Expr
    places: Mapping[sp.Symbol, sp.Expr]
    limits: Limits
    deltas: tuple[sp.Expr, ...]

    def of(self, slope: sp.Expr) -> sp.Expr:
        """Returns the slope at this placement."""
        return sp.Mul(renamed(slope, self.places), *self.deltas)


def placed(
    occurrence: sp.Expr, wrt: sp.Expr, reader: sp.Expr, limits: Limits, ends: Mapping[sp.Symbol, sp.Expr]
) -> Placement:
    """Returns the placement of `wrt` at the occurrence of its array in the reader's body.

    limits  those of the reader's indices and of the sums the occurrence stands under
    ends    how far each index of `wrt` runs

    No index of `limits` may be one of `wrt`.

    >>> from symbackprop.network.indices import array, index, size
    >>> i, j, k, n, m = index("i"), index("j"), index("k"), size("n"), size("m")
    >>> found = placed(array("w")[k, i], array("w")[j, i], array("u")[k], ((k, sp.S.One, m),), {j: m, i: n})
    >>> found.reader, found.limits
    (u[j], ())
    """
    open_limits = {letter: (low, high) for letter, low, high in limits}
    own = set(subscripts(reader))
    places: dict[sp.Symbol, sp.Expr] = {}
    deltas: list[sp.Expr] = []
    for place, letter in zip(subscripts(occurrence), subscripts(wrt), strict=True):
        subscript = sp.expand(place.xreplace(places))
        solved = _solved(subscript, letter, open_limits, own, ends[letter])
        if solved is None:
            deltas.append(sp.KroneckerDelta(subscript, letter))
            continue
        index, value, narrowed = solved
        places = {**{key: sp.expand(old.xreplace({index: value})) for key, old in places.items()}, index: value}
        del open_limits[index]
        open_limits.update(narrowed)
    remaining = tuple((letter, *open_limits[letter]) for letter, *_ in limits if letter in open_limits)
    return Placement(renamed(reader, places), places, remaining, tuple(deltas))


Range = tuple[sp.Expr, sp.Expr]


def _solved(
    subscript: sp.Expr, letter: sp.Symbol, limits: Mapping[sp.Symbol, Range], own: set[sp.Symbol], end: sp.Expr
) -> tuple[sp.Symbol, sp.Expr, Mapping[sp.Symbol, Range]] | None:
    """Returns an index, its value where subscript = letter, and the ranges that this narrows; None if there is none."""
    candidates = [index for index in limits if subscript.coeff(index) in (1, -1)]
    for index in sorted(candidates, key=lambda index: (index not in own, str(index))):
        if any(index in bound.free_symbols for pair in limits.values() for bound in pair):
            continue
        value = sp.expand(subscript.coeff(index) * (letter - subscript) + index)
        narrowed = _narrowed(value, letter, limits[index], {key: limits[key] for key in limits if key != index}, end)
        if narrowed is not None:
            return index, value, narrowed
    return None


def _narrowed(
    value: sp.Expr, letter: sp.Symbol, bounds: Range, others: Mapping[sp.Symbol, Range], end: sp.Expr
) -> Mapping[sp.Symbol, Range] | None:
    """Returns the ranges of other indices for which `value` keeps within its bounds; None if no range says it."""
    low, high = bounds
    if value == letter:
        return {} if (low, high) == (1, end) else None
    found = [index for index in others if value.coeff(index) in (1, -1)]
    if len(found) != 1:
        return None
    (index,) = found
    first, last = others[index]
    rest = sp.expand(value - value.coeff(index) * index)
    at_least, at_most = (low - rest, high - rest) if value.coeff(index) == 1 else (rest - high, rest - low)
    return {index: (sp.Max(first, sp.expand(at_least)), sp.Min(last, sp.expand(at_most)))}


def as_delta(placement: Placement, reader: sp.Expr, limits: Sequence[tuple[sp.Symbol, sp.Expr, sp.Expr]]) -> sp.Expr:
    """Returns the Kronecker deltas that tie the reader's own indices to their values at the placement."""
    letters = {letter for letter, _, _ in limits}
    tied = zip(subscripts(reader), subscripts(placement.reader), strict=True)
    return sp.Mul(
        *(sp.KroneckerDelta(letter, value) for letter, value in tied if letter in letters and value != letter)
    )
