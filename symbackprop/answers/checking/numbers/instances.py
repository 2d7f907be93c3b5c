"""Instances: a formula with numbers put in for its names."""

from __future__ import annotations

from collections.abc import Mapping

import sympy as sp

from symbackprop.answers.checking.numbers.numerals import Numerals


def instance(left: sp.Expr, right: sp.Expr, numbers: Numerals) -> Mapping[sp.Expr, sp.Expr]:
    """Returns which number was put in for each name of one side to make the other; nothing if the other is another."""
    names, values = (right, left) if numbers.has_all_of(left) else (left, right)
    found: dict[sp.Expr, sp.Expr] = {}
    return found if names.args and _matched(names, values, numbers, found) else {}


def _matched(names: sp.Expr, values: sp.Expr, numbers: Numerals, found: dict[sp.Expr, sp.Expr]) -> bool:
    if names == values:
        return True
    if names.is_Symbol or isinstance(names, sp.Indexed):
        number = values.xreplace(dict(numbers.exactly()))
        before = found.setdefault(names, values).xreplace(dict(numbers.exactly()))
        return bool(number.is_Rational and number == before and names not in numbers.numbers)
    if not names.args or names.func is not values.func or len(names.args) != len(values.args):
        return False
    return all(_matched(one, other, numbers, found) for one, other in zip(names.args, values.args, strict=True))


def is_result(side: sp.Expr) -> bool:
    """Returns whether a side is one number, perhaps with a sign or a power of ten: a result, and no calculation."""
    factors = sp.Mul.make_args(side)
    return sum(factor.is_Symbol for factor in factors) == 1 and all(
        factor.is_Symbol or factor.is_Rational or (factor.is_Pow and factor.base == 10) for factor in factors
    )
