"""Feasibility: linear inequalities between monomials, and positive quadratic forms.

Both answers are proofs in one direction only. `contradictory` treats different monomials
as independent unknowns (Fourier-Motzkin elimination), so a contradiction found is one;
`definite` finds a polynomial of degree two positive by completing squares.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

Monomial = tuple[int, ...]
Linear = Mapping[Monomial, Fraction | int]

_ROWS = 120


class Inequality(NamedTuple):
    """sum of coefficient * monomial, > 0 if strict, else >= 0."""

    form: Linear
    strict: bool


def contradictory(inequalities: Sequence[Inequality]) -> bool:
    """Returns whether no values of the monomials satisfy all inequalities; False if unknown.

    >>> x, one = (1,), (0,)
    >>> contradictory([Inequality({x: 1}, True), Inequality({x: -1, one: -1}, True)])
    True
    >>> contradictory([Inequality({x: 1, one: -1}, True)])
    False
    """
    rows = _bounded(inequalities)
    unknowns = sorted({monomial for row in rows for monomial in row.form if any(monomial)})
    for unknown in unknowns:
        rows = _eliminate(rows, unknown)
        if len(rows) > _ROWS:
            return False
    return any(value < 0 or (row.strict and value == 0) for row in rows for value in [sum(row.form.values())])


def _bounded(rows: Sequence[Inequality]) -> list[Inequality]:
    """Returns the inequalities without those that an unknown satisfies by being large, or small, enough."""
    kept, before = list(rows), len(rows) + 1
    while len(kept) < before:
        before = len(kept)
        signs: dict[Monomial, set[bool]] = {}
        for row in kept:
            for monomial, value in row.form.items():
                signs.setdefault(monomial, set()).add(value > 0)
        free = {monomial for monomial, found in signs.items() if len(found) == 1 and any(monomial)}
        kept = [row for row in kept if free.isdisjoint(row.form)]
    return kept


def _eliminate(rows: list[Inequality], unknown: Monomial) -> list[Inequality]:
    above = [row for row in rows if row.form.get(unknown, 0) > 0]
    below = [row for row in rows if row.form.get(unknown, 0) < 0]
    rest = [row for row in rows if not row.form.get(unknown, 0)]
    return rest + [_cancelled(upper, lower, unknown) for upper in above for lower in below]


def _cancelled(above: Inequality, below: Inequality, unknown: Monomial) -> Inequality:
    factor = -below.form[unknown] / Fraction(above.form[unknown])
    monomials = (above.form.keys() | below.form.keys()) - {unknown}
    total = {m: factor * above.form.get(m, 0) + below.form.get(m, 0) for m in monomials}
    return Inequality({m: c for m, c in total.items() if c}, above.strict or below.strict)


def definite(form: Linear) -> int:
    """Returns 2 if the polynomial is positive, 1 if it is nowhere negative, 0 if neither is seen.

    >>> definite({(2,): 1, (1,): -1, (0,): 1})
    2
    >>> definite({(2, 0): 1, (1, 1): -2, (0, 2): 1})
    1
    """
    if any(sum(monomial) > 2 for monomial in form):
        return 0
    return _squares(_gram(form))


def _gram(form: Linear) -> list[list[Fraction]]:
    """Returns the symmetric matrix M with p = (1, x)^T M (1, x) over the variables that occur."""
    variables = [i for i in range(len(next(iter(form)))) if any(monomial[i] for monomial in form)]
    place = {variable: row + 1 for row, variable in enumerate(variables)}
    matrix = [[Fraction(0)] * (len(variables) + 1) for _ in range(len(variables) + 1)]
    for monomial, coefficient in form.items():
        rows = [place[i] for i in variables for _ in range(monomial[i])]
        row, column = [0, 0, *rows][-2:]
        matrix[row][column] += Fraction(coefficient) / 2
        matrix[column][row] += Fraction(coefficient) / 2
    return matrix


def _squares(matrix: list[list[Fraction]]) -> int:
    verdict, size = 2, len(matrix)
    for i in range(size):
        pivot = matrix[i][i]
        if pivot < 0 or (pivot == 0 and any(matrix[i][i:])):
            return 0
        if pivot == 0:
            verdict = 1
            continue
        for j in range(i + 1, size):
            factor = matrix[j][i] / pivot
            for k in range(i, size):
                matrix[j][k] -= factor * matrix[i][k]
    return verdict
