"""Complex floats, for the complex step. Branches are chosen by the real part."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from math import erf, erfc, exp, pi, sqrt
from typing import Any

import mpmath
import numpy as np
import sympy as sp
from numpy.typing import NDArray

from symbackprop.verification.arithmetic import Arithmetic
from symbackprop.verification.labelled import labelled

Complexes = NDArray[np.complex128]

_DIGITS = 60


@lru_cache(maxsize=4096)
def _number(constant: sp.Expr) -> Any:
    return np.complex128(float(constant))


def _power(base: Complexes, exponent: sp.Rational) -> Complexes:
    if exponent < 0:
        return 1 / _power(base, -exponent)
    if exponent.is_Integer:
        result = base
        for _ in range(int(exponent) - 1):
            result = result * base
        return result
    return np.sqrt(base) if exponent == sp.Rational(1, 2) else base ** float(exponent)


_SMALL = 1e-12
"""A step so much smaller than 1 that its square is below rounding."""


def _error_function(of: Callable[[float], float], exactly: Callable[[Any], Any], sign: int) -> Callable[[Any], Any]:
    """Returns erf or erfc: to first order in the imaginary part where that is small, else by mpmath.

    At first order both parts keep their digits: they may differ by hundreds of orders of magnitude.
    """

    def of_one(number: complex) -> complex:
        x, y = number.real, number.imag
        if not np.isfinite(number):
            return complex(np.nan)
        if abs(y) * (1 + abs(x)) < _SMALL:
            return complex(of(x), sign * 2 / sqrt(pi) * exp(-x * x) * y)
        with mpmath.workdps(_DIGITS):
            return complex(exactly(mpmath.mpc(number)))

    each = np.frompyfunc(of_one, 1, 1)
    return lambda array: np.asarray(each(array), dtype=complex)


COMPLEX = Arithmetic(
    number=_number,
    functions={
        sp.exp: np.exp,
        sp.log: np.log,
        sp.sin: np.sin,
        sp.cos: np.cos,
        sp.tan: np.tan,
        sp.atan: np.arctan,
        sp.sinh: np.sinh,
        sp.cosh: np.cosh,
        sp.sech: lambda number: 1 / np.cosh(number),
        sp.tanh: np.tanh,
        sp.erf: _error_function(erf, mpmath.erf, 1),
        sp.erfc: _error_function(erfc, mpmath.erfc, -1),
    },
    power=_power,
    less=lambda a, b: np.real(a) < np.real(b),
    choose=np.where,
)
"""The arithmetic of complex floats."""

ARRAYS_OF_COMPLEX = labelled(COMPLEX, lambda integers: np.asarray(integers, dtype=complex))
"""The arithmetic of arrays of them."""
