"""Intervals: what an expression can be if each number in it is known to its last digit only."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import sympy as sp
from flint import arb, fmpq

from symbackprop.proof.balls import Balls, Unclear, is_usable, working_precision
from symbackprop.proof.derivation import SLOPES
from symbackprop.proof.enclosure import Enclosure, enclosure_of
from symbackprop.proof.limits import OutOfReach, Undefined
from symbackprop.proof.reader import Definitions, Reader, Scope
from symbackprop.proof.reading import RULES

_BITS = 128
_NOTHING: Definitions = {}


class _Unknown(Exception):
    """A name that has no value."""


class _Intervals(Balls):
    """Balls in which a variable is any number of its interval."""

    def __init__(self, values: Mapping[sp.Expr, Enclosure]) -> None:
        super().__init__(self._exact)
        self._values = values

    def variable(self, symbol: sp.Expr) -> arb:
        """Returns the interval of a variable; raises _Unknown if it has none."""
        value = self._value(symbol)
        return arb(_number((value.lower + value.upper) / 2), _number((value.upper - value.lower) / 2))

    def _exact(self, symbol: sp.Expr) -> Fraction:
        value = self._value(symbol)
        if value.lower != value.upper:
            raise _Unknown
        return value.lower

    def _value(self, symbol: sp.Expr) -> Enclosure:
        if symbol not in self._values:
            raise _Unknown
        return self._values[symbol]


def enclosed(
    expression: sp.Expr, values: Mapping[sp.Expr, Enclosure], definitions: Definitions = _NOTHING
) -> Enclosure | None:
    """Returns an interval that holds the expression's value, whatever its names are within theirs.

    Returns None if a name has no value or the expression may be undefined.

    >>> half = Enclosure(Fraction("0.25"), Fraction("0.75"))
    >>> found = enclosed(sp.Symbol("x") * 2, {sp.Symbol("x"): half})
    >>> found.lower <= Fraction("0.5") and found.upper >= Fraction("1.5"), found.decimals(3)
    (True, ('0.499', '1.51'))
    """
    with working_precision(_BITS):
        reader = Reader(_Intervals(values), Scope(definitions, {}), RULES, SLOPES)
        try:
            ball = reader.read(expression)
        except (_Unknown, Unclear, OutOfReach, Undefined):
            return None
        return enclosure_of(ball) if is_usable(ball) else None


def _number(value: Fraction) -> arb:
    return arb(fmpq(value.numerator, value.denominator))
