"""Central differences, with an estimate of their error."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from symbackprop.verification.arithmetic import Values, forward, summed_over
from symbackprop.verification.axes import DIRECTION, ITEM, Labelled, spread
from symbackprop.verification.bounded import ARRAYS_OF_BOUNDED, Bounded, bounded
from symbackprop.verification.directions import Directions, directions, unknown_yet
from symbackprop.verification.kinks import argument_values, kinks
from symbackprop.verification.points import Point

Floats = NDArray[np.float64]

STEPS = tuple(10.0**-exponent * part for exponent in range(2, 9) for part in (1.0, 0.5))
"""The step sizes; each is compared with its half."""

_BOTH_WAYS = np.array([*STEPS, *(-step for step in STEPS)])
"""How far a parameter is moved: to the right by every step, then to the left."""

_CAUTION = 10.0
"""By how much the truncation error may exceed what two step sizes show."""

Estimates = Mapping[sp.Symbol, tuple[Any, Any]]


def central_differences(point: Point, *, is_mean: bool, most: int, seed: int = 0) -> Estimates:
    """Returns each derivative with an estimate of its error, the step chosen to make that least.

    The loss is evaluated from the equations as they are written. For a step h,

        D(h) = (E(w + h) - E(w - h)) / 2h = E'(w) + h²/6 E'''(w) + …,

    and (4 D(h/2) - D(h)) / 3 is free of the h² term. The estimate is ten times the
    difference |D(h) - D(h/2)|, plus the rounding of E over h. Steps across a kink are left
    out, and so are steps that contradict a smaller one; if none is left, the estimate is
    infinite. Of each parameter `most` elements are moved, the others are NaN.
    """
    frame = point.frame
    values, errors = (dict(unknown_yet(frame, float)) for _ in range(2))
    still = forward(frame.network, frame.scope(point.arrays, bounded), ARRAYS_OF_BOUNDED)
    for group in directions(frame, most, seed, copies=len(_BOTH_WAYS)):
        found, estimates = np.empty(group.count), np.empty(group.count)
        for place, (center, losses, crosses) in enumerate(_moved(group, point, still, is_mean=is_mean)):
            found[place], estimates[place] = _best(losses, crosses, center + _BOTH_WAYS)
        group.put_in(found, values)
        group.put_in(estimates, errors)
    return {symbol: (values[symbol], errors[symbol]) for symbol in frame.parameters}


def _moved(
    group: Directions, point: Point, still: Values, *, is_mean: bool
) -> Iterator[tuple[float, Bounded, NDArray[np.bool_]]]:
    """Returns, for each direction, where it starts, the loss after each step, and whether a kink lies between."""
    frame, rows = point.frame, len(_BOTH_WAYS)
    count = group.count * rows
    given = frame.scope(point.arrays, bounded)
    centers = np.empty(group.count)
    for symbol, steps in group.steps():
        center = (steps * point.params[symbol]).reshape(group.count, -1).sum(axis=1)
        is_own = steps.reshape(group.count, -1).any(axis=1)
        centers[is_own] = center[is_own]
        each = np.repeat(steps, rows, axis=0)
        sizes = np.tile(_BOTH_WAYS, group.count).reshape(-1, *([1] * (steps.ndim - 1)))
        given[symbol] = group.named(symbol, bounded(point.params[symbol] + sizes * each))
    there = forward(frame.network, given, ARRAYS_OF_BOUNDED)
    crosses = _crossing(point, there, still, count)
    loss = summed_over(there[frame.network.loss.symbol], ITEM, point.items, ARRAYS_OF_BOUNDED)
    loss = loss / Labelled(bounded(float(point.items if is_mean else 1)))
    value, error = (
        spread(Labelled(part, loss.axes), (DIRECTION,), (count,)) for part in (loss.data.value, loss.data.error)
    )
    for place in range(group.count):
        own = slice(place * rows, (place + 1) * rows)
        yield float(centers[place]), Bounded(value[own], error[own]), crosses[own]


def _crossing(point: Point, there: Values, still: Values, count: int) -> NDArray[np.bool_]:
    """Returns for each step whether the argument of a kink changes its sign on the way."""
    crosses = np.zeros(count, dtype=bool)
    for kink in kinks(point.frame.network):
        ends = [argument_values(kink, point.frame, values) for values in (there, still)]
        axes = ends[0].axes
        signs = [np.sign(end.along(axes).value) for end in ends]
        changed = signs[0] != signs[1]
        if DIRECTION in axes:
            crosses |= changed.reshape(count, -1).any(axis=1)
        else:
            crosses |= bool(np.any(changed))
    return crosses


def _best(losses: Bounded, crosses: NDArray[np.bool_], values: Floats) -> tuple[float, float]:
    count = len(STEPS)
    width = values[:count] - values[count:]
    quotient = (losses.value[:count] - losses.value[count:]) / width
    rounding = (losses.error[:count] + losses.error[count:]) / width + 4e-16 * np.abs(quotient)
    whole, half = quotient[0::2], quotient[1::2]
    value = (4 * half - whole) / 3
    error = _CAUTION * np.abs(whole - half) + (4 * rounding[1::2] + rounding[0::2]) / 3
    is_out = (crosses[:count] | crosses[count:])[0::2] | np.isnan(error)
    error = np.where(is_out, np.inf, error)
    for place in reversed(range(len(error) - 1)):
        apart = np.abs(value[place] - value[place + 1 :]) > error[place] + error[place + 1 :]
        error[place] = np.inf if apart.any() else error[place]
    best = int(np.argmin(error))
    return float(value[best]), float(error[best])
