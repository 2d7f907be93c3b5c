"""The layout of matrix expressions: products, transposes, products element by element.

A matrix product binds more tightly than ⊙, but where one stands beside the other it is put
in brackets all the same: not every reader knows.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import sympy as sp

from symbackprop.notation import tree
from symbackprop.notation.brackets import ATOM, HADAMARD, POWER, PRODUCT, QUOTIENT, bracketed, size_round
from symbackprop.notation.functions import head_called
from symbackprop.notation.gaps import gap_after_numeral
from symbackprop.notation.letters import bold_name
from symbackprop.notation.products import closed
from symbackprop.notation.tree import Factor, Gap, Node, Signed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from symbackprop.notation.context import Context


def lay_ones(_expression: sp.Expr, _context: Context) -> Node:
    """Returns the layout of the vector whose elements are all 1."""
    return replace(bold_name("1"), text="ones")


def lay_transposed(expression: sp.Expr, context: Context) -> Node:
    """Returns the layout of a transpose, in brackets what is composite or has a superscript already."""
    return _transposed(context.lay(expression.args[0]))


def lay_matrix_product(expression: sp.Expr, context: Context) -> Node:
    """Returns the layout of a product of matrices; a minus before the first stands before the product."""
    return _negated_first("matrix", map(context.lay, expression.args))


def lay_outer(expression: sp.Expr, context: Context) -> Node:
    """Returns the layout of the outer product of two vectors, a bᵀ."""
    left, right = map(context.lay, expression.args)
    return _negated_first("matrix", (left, _transposed(right)))


def lay_hadamard(expression: sp.Expr, context: Context) -> Node:
    """Returns the layout of a product taken element by element."""
    return _negated_first("hadamard", map(context.lay, expression.args))


def lay_scaled(expression: sp.Expr, context: Context) -> Node:
    """Returns the layout of a number times a matrix; a factor -1 is a minus sign."""
    scalar, matrix = (context.lay(part) for part in expression.args)
    if isinstance(scalar, tree.Negative):
        return tree.Negative(_scaled(scalar.body, matrix))
    return _scaled(scalar, matrix)


def _scaled(scalar: Node, matrix: Node) -> Node:
    if scalar == tree.Number("1"):
        return bracketed(matrix, HADAMARD)
    left, right = closed((scalar, matrix))
    return tree.Product((Factor("tight", left), Factor(gap_after_numeral(left, right, "thin"), right)))


def lay_matrix_sum(expression: sp.Expr, context: Context) -> Node:
    """Returns the layout of a sum of matrices, its terms in the order given."""
    return tree.Terms(tuple(map(_signed, map(context.lay_term, expression.args))))


def lay_elementwise(expression: sp.Expr, context: Context) -> Node:
    """Returns the layout of a function applied to each element of a matrix."""
    function, matrix = expression.args
    inside = context.lay(matrix)
    return tree.Call(head_called(_typed(function), context), (inside,), size_round(inside))


def _typed(function: Any) -> str:
    """Returns how a function is typed that is given by its class, applied to anything, as a symbol or as text."""
    head = type(function) if isinstance(function, sp.Function) else function
    return str(getattr(head, "name", None) or getattr(head, "__name__", head))


def _transposed(node: Node) -> Node:
    return tree.Transposed(bracketed(node, ATOM))


def _negated_first(gap: Gap, nodes: Iterable[Node]) -> Node:
    first, *rest = nodes
    if isinstance(first, tree.Negative):
        return tree.Negative(_product(gap, (first.body, *rest)))
    return _product(gap, (first, *rest))


def _product(gap: Gap, nodes: tuple[Node, ...]) -> Node:
    first, *rest = nodes
    least = PRODUCT if gap == "matrix" else POWER
    factors = (bracketed(first, least), *(bracketed(node, max(least, QUOTIENT)) for node in rest))
    return tree.Product(tuple(Factor(gap if place else "tight", factor) for place, factor in enumerate(factors)))


def _signed(node: Node) -> Signed:
    if isinstance(node, tree.Negative):
        return Signed("-", bracketed(node.body, HADAMARD))
    return Signed("+", bracketed(node, HADAMARD))
