"""Complex floats, for the complex step. Branches are chosen by the real part."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import mpmath
import numpy as np
import sympy as sp
from numpy.typing import NDArray

from symbackprop.verification.arithmetic import Arithmetic

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


def _erfc_of_one(number: complex) -> complex:
    """Returns erfc with the digits of both parts: they may differ by three hundred orders of magnitude."""
    if not np.isfinite(number):
        return complex(np.nan)
    right = number if number.real >= 0 else -number
    with mpmath.workdps(_DIGITS):
        tail = complex(mpmath.erfc(mpmath.mpc(right)))
    return tail if number.real >= 0 else complex(2 - tail.real, -tail.imag)


def _erfc(array: Complexes) -> Complexes:
    return np.asarray(np.frompyfunc(_erfc_of_one, 1, 1)(array), dtype=complex)


def _erf_of_one(number: complex) -> complex:
    with mpmath.workdps(_DIGITS):
        return complex(mpmath.erf(mpmath.mpc(number)))


def _erf(array: Complexes) -> Complexes:
    return np.asarray(np.frompyfunc(_erf_of_one, 1, 1)(array), dtype=complex)


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
        sp.tanh: np.tanh,
        sp.erf: _erf,
        sp.erfc: _erfc,
    },
    power=_power,
    less=lambda a, b: np.real(a) < np.real(b),
    choose=np.where,
)
"""The arithmetic of complex floats; erf is computed by mpmath."""
