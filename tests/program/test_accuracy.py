from __future__ import annotations

import mpmath
import numpy as np
import pytest
from scalar_networks import BY_HAND, from_tables
from sympy import Eq

from symbackprop.network import LOSSES_OF_ONE_OUTPUT, Network, names, two_layer
from symbackprop.network.activations import ACTIVATIONS
from symbackprop.program import accuracy_claims, lambdify
from symbackprop.proof import Proved, prove

NETWORKS = {**from_tables(), **BY_HAND}
s, z, w, t, E = names("s z w t E")
FAR = [-1e5, -1000.0, -745.0, -709.5, -40.0, -1e-9, 0.0, 1e-9, 37.0, 709.0, 745.0, 1000.0, 1e5]
TINY = 1e-300
DIGITS = 1200  # the values differ from their limits by 1e-308, the quotients take 400 more


@pytest.mark.parametrize("network", NETWORKS.values(), ids=NETWORKS)
def test_every_accurate_line_is_proved_equal_to_the_derivation(network: Network) -> None:
    verdicts = [prove(claim) for claim in accuracy_claims(network)]
    assert [str(verdict) for verdict in verdicts if not isinstance(verdict, Proved)] == []


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "softplus", "silu", "elu", "softsign", "gelu"])
@pytest.mark.parametrize("u", FAR)
def test_no_activation_loses_digits_far_out(activation: str, u: float) -> None:
    row = ACTIVATIONS[activation]
    program = lambdify(Network([Eq(s, w), Eq(z, row(s)), Eq(E, z)], parameters=[w]))
    value, (slope,) = program.value_and_grad([u])
    with mpmath.workdps(DIGITS):
        exact = _exact_value(activation, mpmath.mpf(u))
        h = mpmath.mpf(10) ** -400
        exact_slope = (_exact_value(activation, u + h) - _exact_value(activation, u - h)) / (2 * h)
    assert abs(value - exact) <= 4e-16 * _conditioned(activation, u) * abs(exact) + TINY
    assert abs(slope - exact_slope) <= 1e-15 * _conditioned(activation, u) * abs(exact_slope) + TINY


def _exact_value(activation: str, u: mpmath.mpf) -> mpmath.mpf:
    return {
        "sigmoid": lambda: 1 / (1 + mpmath.exp(-u)),
        "tanh": lambda: mpmath.tanh(u),
        "softplus": lambda: mpmath.log1p(mpmath.exp(u)),
        "silu": lambda: u / (1 + mpmath.exp(-u)),
        "elu": lambda: u if u > 0 else mpmath.expm1(u),
        "softsign": lambda: u / (1 + abs(u)),
        "gelu": lambda: u * mpmath.erfc(-u / mpmath.sqrt(2)) / 2 if abs(u) < 100 else max(u, mpmath.mpf(0)),
    }[activation]()


def _conditioned(activation: str, u: float) -> float:
    """Returns by how much the rounding of e^u's argument is amplified."""
    return 1 + abs(u) if activation != "gelu" else 1 + 2 * u * u


@pytest.mark.parametrize("u", [-1e5, -1e3, 1e3, 1e5])
@pytest.mark.parametrize("goal", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("loss", ["binary_cross_entropy", "binary_cross_entropy_logits"])
def test_cross_entropy_is_exact_where_the_sigmoid_saturates(u: float, goal: float, loss: str) -> None:
    program = lambdify(two_layer("tanh", loss, output="sigmoid"))
    params = dict.fromkeys(program.parameters, 0.0) | {"c": u}
    value, gradient = program.value_and_grad(params, [1.0, -1.0], goal)
    assert value == (1 - goal) * max(u, 0) + goal * max(-u, 0)
    assert gradient["c"] == pytest.approx((1.0 if u > 0 else 0.0) - goal, rel=4e-16, abs=TINY)
    many, summed = program.value_and_grad(params, [[1.0, -1.0]] * 1000, [goal] * 1000)
    assert many == 1000 * value
    assert summed["c"] == pytest.approx(1000 * gradient["c"], rel=4e-16, abs=TINY)


@pytest.mark.parametrize("u", [-1e5, -30.0, 30.0, 1e5])
@pytest.mark.parametrize("goal", [0.0, 1.0])
def test_the_residual_of_a_saturated_sigmoid_keeps_its_digits(u: float, goal: float) -> None:
    program = lambdify(Network([Eq(s, w), Eq(z, ACTIVATIONS["sigmoid"](s)), Eq(E, z - t)], parameters=[w], targets=[t]))
    with mpmath.workdps(60):
        exact = 1 / (1 + mpmath.exp(-mpmath.mpf(u))) - goal
    assert abs(program.loss([u], None, goal) - exact) <= 1e-15 * abs(exact) + TINY


def test_a_cross_entropy_written_by_hand_is_as_accurate_as_the_row() -> None:
    program = lambdify(BY_HAND["sigmoid written out"])
    value, gradient = program.value_and_grad({"w": 1.0, "b": 0.0}, [[1e5], [-1e5]], [1, 0])
    assert value == 0
    assert max(map(abs, gradient.values())) < TINY


def test_scales_of_weights_up_to_a_thousand_raise_no_warning() -> None:
    rng = np.random.default_rng(0)
    for loss in LOSSES_OF_ONE_OUTPUT:
        program = lambdify(two_layer("sigmoid", loss))
        for scale in (1, 10, 100, 1000, 1e6):
            value, gradient = program.value_and_grad(
                scale * rng.normal(size=9), rng.normal(size=(50, 2)), rng.integers(0, 2, 50)
            )
            assert np.isfinite(value)
            assert np.all(np.isfinite(gradient))
