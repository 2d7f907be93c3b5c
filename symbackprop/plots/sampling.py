"""Sampling: values and slopes of the rows of ACTIVATIONS and LOSSES at many points, by compiled programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import sympy as sp

from symbackprop.network import Equation, Network
from symbackprop.program import lambdify
from symbackprop.program.arrays import Floats

BESIDE = 1e-9
"""How far beside a kink the pieces of a curve end."""


def sampled(lines: Sequence[tuple[sp.Symbol, sp.Expr]], argument: sp.Symbol, places: Floats) -> dict[str, Floats]:
    """Returns the values of expressions in one argument at its places, by the names they are given.

    lines  names and expressions, each in the argument and the names before it

    >>> from symbackprop.network import name
    >>> u, y = name("u"), name("y")
    >>> sampled([(y, 2 * u + 1)], u, np.array([0.0, 1.0]))
    {'y': array([1., 3.])}
    """
    network = Network([Equation(left, right) for left, right in lines], parameters=[])
    if not network.inputs:
        return {left.name: np.full(len(places), float(right)) for left, right in lines}
    return {
        key: np.asarray(value, dtype=float) for key, value in lambdify(network).forward({}, places[:, None]).items()
    }


def pieces(low: float, high: float, kinks: Sequence[float], count: int = 240) -> Iterator[Floats]:
    """Yields arguments from one end to the other, piece by piece between the kinks."""
    inner = sorted(kink for kink in kinks if low < kink < high)
    starts, ends = [low, *(kink + BESIDE for kink in inner)], [*(kink - BESIDE for kink in inner), high]
    for start, end in zip(starts, ends, strict=True):
        yield np.linspace(start, end, max(2, round(count * (end - start) / (high - low))))
