"""Bounds: what rounding can do to a program's results, line by line."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from operator import add

import numpy as np
import sympy as sp

from symbackprop.network import Network
from symbackprop.program.plan import Line, Plan
from symbackprop.verification.arithmetic import Values, evaluate, forward
from symbackprop.verification.bounded import BOUNDED, Bounded, bounded, over_items
from symbackprop.verification.delta_forms import delta_forms
from symbackprop.verification.dual import Dual, duals
from symbackprop.verification.points import Point

CLAMP = 1e-300
"""How far a spelling may be from its function outside `valid_where`."""

Results = Mapping[sp.Symbol, Bounded]


def of_program(plan: Plan, point: Point) -> Results:
    """Returns the loss and the gradient as a program computes them, with a running error bound."""
    values: Values = _given(point)
    for line in plan.lines:
        values[line.name] = _clamped(line, values)
    results = {plan.network.loss.name: over_items(values[plan.network.loss.name], point.items)}
    for total in plan.totals:
        terms = [reduce(lambda a, b: a * b, (evaluate(leaf, values, BOUNDED) for leaf in term)) for term in total.terms]
        sums = [over_items(term, point.items) for term in terms] or [bounded(0.0)]
        results[total.parameter] = reduce(add, sums)
    return _averaged(results, point, is_mean=plan.is_mean)


def of_textbook(network: Network, point: Point, *, is_mean: bool) -> Results:
    """Returns loss and gradient as the delta form has them, with a running error bound."""
    items = delta_forms(network, lambda body, values: evaluate(body, values, BOUNDED), _given(point))
    results = {symbol: over_items(value, point.items) for symbol, value in items.items()}
    return _averaged(results, point, is_mean=is_mean)


def of_forward_mode(network: Network, point: Point, *, is_mean: bool) -> Results:
    """Returns loss and gradient as forward mode computes them, with a running error bound."""
    one = bounded(1.0)
    given = {
        symbol: Dual(value, {symbol: one} if symbol in point.params else {}) for symbol, value in _given(point).items()
    }
    loss = forward(network, given, duals(BOUNDED))[network.loss.name]
    results = {network.loss.name: over_items(loss.value, point.items)}
    for symbol in network.parameters:
        results[symbol] = over_items(loss.slopes.get(symbol, bounded(0.0)), point.items)
    return _averaged(results, point, is_mean=is_mean)


def _given(point: Point) -> Values:
    return {symbol: bounded(value) for symbol, value in point.given.items()}


def _clamped(line: Line, values: Values) -> Bounded:
    value = evaluate(line.value, values, BOUNDED)
    outside = [np.any(evaluate(condition, values, BOUNDED).value <= 0) for condition in line.valid_where]
    return Bounded(value.value, value.error + CLAMP) if any(outside) else value


def _averaged(results: Mapping[sp.Symbol, Bounded], point: Point, *, is_mean: bool) -> Results:
    if not is_mean:
        return results
    items = bounded(float(point.items))
    return {symbol: value / items for symbol, value in results.items()}
