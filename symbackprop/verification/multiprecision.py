"""Many digits: mpmath's numbers, at a precision that is raised until two agree."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import mpmath
import sympy as sp

from symbackprop.verification.arithmetic import Arithmetic

CORRECT_DIGITS = 50
FLOOR = mpmath.mpf(10) ** -340
"""Two values closer than this agree: floats end at 10^-324."""

_PRECISIONS = (60, 700, 1400, 2800)
"""From the second on, whatever cancels away at both precisions is smaller than 10^-700 of its terms.

Two low precisions could agree on a 0 that is none: 1 - sigmoid(500) needs 220 digits.
"""


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


MULTIPRECISION = Arithmetic(
    number=lambda constant: _at(constant, mpmath.mp.dps),
    functions={
        sp.exp: mpmath.exp,
        sp.log: mpmath.log,
        sp.sin: mpmath.sin,
        sp.cos: mpmath.cos,
        sp.tan: mpmath.tan,
        sp.atan: mpmath.atan,
        sp.sinh: mpmath.sinh,
        sp.cosh: mpmath.cosh,
        sp.tanh: mpmath.tanh,
        sp.erf: _erf,
        sp.erfc: lambda argument: 1 - _erf(argument),
    },
    power=lambda base, exponent: (
        base ** int(exponent) if exponent.is_Integer else base ** (mpmath.mpf(int(exponent.p)) / int(exponent.q))
    ),
    less=lambda a, b: a < b,
    choose=lambda condition, a, b: a if condition else b,
)
"""The arithmetic of mpmath's real numbers at the precision in force."""


def agreed(compute: Callable[[], Mapping[str, Any]]) -> Mapping[str, Any]:
    """Returns what `compute` gives once two precisions agree to 50 digits.

    `compute` is called under rising precision. Values whose difference is below FLOOR agree
    as well. Raises ArithmeticError if no two precisions do.
    """
    before: Mapping[str, Any] | None = None
    for digits in _PRECISIONS:
        with mpmath.workdps(digits):
            now = compute()
            if before is not None and all(_agree(before[name], value) for name, value in now.items()):
                return now
        before = now
    raise ArithmeticError(f"no {CORRECT_DIGITS} correct digits at {_PRECISIONS[-1]} digits of working precision")


def _agree(before: Any, now: Any) -> bool:
    difference = abs(before - now)
    return bool(difference <= FLOOR or difference <= abs(now) * mpmath.mpf(10) ** -CORRECT_DIGITS)
