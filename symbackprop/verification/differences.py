"""Central differences, with an estimate of their error."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from symbackprop.network import Network
from symbackprop.verification.arithmetic import evaluate, forward
from symbackprop.verification.bounded import BOUNDED, Bounded, bounded, over_items
from symbackprop.verification.points import Point, kinks

Floats = NDArray[np.float64]

STEPS = tuple(10.0**-exponent * part for exponent in range(2, 9) for part in (1.0, 0.5))
"""The step sizes; each is compared with its half."""

_TOGETHER = 16
"""How many parameters are moved in one evaluation, each in rows of its own."""

_CAUTION = 10.0
"""By how much the truncation error may exceed what two step sizes show."""


def central_differences(network: Network, point: Point, *, is_mean: bool) -> Mapping[sp.Symbol, tuple[float, float]]:
    """Returns each derivative with an estimate of its error, the step chosen to make that least.

    The loss is evaluated from the equations as they are written. For a step h,

        D(h) = (E(w + h) - E(w - h)) / 2h = E'(w) + h²/6 E'''(w) + …,

    and (4 D(h/2) - D(h)) / 3 is free of the h² term. The estimate is ten times the
    difference |D(h) - D(h/2)|, plus the rounding of E over h. Steps across a kink are left
    out, and so are steps that contradict a smaller one; if none is left, the estimate is
    infinite.
    """
    answers: dict[sp.Symbol, tuple[float, float]] = {}
    for start in range(0, len(network.parameters), _TOGETHER):
        moved = network.parameters[start : start + _TOGETHER]
        losses, crosses = _losses(network, point, moved, is_mean=is_mean)
        for place, symbol in enumerate(moved):
            rows = slice(place * _ROWS, (place + 1) * _ROWS)
            own = Bounded(losses.value[rows], losses.error[rows])
            answers[symbol] = _best(own, crosses[rows], _values(point.params[symbol]))
    return answers


def _values(center: float) -> Floats:
    """Returns the values a parameter takes: to the right by every step, then to the left."""
    steps = np.array(STEPS)
    return np.concatenate([center + steps, center - steps])


_ROWS = 2 * len(STEPS)


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


def _losses(
    network: Network, point: Point, moved: Sequence[sp.Symbol], *, is_mean: bool
) -> tuple[Bounded, NDArray[np.bool_]]:
    """Returns the loss of the set in each row, and where a kink lies on the way there."""
    rows = len(moved) * _ROWS
    still_given = {symbol: bounded(value) for symbol, value in point.given.items()}
    given = dict(still_given)
    for place, symbol in enumerate(moved):
        column = np.full((rows, 1), point.params[symbol])
        column[place * _ROWS : (place + 1) * _ROWS, 0] = _values(point.params[symbol])
        given[symbol] = bounded(column)
    there, here = forward(network, given, BOUNDED), forward(network, still_given, BOUNDED)
    crosses = np.zeros(rows, dtype=bool)
    for kink in kinks(network):
        ends = [evaluate(kink.argument, values, BOUNDED).value for values in (there, here)]
        changed = np.sign(ends[0]) != np.sign(ends[1])
        crosses |= np.broadcast_to(changed, (rows, point.items)).any(axis=1)
    loss = there[network.loss.name]
    shape = np.broadcast_shapes(np.shape(loss.value), (rows, 1))
    whole = Bounded(np.broadcast_to(loss.value, shape), np.broadcast_to(loss.error, shape))
    summed = over_items(whole, point.items)
    return (summed / bounded(float(point.items)) if is_mean else summed), crosses
