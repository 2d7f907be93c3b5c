"""Many digits: mpmath's numbers, alone or in arrays, at a precision that is raised until two agree."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

import mpmath
import numpy as np
import sympy as sp

from symbackprop.verification.arithmetic import Arithmetic
from symbackprop.verification.labelled import labelled

CORRECT_DIGITS = 50
FLOOR = mpmath.mpf(10) ** -340
"""Two values closer than this agree: floats end at 10^-324."""

_PRECISIONS = (60, 700, 1400, 2800)
"""From the second on, whatever cancels away at both precisions is smaller than 10^-700 of its terms.

Two low precisions could agree on a 0 that is none: 1 - sigmoid(500) needs 220 digits.
"""

NO_DIGITS = f"no {CORRECT_DIGITS} correct digits at {_PRECISIONS[-1]} digits of working precision"


@lru_cache(maxsize=4096)
def _at(constant: sp.Expr, digits: int) -> Any:
    if constant.is_Rational:
        return mpmath.mpf(int(constant.p)) / int(constant.q)
    if constant.is_Float:
        return mpmath.mpf(float(constant))
    return mpmath.mpf(str(sp.N(constant, digits + 5)))


@lru_cache(maxsize=4096)
def _erf_at(argument: Any, precision: int) -> Any:
    return mpmath.erf(argument)


def _erf(argument: Any) -> Any:
    return _erf_at(argument, mpmath.mp.prec)


_FUNCTIONS: Mapping[type, Callable[[Any], Any]] = {
    sp.exp: mpmath.exp,
    sp.log: mpmath.log,
    sp.sin: mpmath.sin,
    sp.cos: mpmath.cos,
    sp.tan: mpmath.tan,
    sp.atan: mpmath.atan,
    sp.sinh: mpmath.sinh,
    sp.cosh: mpmath.cosh,
    sp.sech: mpmath.sech,
    sp.tanh: mpmath.tanh,
    sp.erf: _erf,
    sp.erfc: lambda argument: 1 - _erf(argument),
}

MULTIPRECISION = Arithmetic(
    number=lambda constant: _at(constant, mpmath.mp.dps),
    functions=_FUNCTIONS,
    power=lambda base, exponent: (
        base ** int(exponent) if exponent.is_Integer else base ** (mpmath.mpf(int(exponent.p)) / int(exponent.q))
    ),
    less=lambda a, b: a < b,
    choose=lambda condition, a, b: np.where(condition, a, b)[()],
)
"""The arithmetic of mpmath's real numbers at the precision in force."""

many = np.frompyfunc(mpmath.mpf, 1, 1)
"""Returns an array of floats, or of whole numbers, as numbers of mpmath."""

ARRAYS_OF_MANY_DIGITS = labelled(
    replace(MULTIPRECISION, functions={head: np.frompyfunc(of, 1, 1) for head, of in _FUNCTIONS.items()}), many
)
"""The arithmetic of arrays of them."""


def agreed(compute: Callable[[], Mapping[str, Any]]) -> Mapping[str, Any]:
    """Returns what `compute` gives once two precisions agree to 50 digits.

    `compute` is called under rising precision. Values whose difference is below FLOOR agree
    as well. Raises ArithmeticError if no two precisions do.
    """
    before: Mapping[str, Any] | None = None
    for digits in _PRECISIONS:
        with mpmath.workdps(digits):
            try:
                now = compute()
            except ZeroDivisionError:  # a difference that is not 0 has been rounded to 0: 1 - z
                before = None
                continue
            if before is not None and all(_agree(before[name], value) for name, value in now.items()):
                return now
        before = now
    raise ArithmeticError(NO_DIGITS)


def _agree(before: Any, now: Any) -> bool:
    difference = np.abs(before - now)
    nothing = np.isnan(np.asarray(now, dtype=float))  # NaN stands where nothing was computed
    small = (difference <= FLOOR) | (difference <= np.abs(now) * mpmath.mpf(10) ** -CORRECT_DIGITS)
    return bool(np.all(nothing | small))
