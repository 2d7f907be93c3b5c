"""Places: subscripts, the ends of sums and conditions on indices, in whole numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import reduce
from typing import Any

import numpy as np
import sympy as sp

from symbackprop.errors import NetworkError
from symbackprop.verification.axes import Labelled, together

Values = Mapping[sp.Symbol, Any]


def place(expression: sp.Expr, values: Values) -> Labelled:
    """Returns the value of an expression in indices and sizes.

    Raises NetworkError for a function that is not known.

    >>> i, k = sp.symbols("i k", integer=True)
    >>> place(i + k - 1, {i: span(i, 1, 3), k: span(k, 1, 2)}).data
    array([[1, 2],
           [2, 3],
           [3, 4]])
    """
    if expression.is_Integer:
        return Labelled(int(expression))
    if expression.is_Symbol:
        return values[expression]
    if expression.func not in _FOLDS:
        raise NetworkError(
            f"no way to use {expression} as a subscript or the end of a sum\n"
            "    available         sums, products, powers, Max and Min of indices, sizes and whole numbers"
        )
    return _folded(_FOLDS[expression.func], expression.args, values)


def span(letter: sp.Symbol, first: int, last: int) -> Labelled:
    """Returns the values of an index, along an axis of its own."""
    return Labelled(np.arange(first, last + 1), (letter.name,))


def spans(ranges: Iterable[tuple[sp.Symbol, sp.Expr]], values: Values) -> Mapping[sp.Symbol, Labelled]:
    """Returns the values of each index that runs from 1 to a size."""
    return {letter: span(letter, 1, int(place(last, values).data)) for letter, last in ranges}


def is_about_places(condition: sp.Basic) -> bool:
    """Returns whether a condition compares indices and sizes only."""
    return all(symbol.is_integer for symbol in condition.free_symbols)


def holds(condition: sp.Basic, values: Values) -> Labelled:
    """Returns where a condition on indices holds.

    >>> i, n = sp.symbols("i n", integer=True)
    >>> holds(sp.Le(i, n - 1), {i: span(i, 1, 3), n: Labelled(3)}).data
    array([ True,  True, False])
    """
    if condition in _CONSTANT:
        return Labelled(_CONSTANT[condition])
    if condition.func in _CONNECTIVES:
        parts = [holds(part, values) for part in condition.args]
        return reduce(lambda one, other: together(_CONNECTIVES[condition.func], one, other), parts)
    if condition.func is sp.Not:
        return together(np.logical_not, holds(condition.args[0], values))
    return together(_RELATIONS[condition.func], *(place(side, values) for side in condition.args))


def _folded(fold: Callable[[Any, Any], Any], parts: Iterable[sp.Expr], values: Values) -> Labelled:
    return reduce(lambda one, other: together(fold, one, other), (place(part, values) for part in parts))


_FOLDS: Mapping[type, Callable[[Any, Any], Any]] = {
    sp.Add: np.add,
    sp.Mul: np.multiply,
    sp.Pow: np.power,
    sp.Max: np.maximum,
    sp.Min: np.minimum,
}

_RELATIONS: Mapping[type, Callable[[Any, Any], Any]] = {
    sp.Eq: np.equal,
    sp.Ne: np.not_equal,
    sp.StrictLessThan: np.less,
    sp.LessThan: np.less_equal,
    sp.StrictGreaterThan: np.greater,
    sp.GreaterThan: np.greater_equal,
}

_CONNECTIVES: Mapping[type, Callable[[Any, Any], Any]] = {sp.And: np.logical_and, sp.Or: np.logical_or}

_CONSTANT: Mapping[sp.Basic, bool] = {sp.true: True, sp.false: False}
