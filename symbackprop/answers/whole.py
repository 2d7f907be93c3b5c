"""Whole numbers: what may stand in a subscript or end a range, evaluated."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import reduce

import sympy as sp

MOST_PARTS = 40
"""How many numbers and letters a subscript may have."""


def whole(expression: sp.Expr) -> sp.Expr | None:
    """Returns a sum or product of whole numbers, indices and sizes, a maximum or minimum of them; None for all else.

    >>> i = sp.Symbol("i", integer=True)
    >>> whole(sp.Add(i, 1, -1, evaluate=False)), whole(sp.Rational(1, 2))
    (i, None)
    """
    return None if _parts(expression) > MOST_PARTS else _evaluated(expression)


def _parts(expression: sp.Basic) -> int:
    """Returns how many leaves an expression has, or a number beyond MOST_PARTS."""
    count, todo = 0, [expression]
    while todo and count <= MOST_PARTS:
        node = todo.pop()
        count += not node.args
        todo.extend(node.args)
    return count + len(todo)


def _evaluated(expression: sp.Expr) -> sp.Expr | None:
    if not expression.args:
        return expression if expression.is_integer and not expression.is_infinite else None
    rule = _RULES.get(type(expression))
    parts = [_evaluated(part) for part in expression.args] if rule else [None]
    return rule(*parts) if rule and None not in parts else None


_RULES: Mapping[type, Callable[..., sp.Expr]] = {
    sp.Add: sp.Add,
    sp.Mul: lambda *factors: reduce(lambda one, other: sp.expand(one * other), factors),
    sp.Max: sp.Max,
    sp.Min: sp.Min,
}
