"""The field, linear dependence and feasibility, against SymPy and by properties."""

from __future__ import annotations

from fractions import Fraction

import sympy as sp
from flint import fmpz_mpoly
from hypothesis import given, settings
from hypothesis import strategies as st

from symbackprop.proof.dependence import combination
from symbackprop.proof.enclosure import Enclosure
from symbackprop.proof.feasibility import Inequality, contradictory, definite
from symbackprop.proof.field import Field, Ratio, RootRelation

VARIABLES = sp.symbols("x y z")
terms = st.dictionaries(st.tuples(*[st.integers(0, 3)] * 3), st.integers(-5, 5), max_size=4)
QUICK = settings(deadline=None, derandomize=True, max_examples=80)


def polynomial(field: Field, coefficients: dict[tuple[int, ...], int]) -> fmpz_mpoly:
    return field.context.from_dict(coefficients)


def expression(p: fmpz_mpoly) -> sp.Expr:
    return sp.Add(
        *(int(c) * sp.Mul(*(v**e for v, e in zip(VARIABLES, m, strict=True))) for m, c in p.to_dict().items())
    )


def fraction(a: Ratio) -> sp.Expr:
    return expression(a.numerator) / expression(a.denominator)


def ratio(field: Field, pair: tuple[dict[tuple[int, ...], int], dict[tuple[int, ...], int]]) -> Ratio:
    top, bottom = (polynomial(field, part) for part in pair)
    return field.normal(top, bottom if not bottom.is_zero() else field.unit)


@QUICK
@given(first=st.tuples(terms, terms), second=st.tuples(terms, terms))
def test_sums_and_products_are_those_of_rational_functions_in_lowest_terms(first: tuple, second: tuple) -> None:
    field = Field(3)
    a, b = ratio(field, first), ratio(field, second)
    for result, expected in (
        (field.add(a, b), fraction(a) + fraction(b)),
        (field.multiply(a, b), fraction(a) * fraction(b)),
    ):
        assert sp.cancel(fraction(result) - expected) == 0
        assert result.numerator.gcd(result.denominator).is_one()
        assert result.denominator.leading_coefficient() > 0


def test_a_root_squared_is_its_radicand() -> None:
    field = Field(2)
    x, rho = field.new_generator(), field.new_generator()
    field.relations.append(RootRelation(1, 2, x))
    assert field.is_zero(field.subtract(field.power(field.ratio(rho), 4), field.ratio(x**2)))
    assert not field.is_zero(field.subtract(field.power(field.ratio(rho), 3), field.ratio(x)))


@QUICK
@given(weights=st.lists(st.fractions(-3, 3, max_denominator=5), min_size=2, max_size=2))
def test_a_combination_is_found(weights: list[Fraction]) -> None:
    field = Field(3)
    x, y, z = (field.ratio(field.new_generator()) for _ in range(3))
    first, second = field.multiply(x, y), field.multiply(z, field.invert(field.add(x, y)))
    parts = [field.scale(e, w.numerator, w.denominator) for e, w in zip((first, second), weights, strict=True)]
    found = combination(field, field.add(*parts), [first, second])
    assert found is not None
    assert [Fraction(int(q.p), int(q.q)) for q in found] == weights


@QUICK
@given(
    rows=st.lists(st.tuples(*[st.integers(-3, 3)] * 3), min_size=1, max_size=5),
    x=st.fractions(-4, 4),
    y=st.fractions(-4, 4),
)
def test_inequalities_that_a_point_satisfies_do_not_contradict_each_other(
    rows: list[tuple[int, int, int]], x: Fraction, y: Fraction
) -> None:
    held = [row for row in rows if row[0] * x + row[1] * y + row[2] > 0]
    forms = [{(1, 0): Fraction(a), (0, 1): Fraction(b), (0, 0): Fraction(c)} for a, b, c in held]
    assert not contradictory([Inequality(form, strict=True) for form in forms])


@QUICK
@given(coefficients=st.tuples(*[st.integers(-4, 4)] * 6), x=st.fractions(-4, 4), y=st.fractions(-4, 4))
def test_a_form_called_definite_is_positive(coefficients: tuple[int, ...], x: Fraction, y: Fraction) -> None:
    monomials = [(2, 0), (1, 1), (0, 2), (1, 0), (0, 1), (0, 0)]
    form = {m: Fraction(c) for m, c in zip(monomials, coefficients, strict=True) if c}
    if not form:
        return
    value = sum(c * x**i * y**j for (i, j), c in form.items())
    grade = definite(form)
    assert value > 0 if grade == 2 else grade == 0 or value >= 0


@QUICK
@given(lower=st.fractions(), digits=st.integers(1, 20))
def test_decimals_are_rounded_outwards(lower: Fraction, digits: int) -> None:
    low, high = Enclosure(lower, lower).decimals(digits)
    assert Fraction(low) <= lower <= Fraction(high)
    assert Fraction(high) - Fraction(low) <= abs(lower) * Fraction(10) ** (1 - digits)
