"""Conditions: which branch of a Piecewise holds, away from the boundaries."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy as sp
from sympy.core.relational import Relational

from symbackprop.proof.limits import OutOfReach
from symbackprop.proof.reader import Reader, ancestry


def sign_of(reader: Reader, argument: sp.Expr) -> int:
    """Returns the sign of an expression as the algebra knows it."""
    return reader.algebra.sign(reader.read(argument), lambda: argument)


def difference_of(reader: Reader, a: sp.Expr, b: sp.Expr) -> Any:
    """Returns the element a - b; each is read by itself, for SymPy's a - b may be defined where a is not."""
    return reader.algebra.add(reader.read(a), reader.algebra.negate(reader.read(b)))


def sign_of_difference(reader: Reader, a: sp.Expr, b: sp.Expr) -> int:
    """Returns the sign of a - b as the algebra knows it."""
    return reader.algebra.sign(difference_of(reader, a, b), lambda: a - b)


def branch(reader: Reader, node: sp.Piecewise) -> sp.Expr:
    """Returns the branch that holds, by the signs of what the conditions compare."""
    for value, condition in node.args:
        if holds(reader, condition):
            return value
    raise OutOfReach("a Piecewise without an otherwise-branch")


def holds(reader: Reader, condition: sp.Basic) -> bool:
    """Returns whether a condition holds away from its boundary."""
    for head in ancestry(type(condition)):
        if head in CONDITIONS:
            return CONDITIONS[head](reader, condition)
    raise OutOfReach(f"no rule for the condition {condition}")


def _compare(*, strict: bool, orientation: int) -> Callable[[Reader, Relational], bool]:
    def compare(reader: Reader, condition: Relational) -> bool:
        if reader.algebra.is_zero(difference_of(reader, condition.lhs, condition.rhs)):
            return not strict
        return sign_of_difference(reader, condition.lhs, condition.rhs) == orientation

    return compare


def _differ(reader: Reader, condition: Relational) -> bool:
    if reader.algebra.is_zero(difference_of(reader, condition.lhs, condition.rhs)):
        return False
    return sign_of_difference(reader, condition.lhs, condition.rhs) != 0


CONDITIONS: dict[type, Callable[[Reader, Any], bool]] = {
    sp.StrictGreaterThan: _compare(strict=True, orientation=1),
    sp.GreaterThan: _compare(strict=False, orientation=1),
    sp.StrictLessThan: _compare(strict=True, orientation=-1),
    sp.LessThan: _compare(strict=False, orientation=-1),
    sp.Ne: _differ,
    sp.Eq: lambda reader, condition: not _differ(reader, condition),
    sp.And: lambda reader, condition: all(holds(reader, part) for part in condition.args),
    sp.Or: lambda reader, condition: any(holds(reader, part) for part in condition.args),
    sp.Not: lambda reader, condition: not holds(reader, condition.args[0]),
    sp.ITE: lambda reader, condition: holds(reader, condition.args[1 if holds(reader, condition.args[0]) else 2]),
    type(sp.true): lambda reader, condition: True,
    type(sp.false): lambda reader, condition: False,
}
