"""CONSTRUCTS: what looks like a call but binds an index or states a condition."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import sympy as sp

from symbackprop.answers.reader import Reader

_CONDITIONS = {"<": sp.StrictLessThan, "<=": sp.LessThan, ">": sp.StrictGreaterThan, ">=": sp.GreaterThan}


def _sum(reader: Reader, expression: Callable[[], sp.Expr], item: sp.Symbol) -> sp.Expr:
    """Returns Sum(f, (p, a, b)): the sum of f over the items p from a to b."""
    reader.expect("(")
    body = expression()
    reader.expect(",")
    reader.expect("(")
    if reader.token.text != item.name:
        raise reader.complaint(f"the index of a sum is {item}, which counts the training items")
    reader.take()
    reader.expect(",")
    lower = expression()
    reader.expect(",")
    upper = expression()
    reader.expect(")")
    reader.expect(")")
    return sp.Sum(body, (item, lower, upper))


def _condition(reader: Reader, expression: Callable[[], sp.Expr], item: sp.Symbol) -> sp.Expr:
    """Returns if(condition, a, b): a where the condition holds, b elsewhere."""
    reader.expect("(")
    left = expression()
    if not reader.at(*_CONDITIONS):
        raise reader.complaint("if(...) begins with a condition", "write             if(u > 0, a, b)")
    relation = _CONDITIONS[reader.take().text]
    condition = relation(left, expression(), evaluate=False)
    reader.expect(",")
    holds = expression()
    reader.expect(",")
    fails = expression()
    reader.expect(")")
    return sp.Piecewise((holds, condition), (fails, True), evaluate=False)


CONSTRUCTS: Mapping[str, Callable[[Reader, Callable[[], sp.Expr], sp.Symbol], sp.Expr]] = MappingProxyType(
    {"Sum": _sum, "if": _condition}
)
"""How the arguments of each are read, by name."""
