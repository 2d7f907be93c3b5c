"""Networks made of layers: every kind of layer, and the sizes of one small instance of each."""

from symbackprop.network import Network
from symbackprop.network.layers import given, layer, sequential
from symbackprop.network.mlp import mlp

ITEMS = {"p": "N"}


def _perceptron() -> Network:
    return mlp(["n", "m", "q", "K"], activation="tanh", output="sigmoid", loss="binary_cross_entropy")


def _normalised_batch() -> Network:
    return sequential(
        given("x", ITEMS, i="n"),
        layer("dense", units="m"),
        layer("batch_norm"),
        layer("activation", function="softplus"),
        layer("dense", units="K"),
        loss="mean_squared_error",
    )


def _residual() -> Network:
    return sequential(
        given("x", i="n"),
        layer("dense", units="m"),
        layer("dense", units="m"),
        layer("activation", function="tanh"),
        layer("residual", over=2),
    )


NETWORKS = {
    "perceptron": (_perceptron, {"n": 2, "m": 3, "q": 2, "K": 2}),
    "softmax": (
        lambda: sequential(given("x", i="n"), layer("dense", units="K"), layer("softmax"), loss="cross_entropy"),
        {"n": 2, "K": 3},
    ),
    "layer norm": (
        lambda: sequential(given("x", i="n"), layer("dense", units="m"), layer("layer_norm")),
        {"n": 2, "m": 3},
    ),
    "batch norm": (_normalised_batch, {"N": 3, "n": 2, "m": 2, "K": 2}),
    "dropout": (
        lambda: sequential(given("x", i="n"), layer("dense", units="m"), layer("dropout", rate="1/2")),
        {"n": 2, "m": 2},
    ),
    "residual": (_residual, {"n": 2, "m": 2}),
    "attention": (
        lambda: sequential(given("x", {"p": "T"}, i="n"), layer("attention", keys="d")),
        {"T": 2, "n": 2, "d": 2},
    ),
    "multi-head attention": (
        lambda: sequential(given("x", {"p": "T"}, i="n"), layer("multi_head_attention", keys="d", heads="h")),
        {"T": 2, "n": 2, "d": 1, "h": 2},
    ),
    "conv1d": (
        lambda: sequential(
            given("x", c="C", i="n"),
            layer("conv1d", filters="q", width="w_0"),
            layer("activation", function="tanh"),
            layer("conv1d", filters="r", width="v_0"),
        ),
        {"C": 2, "n": 5, "q": 2, "w_0": 2, "r": 1, "v_0": 3},
    ),
    "conv2d": (
        lambda: sequential(
            given("x", c="C", i="n", j="m"),
            layer("conv2d", filters="q", width="a", height="e"),
            layer("activation", function="tanh"),
            layer("conv2d", filters="r", width="a", height="e"),
        ),
        {"C": 1, "n": 4, "m": 3, "q": 2, "a": 2, "e": 2, "r": 1},
    ),
    "recurrent": (
        lambda: sequential(given("x", i="n"), layer("recurrent", units="m", steps=3)),
        {"n": 2, "m": 2},
    ),
    "LSTM": (lambda: sequential(given("x", i="n"), layer("lstm", units="m", steps=2)), {"n": 1, "m": 2}),
}
