"""The matrix expression: a shape, and what its entries are."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

import sympy as sp

from symbackprop.calculus.partial import Partial
from symbackprop.errors import ShapeError
from symbackprop.network.indices import fresh, indices_in, renamed
from symbackprop.notation import write

Shape: TypeAlias = tuple[sp.Expr, sp.Expr]
"""The number of rows and the number of columns; a vector is a column."""

NUMBER: Shape = (sp.S.One, sp.S.One)
"""The shape of a number: it is a matrix with one row and one column."""


class MatrixExpression(sp.Expr, ABC):
    """The base of all expressions that stand for a matrix, a vector or a number made of such.

    SymPy rewrites none of them. What one means is said by `entry` alone, the definition of
    the operation; `shape` says how many rows and columns there are.
    """

    is_commutative = True
    is_extended_real = True

    @property
    @abstractmethod
    def shape(self) -> Shape:
        """Returns the number of rows and the number of columns."""

    @abstractmethod
    def entry(self, row: sp.Expr, column: sp.Expr) -> sp.Expr:
        """Returns the entry at the row and the column as an expression in the elements of arrays."""

    def _sympystr(self, printer: object) -> str:
        return str(write(self, "ascii"))

    def _eval_derivative(self, symbol: sp.Symbol) -> sp.Expr:
        raise TypeError(f"{self} is a matrix; differentiate its entries")


def shape(expression: sp.Expr) -> Shape:
    """Returns the number of rows and of columns of any expression; a number has one of each.

    Raises ShapeError if an ordinary operation, such as a power or SymPy's product, is applied to a matrix.
    """
    return _rule(_SHAPES, expression)(expression)


def entry(expression: sp.Expr, subscripts: Iterable[sp.Expr] = ()) -> sp.Expr:
    """Returns the entry of a matrix expression, by the definitions of its operations.

    subscripts  row and column; the row alone for a vector, nothing for a number

    Indices that products of matrices are summed over get letters that occur nowhere else.
    Raises ShapeError if a subscript is missing or there is one too many.

    >>> from symbackprop.calculus.matrices import MatrixName, MatrixProduct
    >>> from symbackprop.network.indices import index, size
    >>> A, x = MatrixName("A", "A", [size("m"), size("n")]), MatrixName("x", "x", [size("n")])
    >>> entry(MatrixProduct(A, x), [index("k")])
    Sum(A[k, i]*x[i], (i, 1, n))
    """
    places = tuple(subscripts)
    missing = shape(expression)[len(places) :]
    if len(places) > len(NUMBER) or any(size != 1 for size in missing):
        given = f"({', '.join(map(str, places))})" if places else "no subscript"
        raise ShapeError(
            f"{described(expression)}, and an entry was asked for at {given}\n"
            "    give row and column of a matrix, the row of a vector, nothing for a number"
        )
    return entry_at(expression, *places, *missing)


def entry_at(expression: sp.Expr, row: sp.Expr, column: sp.Expr) -> sp.Expr:
    """Returns the entry at a row and a column, both given."""
    return _rule(_ENTRIES, expression)(expression, row, column)


def described(expression: sp.Expr) -> str:
    """Returns a matrix and its shape, for the text of an error: "W is m × n".

    >>> from symbackprop.calculus.matrices import MatrixName
    >>> described(MatrixName("x", "x", [sp.Integer(3)]))
    'x is 3 × 1'
    """
    rows, columns = shape(expression)
    return f"{write(expression, 'ascii')} is {rows} × {columns}"


def same(left: sp.Expr, right: sp.Expr) -> bool:
    """Returns whether two sizes are the same number, whatever the symbols in them stand for."""
    return bool(sp.expand(left - right) == 0)


def has_matrices(expression: sp.Basic) -> bool:
    """Returns whether a matrix expression occurs anywhere in the expression."""
    return bool(expression.has(MatrixExpression))


def _rule(table: Mapping[type, Callable[..., sp.Expr]], expression: sp.Expr) -> Callable[..., sp.Expr]:
    return next(table[kind] for kind in type(expression).__mro__ if kind in table)


def _shape_of_number(expression: sp.Basic) -> Shape:
    for part in expression.args:
        if isinstance(part, sp.Expr) and has_matrices(part) and shape(part) != NUMBER:
            raise ShapeError(
                f"{described(part)}, and stands where only a number can\n"
                f"    in                {type(expression).__name__}\n"
                "    write MatrixProduct, Hadamard, Scaled or MatrixSum for what is done to matrices"
            )
    return NUMBER


def _entry_of_number(expression: sp.Expr, _row: sp.Expr, _column: sp.Expr) -> sp.Expr:
    if not has_matrices(expression):
        return expression
    return expression.func(*(entry_at(part, *NUMBER) for part in expression.args))


def _entry_of_sum(expression: sp.Sum, row: sp.Expr, column: sp.Expr) -> sp.Expr:
    """Returns the sum of the entries; an index of the sum gives way to the subscripts."""
    arriving = indices_in(row) | indices_in(column)
    taken = arriving | indices_in(expression)
    letters: dict[sp.Expr, sp.Expr] = {}
    for letter in expression.variables:
        if letter in arriving:
            letters[letter] = fresh(letter, taken)
            taken.add(letters[letter])
    limits = [
        (letters.get(letter, letter), *(renamed(end, letters) for end in ends)) for letter, *ends in expression.limits
    ]
    return sp.Sum(entry_at(renamed(expression.function, letters), row, column), *limits)


def _entry_of_partial(expression: Partial, row: sp.Expr, column: sp.Expr) -> sp.Expr:
    return Partial(expression.of, entry_at(expression.wrt, row, column), *expression.held)


_SHAPES: Mapping[type, Callable[..., Shape]] = {
    MatrixExpression: lambda expression: expression.shape,
    Partial: lambda expression: shape(expression.wrt),
    sp.Sum: lambda expression: shape(expression.function),
    sp.Basic: _shape_of_number,
}
_ENTRIES: Mapping[type, Callable[..., sp.Expr]] = {
    MatrixExpression: lambda expression, row, column: expression.entry(row, column),
    Partial: _entry_of_partial,
    sp.Sum: _entry_of_sum,
    sp.Basic: _entry_of_number,
}
