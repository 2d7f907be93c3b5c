"""Contraction: a sum of products of arrays as matrix products.

Two factors at a time: where both have the index that is summed and each has one of its
own, it is a matrix product; indices that both keep count through a stack of matrices.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from symbackprop.program.vectorised.pairs import Length, product_of, summed_over
from symbackprop.program.vectorised.value import Axes, Value, without

_WIDTH = 100.0  # what an index is taken to run over when costs are compared
_BLAS = 0.1  # the cost of a multiplication in a matrix product, beside one elementwise
_SEARCHED = 4  # up to so many factors every order is tried


def contracted(values: Sequence[Value], summed: Axes, wanted: Axes, length: Length) -> Value:
    """Returns the sum, over the indices `summed`, of the product of the values.

    wanted  the order of axes that suits the reader
    length  how the number of values of an index is written

    >>> from sympy import symbols
    >>> from symbackprop.program.text import Text
    >>> p, j, i = symbols("p j i", integer=True)
    >>> x, w = Value(Text("x"), (p, i)), Value(Text("w"), (j, i))
    >>> contracted([x, w], (i,), (p, j), str).text.text
    'x @ w.T'
    >>> contracted([Value(Text("d"), (p, j)), x], (p,), (j, i), str).text.text
    'd.T @ x'
    """
    left = [_summed_alone(value, values, summed, length) for value in values]
    while len(left) > 1:
        one, other = _next_pair([value.axes for value in left], summed)
        pair = [left[one], left[other]]
        rest = [value for place, value in enumerate(left) if place not in (one, other)]
        gone = _eliminated([value.axes for value in pair], [value.axes for value in rest], summed)
        left = [product_of(pair[0], pair[1], gone, wanted, length), *rest]
    return summed_over(left[0], tuple(axis for axis in left[0].axes if axis in summed), length)


def _summed_alone(value: Value, values: Sequence[Value], summed: Axes, length: Length) -> Value:
    others = {axis for other in values if other is not value for axis in other.axes}
    alone = tuple(axis for axis in value.axes if axis in summed and axis not in others)
    return summed_over(value, alone, length) if len(values) > 1 else value


def _eliminated(pair: Sequence[Axes], rest: Sequence[Axes], summed: Axes) -> Axes:
    later = {axis for axes in rest for axis in axes}
    held = dict.fromkeys(axis for axes in pair for axis in axes)
    return tuple(axis for axis in held if axis in summed and axis not in later)


def _next_pair(axes: Sequence[Axes], summed: Axes) -> tuple[int, int]:
    """Returns the places of the two factors to multiply first."""
    pairs = list(combinations(range(len(axes)), 2))
    return min(pairs, key=lambda pair: (_cost_of(axes, pair, summed, deep=len(axes) <= _SEARCHED), pair))


def _cost_of(axes: Sequence[Axes], pair: tuple[int, int], summed: Axes, *, deep: bool) -> float:
    chosen = [axes[place] for place in pair]
    rest = [other for place, other in enumerate(axes) if place not in pair]
    gone = _eliminated(chosen, rest, summed)
    every = dict.fromkeys(axis for one in chosen for axis in one)
    shared = set(chosen[0]) & set(chosen[1])
    is_blas = bool(gone) and shared != set(every)
    cost = _WIDTH ** len(every) * (_BLAS if is_blas else 1.0)
    if not deep or not rest:
        return cost
    left = [without(every, gone), *rest]
    return cost + min(_cost_of(left, later, summed, deep=True) for later in combinations(range(len(left)), 2))
