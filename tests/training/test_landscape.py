"""The landscape is the loss, point by point; with the step function it is constant on pieces."""

from __future__ import annotations

import numpy as np
import pytest

from symbackprop.network import mlp, two_layer
from symbackprop.program import lambdify
from symbackprop.training import landscape, landscape_along, stepped, train, xor_data

AT = {"v_1": 1, "v_2": -1, "c": -0.5, "w_11": 1, "w_12": 1, "b_1": -0.5, "w_21": 1, "w_22": 1, "b_2": -1.5}


def test_every_point_is_the_loss_with_the_two_weights_put_in() -> None:
    X, T = xor_data()
    found = landscape(two_layer(), (X, T), ("w_11", "v_2"), at=AT, across=(-3, 3), up=(-2, 5), points=7)
    for row, v_2 in enumerate(found.up):
        for column, w_11 in enumerate(found.across):
            y_1 = 1 / (1 + np.exp(0.5 - w_11 * X[:, 0] - X[:, 1]))
            y_2 = 1 / (1 + np.exp(1.5 - X[:, 0] - X[:, 1]))
            z = 1 / (1 + np.exp(0.5 - y_1 - v_2 * y_2))
            assert found.losses[row, column] == pytest.approx(((z - T) ** 2).sum() / 2, abs=1e-12)


def test_with_the_step_function_the_loss_has_at_most_five_values() -> None:
    found = landscape(stepped(two_layer()), xor_data(), ("w_11", "w_12"), at=AT, across=(-3, 3), up=(-3, 3), points=41)
    assert set(found.levels) <= {0.0, 0.5, 1.0, 1.5, 2.0}
    assert 1 < len(found.levels) <= 5
    smooth = landscape(two_layer(), xor_data(), ("w_11", "w_12"), at=AT, across=(-3, 3), up=(-3, 3), points=41)
    assert len(smooth.levels) > 500


def test_the_values_of_the_step_network_are_those_of_a_forward_pass_by_comparisons() -> None:
    X, T = xor_data()
    found = landscape(stepped(two_layer()), (X, T), ("w_11", "w_12"), at=AT, across=(-3, 3), up=(-3, 3), points=12)
    for row, w_12 in enumerate(found.up):
        for column, w_11 in enumerate(found.across):
            y_1 = w_11 * X[:, 0] + w_12 * X[:, 1] > 0.5
            y_2 = X[:, 0] + X[:, 1] > 1.5
            z = 1.0 * y_1 - 1.0 * y_2 > 0.5
            assert found.losses[row, column] == ((z - T) ** 2).sum() / 2


def test_the_gradient_of_the_step_network_is_zero() -> None:
    gradient = lambdify(stepped(two_layer())).grad(AT, *xor_data())
    assert set(gradient.values()) == {0.0}


def test_the_path_lies_on_the_landscape_if_only_the_two_weights_move() -> None:
    history = train(two_layer(), xor_data(), 1, epochs=30, only=["v_1", "v_2"], seed=2)
    found = landscape_along(history, ("v_1", "v_2"), points=9)
    assert found.path.shape == (31, 2)
    for (v_1, v_2), loss in zip(found.path, history.losses, strict=True):
        assert history.program.loss({**history.learned, "v_1": v_1, "v_2": v_2}, *history.data) == loss
        assert found.across[0] < v_1 < found.across[-1]
        assert found.up[0] < v_2 < found.up[-1]


def test_elements_of_arrays_span_a_landscape() -> None:
    history = train(mlp([2, 3, 1]), xor_data(), 1, epochs=5)
    found = landscape_along(history, ("w[1,1]", "c"), points=5)
    assert found.losses.shape == (5, 5)
    assert found.names == ("w[1,1]", "c")
