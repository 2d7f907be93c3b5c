"""Sums of matrices, functions of each element, and the softmax."""

from __future__ import annotations

from typing import Self

import sympy as sp
from sympy.core.symbol import Str

from symbackprop.calculus.matrices.expression import MatrixExpression, Shape, entry_at, shape
from symbackprop.calculus.matrices.products import require_one_shape
from symbackprop.errors import ShapeError
from symbackprop.network.indices import fresh, index, indices_in


class MatrixSum(MatrixExpression):
    """The sum of matrices: (A + B)_ij = A_ij + B_ij."""

    def __new__(cls, *matrices: sp.Expr) -> Self:
        """Returns the sum, sums within opened; raises ShapeError unless all have one shape."""
        terms = [part for matrix in matrices for part in (matrix.args if isinstance(matrix, cls) else (matrix,))]
        require_one_shape("a sum", terms)
        return super().__new__(cls, *terms)

    @property
    def shape(self) -> Shape:
        """Returns the shape of each term."""
        return shape(self.args[0])

    def entry(self, row: sp.Expr, column: sp.Expr) -> sp.Expr:
        """Returns the sum of the entries."""
        return sp.Add(*(entry_at(term, row, column) for term in self.args))


class Elementwise(MatrixExpression):
    """A function applied to each element: (f(A))_ij = f(A_ij).

    function  a function of one argument, applied to anything: only its head counts

    >>> from symbackprop.calculus.matrices import MatrixName, entry
    >>> from symbackprop.network.indices import index, size
    >>> u = MatrixName("u", "u", [size("m")])
    >>> entry(Elementwise(sp.tanh(index("i")), u), [index("j")])
    tanh(u[j])
    """

    def __new__(cls, function: sp.Function, matrix: sp.Expr) -> Self:
        """Returns the matrix of values; raises ShapeError if the function has several arguments."""
        if len(function.args) != 1:
            raise ShapeError(
                f"{function} has {len(function.args)} arguments\n    a matrix has one element at each place"
            )
        return super().__new__(cls, function, matrix)

    @property
    def shape(self) -> Shape:
        """Returns the shape of the matrix."""
        return shape(self.args[1])

    @property
    def free_symbols(self) -> set[sp.Basic]:
        """Returns the free symbols of the matrix."""
        return self.args[1].free_symbols

    def entry(self, row: sp.Expr, column: sp.Expr) -> sp.Expr:
        """Returns the function of the entry."""
        return self.args[0].func(entry_at(self.args[1], row, column))


class Softmax(MatrixExpression):
    """The softmax of a vector: (softmax(a))_i = exp(a_i) / Σ_k exp(a_k)."""

    def __new__(cls, *arguments: sp.Expr) -> Self:
        """Returns the softmax of the last argument; raises ShapeError unless it is a column."""
        matrix = arguments[-1]
        cls.require(matrix)
        return super().__new__(cls, Str("softmax"), matrix)

    @classmethod
    def require(cls, matrix: sp.Expr) -> None:
        """Returns nothing; raises ShapeError unless the matrix is a column."""
        if shape(matrix)[1] != 1:
            raise ShapeError("the softmax of a vector needs a column\n    write SoftmaxOfRows for the rows of a matrix")

    @property
    def shape(self) -> Shape:
        """Returns the shape of what it is taken of."""
        return shape(self.args[1])

    def entry(self, row: sp.Expr, column: sp.Expr) -> sp.Expr:
        """Returns the exponential over the sum of the exponentials."""
        inner = fresh(index("k"), indices_in(self) | indices_in(row) | indices_in(column))
        total = sp.Sum(sp.exp(entry_at(self.args[1], inner, column)), (inner, 1, self.shape[0]))
        return sp.exp(entry_at(self.args[1], row, column)) / total


class SoftmaxOfRows(Softmax):
    """The softmax of each row of a matrix: (softmax(A))_ij = exp(A_ij) / Σ_k exp(A_ik)."""

    @classmethod
    def require(cls, matrix: sp.Expr) -> None:
        """Returns nothing: a matrix of any shape has rows."""

    def entry(self, row: sp.Expr, column: sp.Expr) -> sp.Expr:
        """Returns the exponential over the sum of the exponentials in the same row."""
        inner = fresh(index("k"), indices_in(self) | indices_in(row) | indices_in(column))
        total = sp.Sum(sp.exp(entry_at(self.args[1], row, inner)), (inner, 1, self.shape[1]))
        return sp.exp(entry_at(self.args[1], row, column)) / total
