"""Matrix expressions that only formulas of other people have: at each place, repeated, diagonal, of derivatives."""

from __future__ import annotations

from collections.abc import Callable

import sympy as sp

from symbackprop.calculus import Partial
from symbackprop.calculus.matrices import MatrixExpression, entry_at, shape
from symbackprop.calculus.matrices.expression import Shape
from symbackprop.errors import ShapeError
from symbackprop.network.indices import Limits, fresh, index, indices_in, summed

Place = tuple[sp.Expr, sp.Expr]
"""A row and a column."""


class Pointwise(MatrixExpression):
    """An expression taken at each place of matrices of one shape: f(A, B)_ij = f(A_ij, B_ij).

    Made by `at_each_place`.
    """

    @property
    def shape(self) -> Shape:
        """Returns the shape of the matrices."""
        return shape(self.args[1])

    def entry(self, row: sp.Expr, column: sp.Expr) -> sp.Expr:
        """Returns the expression of the entries."""
        body, *matrices = self.args
        return body.xreplace({_letter(number): entry_at(matrix, row, column) for number, matrix in enumerate(matrices)})


def at_each_place(build: Callable[..., sp.Expr], *values: sp.Expr) -> sp.Expr:
    """Returns what `build` makes of the values at each place; some are matrices, and these have one shape.

    >>> from symbackprop.calculus.matrices import MatrixName, entry
    >>> A = MatrixName("A", "a", [3])
    >>> entry(at_each_place(lambda one, two: one**two, A, sp.Integer(2)), [1])
    a[1]**2
    """
    matrices = [value for value in values if is_array(value)]
    letters = iter(range(len(matrices)))
    body = build(*(_letter(next(letters)) if is_array(value) else value for value in values))
    return Pointwise(body, *matrices)


def is_array(value: sp.Expr) -> bool:
    """Returns whether a value of a formula is a matrix or a vector, and no number."""
    return bool(value.has(MatrixExpression))


def as_value(expression: sp.Expr) -> sp.Expr:
    """Returns a matrix with one row and one column as the number that it is, all else as it is."""
    if not is_array(expression) or isinstance(expression, Jacobian):
        return expression
    one = sp.S.One
    return entry_at(expression, one, one) if shape(expression) == (one, one) else expression


class Repeated(MatrixExpression):
    """A number, a row or a column repeated until it has a given shape."""

    @property
    def shape(self) -> Shape:
        """Returns the shape that was given."""
        return self.args[1], self.args[2]

    def entry(self, row: sp.Expr, column: sp.Expr) -> sp.Expr:
        """Returns the entry of what is repeated."""
        rows, columns = shape(self.args[0])
        return entry_at(self.args[0], sp.S.One if rows == 1 else row, sp.S.One if columns == 1 else column)


class Diagonal(MatrixExpression):
    """The matrix with a vector on its diagonal and 0 elsewhere."""

    @property
    def shape(self) -> Shape:
        """Returns the length of the vector, twice."""
        length = length_of(self.args[0])
        return length, length

    def entry(self, row: sp.Expr, column: sp.Expr) -> sp.Expr:
        """Returns the element of the vector where row and column are equal."""
        rows, _ = shape(self.args[0])
        ends = (sp.S.One, row) if rows == 1 else (row, sp.S.One)
        return sp.KroneckerDelta(row, column) * entry_at(self.args[0], *ends)


class Jacobian(MatrixExpression):
    """The derivatives of all entries of one array by all entries of another: (∂a/∂b)_ij = ∂a_i/∂b_j.

    It is a matrix only if both are vectors. Several in a row, ∂a/∂b ∂b/∂c, are summed over
    the entries of what stands between. Its arguments are a, b, b, c, ...
    """

    @property
    def of(self) -> sp.Expr:
        """Returns what is differentiated."""
        return self.args[0]

    @property
    def by(self) -> sp.Expr:
        """Returns by what it is differentiated."""
        return self.args[-1]

    @property
    def is_matrix(self) -> bool:
        """Returns whether it is a matrix."""
        return is_vector(self.of) and is_vector(self.by)

    @property
    def shape(self) -> Shape:
        """Returns the lengths of the vectors; raises ShapeError unless they are vectors."""
        return length_of(self.of), length_of(self.by)

    def entry(self, row: sp.Expr, column: sp.Expr) -> sp.Expr:
        """Returns the derivative of one element by another."""
        return self.between(_along(self.of, row), _along(self.by, column))

    def between(self, above: Place, below: Place) -> sp.Expr:
        """Returns the derivative of the entry at one place by the entry at another."""
        taken = indices_in(self) | {letter for end in (*above, *below) for letter in indices_in(end)}
        limits: Limits = ()
        places = [above]
        for middle in self.args[1:-1:2]:
            place, further = free_place(middle, taken)
            places += [place, place]
            limits += further
        places.append(below)
        ends = [entry_at(matrix, *place) for matrix, place in zip(self.args, places, strict=True)]
        return summed(sp.Mul(*(Partial(of, by) for of, by in zip(ends[::2], ends[1::2], strict=True))), limits)


class Contracted(MatrixExpression):
    """The chain rule: a matrix of ∂E/∂a with ∂a/∂b, summed over the entries of a."""

    @property
    def shape(self) -> Shape:
        """Returns the shape of b."""
        return shape(self.args[1].by)

    def entry(self, row: sp.Expr, column: sp.Expr) -> sp.Expr:
        """Returns the sum over the entries of a."""
        outer, inner = self.args
        place, limits = free_place(outer, indices_in(self) | indices_in(row) | indices_in(column))
        return summed(entry_at(outer, *place) * inner.between(place, (row, column)), limits)


def total(matrix: sp.Expr) -> sp.Expr:
    """Returns the sum of all entries."""
    place, limits = free_place(matrix, indices_in(matrix))
    return summed(entry_at(matrix, *place), limits)


def free_place(matrix: sp.Expr, taken: set[sp.Symbol]) -> tuple[Place, Limits]:
    """Returns a row and a column for a sum over all entries, and its limits; notes the letters as taken."""
    ends: list[sp.Expr] = []
    limits: Limits = ()
    for size, wanted in zip(shape(matrix), "kj", strict=True):
        if size == 1:
            ends.append(sp.S.One)
            continue
        letter = fresh(index(wanted), taken)
        taken.add(letter)
        ends.append(letter)
        limits = ((letter, sp.S.One, size), *limits)
    return (ends[0], ends[1]), limits


def is_vector(matrix: sp.Expr) -> bool:
    """Returns whether a matrix has one column or one row."""
    return sp.S.One in shape(matrix)


def length_of(vector: sp.Expr) -> sp.Expr:
    """Returns how many elements a vector has; raises ShapeError for a matrix."""
    rows, columns = shape(vector)
    if columns == 1:
        return rows
    if rows == 1:
        return columns
    raise ShapeError("a matrix stands where only a vector can")


def _along(vector: sp.Expr, place: sp.Expr) -> Place:
    return (place, sp.S.One) if shape(vector)[1] == 1 else (sp.S.One, place)


def _letter(number: int) -> sp.Symbol:
    """Returns what stands for an entry in the body of `Pointwise`; no formula can write it."""
    return sp.Symbol(f"({number})", real=True)
