"""Wording: what prose says of networks, and of numbers that are none."""

from __future__ import annotations

import pytest
import sympy as sp

from symbackprop.errors import NetworkError
from symbackprop.network import Network, given, layer, mlp, sequential, two_layer
from symbackprop.network.batched import batched
from symbackprop.network.numbers import exact_number, identifier, number_or_name, positive_number, size_of
from symbackprop.network.weight_decay import with_weight_decay
from symbackprop.network.wording import kind_of

X = given("x", i="n")


def dense(units: str | None = None) -> object:
    return layer("dense", units=units)


def act(function: str) -> object:
    return layer("activation", function=function)


KINDS = {
    "sigmoid units, half squared error": two_layer(),
    "any differentiable activation, half squared error": mlp(["n", "m", 1], activation="any"),
    "any differentiable activation, sigmoid output, half squared error": mlp(
        ["n", "m", 1], activation="any", output="sigmoid"
    ),
    "hyperbolic tangent units, sigmoid output, binary cross-entropy": mlp(
        ["n", "m", 1], activation="tanh", output="sigmoid", loss="binary_cross_entropy"
    ),
    "rectified linear units, softmax output, cross-entropy": mlp(
        ["n", "m", "l", "K"], activation="relu", loss="cross_entropy"
    ),
    "sigmoid output, binary cross-entropy of the preactivation": mlp(["n", 1], loss="binary_cross_entropy_logits"),
    "softmax output, cross-entropy": mlp(["n", "K"], loss="cross_entropy"),
    "half squared error": sequential(X, dense("m")),
    "hyperbolic tangent units, half squared error": sequential(X, dense("m"), act("tanh"), dense("K")),
    "hyperbolic tangent and rectified linear units, half squared error": sequential(
        X, dense("m"), act("tanh"), dense("m"), act("relu"), dense("K")
    ),
    "sigmoid and hyperbolic tangent units, softmax output, cross-entropy": sequential(
        X, layer("lstm", units="m", steps=2), dense("K"), layer("softmax"), loss="cross_entropy"
    ),
}


@pytest.mark.parametrize("words", KINDS)
def test_a_network_is_told_by_its_units_its_output_and_its_loss(words: str) -> None:
    network = KINDS[words]
    assert kind_of(network) == words
    for other in (batched(network), with_weight_decay(network)):
        assert kind_of(other) == words


TITLES = {
    "the 2-2-1 network": mlp([2, 2, 1]),
    "the 784-128-10 network": mlp([784, 128, 10]),
    "a network of n inputs and one output": mlp(["n", 1]),
    "a network of n inputs, m hidden units and K outputs": mlp(["n", "m", "K"]),
    "a network of one input, one hidden unit and K outputs": mlp([1, 1, "K"]),
    "a network of n inputs, hidden layers of m and 5 units, and one output": mlp(["n", "m", 5, 1]),
    "a network of 3 inputs, hidden layers of m, 4 and 5 units, and 2 outputs": mlp([3, "m", 4, 5, 2]),
    "a network of n inputs and one output, N items": batched(mlp(["n", 1])),
    "a network of 3 layers: dense layer, tanh, softmax": sequential(X, dense("m"), act("tanh"), layer("softmax")),
    "a network of 1 layer: LSTM": sequential(X, layer("lstm", units="m", steps=1)),
    "my network": sequential(X, dense("m"), title="my network"),
}


@pytest.mark.parametrize("title", TITLES)
def test_a_network_has_a_title_for_documents(title: str) -> None:
    assert TITLES[title].title == title


def test_numbers_are_read_exactly() -> None:
    assert exact_number(0.1, "") == sp.Rational(1, 10)
    assert exact_number("1e-5", "") == sp.Rational(1, 100_000)
    assert exact_number("-3/4", "") == sp.Rational(-3, 4)
    assert exact_number(sp.Rational(1, 3), "") == sp.Rational(1, 3)
    assert number_or_name("rho", "") == number_or_name(sp.Symbol("rho"), "") == sp.Symbol("rho", real=True)
    assert size_of(sp.Symbol("n", integer=True, positive=True) + 1, "").is_positive


@pytest.mark.parametrize(
    "given", ["", "x y", "1/0", "1/", "nan", None, [1], True, float("nan"), "9" * 50, "1e9999", 1j]
)
def test_what_is_no_number_is_refused(given: object) -> None:
    with pytest.raises(NetworkError, match="is no number\n    for               the rate\n    write"):
        exact_number(given, "the rate")


@pytest.mark.parametrize(
    "given", [0, -1, 1.0, "", "1", "a b", "a[1]", "x" * 50, None, True, [1], sp.Rational(1, 2), sp.pi]
)
def test_what_is_no_size_is_refused(given: object) -> None:
    with pytest.raises(
        NetworkError, match="is no size\n    for               the number of units\n    a size is a whole"
    ):
        size_of(given, "the number of units")


def test_what_is_no_name_is_refused() -> None:
    for wrong in ("", "1x", "a b", "_x", "x" * 50, None, 3):
        with pytest.raises(NetworkError, match="is no name"):
            identifier(wrong, "the input")
    with pytest.raises(NetworkError, match="0 is not greater than 0"):
        positive_number(0, "the threshold")


def test_a_network_without_activation_and_loss_row_has_no_words() -> None:
    w = sp.Symbol("w")
    assert kind_of(Network([sp.Eq(sp.Symbol("E"), w**2)], parameters=[w])) == ""
