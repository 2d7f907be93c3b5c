"""Gradient descent against a forward and a backward pass written out by hand."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pytest
import sympy as sp
from numpy.typing import NDArray

from symbackprop.calculus import derive
from symbackprop.network import Network, mlp, two_layer
from symbackprop.training import Data, History, stepped, train, xor_data

Array = NDArray[np.float64]
NAMES = ("v_1", "v_2", "c", "w_11", "w_12", "b_1", "w_21", "w_22", "b_2")


def by_hand(w: Array, X: Array, T: Array, g: Callable[[Array], Array], slope: Callable[[Array], Array]) -> Array:
    """Returns the gradient of the 2-2-1 network as the notes write it, item by item."""
    total = np.zeros(9)
    for x, t in zip(X, T, strict=True):
        v_1, v_2, c, w_11, w_12, b_1, w_21, w_22, b_2 = w
        y_1 = g(b_1 + w_11 * x[0] + w_12 * x[1])
        y_2 = g(b_2 + w_21 * x[0] + w_22 * x[1])
        z = g(c + v_1 * y_1 + v_2 * y_2)
        out = (z - t) * slope(z)
        one, two = out * v_1 * slope(y_1), out * v_2 * slope(y_2)
        total += np.array([out * y_1, out * y_2, out, one * x[0], one * x[1], one, two * x[0], two * x[1], two])
    return total


SIGMOID = (lambda u: 1 / (1 + np.exp(-u)), lambda y: y * (1 - y))
TANH = (np.tanh, lambda y: 1 - y * y)


@pytest.mark.parametrize(
    ("activation", "functions", "false"), [("sigmoid", SIGMOID, 0), ("tanh", TANH, -1)], ids=["sigmoid", "tanh"]
)
@pytest.mark.parametrize("momentum", [0.0, 0.5, 0.9])
def test_the_course_is_that_of_a_descent_written_by_hand(
    activation: str, functions: tuple[Callable[[Array], Array], Callable[[Array], Array]], false: int, momentum: float
) -> None:
    data = xor_data(false, 1)
    history = train(two_layer(activation), data, 0.1, epochs=60, momentum=momentum, seed=3)
    assert history.layout.places == NAMES
    w, change = history.path[0], np.zeros(9)
    for epoch in range(1, 61):
        change = momentum * change - 0.1 * by_hand(w, data.X, data.T, *functions)
        w = w + change
        assert np.abs(history.path[epoch] - w).max() < 1e-12


def test_a_network_of_arrays_goes_the_way_of_the_same_network_in_numbers() -> None:
    arrays = mlp([2, 2, 1])
    start = {
        name: np.random.default_rng(1).uniform(-1, 1, shape) for name, shape in (("v", 2), ("w", (2, 2)), ("b", 2))
    }
    scalars = {f"v_{j + 1}": start["v"][j] for j in range(2)} | {f"b_{j + 1}": start["b"][j] for j in range(2)}
    scalars |= {f"w_{j + 1}{i + 1}": start["w"][j, i] for j in range(2) for i in range(2)}
    one = train(arrays, xor_data(), 1.5, epochs=80, start={**start, "c": 0.25}, momentum=0.3)
    other = train(two_layer(), xor_data(), 1.5, epochs=80, start={**scalars, "c": 0.25}, momentum=0.3)
    assert np.abs(one.losses - other.losses).max() < 1e-12
    for place, name in (("w[1,2]", "w_12"), ("v[2]", "v_2"), ("c", "c")):
        assert np.abs(one.values(place) - other.values(name)).max() < 1e-12


def test_batches_of_one_item_go_through_every_item_once_an_epoch_in_an_order_that_the_seed_draws() -> None:
    data = xor_data()
    history = train(two_layer(), data, 0.5, epochs=3, batch=1, seed=7)
    w, orders = history.path[0], np.random.default_rng((7, 1))
    for epoch in range(1, 4):
        for place in orders.permutation(4):
            w = w - 0.5 * by_hand(w, data.X[[place]], data.T[[place]], *SIGMOID)
        assert np.abs(history.path[epoch] - w).max() < 1e-12


def test_the_last_batch_holds_what_is_left() -> None:
    data = xor_data()
    history = train(two_layer(), data, 0.5, epochs=1, batch=3, seed=2)
    order = np.random.default_rng((2, 1)).permutation(4)
    w = history.path[0]
    for part in (order[:3], order[3:]):
        w = w - 0.5 * by_hand(w, data.X[part], data.T[part], *SIGMOID)
    assert np.abs(history.path[1] - w).max() < 1e-12


def test_inputs_and_targets_may_be_mappings_of_arrays() -> None:
    X, T = xor_data()
    one = train(mlp([2, 3, 1]), (X, T), 1, epochs=5, batch=2)
    other = train(mlp([2, 3, 1]), Data({"x": X}, {"t": T}), 1, epochs=5, batch=2)
    assert np.array_equal(one.path, other.path)


def test_a_derivation_is_trained_as_its_network() -> None:
    one, other = (train(given, xor_data(), 1, epochs=3) for given in (two_layer(), derive(two_layer())))
    assert np.array_equal(one.path, other.path)


@pytest.mark.parametrize(
    ("activation", "false", "learning_rate", "momentum"),
    [("sigmoid", 0, 2.0, 0.0), ("sigmoid", 0, 0.5, 0.9), ("tanh", -1, 0.1, 0.0), ("tanh", -1, 0.5, 0.0)],
)
def test_the_2_2_1_network_learns_xor(activation: str, false: int, learning_rate: float, momentum: float) -> None:
    data = xor_data(false, 1)
    history = train(two_layer(activation), data, learning_rate, epochs=2000, momentum=momentum, seed=5)
    middle = (false + 1) / 2
    assert ((history.outputs() > middle) == (middle < data.T)).all()
    assert np.abs(history.outputs() - data.T).max() < 0.1 * (1 - false)
    assert history.losses[-1] < history.losses[0] / 50


def test_with_the_step_function_nothing_ever_moves() -> None:
    history = train(stepped(two_layer()), xor_data(), 2, epochs=20, seed=5)
    assert (history.path == history.path[0]).all()
    assert (history.losses == history.losses[0]).all()


def test_exact_numbers_are_as_good_as_floating_point() -> None:
    plain = train(two_layer(), xor_data(), 0.5, epochs=5, momentum=0.25)
    exact = train(two_layer(), xor_data(), sp.Rational(1, 2), epochs=np.int64(5), momentum=Fraction(1, 4))
    assert np.array_equal(plain.path, exact.path)
    assert plain.settings == exact.settings


def test_what_is_free_may_be_given_as_symbols() -> None:
    one, other = (train(two_layer(), xor_data(), 1, epochs=5, only=[key]) for key in ("w_11", sp.Symbol("w_11")))
    assert np.array_equal(one.path, other.path)


def test_only_what_is_free_moves() -> None:
    history = train(two_layer(), xor_data(), 1, epochs=5, only=["v_1", "w_12"], seed=1)
    moved = {name for name in NAMES if history.values(name)[-1] != history.values(name)[0]}
    assert moved == {"v_1", "w_12"}


def test_a_run_stops_at_the_loss_asked_for() -> None:
    history = train(two_layer(), xor_data(), 2, epochs=2000, seed=5, stop_at=0.01)
    assert history.stop.why == "loss"
    assert history.losses[-1] <= 0.01 < history.losses[-2]
    assert len(history.losses) == history.stop.epoch + 1 == history.epochs[-1] + 1


@pytest.mark.parametrize("network", [two_layer("identity"), mlp([2, 3, 1], activation="identity")], ids=str)
def test_a_run_that_diverges_says_when_and_what_to_do(network: Network) -> None:
    history = train(network, xor_data(), 10, epochs=500)
    told = history.stop.text.split("\n")
    assert history.stop.why == "diverged"
    assert history.stop.epoch < 500
    assert told[0].startswith("training diverged: the loss E is ")
    assert told[0].endswith(f"after epoch {history.stop.epoch}")
    assert told[2:] == [
        "    learning rate     10: the steps are too long",
        "    give              a smaller one, for instance 1",
    ]
    assert np.isfinite(history.losses).all()
    assert np.isfinite(history.path).all()


def test_a_step_beyond_the_range_of_floating_point_is_a_divergence_and_no_warning() -> None:
    history = train(two_layer("exponential"), xor_data(), 1e300, epochs=5)
    assert history.stop.why == "diverged"
    assert "the loss E is inf" in history.stop.text or "the loss E is nan" in history.stop.text
    assert len(history.losses) == 1


def test_a_start_that_is_out_of_range_is_told_as_such() -> None:
    start = dict.fromkeys(NAMES, 400.0)
    history = train(two_layer("exponential"), xor_data(), 1, epochs=5, start=start)
    assert history.stop.epoch == 0
    assert "the start itself is out of range" in history.stop.text
    assert history.losses.size == history.path.size == 0
    assert "diverged" in repr(history)


def test_the_progress_is_told_of_every_epoch_and_nothing_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    told: list[tuple[int, float]] = []
    history = train(two_layer(), xor_data(), 1, epochs=4, progress=lambda epoch, loss: told.append((epoch, loss)))
    assert told == list(enumerate(history.losses))
    assert capfd.readouterr() == ("", "")


def test_a_long_history_keeps_fewer_parameters_but_the_first_and_the_last(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("symbackprop.training.descent.MOST_KEPT", 9 * 5)
    history = train(two_layer(), xor_data(), 1, epochs=20)
    assert history.epochs == (0, 5, 10, 15, 20)
    assert len(history.losses) == 21


def test_of_a_long_run_that_diverges_the_last_finite_parameters_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("symbackprop.training.descent.MOST_KEPT", 9 * 5)
    history = train(two_layer("identity"), xor_data(), 3, epochs=4000)
    assert history.stop.why == "diverged"
    assert history.epochs[0] == 0
    assert history.epochs[-1] == len(history.losses) - 1
    assert history.program.loss(history.learned, *history.data) == history.losses[-1]


def test_another_process_goes_the_same_way() -> None:
    program = (
        "from symbackprop.network import two_layer; from symbackprop.training import train, xor_data\n"
        "print(train(two_layer(), xor_data(), 2, epochs=20, batch=2, momentum=0.5, seed=4).path.tobytes().hex())"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", program], env={"PYTHONHASHSEED": seed}, check=True, capture_output=True, text=True
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]


def test_the_parameters_of_an_epoch_go_by_their_names() -> None:
    history: History = train(mlp([2, 3, 1]), xor_data(), 1, epochs=2)
    assert [np.shape(value) for value in history.at(1).values()] == [(3,), (), (3, 2), (3,)]
    assert history.learned["c"] == history.values("c")[-1]
    assert np.array_equal(history.outputs(0), history.program.forward(history.at(0), xor_data().X)["z"])
