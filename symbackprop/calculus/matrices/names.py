"""Names of matrices and vectors, and the vector of ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Self

import sympy as sp
from sympy.core.symbol import Str

from symbackprop.calculus.matrices.expression import MatrixExpression, Shape
from symbackprop.errors import ShapeError
from symbackprop.network.indices import element, key_of


class MatrixName(MatrixExpression):
    """An array as a whole: a vector if it has one subscript, a matrix if it has two.

    text   how the matrix is typed: "X" for the array x of a batch
    key    the label of the array
    sizes  how far its one or two subscripts run; a vector is a column
    held   if the array has more, the others: place -> subscript; Q^(h) is made of q[h, i, j]

    (X)_ij = x[i, j], (Q^(h))_ij = q[h, i, j]

    >>> from symbackprop.calculus.matrices import entry
    >>> from symbackprop.network.indices import index, size
    >>> Q = MatrixName("Q^(h)", "q", [size("n"), 3], {0: index("h")})
    >>> Q, Q.shape, entry(Q, [1, 2])
    (Q^(h), (n, 3), q[h, 1, 2])
    """

    def __new__(
        cls,
        text: str | Str,
        key: str | sp.Symbol,
        sizes: Iterable[sp.Expr | int],
        held: Mapping[int, sp.Expr | int] | sp.Tuple = sp.Tuple(),  # noqa: B008  (it is immutable)
    ) -> Self:
        """Returns the name; raises ShapeError for no size or more than two."""
        lengths = sp.Tuple(*sizes)
        if len(lengths) not in (1, 2):
            raise ShapeError(
                f"{text} has {len(lengths)} sizes, and a matrix has two, a vector one\n"
                "    put the subscripts that are held fixed into `held`"
            )
        pairs = held.items() if isinstance(held, Mapping) else held
        label = key if isinstance(key, sp.Symbol) else key_of(key)
        return super().__new__(cls, Str(str(text)), label, lengths, sp.Tuple(*(sp.Tuple(*pair) for pair in pairs)))

    @property
    def text(self) -> str:
        """Returns how the matrix is typed."""
        return str(self.args[0].name)

    @property
    def key(self) -> sp.Symbol:
        """Returns the label of the array."""
        return self.args[1]

    @property
    def held(self) -> Mapping[int, sp.Expr]:
        """Returns the subscripts that are held fixed, by their places."""
        return {int(place): subscript for place, subscript in self.args[3]}

    @property
    def shape(self) -> Shape:
        """Returns the sizes, one column for a vector."""
        rows, *columns = self.args[2]
        return rows, columns[0] if columns else sp.S.One

    def entry(self, row: sp.Expr, column: sp.Expr) -> sp.Expr:
        """Returns the element of the array."""
        held, free = self.held, iter((row, column))
        count = len(held) + len(self.args[2])
        return element(self.key, [held[place] if place in held else next(free) for place in range(count)])


class Ones(MatrixExpression):
    """The vector of ones, or the matrix of ones: (1)_ij = 1.

    >>> from symbackprop.network.indices import size
    >>> Ones(size("n")).shape, Ones(size("n"), 2).shape
    ((n, 1), (n, 2))
    """

    def __new__(cls, rows: sp.Expr | int, columns: sp.Expr | int = 1) -> Self:
        """Returns the ones with that many rows and columns."""
        return super().__new__(cls, sp.sympify(rows, strict=True), sp.sympify(columns, strict=True))

    @property
    def shape(self) -> Shape:
        """Returns the sizes it was made with."""
        return self.args

    def entry(self, row: sp.Expr, column: sp.Expr) -> sp.Expr:
        """Returns 1."""
        return sp.S.One
