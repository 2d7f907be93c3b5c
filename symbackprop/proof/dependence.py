"""Linear dependence over the rational numbers: the test of the structure theorem.

Whether e^A is new or a product of powers of exponentials already there is the question
whether A is a rational combination of their exponents (and of logarithms and constants).
A dependence that is missed costs an "undecided", never a wrong verdict: two generators
for the same function only make fewer things equal.

R. H. Risch, Algebraic properties of the elementary functions of analysis, Amer. J. Math.
101 (1979) 743-759; M. Bronstein, Symbolic Integration I, 2nd ed., Springer 2005, chapter 9.
"""

from __future__ import annotations

from collections.abc import Sequence

from flint import fmpq, fmpq_mat, fmpz, fmpz_mpoly

from symbackprop.proof.field import Field, Ratio
from symbackprop.proof.limits import TooBig

_CELLS = 200_000


def combination(field: Field, target: Ratio, basis: Sequence[Ratio]) -> list[fmpq] | None:
    """Returns rational q_i with target = sum q_i basis_i, or None if there are none.

    >>> field = Field(2)
    >>> x, y = (field.ratio(field.new_generator()) for _ in range(2))
    >>> combination(field, field.add(x, field.scale(y, 1, 2)), [x, y])
    [1, 1/2]
    >>> combination(field, field.one, [x, y]) is None
    True
    """
    target_column, *columns = _columns(field, [target, *basis])
    known = set().union(*columns)
    if not known.issuperset(target_column):
        return None
    rows = sorted(known)
    if len(rows) * (len(columns) + 1) > _CELLS:
        raise TooBig("the exponents are too long to be compared")
    entries = [fmpq(column.get(row, 0)) for row in rows for column in (*columns, target_column)]
    return _solution(fmpq_mat(len(rows), len(columns) + 1, entries), len(columns))


def rational_multiple(field: Field, a: Ratio, b: Ratio) -> fmpq | None:
    """Returns the rational q with a = q b, or None if there is none; b is not 0.

    >>> field = Field(1)
    >>> x = field.ratio(field.new_generator())
    >>> rational_multiple(field, field.scale(x, -2, 3), x)
    -2/3
    """
    (p, q), (r, s) = a, b
    if len(p) != len(r) or len(q) != len(s):
        return None
    ratio = fmpq(p.leading_coefficient() * s.leading_coefficient(), q.leading_coefficient() * r.leading_coefficient())
    return ratio if p * r.leading_coefficient() == r * p.leading_coefficient() and _proportional(q, s) else None


def _proportional(q: fmpz_mpoly, s: fmpz_mpoly) -> bool:
    return q == s or q * s.leading_coefficient() == s * q.leading_coefficient()


def _columns(field: Field, elements: Sequence[Ratio]) -> list[dict[tuple[int, ...], fmpz]]:
    """Returns the numerators over one common denominator, as coefficients by monomial."""
    common = field.unit
    for _, denominator in elements:
        if denominator != common and not denominator.is_one():
            common = field.product(common, denominator // denominator.gcd(common))
    scaled = (p if common == q else field.product(p, common // q) for p, q in elements)
    return [field.reduce(p).to_dict() for p in scaled]


def _solution(matrix: fmpq_mat, unknowns: int) -> list[fmpq] | None:
    reduced, rank = matrix.rref()
    solution = [fmpq(0)] * unknowns
    for row in range(rank):
        pivot = next(column for column in range(unknowns + 1) if reduced[row, column] != 0)
        if pivot == unknowns:
            return None
        solution[pivot] = reduced[row, unknowns]
    return solution
