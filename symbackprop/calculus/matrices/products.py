"""Products of matrices: row by column, element by element, of two vectors, by a number; transposes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Self

import sympy as sp

from symbackprop.calculus.matrices.expression import (
    NUMBER,
    MatrixExpression,
    Shape,
    described,
    entry_at,
    same,
    shape,
)
from symbackprop.errors import ShapeError
from symbackprop.network.indices import Limits, fresh, index, indices_in, summed


class Transposed(MatrixExpression):
    """The transpose: (Aᵀ)_ij = A_ji."""

    def __new__(cls, matrix: sp.Expr) -> Self:
        """Returns the transpose of the matrix."""
        return super().__new__(cls, matrix)

    @property
    def shape(self) -> Shape:
        """Returns the shape of the matrix the other way round."""
        rows, columns = shape(self.args[0])
        return columns, rows

    def entry(self, row: sp.Expr, column: sp.Expr) -> sp.Expr:
        """Returns the entry on the other side of the diagonal."""
        return entry_at(self.args[0], column, row)


class MatrixProduct(MatrixExpression):
    """The product of matrices: (A B)_ij = Σ_k A_ik B_kj, (A B C)_ij = Σ_kl A_ik B_kl C_lj.

    Products within are opened: A (B C) = A B C.

    >>> from symbackprop.calculus.matrices import MatrixName, entry
    >>> from symbackprop.network.indices import index, size
    >>> A = MatrixName("A", "a", [size("n"), size("n")])
    >>> MatrixProduct(A, Transposed(A)), entry(MatrixProduct(A, Transposed(A)), [index("i"), index("j")])
    (A @ A^T, Sum(a[i, k]*a[j, k], (k, 1, n)))
    """

    def __new__(cls, *matrices: sp.Expr) -> Self:
        """Returns the product; raises ShapeError if a factor has not as many columns as the next has rows."""
        factors = [part for matrix in matrices for part in (matrix.args if isinstance(matrix, cls) else (matrix,))]
        for left, right in pairwise(factors):
            if not same(shape(left)[1], shape(right)[0]):
                raise ShapeError(
                    f"{described(left)} and {described(right)}, and have no product\n"
                    "    the first must have as many columns as the second has rows"
                )
        return super().__new__(cls, *factors)

    @property
    def shape(self) -> Shape:
        """Returns the rows of the first and the columns of the last."""
        return shape(self.args[0])[0], shape(self.args[-1])[1]

    def entry(self, row: sp.Expr, column: sp.Expr) -> sp.Expr:
        """Returns the sum over the inner indices; an inner size 1 needs no sum."""
        taken = indices_in(self) | indices_in(row) | indices_in(column)
        limits: Limits = ()
        places = [row]
        for left, _ in pairwise(self.args):
            if (length := shape(left)[1]) == 1:
                places.append(sp.S.One)
                continue
            inner = fresh(index("i"), taken)
            taken.add(inner)
            places.append(inner)
            limits = ((inner, sp.S.One, length), *limits)
        places.append(column)
        between = zip(self.args, pairwise(places), strict=True)
        return summed(sp.Mul(*(entry_at(factor, *ends) for factor, ends in between)), limits)


class Outer(MatrixExpression):
    """The outer product of two vectors: (a bᵀ)_ij = a_i b_j."""

    def __new__(cls, left: sp.Expr, right: sp.Expr) -> Self:
        """Returns the product; raises ShapeError unless both are columns."""
        for vector in (left, right):
            if shape(vector)[1] != 1:
                raise ShapeError(
                    f"{described(vector)}, and an outer product is of two columns\n    write MatrixProduct for matrices"
                )
        return super().__new__(cls, left, right)

    @property
    def shape(self) -> Shape:
        """Returns the length of the first and the length of the second."""
        return shape(self.args[0])[0], shape(self.args[1])[0]

    def entry(self, row: sp.Expr, column: sp.Expr) -> sp.Expr:
        """Returns the product of the two elements."""
        left, right = self.args
        return entry_at(left, row, sp.S.One) * entry_at(right, column, sp.S.One)


class Hadamard(MatrixExpression):
    """The product element by element: (A ⊙ B)_ij = A_ij B_ij (Horn and Johnson, Topics in Matrix Analysis, ch. 5)."""

    def __new__(cls, *matrices: sp.Expr) -> Self:
        """Returns the product; raises ShapeError unless all have one shape."""
        factors = [part for matrix in matrices for part in (matrix.args if isinstance(matrix, cls) else (matrix,))]
        require_one_shape("a product element by element", factors)
        return super().__new__(cls, *factors)

    @property
    def shape(self) -> Shape:
        """Returns the shape of each factor."""
        return shape(self.args[0])

    def entry(self, row: sp.Expr, column: sp.Expr) -> sp.Expr:
        """Returns the product of the entries."""
        return sp.Mul(*(entry_at(factor, row, column) for factor in self.args))


class Scaled(MatrixExpression):
    """A number times a matrix: (c A)_ij = c A_ij."""

    def __new__(cls, scalar: sp.Expr | int, matrix: sp.Expr) -> Self:
        """Returns the product; raises ShapeError if the first is no number."""
        number = sp.sympify(scalar, strict=True)
        if shape(number) != NUMBER:
            raise ShapeError(
                f"{described(number)}, and a matrix is scaled by a number\n    write MatrixProduct or Hadamard"
            )
        return super().__new__(cls, number, matrix)

    @property
    def shape(self) -> Shape:
        """Returns the shape of the matrix."""
        return shape(self.args[1])

    def entry(self, row: sp.Expr, column: sp.Expr) -> sp.Expr:
        """Returns the number times the entry."""
        scalar, matrix = self.args
        return entry_at(scalar, *NUMBER) * entry_at(matrix, row, column)


def require_one_shape(what: str, matrices: Sequence[sp.Expr]) -> None:
    """Returns nothing; raises ShapeError unless all matrices have one shape."""
    first, *others = matrices
    for other in others:
        if not all(map(same, shape(first), shape(other))):
            raise ShapeError(f"{described(first)} and {described(other)}\n    {what} needs matrices of one shape")
