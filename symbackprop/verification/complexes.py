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

_DIGITS = 40


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


def _by_mpmath(name: str) -> Any:
    def of(number: complex) -> complex:
        if not np.isfinite(number):
            return complex(np.nan)
        with mpmath.workdps(_DIGITS):
            return complex(getattr(mpmath, name)(mpmath.mpc(number)))

    return lambda array: np.asarray(np.frompyfunc(of, 1, 1)(array), dtype=complex)


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
        sp.erf: _by_mpmath("erf"),
        sp.erfc: _by_mpmath("erfc"),
    },
    power=_power,
    less=lambda a, b: np.real(a) < np.real(b),
    choose=np.where,
)
"""The arithmetic of complex floats; erf is computed by mpmath."""
