from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scalar_networks import BY_HAND, from_tables
from sympy import Add, Eq, Symbol

from symbackprop.calculus import derive
from symbackprop.errors import NetworkError
from symbackprop.network import Network, two_layer
from symbackprop.program import Program, lambdify

NETWORKS = {**from_tables(), **BY_HAND}


def _point(program: Program, items: int = 4) -> tuple[Any, Any, Any]:
    rng = np.random.default_rng(len(program.source))
    params = rng.uniform(0.3, 1, len(program.parameters))
    X = rng.normal(size=(items, len(program.inputs))) if program.inputs else None
    T = rng.uniform(size=(items, len(program.targets))) if program.targets else None
    return params, X, T[:, 0] if T is not None and T.shape[1] == 1 else T


@pytest.mark.parametrize("network", NETWORKS.values(), ids=NETWORKS)
def test_the_gradient_is_the_limit_of_difference_quotients(network: Network) -> None:
    program = lambdify(network)
    params, X, T = _point(program)
    value, gradient = program.value_and_grad(params, X, T)
    assert value == program.loss(params, X, T)
    for position, shift in enumerate(np.eye(len(params)) * 1e-5):
        quotient = (program.loss(params + shift, X, T) - program.loss(params - shift, X, T)) / 2e-5
        assert gradient[position] == pytest.approx(quotient, rel=1e-6, abs=1e-7)


@pytest.mark.parametrize("network", NETWORKS.values(), ids=NETWORKS)
def test_a_set_is_put_together_from_its_items(network: Network) -> None:
    program = lambdify(network)
    params, X, T = _point(program)
    if X is None:
        return
    value, gradient = program.value_and_grad(params, X, T)
    single = [program.value_and_grad(params, X[p], None if T is None else T[p]) for p in range(len(X))]
    put_together = np.mean if program.plan.is_mean else np.sum
    assert value == pytest.approx(put_together([item for item, _ in single]), rel=1e-13)
    np.testing.assert_allclose(gradient, put_together([item for _, item in single], axis=0), rtol=1e-12, atol=1e-15)
    columns = program.forward(params, X)
    for text, value in program.forward(params, X[1]).items():
        assert isinstance(value, float)
        assert value == pytest.approx(columns[text][1], rel=1e-15, abs=1e-300)


def test_the_gradient_has_the_shape_of_the_parameters() -> None:
    program = lambdify(two_layer())
    flat = np.linspace(-1, 1, 9)
    X, T = [[1.0, -0.5], [0.25, 2.0]], [1, 0]
    by_name = dict(zip(program.parameters, flat, strict=True))
    fields = program.Parameters(**by_name)
    _, from_flat = program.value_and_grad(flat, X, T)
    _, from_mapping = program.value_and_grad(dict(reversed(by_name.items())), X, T)
    _, from_fields = program.value_and_grad(fields, X, T)
    assert isinstance(from_flat, np.ndarray)
    assert list(from_mapping) == list(reversed(program.parameters))
    assert type(from_fields) is program.Parameters
    assert list(from_flat) == [from_mapping[text] for text in program.parameters] == list(from_fields)
    assert program.grad(by_name, X, T) == from_mapping


def test_the_program_of_a_derivation_is_that_of_its_network() -> None:
    assert lambdify(derive(two_layer())).source == lambdify(two_layer()).source


def test_the_order_of_the_parameters_is_the_networks() -> None:
    assert lambdify(two_layer()).parameters == tuple(symbol.name for symbol in two_layer().parameters)


def test_an_unspecified_activation_has_no_program_and_the_error_names_a_way_out() -> None:
    with pytest.raises(NetworkError, match=r"no program for g\(u_1\)(.|\n)*equation 3 of 7(.|\n)*choose"):
        lambdify(two_layer("any"))


def test_a_wide_network_is_summed_in_the_order_of_its_indices() -> None:
    inputs = [Symbol(f"x_{i}") for i in range(1, 13)]
    weights = [Symbol(f"w_{i}") for i in range(1, 13)]
    body = Add(*(one * other for one, other in zip(inputs, weights, strict=True)))
    program = lambdify(Network([Eq(Symbol("E"), body)], parameters=weights))
    assert program.source.index("x_2\n") < program.source.index("x_10\n")


def test_a_large_set_is_the_sum_or_mean_of_its_blocks() -> None:
    rng = np.random.default_rng(5)
    X, T = rng.normal(size=(10_001, 2)), rng.uniform(size=10_001)
    for loss in ("half_squared_error", "mean_squared_error"):
        program = lambdify(two_layer("sigmoid", loss))
        params = rng.normal(size=9)
        value, gradient = program.value_and_grad(params, X, T)
        whole, slopes = program.module.value_and_grad(dict(zip(program.parameters, params, strict=True)), X, T)
        assert value == pytest.approx(whole, rel=1e-13)
        np.testing.assert_allclose(gradient, [slopes[name] for name in program.parameters], rtol=1e-11)
        assert program.loss(params, X, T) == value
