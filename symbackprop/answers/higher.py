"""Derivatives of order two and more in a formula: d^2E/(dv_1 dw_11), ∂²E/∂w_11²."""

from __future__ import annotations

from collections.abc import Callable

import sympy as sp

from symbackprop.answers.reader import Reader
from symbackprop.calculus import Partial

HIGHEST = 9
"""The highest order that is read."""

_EXAMPLE = "write             d^2E/(dv dw) or d^2E/dw^2"


def order(reader: Reader) -> int:
    """Returns the order that stands after a d or ∂, and moves past it; 0 if none does."""
    sign, power = reader.token, reader.following
    if sign.kind == "superscript":
        value, words = sign.value, 1
    elif reader.at("^", "**") and power.kind == "number":
        value, words = power.value, 2
    else:
        return 0
    if value.denominator != 1 or not 1 <= value <= HIGHEST:
        raise reader.complaint(f"the order of a derivative is a whole number from 1 to {HIGHEST}", _EXAMPLE)
    reader.place += words
    return int(value)


def higher(reader: Reader, of: sp.Expr, count: int, differential: Callable[[], sp.Expr | None]) -> sp.Expr:
    """Returns the derivative of `of`, of order `count`; what it is differentiated by comes next, after a slash.

    differential  reads dw or ∂w; returns None where there is none

    d^2E/(dv dw) is the derivative by v of the derivative by w.
    """
    reader.expect("/")
    start = reader.token
    several = reader.accept("(")
    variables: list[sp.Expr] = []
    while len(variables) < count:
        wrt = differential()
        if wrt is None:
            raise reader.complaint(f"a derivative of order {count} is by {count} variables", _EXAMPLE)
        variables += [wrt] * max(1, order(reader))
        if not several:
            break
    if several:
        reader.expect(")")
    if len(variables) != count:
        reader.place = reader.tokens.index(start)
        raise reader.complaint(f"a derivative of order {count} is by {count} variables", _EXAMPLE)
    for variable in reversed(variables):
        of = Partial(of, variable)
    return of
