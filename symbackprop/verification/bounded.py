"""Bounded numbers: floating point with a running bound on the error of rounding.

A bounded number is a float as it is computed, and a bound on its distance from what exact
arithmetic gives (Wilkinson 1963; Higham, Accuracy and Stability of Numerical Algorithms,
2nd ed. 2002, section 3.3). Every operation adds its own rounding to what it inherits:

    a ± b    e_a + e_b + u |a ± b|
    a b      |a| e_b + |b| e_a + e_a e_b + u |a b|
    f(a)     max |f'| near a · e_a + 8 u |f(a)|

with u = 2^-53; the 8 u are the four units in the last place that NumPy allows its
functions. A sum of n terms is bounded for every order of its terms. Where small numbers are
taken for 0, every operation adds how small they are besides.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import erf, erfc
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray
from sympy.codegen.cfunctions import expm1, log1p

from symbackprop.verification.arithmetic import Arithmetic
from symbackprop.verification.labelled import labelled

Floats = NDArray[np.float64]
UNIT = 2.0**-53
SMALLEST = 2.0**-1074
_LIBRARY = 8 * UNIT


@dataclass(frozen=True)
class Bounded:
    """Floats and a bound on the error of each.

    value  the floats
    error  the bounds
    lost   the size of what an operation may take for 0, besides what is below every float
    """

    value: Floats
    error: Floats
    lost: float = 0.0

    def __add__(self, other: Bounded) -> Bounded:
        value, lost = self.value + other.value, max(self.lost, other.lost)
        return Bounded(value, self.error + other.error + UNIT * np.abs(value) + lost, lost)

    def __neg__(self) -> Bounded:
        return Bounded(-self.value, self.error, self.lost)

    def __sub__(self, other: Bounded) -> Bounded:
        return self + -other

    def __mul__(self, other: Bounded) -> Bounded:
        value, lost = self.value * other.value, max(self.lost, other.lost)
        inherited = np.abs(self.value) * other.error + np.abs(other.value) * self.error + self.error * other.error
        return Bounded(value, inherited + UNIT * np.abs(value) + SMALLEST + lost, lost)

    def __truediv__(self, other: Bounded) -> Bounded:
        value, lost = self.value / other.value, max(self.lost, other.lost)
        room = np.abs(other.value) - other.error
        inherited = np.where(room > 0, (self.error + np.abs(value) * other.error) / room, np.inf)
        return Bounded(value, inherited + UNIT * np.abs(value) + SMALLEST + lost, lost)

    @property
    def shape(self) -> tuple[int, ...]:
        """Returns the shape of the array."""
        return np.shape(self.value)

    def __getitem__(self, index: Any) -> Bounded:
        return Bounded(self.value[index], self.error[index], self.lost)

    def each(self, function: Callable[[Floats], Floats]) -> Bounded:
        """Returns the function of the floats and of their errors, for what only selects or reorders."""
        return Bounded(function(self.value), function(self.error), self.lost)

    def wider(self, more: Any) -> Bounded:
        """Returns the same floats with more to each bound."""
        return Bounded(self.value, self.error + more, self.lost)

    def transpose(self, order: Sequence[int]) -> Bounded:
        """Returns the array with its dimensions in another order."""
        return self.each(lambda part: part.transpose(order))

    def sum(self, axis: int) -> Bounded:
        """Returns the sum along an axis, bounded for every order of its terms."""
        return self.sum_among(axis, self.shape[axis])

    def sum_among(self, axis: int, terms: int) -> Bounded:
        """Returns the sum along an axis, each term of which passes through as many roundings as there are `terms`."""
        size = (np.abs(self.value) + self.error).sum(axis=axis)
        error = self.error.sum(axis=axis) + terms * (UNIT * size + self.lost)
        return Bounded(self.value.sum(axis=axis), error, self.lost)


def bounded(value: Floats | float, lost: float = 0.0) -> Bounded:
    """Returns floats that are exact.

    lost  the size of what an operation with them may take for 0

    >>> bounded(0.5).error
    array(0.)
    """
    array = np.asarray(value, dtype=np.float64)
    return Bounded(array, np.zeros_like(array), lost)


def total(numbers: list[Bounded]) -> Bounded:
    """Returns a sum, bounded for every order in which the terms may be added."""
    value = sum(number.value for number in numbers[1:]) + numbers[0].value
    size = sum(np.abs(number.value) + number.error for number in numbers)
    lost = max(number.lost for number in numbers)
    error = sum(number.error for number in numbers) + (len(numbers) - 1) * (UNIT * size + lost)
    return Bounded(np.asarray(value), np.asarray(error), lost)


@lru_cache(maxsize=4096)
def _number(constant: sp.Expr) -> Bounded:
    value = float(constant)
    is_exact = constant.is_Rational and Fraction(value) == Fraction(int(constant.p), int(constant.q))
    return Bounded(np.asarray(value), np.asarray(0.0 if is_exact else 2 * UNIT * abs(value)))


def _function(
    function: Callable[[Floats], Floats], steepest: Callable[[Floats, Floats, Floats], Floats]
) -> Callable[[Bounded], Bounded]:
    """Returns the function of bounded numbers; `steepest` bounds how far f moves when its argument moves by e."""

    def of(number: Bounded) -> Bounded:
        value = function(number.value)
        moved = np.where(number.error > 0, steepest(number.value, number.error, value), 0.0)
        return Bounded(value, moved + _LIBRARY * np.abs(value) + SMALLEST + number.lost, number.lost)

    return of


def _least(a: Floats, e: Floats) -> Floats:
    return np.maximum(np.abs(a) - e, 0)


def _exp_moves(a: Floats, e: Floats) -> Floats:
    return np.where(e < 1, np.exp(a) * np.expm1(np.minimum(e, 1)), np.exp(a + e))


def _sech(a: Floats) -> Floats:
    return 1 / np.cosh(a)


_SQRT_PI = float(np.sqrt(np.pi))
_ERF = np.frompyfunc(erf, 1, 1)
_ERFC = np.frompyfunc(erfc, 1, 1)

_FUNCTIONS: Mapping[type, Callable[[Bounded], Bounded]] = {
    sp.exp: _function(np.exp, lambda a, e, v: _exp_moves(a, e)),
    expm1: _function(np.expm1, lambda a, e, v: _exp_moves(a, e)),
    sp.log: _function(np.log, lambda a, e, v: -np.log1p(-np.minimum(e / np.abs(a), 1))),
    log1p: _function(np.log1p, lambda a, e, v: -np.log1p(-np.minimum(e / np.abs(1 + a), 1))),
    sp.sin: _function(np.sin, lambda a, e, v: np.minimum(e, 2)),
    sp.cos: _function(np.cos, lambda a, e, v: np.minimum(e, 2)),
    sp.tan: _function(np.tan, lambda a, e, v: e / np.maximum(np.abs(np.cos(a)) - e, 0) ** 2),
    sp.atan: _function(np.arctan, lambda a, e, v: e / (1 + _least(a, e) ** 2)),
    sp.sinh: _function(np.sinh, lambda a, e, v: e * np.cosh(np.abs(a) + e)),
    sp.cosh: _function(np.cosh, lambda a, e, v: e * np.sinh(np.abs(a) + e)),
    sp.tanh: _function(np.tanh, lambda a, e, v: e / np.cosh(_least(a, e)) ** 2),
    sp.sech: _function(_sech, lambda a, e, v: e * _sech(_least(a, e))),
    sp.erf: _function(
        lambda a: np.asarray(_ERF(a), dtype=float), lambda a, e, v: 2 / _SQRT_PI * e * np.exp(-(_least(a, e) ** 2))
    ),
    sp.erfc: _function(
        lambda a: np.asarray(_ERFC(a), dtype=float), lambda a, e, v: 2 / _SQRT_PI * e * np.exp(-(_least(a, e) ** 2))
    ),
}


def _power(base: Bounded, exponent: sp.Rational) -> Bounded:
    if exponent < 0:
        return _number(sp.S.One) / _power(base, -exponent)
    power = float(exponent)
    value = base.value**power if not exponent.is_Integer else base.value ** int(exponent)
    size = np.abs(base.value)
    up = (size + base.error) ** power - size**power
    down = size**power - _least(base.value, base.error) ** power
    error = np.maximum(up, down) + _LIBRARY * np.abs(value) + SMALLEST + base.lost
    return Bounded(value, error, base.lost)


@dataclass(frozen=True)
class Condition:
    """Where a condition holds, and where rounding could have decided it otherwise."""

    holds: NDArray[np.bool_]
    open: NDArray[np.bool_]

    def __getitem__(self, index: Any) -> Condition:
        return Condition(self.holds[index], self.open[index])


def _less(a: Bounded, b: Bounded) -> Condition:
    return Condition(a.value < b.value, np.abs(a.value - b.value) < a.error + b.error)


def _choose(condition: Condition, a: Bounded, b: Bounded) -> Bounded:
    value = np.where(condition.holds, a.value, b.value)
    own = np.where(condition.holds, a.error, b.error)
    other = np.abs(a.value - b.value) + np.where(condition.holds, b.error, a.error)
    return Bounded(value, np.where(condition.open, np.maximum(own, other), own), max(a.lost, b.lost))


BOUNDED = Arithmetic(_number, _FUNCTIONS, _power, _less, _choose, total)
"""The arithmetic of bounded numbers."""


def _certain(holds: NDArray[np.bool_]) -> Condition:
    return Condition(holds, np.zeros_like(holds))


ARRAYS_OF_BOUNDED = labelled(BOUNDED, bounded, _certain)
"""The arithmetic of arrays of them."""
