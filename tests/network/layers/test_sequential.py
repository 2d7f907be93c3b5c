"""Layers in a row: names, letters, losses, and what cannot stand where."""

from __future__ import annotations

import numpy as np
import pytest
from evaluating import drawn, forward

from symbackprop.errors import NetworkError, UnknownName
from symbackprop.network import LAYERS, LOSSES, Network, given, layer, sequential
from symbackprop.network.layers import LayerError, Spec

X, XP = given("x", i="n"), given("x", {"p": "N"}, i="n")


def dense(units: str | int | None = None) -> Spec:
    return layer("dense", units=units)


def act(function: str) -> Spec:
    return layer("activation", function=function)


def lines(network: Network) -> list[str]:
    return str(network).splitlines()


def test_a_chain_with_no_name_twice_has_plain_names() -> None:
    assert lines(sequential(X, dense("m"), act("tanh"))) == [
        "u[j] = b[j] + Sum(W[j, i]*x[i], (i, 1, n))    j = 1..m",
        "y[j] = tanh(u[j])    j = 1..m",
        "E = Sum((-t[j] + y[j])**2/2, (j, 1, m))",
    ]


def test_a_name_that_is_taken_begins_the_next_layer() -> None:
    network = sequential(X, dense("m"), act("tanh"), dense("K"), layer("softmax"), loss="cross_entropy")
    assert lines(network) == [
        "u^(1)[j] = b^(1)[j] + Sum(W^(1)[j, i]*x[i], (i, 1, n))    j = 1..m",
        "y^(1)[j] = tanh(u^(1)[j])    j = 1..m",
        "u^(2)[k] = b^(2)[k] + Sum(W^(2)[k, j]*y^(1)[j], (j, 1, m))    k = 1..K",
        "p^(2)[k] = exp(u^(2)[k])/Sum(exp(u^(2)[l]), (l, 1, K))    k = 1..K",
        "E = -Sum(log(p^(2)[k])*t[k], (k, 1, K))",
    ]
    assert [str(equation.delta) for equation in network if equation.delta] == ["delta^(1)[j]", "delta^(2)[k]"]
    assert [str(parameter) for parameter in network.parameters] == [
        "W^(2)[k, j]",
        "b^(2)[k]",
        "W^(1)[j, i]",
        "b^(1)[j]",
    ]
    assert [(str(left), right) for left, right in network.hypotheses] == [("Sum(t[k], (k, 1, K))", 1)]


def test_rows_are_items_and_the_network_says_so() -> None:
    network = sequential(XP, dense("m"), act("relu"), dense(), act("sigmoid"), loss="binary_cross_entropy_logits")
    assert lines(network)[-3:] == [
        "u^(2)[p] = b^(2) + Sum(W^(2)[j]*y^(1)[p, j], (j, 1, m))    p = 1..N",
        "y^(2)[p] = sigmoid(u^(2)[p])    p = 1..N",
        "E = Sum(log(exp(u^(2)[p]) + 1) - t[p]*u^(2)[p], (p, 1, N))",
    ]
    assert list(map(str, network.items)) == ["p", "N"]
    assert sequential(X, dense()).items is None


def test_constants_are_listed_once_and_are_inputs() -> None:
    network = sequential(X, dense("m"), layer("layer_norm"), dense("m"), layer("layer_norm"))
    assert list(map(str, network.constants)) == ["epsilon"]
    assert list(map(str, network.inputs)) == ["epsilon", "x[i]"]


def test_two_masks_are_two_inputs() -> None:
    network = sequential(X, layer("dropout", rate=0.5), dense("m"), layer("dropout", rate=0.5))
    assert list(map(str, network.inputs)) == ["x[i]", "xi^(1)[i]", "xi^(2)[j]"]


def test_an_input_may_be_called_like_a_quantity_of_a_layer() -> None:
    network = sequential(given("u", i="n"), dense("m"))
    assert lines(network)[0] == "u^(1)[j] = b^(1)[j] + Sum(W^(1)[j, i]*u[i], (i, 1, n))    j = 1..m"


def test_letters_give_way_to_sizes() -> None:
    network = sequential(given("x", i="i"), dense("j"), act("tanh"), dense("k"), layer("softmax"))
    letters = {str(letter) for line in network for letter, _ in line.ranges}
    assert letters.isdisjoint({"i", "j", "k"})
    assert list(map(str, network.sizes)) == ["i", "j", "k"]


def test_a_transformer_block_is_its_forward_pass() -> None:
    network = sequential(
        XP,
        layer("multi_head_attention", heads="H", keys="d"),
        layer("residual", over=1),
        layer("layer_norm"),
        dense("m"),
        act("relu"),
        dense("n"),
        layer("residual", over=3),
        layer("layer_norm"),
        dense("K"),
        layer("softmax"),
        loss="cross_entropy",
    )
    sizes = {"N": 3, "n": 4, "H": 2, "d": 2, "m": 3, "K": 2}
    a = drawn(network, sizes)

    def soft(s: np.ndarray) -> np.ndarray:
        return np.exp(s) / np.exp(s).sum(-1, keepdims=True)

    def norm(s: np.ndarray, number: int) -> np.ndarray:
        spread = np.sqrt(s.var(-1, keepdims=True) + a["epsilon"])
        return (s - s.mean(-1, keepdims=True)) / spread * a[f"gamma^({number})"] + a[f"beta^({number})"]

    heads = []
    for h in range(2):
        Q, K, V = (a["x"] @ a[f"W_{text}^(1)"][h].T for text in "QKV")
        heads.append(soft(Q @ K.T / np.sqrt(2)) @ V)
    joined = np.concatenate(heads, axis=1) @ np.concatenate([a["W_O^(1)"][:, h] for h in range(2)], axis=1).T
    y = norm(a["x"] + joined, 1)
    u = np.maximum(y @ a["W^(1)"].T + a["b^(1)"], 0) @ a["W^(2)"].T + a["b^(2)"]
    p = soft(norm(y + u, 3) @ a["W^(3)"].T + a["b^(3)"])
    assert forward(network, a, sizes)["E"] == pytest.approx(-(a["t"] * np.log(p)).sum(), rel=1e-12)


def test_a_convolution_is_read_by_a_dense_layer_at_all_places() -> None:
    network = sequential(given("x", c=1, i=5), layer("conv1d", filters=2, width=3), act("relu"), dense(2))
    assert "Sum(W^(2)[j, f, i]*y^(1)[f, i], (f, 1, 2), (i, 1, 3))" in str(network)


ENDS = {
    "preactivation of the activation": (act("sigmoid"), "binary_cross_entropy_logits", "u[j]"),
    "preactivation without activation": (None, "binary_cross_entropy_logits", "u[j]"),
    "output": (act("sigmoid"), "binary_cross_entropy", "y[j]"),
    "softmax": (layer("softmax"), "cross_entropy", "p[j]"),
    "plain": (None, "huber", "u[j]"),
}


@pytest.mark.parametrize("which", ENDS)
def test_the_loss_reads_what_its_row_says(which: str) -> None:
    last, loss, read = ENDS[which]
    network = sequential(X, dense("K"), *([last] if last else []), loss=loss)
    assert read in str(network.loss.body)
    assert network.loss_row is LOSSES[loss]


REFUSED = {
    "no layer": (lambda: sequential(X), "a network needs a layer"),
    "attention without rows": (
        lambda: sequential(X, layer("attention", keys="d")),
        "attention reads rows of features, and x[i] is none",
    ),
    "batch without items": (
        lambda: sequential(X, dense("m"), layer("batch_norm")),
        "batch normalisation needs a batch, and u[j] is of one item",
    ),
    "normalised number": (
        lambda: sequential(X, dense(), layer("layer_norm")),
        "layer normalisation needs several features, and u is a number",
    ),
    "softmax of a number": (
        lambda: sequential(X, dense(), layer("softmax")),
        "a softmax needs several preactivations, and u is a number: its softmax is 1",
    ),
    "residual of other shape": (
        lambda: sequential(X, dense("m"), layer("residual", over=1)),
        "adds two values of different shapes\n    x[i] has shape    n\n    u[j] has shape    m\n",
    ),
    "residual around too much": (
        lambda: sequential(X, dense("n"), layer("residual", over=2)),
        "a residual connection cannot go around 2 layers\n    layers before it  1\n",
    ),
    "residual around nothing": (
        lambda: sequential(X, dense("n"), layer("residual", over=0)),
        "cannot go around 0 layers",
    ),
    "window too wide": (
        lambda: sequential(given("x", c=1, i=4), layer("conv1d", filters=1, width=5)),
        "a window of 5 positions does not fit into 4",
    ),
    "channels missing": (
        lambda: sequential(X, layer("conv1d", filters=1, width=5)),
        "a convolution of 1 direction reads channels and positions, and x[i] has 1 feature\n",
    ),
    "channels missing, 2": (
        lambda: sequential(X, layer("conv2d", filters=1, width=5, height=2)),
        "a convolution of 2 directions reads channels and positions",
    ),
    "recurrent after another": (
        lambda: sequential(X, dense("m"), layer("recurrent", units="m", steps=2)),
        "a recurrent layer reads a sequence of given arrays, and u[j] is none",
    ),
    "no steps": (lambda: sequential(X, layer("lstm", units="m", steps=0)), "0 is no number of steps"),
    "too many steps": (lambda: sequential(X, layer("lstm", units="m", steps=10**9)), "a whole number from 1 to 1000"),
    "half a step": (lambda: sequential(X, layer("recurrent", units="m", steps=1.5)), "1.5 is no number of steps"),
    "everything dropped": (lambda: sequential(X, layer("dropout", rate=1)), "1 is no rate of dropout"),
    "negative dropout": (lambda: sequential(X, layer("dropout", rate=-0.1)), "-1/10 is no rate of dropout"),
    "no units": (lambda: sequential(X, dense(0)), "0 is no size\n    for               the number of units"),
    "negative units": (lambda: sequential(X, dense(-2)), "-2 is no size"),
    "half a unit": (lambda: sequential(X, dense(2.5)), "2.5 is no size"),
    "no name for a size": (lambda: sequential(X, dense("m n")), "'m n' is no size"),
    "unknown activation": (lambda: sequential(X, act("tahn")), "did you mean tanh?"),
    "a size called like a quantity": (
        lambda: sequential(XP, layer("attention", keys="V")),
        "V is a quantity and a size",
    ),
    "an index called like the target": (lambda: sequential(given("x", {"t": "T"}, i="n"), dense("m")), "t is"),
}


@pytest.mark.parametrize("which", REFUSED)
def test_what_cannot_stand_where_it_does_is_refused_with_fact_and_way_out(which: str) -> None:
    build, fact = REFUSED[which]
    with pytest.raises(NetworkError) as caught:
        build()
    assert fact in str(caught.value)
    rest = str(caught.value).splitlines()[1:]
    assert rest
    assert all(line.startswith("    ") for line in rest)


def test_an_error_in_a_layer_says_which() -> None:
    with pytest.raises(LayerError) as caught:
        sequential(X, dense("m"), layer("batch_norm"), dense("K"))
    assert str(caught.value).splitlines()[-1] == "    layer 2 of 3      batch_norm"
    assert caught.value.number == 2


def test_an_output_that_the_loss_cannot_take_is_told_which_layer_can() -> None:
    with pytest.raises(NetworkError, match=r'end with          layer\("activation", function="sigmoid"\)'):
        sequential(X, dense("K"), act("tanh"), loss="binary_cross_entropy")
    with pytest.raises(NetworkError, match=r'end with          layer\("softmax"\)'):
        sequential(X, dense("K"), act("sigmoid"), loss="cross_entropy")
    with pytest.raises(NetworkError, match="the argument of a sigmoid"):
        sequential(X, dense("K"), act("tanh"), loss="binary_cross_entropy_logits")


def test_an_unknown_kind_and_option_are_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownName) as caught:
        layer("sofmax")
    assert str(caught.value).splitlines() == [
        "there is no layer named 'sofmax'",
        f"    available         {', '.join(LAYERS)}",
        "    did you mean softmax?",
    ]
    with pytest.raises(NetworkError) as missing:
        layer("dense", unit="m")
    assert str(missing.value).splitlines() == [
        "a layer of kind dense has no option 'unit'",
        "    options           units, letter",
        "    did you mean units?",
    ]
    with pytest.raises(NetworkError, match="a layer of kind conv2d needs filters and height"):
        layer("conv2d", width=3)
    with pytest.raises(NetworkError, match="options           none"):
        layer("softmax", units=3)


@pytest.mark.parametrize("kind", LAYERS)
def test_a_row_has_the_name_of_its_function_and_words_for_prose(kind: str) -> None:
    row = LAYERS[kind]
    assert row.name == kind
    assert row.title
    assert set(row.required) <= set(row.options)
    assert row.build.__doc__.startswith("Returns")
