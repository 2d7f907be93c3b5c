"""The tables of activations and losses: every row is complete and says the same thing twice."""

from __future__ import annotations

import mpmath as mp
import pytest
import sympy as sp

from symbackprop.network import ACTIVATIONS, LOSSES
from symbackprop.network.activation import T, U, Y
from symbackprop.network.activations import activation_of, unspecified
from symbackprop.network.functions import NamedFunction
from symbackprop.network.losses import R, Z

POINTS = [sp.Rational(k, 7) for k in (-30, -9, -3, 2, 8, 33)]


def at(expression: sp.Expr, values: dict[sp.Symbol, sp.Expr]) -> mp.mpf:
    return sp.N(expand_named(expression).subs(values), 40)


def expand_named(expression: sp.Expr) -> sp.Expr:
    return expression.replace(lambda e: isinstance(e, NamedFunction), lambda e: expand_named(e.spelled()))


@pytest.mark.parametrize("row", ACTIVATIONS.values(), ids=ACTIVATIONS)
@pytest.mark.parametrize("u", POINTS)
def test_both_slopes_agree_with_a_difference_quotient_of_the_value(row: object, u: sp.Rational) -> None:
    with mp.workdps(40):
        value = sp.lambdify(U, expand_named(row.value), "mpmath")
        measured = mp.diff(value, mp.mpf(u.p) / u.q)
        y = at(row.value, {U: u})
        for slope in (row.slope_in_argument, row.slope):
            assert abs(at(slope, {U: u, Y: y}) - measured) < mp.mpf(10) ** -15


@pytest.mark.parametrize("row", ACTIVATIONS.values(), ids=ACTIVATIONS)
@pytest.mark.parametrize("u", POINTS)
def test_the_spelling_has_the_value_and_the_slope_of_the_function(row: object, u: sp.Rational) -> None:
    places = {U: u}
    for symbol, body in row.spelling.auxiliaries:
        places[symbol] = at(body, places)
    places[Y] = at(row.value, {U: u})
    assert abs(at(row.spelling.value, places) - places[Y]) < sp.Float(10) ** -35
    assert abs(at(row.spelling.slope, places) - at(row.slope_in_argument, {U: u})) < sp.Float(10) ** -35
    for exact, accurate in row.spelling.rewrites:
        for target in (sp.S.Zero, sp.S.One, -sp.S.One, sp.Rational(1, 3)):
            assert abs(at(exact, {**places, T: target}) - at(accurate, {**places, T: target})) < sp.Float(10) ** -35


@pytest.mark.parametrize("row", ACTIVATIONS.values(), ids=ACTIVATIONS)
@pytest.mark.parametrize("u", POINTS)
def test_values_lie_in_the_stated_outputs(row: object, u: sp.Rational) -> None:
    assert row.outputs.contains(at(row.value, {U: u})) == sp.true or row.outputs == sp.FiniteSet(0, 1)


@pytest.mark.parametrize("row", [*ACTIVATIONS.values(), unspecified()], ids=[*ACTIVATIONS, "any"])
def test_an_applied_activation_leads_back_to_its_row(row: object) -> None:
    assert activation_of(row(U)).name == row.name


@pytest.mark.parametrize("row", LOSSES.values(), ids=LOSSES)
@pytest.mark.parametrize("target", [sp.S.Zero, sp.S.One, sp.Rational(1, 3)])
def test_the_slope_of_a_loss_and_its_accurate_value_agree_with_its_value(row: object, target: sp.Rational) -> None:
    for argument in (sp.Rational(1, 7), sp.Rational(5, 6)):
        with mp.workdps(40):
            value = sp.lambdify(row.argument, row.value.subs(T, target), "mpmath")
            measured = mp.diff(value, mp.mpf(argument.p) / argument.q)
            places = {row.argument: argument, T: target}
            assert abs(at(row.slope, places) - measured) < mp.mpf(10) ** -15
            assert abs(at(row.accurate, places) - at(row.value, places)) < mp.mpf(10) ** -35
    assert row.argument in (Z, R)
