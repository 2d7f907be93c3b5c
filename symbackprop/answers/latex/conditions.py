"""Conditions: the cases of a definition, and the number that is 1 where a condition holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

import sympy as sp

from symbackprop.answers.latex.tree import Group, Letter, Node, Relation, Rows, Word
from symbackprop.network.indices import free_indices

if TYPE_CHECKING:
    from symbackprop.answers.latex.values import Values

_RELATIONS: Mapping[str, Callable[..., sp.Basic]] = MappingProxyType(
    {"<": sp.StrictLessThan, "<=": sp.LessThan, ">": sp.StrictGreaterThan, ">=": sp.GreaterThan}
)
_ELSE = frozenset({"otherwise", "else"})


def condition(values: Values, group: Group) -> sp.Expr:
    """Returns the number that is 1 where the condition in brackets holds and 0 elsewhere."""
    inside = group.inside
    if isinstance(inside, Relation) and inside.signs == ("=",):
        sides = [_end(values, side) for side in inside.sides]
        for side, node in zip(sides, inside.sides, strict=True):
            values.context.scope.note(side, node.position)
        if not any(free_indices(side) for side in sides):
            raise values.context.refusal("this condition is about no index", inside)
        return sp.KroneckerDelta(*sides)
    return sp.Piecewise((sp.S.One, _relation(values, inside)), (sp.S.Zero, True), evaluate=False)


def _end(values: Values, node: Node) -> sp.Expr:
    """Returns a side of a condition between indices; a letter alone may be an index that stands nowhere else."""
    return values.names.place(node.text, node) if isinstance(node, Letter) else values.names.whole_number(node)


def piecewise(values: Values, node: Rows) -> sp.Expr:
    """Returns the cases of a definition."""
    if node.kind != "cases":
        raise values.context.refusal("a matrix is read only in formulas of matrices", node)
    pieces = []
    for row in node.rows:
        if len(row) != 2:
            raise values.context.refusal("a case is a value and a condition", row[0])
        value, holds = row
        is_else = isinstance(holds, Word) and holds.text.strip(" ,.").lower() in _ELSE
        pieces.append((values.of(value), True if is_else else _relation(values, holds)))
    return sp.Piecewise(*pieces, evaluate=False)


def _relation(values: Values, node: Node) -> sp.Basic:
    inside = node.inside if isinstance(node, Group) else node
    if not isinstance(inside, Relation) or len(inside.signs) != 1 or inside.signs[0] not in _RELATIONS:
        raise values.context.refusal("this is no condition", node)
    left, right = (values.of(side) for side in inside.sides)
    return _RELATIONS[inside.signs[0]](left, right, evaluate=False)
