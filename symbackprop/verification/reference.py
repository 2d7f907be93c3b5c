"""The reference: loss and gradient to 50 correct digits, from first principles.

Forward mode on the equations alone; nothing here knows of the sweep.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import sympy as sp

from symbackprop.verification.arithmetic import forward, summed_over
from symbackprop.verification.axes import DIRECTION, ITEM, Labelled, spread
from symbackprop.verification.directions import Directions, directions, unknown_yet
from symbackprop.verification.dual import Dual, duals
from symbackprop.verification.frame import Frame
from symbackprop.verification.multiprecision import ARRAYS_OF_MANY_DIGITS, agreed, many
from symbackprop.verification.points import Point

Digits = Mapping[sp.Symbol, Any]
"""For the loss and each parameter: an array of numbers of mpmath, NaN where nothing was computed."""

_DUALS = duals(ARRAYS_OF_MANY_DIGITS)


def _as_they_are(array: Any) -> Any:
    return array


def from_first_principles(point: Point, *, is_mean: bool, most: int, seed: int = 0) -> Digits:
    """Returns loss and gradient to 50 correct digits, by forward mode on the equations alone.

    is_mean  whether they are means over the items, else sums
    most     of how many elements of each parameter; which ones, `seed` says

    Raises ArithmeticError if no working precision gives them.
    """

    def compute() -> Digits:
        arrays = {symbol: many(array) for symbol, array in point.arrays.items()}
        return gradient(point.frame, arrays, point.items, is_mean=is_mean, most=most, seed=seed)

    return agreed(compute)


def gradient(  # noqa: PLR0913  (what a gradient is taken of, and how much of it)
    frame: Frame, arrays: Mapping[sp.Symbol, Any], items: int, *, is_mean: bool, most: int, seed: int = 0
) -> Digits:
    """Returns loss and gradient by forward mode, at the precision in force."""
    found, loss = unknown_yet(frame, object), None
    divisor = items if is_mean else 1
    for group in directions(frame, most, seed):
        loss, slopes = forward_mode(group, arrays, items)
        group.put_in(slopes / divisor, found)
    if loss is None:
        loss = forward(frame.network, frame.scope(arrays, _as_they_are), ARRAYS_OF_MANY_DIGITS)[
            frame.network.loss.symbol
        ]
        loss = summed_over(loss, ITEM, items, ARRAYS_OF_MANY_DIGITS).data
    return {frame.network.loss.symbol: np.asarray(loss / divisor), **found}


def forward_mode(group: Directions, arrays: Mapping[sp.Symbol, Any], items: int) -> tuple[Any, Any]:
    """Returns the sum of the items' losses, and its derivative along each direction."""
    frame = group.frame
    values = frame.scope(arrays, _as_they_are)
    given = {symbol: Dual(value, {}) if symbol in arrays else value for symbol, value in values.items()}
    for symbol, steps in group.steps():
        given[symbol] = Dual(values[symbol], {DIRECTION: group.named(symbol, many(steps))})
    loss = forward(frame.network, given, _DUALS)[frame.network.loss.symbol]
    slope = loss.slopes.get(DIRECTION, Labelled(many(0)))
    value, slopes = (summed_over(number, ITEM, items, ARRAYS_OF_MANY_DIGITS) for number in (loss.value, slope))
    return value.data, spread(slopes, (DIRECTION,), (group.count,))
