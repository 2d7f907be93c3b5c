r"""Explicit matrices: those whose entries are written out, \\begin{bmatrix} w_{11} & w_{12} \\\\ ... \\end{bmatrix}."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

import sympy as sp

from symbackprop.calculus.matrices import MatrixExpression, entry_at
from symbackprop.calculus.matrices.expression import Shape
from symbackprop.network.indices import renamed

MOST_ENTRIES = 36
"""How many entries a matrix that is written out may have."""


class Explicit(MatrixExpression):
    """The matrix with the given entries, row by row: its arguments are how many rows and columns it has, and these."""

    @property
    def shape(self) -> Shape:
        """Returns how many rows and columns were given."""
        return self.args[0], self.args[1]

    def entry(self, row: sp.Expr, column: sp.Expr) -> sp.Expr:
        """Returns the entry; at an index, the sum of all with the conditions of their places."""
        rows, columns, *cells = self.args
        places = product(range(1, int(rows) + 1), range(1, int(columns) + 1))
        return sp.Add(
            *(
                sp.KroneckerDelta(row, i) * sp.KroneckerDelta(column, j) * cell
                for (i, j), cell in zip(places, cells, strict=True)
            )
        )


def entry_by_entry(matrices: Sequence[sp.Expr], shape: Shape) -> Iterator[tuple[sp.Expr, ...]]:
    """Yields the entries of matrices of one shape, whose sizes are numbers, at each place, with their sums written out.

    >>> from symbackprop.calculus.matrices import MatrixProduct
    >>> a, b, c = sp.symbols("a b c")
    >>> row, column = Explicit(sp.S.One, sp.Integer(2), a, b), Explicit(sp.Integer(2), sp.S.One, c, c)
    >>> list(entry_by_entry([MatrixProduct(row, column)], (sp.S.One, sp.S.One)))
    [(a*c + b*c,)]
    """
    rows, columns = map(int, shape)
    for row, column in product(range(1, rows + 1), range(1, columns + 1)):
        place = (sp.Integer(row), sp.Integer(column))
        yield tuple(written_out(entry_at(matrix, *place)) for matrix in matrices)


def written_out(expression: sp.Expr) -> sp.Expr:
    """Returns an expression with every sum of few terms as these terms."""
    if not expression.has(sp.Sum):
        return expression
    parts = [written_out(part) for part in expression.args] if not isinstance(expression, sp.Sum) else []
    return expression.func(*parts) if parts else _terms(expression)


def _terms(total: sp.Sum) -> sp.Expr:
    *inner, (letter, low, high) = total.limits
    body = sp.Sum(total.function, *inner) if inner else total.function
    if not (low.is_Integer and high.is_Integer and high - low < MOST_ENTRIES):
        return sp.Sum(written_out(body), (letter, low, high))
    return sp.Add(*(written_out(renamed(body, {letter: sp.Integer(k)})) for k in range(int(low), int(high) + 1)))
