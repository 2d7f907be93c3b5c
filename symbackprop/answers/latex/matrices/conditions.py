"""Conditions on arrays: 1 where one holds, 0 elsewhere, element by element."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

import sympy as sp

from symbackprop.answers.latex.matrices.expressions import at_each_place
from symbackprop.answers.latex.matrices.parts import alike, mismatch
from symbackprop.answers.latex.tree import Group, Relation

if TYPE_CHECKING:
    from symbackprop.answers.latex.matrices.values import MatrixValues

_RELATIONS: Mapping[str, Callable[..., sp.Basic]] = MappingProxyType(
    {"<": sp.StrictLessThan, "<=": sp.LessThan, ">": sp.StrictGreaterThan, ">=": sp.GreaterThan}
)


def condition_of_arrays(values: MatrixValues, group: Group) -> sp.Expr | None:
    """Returns where a condition in brackets holds; None if it is none on arrays."""
    inside = group.inside
    if not isinstance(inside, Relation) or len(inside.signs) != 1 or inside.signs[0] not in _RELATIONS:
        return None
    left, right = (values.part(side) for side in inside.sides)
    if not left.is_array and not right.is_array:
        return None
    if left.is_array and right.is_array and not alike(left.shape, right.shape):
        raise mismatch(left, right, "are compared, and differ in shape")
    holds = _RELATIONS[inside.signs[0]]
    return at_each_place(
        lambda one, other: sp.Piecewise(
            (sp.S.One, holds(one, other, evaluate=False)), (sp.S.Zero, True), evaluate=False
        ),
        left.value,
        right.value,
    )
