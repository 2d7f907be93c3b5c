"""Bounds: what rounding can do to a method's results, operation by operation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import reduce
from operator import add, mul

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from symbackprop.calculus import Derivation
from symbackprop.program import Line, Plan
from symbackprop.verification.arithmetic import Values, evaluate, forward, summed_over
from symbackprop.verification.axes import DIRECTION, ITEM, Labelled, spread
from symbackprop.verification.bounded import ARRAYS_OF_BOUNDED, bounded
from symbackprop.verification.delta_forms import delta_forms
from symbackprop.verification.directions import directions, unknown_yet
from symbackprop.verification.dual import SLOPES, Dual, Slope, duals
from symbackprop.verification.points import Point

CLAMP = 1e-300
"""How far a spelling may be from its function outside `valid_where`."""

Bounds = Mapping[sp.Symbol, NDArray[np.float64]]
"""For the loss and each parameter, an array: how far from exact arithmetic the computed value can be."""


def of_scalar_program(plan: Plan, point: Point) -> Bounds:
    """Returns the running error bound of the program of a scalar network."""
    values = point.frame.scope(point.arrays, bounded)
    for line in plan.lines:
        values[line.name] = _clamped(line, values)
    loss = plan.network.loss.symbol
    sums = {loss: _over_items(values[loss], point)}
    for total in plan.totals:
        terms = [[evaluate(leaf, values, ARRAYS_OF_BOUNDED) for leaf in term] for term in total.terms]
        whole = [_over_items(reduce(mul, leaves), point) for leaves in terms]
        sums[total.parameter] = reduce(add, whole or [Labelled(bounded(0.0))])
    return as_bounds(sums, point, is_mean=plan.is_mean)


def of_textbook(derivation: Derivation, point: Point, *, is_mean: bool) -> Bounds:
    """Returns the running error bound of loss and gradient as the delta form has them."""
    found = delta_forms(derivation, point.frame.scope(point.arrays, bounded), ARRAYS_OF_BOUNDED)
    sums = {symbol: _over_items(Labelled(number.data, number.axes), point) for symbol, number in found.items()}
    return as_bounds(sums, point, is_mean=is_mean)


@dataclass(frozen=True)
class Manner:
    """How forward mode is computed.

    lost    the size of what an operation may take for 0
    slopes  function head -> how its slope is computed
    """

    lost: float = 0.0
    slopes: Mapping[type, Slope] = field(default_factory=lambda: SLOPES)


def of_forward_mode(point: Point, manner: Manner, *, is_mean: bool, most: int, seed: int = 0) -> Bounds:
    """Returns the running error bound of loss and gradient as forward mode computes them.

    most  of how many elements of each parameter; the others are NaN
    """
    frame = point.frame
    arithmetic = duals(ARRAYS_OF_BOUNDED, manner.slopes)
    found = unknown_yet(frame, float)
    values = frame.scope(point.arrays, lambda array: bounded(array, manner.lost))
    items = Labelled(bounded(float(point.items if is_mean else 1)))
    given = {symbol: Dual(value, {}) if symbol in point.arrays else value for symbol, value in values.items()}
    loss = forward(frame.network, given, arithmetic)[frame.network.loss.symbol].value
    for group in directions(frame, most, seed):
        moved = dict(given)
        for symbol, steps in group.steps():
            moved[symbol] = Dual(values[symbol], {DIRECTION: group.named(symbol, bounded(steps))})
        slope = forward(frame.network, moved, arithmetic)[frame.network.loss.symbol].slopes.get(DIRECTION)
        error = Labelled(np.zeros(())) if slope is None else _errors(_over_items(slope, point) / items)
        group.put_in(spread(error, (DIRECTION,), (group.count,)), found)
    return {frame.network.loss.symbol: np.asarray(_errors(_over_items(loss, point) / items).data), **found}


def as_bounds(sums: Mapping[sp.Symbol, Labelled], point: Point, *, is_mean: bool) -> Bounds:
    """Returns the errors of bounded sums over the items, or means, as arrays in the shapes of the parameters."""
    frame = point.frame
    items = Labelled(bounded(float(point.items if is_mean else 1)))
    return {
        symbol: spread(_errors(number / items), frame.letters(symbol), frame.shapes[symbol])
        for symbol, number in sums.items()
    }


def _over_items(number: Labelled, point: Point) -> Labelled:
    found: Labelled = summed_over(number, ITEM, point.items, ARRAYS_OF_BOUNDED)
    return found


def _errors(number: Labelled) -> Labelled:
    return Labelled(number.data.error, number.axes)


def _clamped(line: Line, values: Values) -> Labelled:
    value: Labelled = evaluate(line.value, values, ARRAYS_OF_BOUNDED)
    outside = [np.any(evaluate(condition, values, ARRAYS_OF_BOUNDED).data.value <= 0) for condition in line.valid_where]
    return Labelled(value.data.wider(CLAMP), value.axes) if any(outside) else value
