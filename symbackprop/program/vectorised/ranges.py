"""Ranges: the indices of a sum, each over a fixed range, and conditions where its limits depend on others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import sympy as sp

from symbackprop.network.indices import head
from symbackprop.program.vectorised.nodes import Holds
from symbackprop.program.vectorised.scope import Scope, Span
from symbackprop.program.vectorised.subscript import read_subscript


@dataclass(frozen=True)
class Bound:
    """The body of a sum and its indices.

    body        what is summed
    spans       (index, first, last) for each index, none depending on another
    conditions  factors that are 1 where the indices are within the limits, else 0
    """

    body: sp.Expr
    spans: tuple[tuple[sp.Symbol, sp.Expr, sp.Expr], ...]
    conditions: tuple[sp.Expr, ...]

    @property
    def letters(self) -> tuple[sp.Symbol, ...]:
        """Returns the indices, the outermost first."""
        return tuple(letter for letter, _, _ in self.spans)


def bound_ranges(body: sp.Expr, limits: Sequence[sp.Tuple], scope: Scope) -> Bound:
    """Returns the indices of a sum over fixed ranges.

    >>> s, t, T = sp.symbols("s t T", integer=True)
    >>> scope = Scope({}, {}, frozenset(), {s: (sp.S.One, T)})
    >>> bound = bound_ranges(sp.exp(t), [sp.Tuple(t, 1, s)], scope)
    >>> bound.spans, bound.conditions
    (((t, 1, T),), (Holds(t <= s),))
    """
    known = dict(scope.spans)
    found: list[tuple[sp.Symbol, sp.Expr, sp.Expr]] = []
    conditions: list[sp.Expr] = []
    for letter, low, high in reversed(limits):
        lows, highs = _ends(low, sp.Max), _ends(high, sp.Min)
        first = _fixed(lows, known, at_most=False)
        last = _fixed(highs, known, at_most=True)
        known[letter] = (first, last)
        found.append((letter, first, last))
        conditions += [sp.Ge(letter, end) for end in lows if _depends(end, known)]
        conditions += [sp.Le(letter, end) for end in highs if _depends(end, known)]
    needed = [condition for condition in conditions if not _is_implied(condition, body, scope)]
    return Bound(body, tuple(found), tuple(map(Holds, needed)))


def _ends(limit: sp.Expr, fold: type[sp.Expr]) -> tuple[sp.Expr, ...]:
    return limit.args if isinstance(limit, fold) else (limit,)


def _depends(end: sp.Expr, known: Mapping[sp.Symbol, Span]) -> bool:
    return any(symbol in known for symbol in end.free_symbols)


def _fixed(ends: Iterable[sp.Expr], known: Mapping[sp.Symbol, Span], *, at_most: bool) -> sp.Expr:
    """Returns the outermost value of a limit: the fixed one of its ends, or the extreme of one that is not."""
    listed = tuple(ends)
    fixed = [end for end in listed if not _depends(end, known)]
    if len(fixed) == 1:
        return fixed[0]
    if fixed:
        return (sp.Min if at_most else sp.Max)(*fixed)
    value = listed[0]
    for letter in known:
        slope = sp.expand(value).coeff(letter)
        if slope != 0:
            value = value.xreplace({letter: known[letter][(slope > 0) == at_most]})
    return sp.expand(value)


def _is_implied(condition: sp.Expr, body: sp.Expr, scope: Scope) -> bool:
    """Returns whether a factor of the body is read between zeros there: y[l - k + 1] from 1 on."""
    gap = sp.expand(condition.lhs - condition.rhs) * (1 if isinstance(condition, sp.GreaterThan) else -1)
    return any(sp.expand(gap - distance) == 0 for distance in _distances(body, scope))


def _distances(body: sp.Expr, scope: Scope) -> Iterator[sp.Expr]:
    """Returns how far each window is from the ends of its array; beyond them are zeros."""
    for factor in sp.Mul.make_args(body):
        if isinstance(factor, sp.Indexed):
            for subscript, size in zip(factor.indices, scope.shapes[head(factor)], strict=True):
                if read_subscript(subscript, size, subscript.free_symbols - set(scope.identifiers)).is_window:
                    yield sp.expand(subscript - 1)
                    yield sp.expand(size - subscript)
