"""Adding: sums of matrices, with numbers added to every entry and a bias to the rows of a batch."""

from __future__ import annotations

from collections.abc import Sequence

import sympy as sp

from symbackprop.answers.latex.matrices.expressions import Repeated
from symbackprop.answers.latex.matrices.parts import Part, Unclear, alike, has_free_index, in_words, mismatch
from symbackprop.calculus.matrices import MatrixSum
from symbackprop.calculus.matrices.expression import Shape, same


def added(parts: Sequence[Part], items: sp.Expr | None) -> tuple[sp.Expr, tuple[str, ...]]:
    """Returns the sum of parts, one of which is a matrix at least, and in words what was repeated for it.

    items  how many items a batch has: along these a bias is repeated, along nothing else

    Raises Mismatch for shapes that do not fit, Unclear where one element is added to all.
    """
    arrays = [part for part in parts if part.is_array]
    for part in parts:
        if not part.is_array and has_free_index(part):
            raise Unclear(f"{part.written} is one element, and {arrays[0]} are all", part)
    shape = arrays[0].shape
    for part in arrays[1:]:
        shape = _common(arrays[0], shape, part, items)
    return MatrixSum(*(repeated(part, shape) for part in parts)), tuple(
        words for part in parts for words in _said(part, shape)
    )


def repeated(part: Part, shape: Shape) -> sp.Expr:
    """Returns the value of a part, repeated until it has the shape."""
    return part.value if part.is_array and alike(part.shape, shape) else Repeated(part.value, *shape)


def _common(first: Part, shape: Shape, part: Part, items: sp.Expr | None) -> Shape:
    ends = []
    for one, other in zip(shape, part.shape, strict=True):
        shorter = 1 in (one, other) and items is not None and any(same(end, items) for end in (one, other))
        if not same(one, other) and not shorter:
            raise mismatch(first, part, "have no sum: they differ in shape")
        ends.append(other if one == 1 else one)
    return ends[0], ends[1]


def _said(part: Part, shape: Shape) -> tuple[str, ...]:
    if part.is_array:
        return () if alike(part.shape, shape) else (f"{part.written} is added once for each item",)
    return () if part.value.is_number else (f"{part.written} is added to each entry of {in_words(shape)}",)
