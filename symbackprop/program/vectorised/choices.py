"""Choices: comparisons, and values that depend on one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import sympy as sp

from symbackprop.program.text import SUM, Text, call
from symbackprop.program.vectorised.value import COMPARISON, ITEM, Axes, Value, aligned, union

if TYPE_CHECKING:
    from symbackprop.program.vectorised.lowering import Lowering

SIGNS: Mapping[type, str] = {
    sp.StrictGreaterThan: ">",
    sp.GreaterThan: ">=",
    sp.StrictLessThan: "<",
    sp.LessThan: "<=",
    sp.Eq: "==",
    sp.Ne: "!=",
}
"""The relations, and how they are written."""


def compared(lowering: Lowering, relation: sp.Expr, wanted: Axes) -> Value:
    """Returns where the relation holds; indices are compared as whole numbers."""
    return _sides(lowering, relation.lhs, relation.rhs, SIGNS[relation.func], wanted)


def equal(lowering: Lowering, delta: sp.Expr, wanted: Axes) -> Value:
    """Returns where the two sides of a Kronecker delta are equal."""
    left, right = delta.args[:2]
    return _sides(lowering, left, right, "==", wanted)


def positive(lowering: Lowering, applied: sp.Expr, wanted: Axes) -> Value:
    """Returns where the argument of the step function is positive."""
    return _sides(lowering, applied.args[0], sp.S.Zero, ">", wanted)


def holds(lowering: Lowering, node: sp.Expr, wanted: Axes) -> Value:
    """Returns where the relation of a factor holds."""
    return lowering.value(node.args[0], wanted)


def choice(lowering: Lowering, node: sp.Expr, wanted: Axes) -> Value:
    """Returns the value of the first row whose condition holds."""
    rows = [(row.expr, row.cond) for row in node.args]
    values = [lowering.value(value, wanted) for value, _ in rows]
    conditions = [lowering.value(condition, wanted) for _, condition in rows[:-1]]
    order = union([*values, *conditions], wanted)
    text = aligned(values[-1], order)
    for value, condition in reversed(list(zip(values[:-1], conditions, strict=True))):
        text = call("np.where(", [aligned(condition, order), aligned(value, order), text])
    if not any(value.axes for value in values):
        text = Text(f"{text.text}.astype(dtype)")
    return Value(text, order, is_new=True)


def _sides(lowering: Lowering, left: sp.Expr, right: sp.Expr, sign: str, wanted: Axes) -> Value:
    left, right, begin = _from_zero(lowering, left, right)
    sides = [_whole(lowering, side, begin, wanted) for side in (left, right)]
    order = union(sides, (ITEM, *wanted))
    texts = [aligned(side, order).within(SUM).text for side in sides]
    return Value(Text(f"{texts[0]} {sign} {texts[1]}", COMPARISON), order, is_truth=True, is_new=True)


def _from_zero(lowering: Lowering, left: sp.Expr, right: sp.Expr) -> tuple[sp.Expr, sp.Expr, int]:
    """Returns the sides of a comparison, less 1 each where an index from 1 on is compared, and where indices begin."""
    spans = lowering.scope.spans
    bare = [side for side in (left, right) if side in spans]
    if not bare or any(spans[side][0] != 1 for side in bare):
        return left, right, 1
    return *(side if side in spans else sp.expand(side - 1) for side in (left, right)), 0


def _whole(lowering: Lowering, side: sp.Expr, begin: int, wanted: Axes) -> Value:
    """Returns a side of a comparison; an index as whole numbers."""
    if side not in lowering.scope.spans:
        return lowering.value(side, wanted)
    places = lowering.places(side) if begin else lowering.size(lowering.scope.spans[side][1])
    return Value(Text(f"np.arange({places})"), (side,))
