"""Beside kinks: the points next to them, and what the program gives where there is no derivative."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import mpmath
import numpy as np
import sympy as sp

from symbackprop.network.indices import head
from symbackprop.program import Program
from symbackprop.verification.arithmetic import forward
from symbackprop.verification.bounded import ARRAYS_OF_BOUNDED, bounded
from symbackprop.verification.calling import results
from symbackprop.verification.directions import Directions
from symbackprop.verification.frame import Frame
from symbackprop.verification.kinks import Kink, argument_values, bias_of, kinks, places_of
from symbackprop.verification.multiprecision import many
from symbackprop.verification.points import Point, drawn
from symbackprop.verification.reference import forward_mode

DISTANCES = (1e-3, 1e-7)
"""How far from a kink its neighbours are."""

_ASIDE = mpmath.mpf(10) ** -40
_DIGITS = 80


def near_kinks(frame: Frame, seed: int) -> Iterator[Point]:
    """Returns single items just left and right of each kink that a bias can reach.

    The argument of the kink is a preactivation with a parameter that stands alone in its
    sum; that parameter is moved. Of an array the last element is taken.
    """
    rng = np.random.default_rng(seed)
    for kink, bias in _reachable(frame):
        base = at_kink(kink, bias, frame, rng)
        for distance in (side * size for size in DISTANCES for side in (-1, 1)):
            yield base.moved(f"{kink.argument} = {distance:+.0e}", head(bias), places_of(bias), distance)


def _reachable(frame: Frame) -> Iterator[tuple[Kink, sp.Expr]]:
    for kink in kinks(frame.network):
        last = kink.at_the_end(frame)
        if (bias := bias_of(last, frame.network)) is not None:
            yield last, bias


def at_kink(kink: Kink, bias: sp.Expr, frame: Frame, rng: np.random.Generator) -> Point:
    """Returns a single item at which the argument of the kink is 0, up to rounding, by moving the bias."""
    params = {symbol: np.round(rng.normal(size=frame.shapes[symbol]) * 64) / 64 for symbol in frame.parameters}
    start = drawn("", frame, params, rng, 1)
    inputs = {head(given) for given in frame.network.inputs}
    rounded = {
        symbol: np.round(array * 64) / 64 if symbol in inputs else array for symbol, array in start.given.items()
    }
    point = Point(str(kink), frame, params, rounded, 1)
    for _ in range(3):  # the second and third time take away what rounding left
        point = point.moved(str(kink), head(bias), places_of(bias), -_argument_at(kink, point))
    return point


def _argument_at(kink: Kink, point: Point) -> float:
    values = forward(point.frame.network, point.frame.scope(point.arrays, bounded), ARRAYS_OF_BOUNDED)
    return float(np.ravel(argument_values(kink, point.frame, values).data.value)[0])


@dataclass(frozen=True)
class AtKink:
    """The derivatives on both sides of a kink, and what the program gives at it.

    kink     the kink: u_1 = 0
    by       the parameter, or the element of one, that moves across it
    program  the program's derivative by it, exactly at the kink
    left     the derivative just left of it
    right    the derivative just right of it
    """

    kink: Kink
    by: sp.Expr
    program: float
    left: float
    right: float

    def __str__(self) -> str:
        return (
            f"{self.kink}: the derivative by {self.by} is {self.left:.6g} on the left and "
            f"{self.right:.6g} on the right; the program gives {self.program:.6g}"
        )


def at_kinks(frame: Frame, program: Program, seed: int) -> Iterator[AtKink]:
    """Returns what happens at each kink that a bias can reach exactly."""
    rng = np.random.default_rng(seed)
    for kink, bias in _reachable(frame):
        point = at_kink(kink, bias, frame, rng)
        if _argument_at(kink, point) == 0:
            left, right = (_beside(point, bias, side * _ASIDE) for side in (-1, 1))
            found = results(program, point)[head(bias)]
            yield AtKink(kink, bias, float(found[index_of(bias)]), left, right)


def index_of(quantity: sp.Expr) -> tuple[int, ...]:
    """Returns where an element stands in its array, counted from 0; () for a symbol."""
    return tuple(number - 1 for number in places_of(quantity))


def _beside(point: Point, bias: sp.Expr, distance: mpmath.mpf) -> float:
    """Returns the derivative by the bias after moving it, by forward mode."""
    symbol, shape = head(bias), point.frame.shapes[head(bias)]
    flat = int(np.arange(int(np.prod(shape))).reshape(shape)[index_of(bias)])
    with mpmath.workdps(_DIGITS):
        array = np.asarray(many(point.params[symbol]), dtype=object).copy()
        array[index_of(bias)] += distance
        arrays = {**{own: many(value) for own, value in point.arrays.items()}, symbol: array}
        _, slopes = forward_mode(Directions(point.frame, {symbol: np.array([flat])}), arrays, point.items)
        return float(slopes[0])
