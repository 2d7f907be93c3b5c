from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import mpmath
import numpy as np
import pytest
import sympy as sp

from symbackprop.network import Network, names, two_layer
from symbackprop.program.vectorised.nodes import CoshSquared
from symbackprop.verification.arithmetic import evaluate
from symbackprop.verification.array_bounds import _NODES
from symbackprop.verification.axes import Labelled
from symbackprop.verification.bounded import ARRAYS_OF_BOUNDED, BOUNDED, Bounded, total
from symbackprop.verification.dual import Dual, duals
from symbackprop.verification.layered import NotLayered, scalar_layers
from symbackprop.verification.multiprecision import MULTIPRECISION, agreed

x, y = names("x y")
FUNCTIONS = {
    head.__name__: head(x)
    for head in (sp.exp, sp.log, sp.sin, sp.cos, sp.tan, sp.atan, sp.sinh, sp.cosh, sp.sech, sp.tanh, sp.erf, sp.erfc)
}


@pytest.mark.parametrize("body", FUNCTIONS.values(), ids=FUNCTIONS)
def test_a_bounded_function_is_as_near_as_it_says(body: sp.Expr) -> None:
    rng = np.random.default_rng(0)
    for value in rng.uniform(0.01, 5, 40):
        error = float(value * 10.0 ** rng.integers(-12, -2))
        result = evaluate(body, {x: Bounded(np.asarray(value), np.asarray(error))}, BOUNDED)
        with mpmath.workdps(40):
            for side in (-1, 0, 1):
                there = evaluate(body, {x: mpmath.mpf(float(value)) + side * mpmath.mpf(error)}, MULTIPRECISION)
                assert abs(there - mpmath.mpf(float(result.value))) <= float(result.error)


@pytest.mark.filterwarnings("ignore:overflow")
def test_a_quotient_by_a_square_of_cosh_is_as_near_as_it_says_at_every_scale() -> None:
    points = np.array([0.0, 1e-9, 1.0, 20.0, 349.0, 351.0, 400.0, 800.0, 1e5])
    number = Labelled(Bounded(points, 1e-12 * points))
    quotient = evaluate(1 / CoshSquared(x), {x: number}, replace(ARRAYS_OF_BOUNDED, others=_NODES)).data
    with mpmath.workdps(60):
        for point, value, error in zip(points, quotient.value, quotient.error, strict=True):
            for side in (-1, 0, 1):
                exact = mpmath.sech(mpmath.mpf(float(point)) * (1 + side * mpmath.mpf("1e-12"))) ** 2
                assert abs(mpmath.mpf(float(value)) - exact) <= float(error)
            assert error <= 1e-7 * value + 1e-300


def test_a_bounded_sum_holds_for_every_order_of_its_terms() -> None:
    rng = np.random.default_rng(1)
    values = rng.normal(size=200) * 10.0 ** rng.integers(-8, 8, 200)
    exact = sum(map(Fraction, values.tolist()))
    for number in (
        total([Bounded(np.asarray(value), np.asarray(0.0)) for value in values]),
        Bounded(values, np.zeros(200)).sum(axis=0),
    ):
        for order in (values, values[::-1], np.sort(values)):
            assert abs(Fraction(float(np.sum(order))) - exact) <= Fraction(float(number.error))
            assert abs(Fraction(float(sum(order.tolist()))) - exact) <= Fraction(float(number.error))


@pytest.mark.parametrize("body", FUNCTIONS.values(), ids=FUNCTIONS)
def test_the_slope_of_a_dual_number_is_the_derivative(body: sp.Expr) -> None:
    with mpmath.workdps(60):
        at = mpmath.mpf("0.7")
        number = evaluate(body, {x: Dual(at, {x: mpmath.mpf(1)})}, duals(MULTIPRECISION))
        h = mpmath.mpf(10) ** -25
        quotient = (evaluate(body, {x: at + h}, MULTIPRECISION) - evaluate(body, {x: at - h}, MULTIPRECISION)) / (2 * h)
        assert abs(number.slopes[x] - quotient) < mpmath.mpf(10) ** -30


def test_digits_agree_only_where_two_precisions_do() -> None:
    found = agreed(lambda: {x: 1 - 1 / (1 + mpmath.exp(-500))})[x]
    with mpmath.workdps(60):
        assert abs(found / (mpmath.exp(-500) / (1 + mpmath.exp(-500))) - 1) < mpmath.mpf(10) ** -49
    with pytest.raises(ArithmeticError, match="no 50 correct digits"):
        agreed(lambda: {x: mpmath.mpf(mpmath.mp.prec)})


def test_the_layers_of_the_notes_are_read_and_a_skip_connection_is_none() -> None:
    first, last = scalar_layers(two_layer())
    assert [[symbol.name for symbol in row] for row in first.weights] == [["w_11", "w_12"], ["w_21", "w_22"]]
    assert (last.biases[0].name, last.activation) == ("c", "sigmoid")
    with pytest.raises(NotLayered, match="no row of LOSSES"):
        scalar_layers(Network([sp.Eq(y, x)], parameters=[x]))
