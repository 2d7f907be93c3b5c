"""Bounds of the programs of indexed networks: their lines on arrays, for every order of a sum.

A program is free to multiply out a sum of products and to contract it as matrix products in
any order. With N the number of terms of all sums of a line, multiplied out, each term passes
through at most N additions, whatever the order; so every sum of the line is charged with N
roundings, and a bracket that may be multiplied out with those of its terms.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from math import prod
from typing import Any

import numpy as np
import sympy as sp

from symbackprop.program.vectorised.nodes import ArgMax, At, CoshSquared, Holds, Largest, Others
from symbackprop.program.vectorised.plan import ITEMS, ArrayPlan
from symbackprop.program.vectorised.spelling import LARGEST_EXPONENT
from symbackprop.verification.arithmetic import Arithmetic, assigned, evaluate, indexing_of, summed_over
from symbackprop.verification.axes import ITEM, Array, Labelled, together
from symbackprop.verification.bounded import ARRAYS_OF_BOUNDED, BOUNDED, UNIT, Bounded, bounded, total
from symbackprop.verification.bounds import CLAMP, Bounds, as_bounds
from symbackprop.verification.places import place, span
from symbackprop.verification.points import Point

_LARGEST_EXPONENT = 709
_FAR = 40
"""From here on a number in a Min is a clamp against overflow."""

_FAR_OUT = 350.0
"""The square of cosh of more may be infinite."""

Scope = Mapping[sp.Symbol, Any]


def of_array_program(plan: ArrayPlan, point: Point) -> Bounds:
    """Returns the running error bound of the program of an indexed network."""
    values = point.frame.scope(point.arrays, bounded)
    values[LARGEST_EXPONENT] = Labelled(_LARGEST_EXPONENT)
    values[ITEMS] = Labelled(point.items)
    clamped: set[sp.Symbol] = set()
    for line in plan.lines:
        noted: list[sp.Expr] = []
        number = assigned(line.ranges, line.value, values, _arithmetic(line.value, point, noted))
        is_clamped = bool(noted) or not clamped.isdisjoint(line.value.free_symbols)
        if is_clamped and line.exact is None:
            clamped.add(line.symbol)
        values[line.symbol] = _widened(number) if is_clamped and line.exact is not None else number
    loss = plan.network.loss
    sums = {loss.symbol: _over_items(values[loss.symbol], loss.body, point)}
    for symbol, item in zip(point.frame.parameters, plan.totals, strict=True):
        array = assigned(item.ranges, item.value, values, _arithmetic(item.value, point, []))
        sums[symbol] = _over_items(Labelled(array.data, array.axes), item.value, point)
    if plan.is_mean:
        sums[loss.symbol] = sums[loss.symbol] / Labelled(bounded(float(point.items)))
    return as_bounds(sums, point, is_mean=False)


def _over_items(number: Labelled, body: sp.Expr, point: Point) -> Labelled:
    found: Labelled = summed_over(number, ITEM, point.items, _arithmetic(body, point, []))
    return found


def _widened(number: Array | Labelled) -> Array | Labelled:
    """Returns the number with what a clamp against overflow may add to its error."""
    return replace(number, data=number.data.wider(CLAMP))


def _arithmetic(body: sp.Expr, point: Point, noted: list[sp.Expr]) -> Arithmetic:
    """Returns the arithmetic of a line whose sums may be taken in any order.

    noted  where clamps are listed that are in force
    """
    terms = point.items * prod(_longest(node, point) for node in body.atoms(sp.Sum))
    return replace(
        ARRAYS_OF_BOUNDED,
        indexing=replace(indexing_of(ARRAYS_OF_BOUNDED), over=partial(_over, terms)),
        others={**_NODES, sp.Add: partial(_add, terms), sp.Min: partial(_least, noted)},
    )


def _longest(node: sp.Sum, point: Point) -> int:
    return prod(point.frame.most(high) for _, _, high in node.limits)


def _over(terms: int, number: Labelled, axis: str, length: int) -> Labelled:
    if axis not in number.axes:
        return number * Labelled(bounded(float(length)))
    return number.reduced(axis, lambda data, place: data.sum_among(place, terms))


def _add(terms: int, expression: sp.Add, values: Scope, arithmetic: Arithmetic) -> Labelled:
    """Returns the sum of the terms; where they have different indices, as if it were multiplied out."""
    parts = [evaluate(term, values, arithmetic) for term in expression.args]
    whole = together(lambda *data: total(list(data)), *parts)
    letters = {frozenset(filter(_is_letter, term.free_symbols)) for term in expression.args}
    if terms == 1 or (len(letters) == 1 and not expression.has(sp.Sum)):
        return whole
    sizes = [Labelled(np.abs(part.data.value) + part.data.error, part.axes) for part in parts]
    charged = together(lambda *data: terms * UNIT * sum(data), *sizes)
    return together(lambda number, more: number.wider(more), whole, charged)


def _is_letter(symbol: sp.Symbol) -> bool:
    return bool(symbol.is_integer) and not symbol.is_positive


def _least(noted: list[sp.Expr], expression: sp.Min, values: Scope, arithmetic: Arithmetic) -> Labelled:
    """Returns the smallest of the arguments; a clamp that is in force is noted."""
    parts = [evaluate(part, values, arithmetic) for part in expression.args]
    found = parts[0]
    for part in parts[1:]:
        found = arithmetic.choose(arithmetic.less(found, part), found, part)
    limits = [float(part.data.value) for node, part in zip(expression.args, parts, strict=True) if not _varies(node)]
    if any(limit >= _FAR and np.any(found.data.value == limit) for limit in limits):
        noted.append(expression)
    return found


def _varies(node: sp.Expr) -> bool:
    return not (node.is_number or node == LARGEST_EXPONENT)


def _reduced(expression: sp.Expr, values: Scope, arithmetic: Arithmetic) -> tuple[Labelled, str]:
    """Returns the values of what is reduced over an index, along an axis of that index."""
    letter, low, high = expression.limits[0]
    inner = {**values, letter: span(letter, int(place(low, values).data), int(place(high, values).data))}
    return evaluate(expression.function, inner, arithmetic), letter.name


def _largest(expression: Largest, values: Scope, arithmetic: Arithmetic) -> Labelled:
    number, axis = _reduced(expression, values, arithmetic)
    return number.reduced(axis, lambda data, place: data.each(lambda part: part.max(axis=place)))


def _place_of_largest(expression: ArgMax, values: Scope, arithmetic: Arithmetic) -> Labelled:
    """Returns where the computed values are largest: any place will do, so there is no error in it."""
    number, axis = _reduced(expression, values, arithmetic)
    return number.reduced(axis, lambda data, place: bounded(data.value.argmax(axis=place)))


def _picked(expression: At, values: Scope, arithmetic: Arithmetic) -> Labelled:
    number, axis = _reduced(expression, values, arithmetic)
    length = number.data.shape[number.axes.index(axis)]
    places = Labelled(np.arange(length), (axis,))
    top = evaluate(expression.args[2], values, arithmetic)
    is_top = together(lambda here, chosen: here == chosen.value, places, top)
    alone = together(lambda here, data: data.each(lambda part: np.where(here, part, 0.0)), is_top, number)
    return alone.reduced(axis, lambda data, place: data.each(lambda part: part.sum(axis=place)))


_COMPARED: Mapping[type, Any] = {
    sp.Ne: np.not_equal,
    sp.Eq: np.equal,
    sp.Ge: np.greater_equal,
    sp.Gt: np.greater,
    sp.Le: np.less_equal,
    sp.Lt: np.less,
}


def _holds(expression: Holds, values: Scope, arithmetic: Arithmetic) -> Labelled:
    """Returns 1 where a relation between whole numbers holds, else 0."""
    relation = expression.args[0]
    sides = (evaluate(side, values, arithmetic) for side in relation.args)
    compare = _COMPARED[relation.func]
    return together(lambda one, other: bounded(compare(one.value, other.value).astype(float)), *sides)


def _others(expression: Others, values: Scope, arithmetic: Arithmetic) -> Labelled:
    """Returns the values of an expression, 0 at one value of the index."""
    function, letter, where = expression.args
    number, top = (evaluate(part, values, arithmetic) for part in (function, where))
    is_top = together(lambda here, chosen: here == chosen.value + 1, values[letter], top)
    return together(lambda at, data: data.each(lambda part: np.where(at, 0.0, part)), is_top, number)


def _cosh_squared(expression: CoshSquared, values: Scope, arithmetic: Arithmetic) -> Labelled:
    """Returns cosh^2 to divide by; far out it is as if nearer, and a quotient by it may be anything from 0 on."""
    number = evaluate(expression.args[0], values, arithmetic)
    return together(_cosh_squared_of, number)


def _cosh_squared_of(number: Bounded) -> Bounded:
    size = np.abs(number.value)
    near = Bounded(np.minimum(size, _FAR_OUT), number.error, number.lost)
    cosh = BOUNDED.functions[sp.cosh](near)
    found = cosh * cosh
    return found.wider(np.where(size > _FAR_OUT, found.value / 2, 0.0))


_NODES: Mapping[type, Any] = {
    Largest: _largest,
    ArgMax: _place_of_largest,
    At: _picked,
    Others: _others,
    CoshSquared: _cosh_squared,
    Holds: _holds,
}
