"""Networks to take matrix forms of: those of `indexed_networks`, and layers in a row; with small sizes."""

from __future__ import annotations

from indexed_networks import NETWORKS

from symbackprop.network import mlp
from symbackprop.network.batched import batched
from symbackprop.network.layers import Spec, given, layer, sequential

_ONE, _MANY = given("x", i="n"), given("x", {"p": "N"}, i="n")
_SEQUENCES = given("x", {"q": "B", "p": "N"}, i="n")


def hidden(function: str) -> tuple[Spec, Spec]:
    """Returns a dense layer and its activation."""
    return layer("dense", units="m"), layer("activation", function=function)


LAYERED = {
    "classifier": (
        lambda: sequential(_ONE, *hidden("any"), layer("dense", units="K"), layer("softmax"), loss="cross_entropy"),
        {"n": 3, "m": 4, "K": 2},
    ),
    "batch through two layers": (
        lambda: sequential(_MANY, *hidden("relu"), layer("dense", units="K"), layer("activation", function="sigmoid")),
        {"N": 3, "n": 2, "m": 4, "K": 2},
    ),
    "batch with one output": (
        lambda: sequential(
            _MANY,
            *hidden("tanh"),
            layer("dense"),
            layer("activation", function="sigmoid"),
            loss="binary_cross_entropy",
        ),
        {"N": 3, "n": 2, "m": 4},
    ),
    "batch of classes": (
        lambda: sequential(_MANY, layer("dense", units="K"), layer("softmax"), loss="cross_entropy"),
        {"N": 2, "n": 3, "K": 4},
    ),
    "batch norm": (
        lambda: sequential(_MANY, layer("dense", units="m"), layer("batch_norm")),
        {"N": 3, "n": 2, "m": 4},
    ),
    "layer norm of a batch": (
        lambda: sequential(_MANY, layer("dense", units="m"), layer("layer_norm")),
        {"N": 3, "n": 2, "m": 4},
    ),
    "multi-head attention": (
        lambda: sequential(_MANY, layer("multi_head_attention", heads="H", keys="d", values="c")),
        {"N": 3, "n": 2, "H": 2, "d": 4, "c": 5},
    ),
    "batch of sequences": (
        lambda: sequential(_SEQUENCES, layer("dense", units="m"), layer("layer_norm")),
        {"B": 2, "N": 3, "n": 2, "m": 4},
    ),
    "heads for a batch of sequences": (
        lambda: sequential(_SEQUENCES, layer("multi_head_attention", heads="H", keys="d")),
        {"B": 2, "N": 3, "n": 2, "H": 2, "d": 4},
    ),
    "channels": (
        lambda: sequential(given("x", c="C", i="n"), *hidden("tanh")),
        {"C": 2, "n": 3, "m": 4},
    ),
    "recurrent": (
        lambda: sequential(_MANY, layer("recurrent", units="m", steps=2), layer("dense", units="K")),
        {"N": 3, "n": 2, "m": 4, "K": 5},
    ),
    "LSTM": (lambda: sequential(_ONE, layer("lstm", units="m", steps=2)), {"n": 2, "m": 3}),
    "numbers for sizes": (
        lambda: sequential(given("x", {"p": 3}, i=2), *hidden("tanh"), layer("dense", units=1)),
        {"m": 4},
    ),
    **{
        f"perceptron of {depth} layers": (
            lambda depth=depth: mlp(["n", *("m", "q", "r")[: depth - 1], "K"], activation="tanh", output="sigmoid"),
            {"n": 2, "m": 3, "q": 4, "r": 2, "K": 5},
        )
        for depth in (1, 2, 3, 4)
    },
}

LAYERED["batch of perceptrons"] = (
    lambda: batched(mlp(["n", "m", 1], activation="tanh", output="sigmoid")),
    {"N": 3, "n": 2, "m": 4},
)

ALL = {**NETWORKS, **LAYERED}
