r"""Calls: functions of whole arrays, softmax(z), \operatorname{diag}(v), prod(a, b)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import sympy as sp

from symbackprop.answers.latex.matrices.expressions import (
    Contracted,
    Diagonal,
    Jacobian,
    free_place,
    is_array,
    is_vector,
)
from symbackprop.answers.latex.matrices.parts import alike
from symbackprop.calculus import Partial
from symbackprop.calculus.matrices import Scaled, Softmax, SoftmaxOfRows, Transposed, entry_at, shape
from symbackprop.calculus.matrices.expression import same
from symbackprop.network.indices import indices_in, summed

ArrayFunction = Callable[..., sp.Expr | None]
"""Returns the value at the number of items and the arguments, None if they are not such as the function takes."""


def _softmax(items: sp.Expr | None, argument: sp.Expr) -> sp.Expr | None:
    """Returns the softmax of a vector, or of each item of a batch, be the items rows or columns."""
    if not is_array(argument):
        return None
    rows, columns = shape(argument)
    if columns == 1 and rows != items:
        return Softmax(argument)
    if columns == items and rows != items:
        return Transposed(SoftmaxOfRows(Transposed(argument)))
    return SoftmaxOfRows(argument) if rows in (1, items) and columns != 1 else None


def _diagonal(_items: sp.Expr | None, argument: sp.Expr) -> sp.Expr | None:
    return Diagonal(argument) if is_array(argument) and is_vector(argument) else None


def _trace(_items: sp.Expr | None, argument: sp.Expr) -> sp.Expr | None:
    if not is_array(argument) or not same(*shape(argument)):
        return None
    (letter, _), limits = free_place(argument, indices_in(argument))
    return summed(entry_at(argument, letter, letter), limits[-1:])


def _chain(_items: sp.Expr | None, outer: sp.Expr, inner: sp.Expr) -> sp.Expr | None:
    """Returns prod(∂J/∂a, ∂a/∂b): what stands first, with the shape of a, and the derivative of a by b."""
    if isinstance(inner, Partial) and not is_array(outer):
        return Scaled(outer, inner) if is_array(inner) else outer * inner
    if not (isinstance(inner, Jacobian) and is_array(outer)) or isinstance(outer, Jacobian):
        return None
    return Contracted(outer, inner) if alike(shape(outer), shape(inner.of)) else None


ARRAY_FUNCTIONS: Mapping[str, tuple[int, ArrayFunction]] = MappingProxyType(
    {
        "softmax": (1, _softmax),
        "diag": (1, _diagonal),
        **dict.fromkeys(("tr", "Tr", "trace"), (1, _trace)),
        "prod": (2, _chain),
    }
)
"""How many arguments each function takes, and its value."""
