"""At a kink: there is no derivative; the program gives a convention."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import mpmath
import numpy as np
import sympy as sp

from symbackprop.network import Network
from symbackprop.program import Program
from symbackprop.verification.points import Kink, Point, argument_value, at_kink, bias_of, kinks
from symbackprop.verification.reference import forward_mode

_ASIDE = mpmath.mpf(10) ** -40
_DIGITS = 80


@dataclass(frozen=True)
class AtKink:
    """The derivatives on both sides of a kink, and what the program gives at it.

    kink     the kink: u_1 = 0
    by       the parameter that moves across it
    program  the program's derivative by it, exactly at the kink
    left     the derivative just left of it
    right    the derivative just right of it
    """

    kink: Kink
    by: sp.Symbol
    program: float
    left: float
    right: float

    def __str__(self) -> str:
        return (
            f"{self.kink}: the derivative by {self.by} is {self.left:.6g} on the left and "
            f"{self.right:.6g} on the right; the program gives {self.program:.6g}"
        )


def at_kinks(network: Network, program: Program, seed: int) -> Iterator[AtKink]:
    """Returns what happens at each kink that a bias can reach exactly."""
    rng = np.random.default_rng(seed)
    for kink in kinks(network):
        bias = bias_of(kink, network)
        if bias is None:
            continue
        point = at_kink(kink, network, rng)
        if float(argument_value(kink, network, point).value.ravel()[0]) != 0:
            continue
        params = {symbol.name: value for symbol, value in point.params.items()}
        gradient: Mapping[str, float] = program.grad(params, point.X, point.T)
        left, right = (_beside(network, point, bias, side * _ASIDE) for side in (-1, 1))
        yield AtKink(kink, bias, gradient[bias.name], left, right)


def _beside(network: Network, point: Point, bias: sp.Symbol, distance: mpmath.mpf) -> float:
    with mpmath.workdps(_DIGITS):
        given = {symbol: mpmath.mpf(value) for symbol, value in point.item(0).items()}
        return float(forward_mode(network, {**given, bias: given[bias] + distance})[bias])
