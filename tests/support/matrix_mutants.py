"""Mistakes made in matrix expressions: every mutant has one operation or one factor wrong."""

from __future__ import annotations

from collections.abc import Iterator

import sympy as sp

from symbackprop.calculus.matrices import (
    Hadamard,
    MatrixExpression,
    MatrixName,
    MatrixProduct,
    MatrixSum,
    Outer,
    Scaled,
    SoftmaxOfRows,
    Transposed,
)
from symbackprop.errors import ShapeError


def mutants(expression: sp.Expr) -> Iterator[tuple[str, sp.Expr]]:
    """Returns every mutant whose shapes fit, and what was done to it."""
    yield from _here(expression)
    for place, part in enumerate(expression.args):
        if isinstance(part, sp.Expr) and part.has(MatrixExpression):
            for what, changed in mutants(part):
                arguments = [*expression.args[:place], changed, *expression.args[place + 1 :]]
                try:
                    yield what, expression.func(*arguments)
                except ShapeError:
                    continue


def _here(expression: sp.Expr) -> Iterator[tuple[str, sp.Expr]]:
    for what, (kind, change) in _CHANGES.items():
        if isinstance(expression, kind):
            try:
                yield what, change(expression)
            except ShapeError:
                continue


def _swapped(expression: sp.Expr) -> sp.Expr:
    return expression.func(*reversed(expression.args))


_CHANGES = {
    "transpose dropped": (Transposed, lambda node: node.args[0]),
    "transpose added": (MatrixName, Transposed),
    "order swapped": (MatrixProduct, _swapped),
    "outer product the other way round": (Outer, _swapped),
    "Hadamard for product": (MatrixProduct, lambda node: Hadamard(*node.args)),
    "product for Hadamard": (Hadamard, lambda node: MatrixProduct(*node.args)),
    "factor left out": (Hadamard, lambda node: node.args[0]),
    "term left out": (MatrixSum, lambda node: node.args[-1]),
    "factor in front left out": (Scaled, lambda node: node.args[1]),
    "softmax of columns": (
        SoftmaxOfRows,
        lambda node: Transposed(SoftmaxOfRows(Transposed(node.args[1]))),
    ),
}
"""What is done wrong, to which operation, and how."""
