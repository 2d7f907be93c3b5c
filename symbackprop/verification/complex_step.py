"""The complex step: Im E(w + ih) / h, without any difference of near numbers."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import sympy as sp

from symbackprop.network import Network
from symbackprop.verification.arithmetic import forward
from symbackprop.verification.complexes import COMPLEX
from symbackprop.verification.points import Point

STEP = 1e-20
"""The step h; the truncation error is of the order h², far below rounding."""


def complex_step(network: Network, point: Point, *, is_mean: bool) -> Mapping[sp.Symbol, float]:
    """Returns loss and gradient by the complex step, from the equations as they are written.

    |·|, max, min and definitions by cases take the branch of the real part. Squire and
    Trapp, SIAM Review 40 (1998), 110-112.
    """
    parameters = network.parameters
    rows = max(len(parameters), 1)
    given = {symbol: np.asarray(value, dtype=complex) for symbol, value in point.given.items()}
    for index, symbol in enumerate(parameters):
        moved = np.full((rows, 1), point.params[symbol], dtype=complex)
        moved[index] += 1j * STEP
        given[symbol] = moved
    loss = np.asarray(forward(network, given, COMPLEX)[network.loss.name])
    each = np.broadcast_to(loss, (rows, point.items)).sum(axis=1) / (point.items if is_mean else 1)
    gradient = {symbol: float(value) / STEP for symbol, value in zip(parameters, each.imag, strict=False)}
    return {network.loss.name: float(each[0].real), **gradient}
