"""What no run can be made with is refused in words: the fact, what was available, the way out."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from symbackprop.errors import ShapeError, SymbackpropError, UnknownName
from symbackprop.network import batched, mlp, two_layer
from symbackprop.training import TrainingError, landscape, train, xor_data

REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "η = 0": ({"learning_rate": 0}, "the learning rate is 0\n"),
    "η < 0": ({"learning_rate": -1}, "downhill only for η > 0"),
    "η infinite": ({"learning_rate": np.inf}, "the learning rate is inf\n    needed            a finite real number η"),
    "η not a number": ({"learning_rate": np.nan}, "the learning rate is nan"),
    "η text": ({"learning_rate": "fast"}, "the learning rate is 'fast'"),
    "no epochs": ({"epochs": 0}, "the number of epochs is 0\n    give              a whole number, 1 or more"),
    "half an epoch": ({"epochs": 1.5}, "the number of epochs is 1.5"),
    "momentum 1": ({"momentum": 1}, "give              at least 0 and less than 1"),
    "momentum < 0": ({"momentum": -0.1}, "the momentum is -0.1"),
    "batch 0": ({"batch": 0}, "the batch is 0\n    give              a whole number, 1 or more"),
    "batch 5": ({"batch": 5}, "a batch of 5 is larger than the set\n    items             4"),
    "seed -1": ({"seed": -1}, "the seed is -1"),
    "η beyond floating point": ({"learning_rate": 10**400}, "needed            a finite real number η"),
    "stop at nan": ({"stop_at": np.nan}, "the loss to stop at is nan"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_impossible_numbers_are_refused(case: str) -> None:
    given, told = REFUSED[case]
    arguments: dict[str, Any] = {"learning_rate": 1, "epochs": 1, **given}
    with pytest.raises(TrainingError) as refused:
        train(two_layer(), xor_data(), arguments.pop("learning_rate"), **arguments)
    assert told in str(refused.value)


@pytest.mark.parametrize(
    ("network", "X", "T", "told"),
    [
        (two_layer(), np.ones((4, 3)), np.ones(4), ["X has the wrong shape", "(4, 3)", "(items, 2)", "x_1, x_2"]),
        (two_layer(), np.ones((4, 2)), np.ones(3), ["different numbers of items", "4 items", "shape (3,)"]),
        (two_layer(), np.full((4, 2), np.nan), np.ones(4), ["X[0, 0] is nan"]),
        (two_layer(), None, np.ones(4), ["X, the inputs, is missing"]),
        (mlp([2, 3, 1]), np.ones((4, 3)), np.ones(4), ["axis 1 of X has length 3, not 2"]),
        (mlp([2, 3, 1]), np.ones((4, 2)), np.ones(5), ["different numbers of items"]),
    ],
)
def test_data_of_the_wrong_shape_are_named_with_both_shapes(network: Any, X: Any, T: Any, told: list[str]) -> None:
    with pytest.raises(ShapeError) as refused:
        train(network, (X, T), 1, epochs=1)
    assert all(words in str(refused.value) for words in told)


def test_one_item_is_a_set_of_one() -> None:
    whole, batch = (train(two_layer(), ([1, 0], 1), 0.5, epochs=3, batch=size) for size in (None, 1))
    assert np.array_equal(whole.path, batch.path)
    with pytest.raises(TrainingError, match="a batch of 2 is larger than the set\n    items             1"):
        train(two_layer(), ([1, 0], 1), 0.5, epochs=3, batch=2)


def test_a_set_without_items_is_refused() -> None:
    with pytest.raises(ShapeError, match="X has no items"):
        train(two_layer(), (np.empty((0, 2)), np.empty(0)), 0.5)


def test_data_that_are_no_pair_are_refused() -> None:
    with pytest.raises(TrainingError, match="no pair of inputs and targets"):
        train(two_layer(), xor_data().X, 1, epochs=1)  # type: ignore[arg-type]


def test_a_start_with_an_unknown_name_tells_the_nearest() -> None:
    start = dict.fromkeys(("v_1", "v_2", "c", "w_11", "w_12", "b_1", "w_21", "w_22", "b2"), 0.0)
    with pytest.raises(ShapeError) as refused:
        train(two_layer(), xor_data(), 1, epochs=1, start=start)
    assert "there is no parameter 'b2'; did you mean b_2?" in str(refused.value)


@pytest.mark.parametrize(
    ("start", "told"), [([0.0] * 9, "start is no mapping"), ({"w_11": np.inf}, "no value for")], ids=["list", "one"]
)
def test_a_start_that_is_none_is_refused(start: Any, told: str) -> None:
    with pytest.raises(ShapeError, match=told):
        train(two_layer(), xor_data(), 1, epochs=1, start=start)


def test_a_start_of_the_wrong_shape_is_refused_by_the_sizes() -> None:
    start = {"v": np.zeros(3), "c": 0, "w": np.zeros((3, 3)), "b": np.zeros(3)}
    with pytest.raises(ShapeError, match="axis 1 of w has length 3, not 2"):
        train(mlp([2, 3, 1]), xor_data(), 1, epochs=1, start=start)


def test_sizes_that_are_names_need_a_start() -> None:
    with pytest.raises(TrainingError) as refused:
        train(mlp(["n", "m", 1]), xor_data(), 1, epochs=1)
    assert "the sizes m, n are names: no start can be drawn" in str(refused.value)
    start = {"v": np.ones(3), "c": 0, "w": np.ones((3, 2)), "b": np.zeros(3)}
    assert train(mlp(["n", "m", 1]), xor_data(), 1, epochs=1, start=start).path.shape == (2, 13)


def test_a_network_of_a_whole_batch_is_one_item() -> None:
    network = batched(mlp([2, 3, 1]))
    X, T = xor_data()
    start = {"v": np.ones(3), "c": 0, "w": np.ones((3, 2)), "b": np.zeros(3)}
    assert train(network, (X, T), 0.1, epochs=2, start=start).path.shape == (3, 13)
    with pytest.raises(TrainingError, match="a batch of 2 is larger than the set"):
        train(network, (X, T), 0.1, epochs=2, start=start, batch=2)


@pytest.mark.parametrize("name", ["w_13", "w[1,3]"])
def test_a_place_there_is_not_is_told_with_those_there_are(name: str) -> None:
    with pytest.raises(UnknownName, match="there is no parameter named"):
        train(two_layer(), xor_data(), 1, epochs=1, only=[name])


def test_a_landscape_needs_a_range() -> None:
    at = train(two_layer(), xor_data(), 1, epochs=1).learned
    with pytest.raises(SymbackpropError, match=r"v_1 cannot go from 1\.0 to 1\.0 in 61 values"):
        landscape(two_layer(), xor_data(), ("v_1", "v_2"), at=at, across=(1, 1), up=(0, 1))
