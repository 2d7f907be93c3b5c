"""Perceptrons of any size: their names, their letters, their forward pass."""

from __future__ import annotations

import numpy as np
import pytest
import sympy as sp
from evaluating import drawn, forward

from symbackprop.errors import NetworkError, UnknownName
from symbackprop.network import ACTIVATIONS, LOSSES, Network, mlp
from symbackprop.network.activations import unspecified


def lines(network: Network) -> list[str]:
    return str(network).splitlines()


def test_with_one_hidden_layer_the_names_are_those_of_the_notes() -> None:
    network = mlp(["n", "m", "K"])
    assert lines(network) == [
        "u[j] = b[j] + Sum(w[j, i]*x[i], (i, 1, n))    j = 1..m",
        "y[j] = sigmoid(u[j])    j = 1..m",
        "s[k] = c[k] + Sum(v[k, j]*y[j], (j, 1, m))    k = 1..K",
        "z[k] = sigmoid(s[k])    k = 1..K",
        "E = Sum((-t[k] + z[k])**2/2, (k, 1, K))",
    ]
    assert list(map(str, network.parameters)) == ["v[k, j]", "c[k]", "w[j, i]", "b[j]"]
    assert [str(line.delta) for line in network if line.delta] == ["delta[j]", "delta_out[k]"]
    assert [line.ordinary for line in network] == [False, True, False, False, False]


def test_without_a_hidden_layer_it_is_logistic_or_softmax_regression() -> None:
    assert lines(mlp(["n", 1], loss="binary_cross_entropy")) == [
        "s = b + Sum(w[i]*x[i], (i, 1, n))",
        "z = sigmoid(s)",
        "E = -t*log(z) - (1 - t)*log(1 - z)",
    ]
    softmax = mlp(["n", "K"], loss="cross_entropy")
    assert lines(softmax)[1] == "z[k] = exp(s[k])/Sum(exp(s[l]), (l, 1, K))    k = 1..K"
    assert [str(line.delta) for line in softmax if line.delta] == ["delta_out[k]"]


def test_with_more_hidden_layers_names_carry_the_number_of_their_layer() -> None:
    network = mlp([784, 128, 64, 10], activation="relu", loss="cross_entropy")
    assert lines(network) == [
        "u^(1)[j] = b^(1)[j] + Sum(W^(1)[j, i]*x[i], (i, 1, 784))    j = 1..128",
        "y^(1)[j] = relu(u^(1)[j])    j = 1..128",
        "u^(2)[k] = b^(2)[k] + Sum(W^(2)[k, j]*y^(1)[j], (j, 1, 128))    k = 1..64",
        "y^(2)[k] = relu(u^(2)[k])    k = 1..64",
        "u^(3)[l] = b^(3)[l] + Sum(W^(3)[l, k]*y^(2)[k], (k, 1, 64))    l = 1..10",
        "y^(3)[l] = exp(u^(3)[l])/Sum(exp(u^(3)[k]), (k, 1, 10))    l = 1..10",
        "E = -Sum(log(y^(3)[l])*t[l], (l, 1, 10))",
    ]
    assert [str(line.delta) for line in network if line.delta] == ["delta^(1)[j]", "delta^(2)[k]", "delta^(3)[l]"]
    assert list(map(str, network.parameters))[:2] == ["W^(3)[l, k]", "b^(3)[l]"]


def test_a_deep_network_of_one_output_ends_in_numbers() -> None:
    assert lines(mlp(["n", "m", "l", 1]))[-3:] == [
        "u^(3) = b^(3) + Sum(W^(3)[k]*y^(2)[k], (k, 1, l))",
        "y^(3) = sigmoid(u^(3))",
        "E = (-t + y^(3))**2/2",
    ]


@pytest.mark.parametrize("sizes", [["n", "m", "k"], ["i", "j", "k"], ["k", "i"], ["l", "k", "j", "i"], ["i", "i", "i"]])
def test_letters_give_way_to_sizes_of_the_same_name(sizes: list[str]) -> None:
    network = mlp(sizes, loss="cross_entropy")
    bound = {letter for line in network for node in line.body.atoms(sp.Sum) for letter in node.variables}
    letters = {letter.name for line in network for letter, _ in line.ranges} | {letter.name for letter in bound}
    assert letters.isdisjoint(sizes)
    assert {symbol.name for symbol in network.sizes} == set(sizes)


@pytest.mark.parametrize("depth", range(1, 12))
def test_neighbouring_layers_have_different_letters(depth: int) -> None:
    network = mlp([2] * (depth + 1))
    for line in network.equations[:-1]:
        assert len(set(line.name.indices)) == len(line.name.indices)
    weights = [parameter for parameter in network.parameters if len(parameter.indices) == 2]
    assert len(weights) == depth
    assert all(parameter.indices[0] != parameter.indices[1] for parameter in weights)


SHAPES = [[2, 1], [3, 2], [2, 3, 1], [2, 3, 2], [2, 3, 2, 1], [2, 2, 3, 2]]


@pytest.mark.parametrize("sizes", SHAPES, ids=str)
@pytest.mark.parametrize("symbolic", [True, False], ids=["names", "numbers"])
def test_it_is_its_forward_pass(sizes: list[int], symbolic: bool) -> None:  # noqa: FBT001
    texts = {f"n{place}": number for place, number in enumerate(sizes)}
    last = [1] if sizes[-1] == 1 else [f"n{len(sizes) - 1}"]
    given = [*list(texts)[: len(sizes) - 1], *last] if symbolic else sizes
    network = mlp(given, activation="tanh", output="sigmoid")
    a = drawn(network, texts)
    y, parameters = a["x"], [a[str(p).partition("[")[0]] for p in reversed(network.parameters)]
    for number, (b, W) in enumerate(zip(parameters[::2], parameters[1::2], strict=True), 1):
        u = W @ y + b
        y = np.tanh(u) if number < len(sizes) - 1 else 1 / (1 + np.exp(-u))
    assert forward(network, a, texts)["E"] == pytest.approx(np.sum((y - a["t"]) ** 2) / 2, rel=1e-12)


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("sizes", [["n", "K"], ["n", "m", "K"], ["n", "m", "l", "K"]], ids=str)
def test_every_loss_compares_several_outputs(loss: str, sizes: list[str]) -> None:
    row = LOSSES[loss]
    network = mlp(sizes, loss=loss)
    assert network.loss_row is row
    assert len(network.targets) == 1
    assert bool(network.hypotheses) == row.needs_several_outputs
    assert ("/K" in str(network.loss)) == (row.set_of == "mean")


@pytest.mark.parametrize("activation", [*ACTIVATIONS, "any"])
def test_every_activation_may_be_that_of_hidden_units(activation: str) -> None:
    network = mlp(["n", "m", 1], activation=activation, output="sigmoid")
    assert network.equation("y").activation.name == activation
    assert network.equation("z").activation.name == "sigmoid"


def test_an_activation_may_be_a_row() -> None:
    assert "phi(u[j])" in str(mlp(["n", "m", 1], activation=unspecified("phi")))


@pytest.mark.parametrize("loss", ["cross_entropy", "half_squared_error", "binary_cross_entropy"])
def test_the_output_may_be_a_softmax(loss: str) -> None:
    assert "exp(s[k])/Sum(exp(s[l])" in str(mlp(["n", "m", "K"], output="softmax", loss=loss))


def test_the_time_does_not_depend_on_the_widths() -> None:
    assert len(mlp([10**9, 10**12, 10**6]).equations) == 5


SIZES = "a size is a whole number, 1 or more, or a name for one"
REFUSED = {
    "one size": (lambda: mlp([2]), "[2] does not give the sizes of a network"),
    "none": (lambda: mlp([]), "[] does not give the sizes"),
    "text": (lambda: mlp("nmk"), "'nmk' does not give the sizes"),
    "a number": (lambda: mlp(3), "3 does not give the sizes"),
    "zero": (lambda: mlp([2, 0, 1]), "0 is no size\n    for               layer 2 of 3\n    " + SIZES),
    "negative": (lambda: mlp([-2, 1]), "-2 is no size\n    for               layer 1 of 2"),
    "a fraction": (lambda: mlp([2, 1.5]), "1.5 is no size\n    for               layer 2 of 2"),
    "true": (lambda: mlp([2, True]), "True is no size"),
    "no name": (lambda: mlp(["n m", 1]), "'n m' is no size"),
    "an empty name": (lambda: mlp(["", 1]), "'' is no size"),
    "a size called like a quantity": (lambda: mlp(["x", 1]), "x is a size and a quantity"),
    "one output for a softmax": (lambda: mlp([2, 1], output="softmax"), "a softmax needs several outputs"),
    "one output for a cross-entropy": (
        lambda: mlp([2, 2, 1], loss="cross_entropy"),
        "cross_entropy compares the outputs of several units, and this network has one",
    ),
    "another output than the softmax": (
        lambda: mlp([2, 2], loss="cross_entropy", output="sigmoid"),
        "the loss takes    the outputs of a softmax\n    choose output=    softmax",
    ),
    "outputs outside the domain": (
        lambda: mlp([2, 2], activation="tanh", loss="binary_cross_entropy"),
        "choose output=    sigmoid, softmax",
    ),
    "logits of another output": (
        lambda: mlp([2, 2], output="tanh", loss="binary_cross_entropy_logits"),
        "the loss takes    the argument of a sigmoid\n    choose output=    sigmoid",
    ),
}


@pytest.mark.parametrize("which", REFUSED)
def test_what_is_no_perceptron_is_refused_with_fact_and_way_out(which: str) -> None:
    build, fact = REFUSED[which]
    with pytest.raises(NetworkError) as caught:
        build()
    assert fact in str(caught.value)
    rest = str(caught.value).splitlines()[1:]
    assert rest
    assert all(line.startswith("    ") for line in rest)


@pytest.mark.parametrize(
    ("build", "near"),
    [
        (lambda: mlp([2, 1], activation="tahn"), "did you mean tanh?"),
        (lambda: mlp([2, 1], loss="hing"), "did you mean hinge?"),
        (lambda: mlp([2, 1], output="sigmoit"), "did you mean sigmoid?"),
    ],
)
def test_an_unknown_row_is_answered_with_the_nearest(build: object, near: str) -> None:
    with pytest.raises(UnknownName, match="available") as caught:
        build()
    assert near in str(caught.value)
