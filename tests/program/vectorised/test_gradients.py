"""Loss and gradient of compiled networks are those of NumPy written by hand, and of the scalar program."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import sympy as sp
from array_cases import CASES, OWN_ITEMS, drawn
from indexed_networks import NETWORKS

from symbackprop.network import ACTIVATIONS, LOSSES, Network, instance, mlp
from symbackprop.network.batched import batched
from symbackprop.network.indices import head
from symbackprop.network.weight_decay import with_weight_decay
from symbackprop.program import lambdify


def _alone(arrays: dict[str, np.ndarray]) -> Any:
    return next(iter(arrays.values())) if len(arrays) == 1 else arrays


@pytest.mark.parametrize("label", CASES)
def test_value_and_gradient_are_those_of_the_network_written_by_hand(label: str) -> None:
    make, hand = CASES[label]
    program = lambdify(make())
    params, X, T = drawn(hand)
    value, gradient = program.value_and_grad(params, _alone(X), T)
    assert value == pytest.approx(hand.loss(params, X, T), rel=1e-12)
    assert program.loss(params, _alone(X), T) == pytest.approx(value, rel=1e-14)
    assert list(gradient) == list(params)
    for name, slope in hand.gradient(params, X, T).items():
        np.testing.assert_allclose(gradient[name], slope, rtol=1e-10, atol=1e-12, err_msg=name)


@pytest.mark.parametrize("label", CASES)
def test_a_set_is_the_sum_of_its_items(label: str) -> None:
    make, hand = CASES[label]
    if hand.loss in OWN_ITEMS:
        return
    program = lambdify(make())
    params, X, T = drawn(hand)
    value, gradient = program.value_and_grad(params, _alone(X), T)
    of_item = [_alone({name: a if not a.ndim else a[p] for name, a in X.items()}) for p in range(len(T))]
    parts = [program.value_and_grad(params, x, t) for x, t in zip(of_item, T, strict=True)]
    assert value == pytest.approx(sum(part for part, _ in parts), rel=1e-12)
    for name in params:
        np.testing.assert_allclose(gradient[name], sum(slopes[name] for _, slopes in parts), rtol=1e-9, atol=1e-12)
    names, single = program.forward(params, _alone(X)), program.forward(params, of_item[1])
    assert list(names) == list(single)
    for name, found in names.items():
        np.testing.assert_allclose(found[1], single[name], rtol=1e-10, atol=1e-13, err_msg=name)


def _against_scalars(network: Network, sizes: dict[str, int], seed: int = 0) -> None:
    """The program on arrays and the scalar program of the instance agree, on one item."""
    rng = np.random.default_rng(seed)
    numbers = {symbol: sp.Integer(sizes[symbol.name]) for symbol in network.sizes}
    given = (*network.parameters, *network.inputs, *network.targets)
    shapes = {head(q).name: tuple(int(last.xreplace(numbers)) for last in network.shape(q)) for q in given}
    arrays = {name: np.asarray(rng.uniform(0.2, 0.9, size=shape)) for name, shape in shapes.items()}
    for target in network.targets:
        arrays[head(target).name] /= max(1, arrays[head(target).name].sum())
    written_out = instance(network, sizes)
    scalar = lambdify(written_out.network)
    values = {
        symbol.name: float(number)
        for q in given
        for symbol, number in zip(written_out.elements(q), arrays[head(q).name].ravel(), strict=True)
    }
    columns = [values[text] for text in scalar.inputs] or None
    goals = [values[text] for text in scalar.targets] or None
    expected, slopes = scalar.value_and_grad({text: values[text] for text in scalar.parameters}, columns, goals)
    program = lambdify(network)
    X = _alone({text: arrays[text] for text in program.inputs}) if program.inputs else None
    T = _alone({text: arrays[text] for text in program.targets}) if program.targets else None
    value, gradient = program.value_and_grad({text: arrays[text] for text in program.parameters}, X, T)
    assert value == pytest.approx(expected, rel=1e-12)
    for parameter in network.parameters:
        text = head(parameter).name
        exact = np.reshape([slopes.get(symbol.name, 0.0) for symbol in written_out.elements(parameter)], shapes[text])
        np.testing.assert_allclose(gradient[text], exact, rtol=1e-10, atol=1e-12, err_msg=text)
        assert np.shape(gradient[text]) == shapes[text]


@pytest.mark.parametrize("label", NETWORKS)
def test_the_program_of_an_instance_agrees_at_several_sizes(label: str) -> None:
    make, sizes = NETWORKS[label]
    _against_scalars(make(), sizes)
    _against_scalars(make(), dict.fromkeys(sizes, 1), seed=1)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_every_activation_compiles(activation: str) -> None:
    _against_scalars(mlp(["n", "m", "K"], activation=activation, output="tanh"), {"n": 3, "m": 2, "K": 2})


@pytest.mark.parametrize("loss", LOSSES)
def test_every_loss_compiles(loss: str) -> None:
    output = "softmax" if loss == "cross_entropy" else "sigmoid"
    network = mlp(["n", "m", "K"], activation="tanh", output=output, loss=loss)
    _against_scalars(network, {"n": 3, "m": 2, "K": 4})
    _against_scalars(batched(network), {"n": 3, "m": 2, "K": 4, "N": 3})
    _against_scalars(with_weight_decay(network), {"n": 2, "m": 2, "K": 3})


def test_a_mean_is_divided_by_the_number_of_items_once() -> None:
    program = lambdify(mlp(["n", "m", "l", "K"], activation="tanh", loss="mean_squared_error"))
    rng = np.random.default_rng(1)
    shapes = {"W^(1)": (3, 2), "b^(1)": (3,), "W^(2)": (4, 3), "b^(2)": (4,), "W^(3)": (2, 4), "b^(3)": (2,)}
    params = {name: rng.normal(size=shape) for name, shape in shapes.items()}
    X, T = rng.normal(size=(5, 2)), rng.normal(size=(5, 2))
    value, gradient = program.value_and_grad(params, X, T)
    parts = [program.value_and_grad(params, x, t) for x, t in zip(X, T, strict=True)]
    assert value == pytest.approx(np.mean([part for part, _ in parts]), rel=1e-13)
    for name in params:
        np.testing.assert_allclose(gradient[name], np.mean([slopes[name] for _, slopes in parts], axis=0), rtol=1e-11)
    assert program.source.count("/ items") <= 2


def test_weight_decay_counts_for_every_item_of_a_sum() -> None:
    network = with_weight_decay(mlp(["n", "m", "K"]))
    program = lambdify(network)
    rng = np.random.default_rng(2)
    params = {"v": rng.normal(size=(2, 3)), "c": rng.normal(size=2), "w": rng.normal(size=(3, 4)), "b": np.zeros(3)}
    X = {"x": rng.normal(size=(6, 4)), program.inputs[0]: 0.1}
    T = rng.uniform(size=(6, 2))
    value, gradient = program.value_and_grad(params, X, T)
    parts = [program.value_and_grad(params, {**X, "x": x}, t) for x, t in zip(X["x"], T, strict=True)]
    assert value == pytest.approx(sum(part for part, _ in parts), rel=1e-12)
    np.testing.assert_allclose(gradient["w"], sum(slopes["w"] for _, slopes in parts), rtol=1e-11)
