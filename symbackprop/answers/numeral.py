"""The numeral: a decimal number as it is written, where its value is not meant but its digits."""

from __future__ import annotations

import sympy as sp


class Numeral(sp.Symbol):
    """The name of a number: its digits."""


def numeral(digits: str) -> sp.Expr:
    """Returns a number as it is written, perhaps with a sign.

    >>> numeral("-0.50").args[1].name
    '0.50'
    """
    bare = digits.removeprefix("-")
    name = Numeral(bare, real=True)
    return name if bare == digits else sp.Mul(-1, name, evaluate=False)
