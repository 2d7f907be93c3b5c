"""The complex step: Im E(w + ih) / h, without any difference of near numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import sympy as sp

from symbackprop.verification.arithmetic import forward, summed_over
from symbackprop.verification.axes import DIRECTION, ITEM, Labelled, spread
from symbackprop.verification.complexes import ARRAYS_OF_COMPLEX
from symbackprop.verification.directions import directions, unknown_yet
from symbackprop.verification.points import Point

STEP = 1e-20
"""The step h; the truncation error is of the order h², far below rounding."""


def complex_step(point: Point, *, is_mean: bool, most: int, seed: int = 0) -> Mapping[sp.Symbol, Any]:
    """Returns loss and gradient by the complex step, from the equations as they are written.

    |·|, max, min and definitions by cases take the branch of the real part. Of each
    parameter `most` elements are moved, the others are NaN. Squire and Trapp, SIAM Review 40
    (1998), 110-112.
    """
    frame = point.frame
    found = unknown_yet(frame, float)
    values = frame.scope(point.arrays, lambda array: np.asarray(array, dtype=complex))
    divisor = point.items if is_mean else 1
    loss = _loss(point, values)
    for group in directions(frame, most, seed):
        moved = dict(values)
        for symbol, steps in group.steps():
            moved[symbol] = group.named(symbol, point.params[symbol] + 1j * STEP * steps)
        group.put_in(spread(_loss(point, moved), (DIRECTION,), (group.count,)).imag / STEP / divisor, found)
    return {frame.network.loss.symbol: np.asarray(loss.data).real / divisor, **found}


def _loss(point: Point, values: Mapping[sp.Symbol, Any]) -> Labelled:
    network = point.frame.network
    loss = forward(network, values, ARRAYS_OF_COMPLEX)[network.loss.symbol]
    summed: Labelled = summed_over(loss, ITEM, point.items, ARRAYS_OF_COMPLEX)
    return summed
