"""Indexed expressions in numbers, one element after the other: shares nothing with what it tests."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from itertools import product

import numpy as np
import sympy as sp

from symbackprop.network.heads import sigmoid, step

Places = Mapping[sp.Symbol, int]
Arrays = Mapping[str, np.ndarray]

FUNCTIONS = {
    sp.exp: np.exp,
    sp.log: np.log,
    sp.tanh: np.tanh,
    sp.Abs: abs,
    sp.erf: math.erf,
    sigmoid: lambda u: 1 / (1 + np.exp(-u)),
    step: lambda u: float(u > 0),
}
RELATIONS = {">": "__gt__", ">=": "__ge__", "<": "__lt__", "<=": "__le__", "==": "__eq__", "!=": "__ne__"}
FOLDS: Mapping[type, Callable[[list[float]], float]] = {sp.Add: sum, sp.Mul: math.prod, sp.Max: max, sp.Min: min}


def element(node: sp.Expr, arrays: Arrays, places: Places) -> float:  # noqa: PLR0911  (one for each kind of node)
    """The value of an expression at one place: a number for every index and size."""
    if isinstance(node, sp.Indexed):
        at = [int(element(place, arrays, places)) for place in node.indices]
        array = arrays[node.base.label.name]
        assert all(1 <= k <= n for k, n in zip(at, array.shape, strict=True)), f"{node} at {at}"
        return float(array[tuple(k - 1 for k in at)])
    if isinstance(node, sp.Sum):
        *inner, (letter, low, high) = node.limits
        rest = sp.Sum(node.function, *inner) if inner else node.function
        first, last = (int(element(end, arrays, places)) for end in (low, high))
        return sum(element(rest, arrays, {**places, letter: k}) for k in range(first, last + 1))
    if isinstance(node, sp.Piecewise):
        return next(
            element(value, arrays, places)
            for value, condition in node.args
            if condition == sp.true or element(condition, arrays, places)
        )
    if node.is_Symbol:
        return places[node] if node in places else float(arrays[node.name])
    if not node.args:
        return float(node)
    values = [element(argument, arrays, places) for argument in node.args]
    if node.is_Relational:
        return getattr(float(values[0]), RELATIONS[node.rel_op])(float(values[1]))
    if isinstance(node, sp.KroneckerDelta):
        return float(values[0] == values[1])
    if node.is_Pow:
        return float(values[0]) ** values[1]
    return FOLDS[node.func](values) if node.func in FOLDS else FUNCTIONS[node.func](values[0])


def everywhere(
    node: sp.Expr, ranges: list[tuple[sp.Symbol, sp.Expr]], arrays: Arrays, sizes: Mapping[sp.Symbol, int]
) -> np.ndarray:
    """The array of the values at all places."""
    shape = [int(sp.sympify(last).xreplace({s: sp.Integer(n) for s, n in sizes.items()})) for _, last in ranges]
    made = np.empty(shape)
    for at in product(*map(range, shape)):
        letters = {letter: k + 1 for (letter, _), k in zip(ranges, at, strict=True)}
        made[at] = element(node, arrays, {**sizes, **letters})
    return made
