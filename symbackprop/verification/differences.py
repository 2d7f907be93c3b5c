"""Central differences, with an estimate of their error."""

from __future__ import annotations

from collections.abc import Mapping

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
    return {symbol: _one(network, point, symbol, is_mean=is_mean) for symbol in network.parameters}


def _one(network: Network, point: Point, symbol: sp.Symbol, *, is_mean: bool) -> tuple[float, float]:
    center = point.params[symbol]
    steps = np.array(STEPS)
    right, left = center + steps, center - steps
    loss, crosses = _losses(network, point, symbol, np.concatenate([right, left]), is_mean=is_mean)
    count = len(steps)
    width = right - left
    quotient = (loss.value[:count] - loss.value[count:]) / width
    rounding = (loss.error[:count] + loss.error[count:]) / width + 4e-16 * np.abs(quotient)
    whole, half = quotient[0::2], quotient[1::2]
    value = (4 * half - whole) / 3
    error = _CAUTION * np.abs(whole - half) + (4 * rounding[1::2] + rounding[0::2]) / 3
    error = np.where(crosses[:count] | crosses[count:], np.inf, 0.0)[0::2] + np.where(np.isnan(error), np.inf, error)
    for place in reversed(range(len(error) - 1)):
        apart = np.abs(value[place] - value[place + 1 :]) > error[place] + error[place + 1 :]
        error[place] = np.inf if apart.any() else error[place]
    best = int(np.argmin(error))
    return float(value[best]), float(error[best])


def _losses(
    network: Network, point: Point, symbol: sp.Symbol, values: Floats, *, is_mean: bool
) -> tuple[Bounded, NDArray[np.bool_]]:
    """Returns the loss of the set at several values of one parameter, and where a kink lies on the way."""
    given = {name: bounded(value) for name, value in point.given.items()}
    moved = forward(network, {**given, symbol: bounded(values[:, None])}, BOUNDED)
    still = forward(network, given, BOUNDED)
    crosses = np.zeros(len(values), dtype=bool)
    for kink in kinks(network):
        there = evaluate(kink.argument, moved, BOUNDED).value
        here = evaluate(kink.argument, still, BOUNDED).value
        crosses |= np.broadcast_to(np.sign(there) != np.sign(here), (len(values), point.items)).any(axis=1)
    loss = over_items(Bounded(*np.broadcast_arrays(*_matrix(moved[network.loss.name], values))), point.items)
    return (loss / bounded(float(point.items)) if is_mean else loss), crosses


def _matrix(number: Bounded, values: Floats) -> tuple[Floats, Floats]:
    shape = np.broadcast_shapes(np.shape(number.value), (len(values), 1))
    return np.broadcast_to(number.value, shape), np.broadcast_to(number.error, shape)
