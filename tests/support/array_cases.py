"""The networks of `by_hand`, as layers of the package."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import array_programs_by_hand as by_hand
import numpy as np
from array_programs_by_hand import ByHand

from symbackprop.network import Network, given, layer, mlp, sequential

ROWS = given("x", {"p": "N"}, i="n")
IMAGE = given("x", c="C", i="r", j="q")
GATES = {
    f"{kind}_{gate}": shape for (kind, shape), gate in product({"W": (3, 2), "U": (3, 3), "b": (3,)}.items(), "ifog")
}

CASES: dict[str, tuple[Callable[[], Network], ByHand]] = {
    "dense": (
        lambda: mlp(["n", "m", "K"]),
        ByHand(by_hand.dense, {"w": (3, 2), "b": (3,), "v": (2, 3), "c": (2,)}, {"x": (2,)}, (2,)),
    ),
    "softmax cross-entropy": (
        lambda: sequential(
            given("x", i="n"), layer("dense", units="m"), layer("activation", function="tanh"),
            layer("dense", units="K"), layer("softmax"), loss="cross_entropy",
        ),
        ByHand(
            by_hand.classifier, {"W^(1)": (3, 2), "b^(1)": (3,), "W^(2)": (4, 3), "b^(2)": (4,)}, {"x": (2,)}, (4,)
        ),
    ),
    "binary cross-entropy of logits": (
        lambda: mlp(["n", "m", "K"], activation="tanh", output="sigmoid", loss="binary_cross_entropy"),
        ByHand(by_hand.logits, {"w": (3, 2), "b": (3,), "v": (2, 3), "c": (2,)}, {"x": (2,)}, (2,)),
    ),
    "layer normalisation": (
        lambda: sequential(
            given("x", i="n"), layer("dense", units="m"), layer("layer_norm"), layer("activation", function="tanh")
        ),
        ByHand(
            by_hand.layer_norm,
            {"W^(1)": (3, 2), "b^(1)": (3,), "gamma^(1)": (3,), "beta^(1)": (3,)}, {"x": (2,), "epsilon": ()}, (3,),
        ),
    ),
    "batch normalisation": (
        lambda: sequential(
            ROWS, layer("dense", units="m"), layer("batch_norm"), layer("activation", function="tanh"),
            layer("dense", units="K"),
        ),
        ByHand(
            by_hand.batch_norm,
            {"W^(1)": (3, 2), "b^(1)": (3,), "gamma^(1)": (3,), "beta^(1)": (3,), "W^(2)": (2, 3), "b^(2)": (2,)},
            {"x": (5, 2), "epsilon": ()}, (5, 2),
        ),
    ),
    "attention": (
        lambda: sequential(given("x", {"q": "F", "p": "N"}, i="n"), layer("attention", keys="d", values="e")),
        ByHand(by_hand.attention, {"W_Q": (3, 2), "W_K": (3, 2), "W_V": (4, 2)}, {"x": (6, 5, 2)}, (6, 5, 4)),
    ),
    "multi-head attention": (
        lambda: sequential(ROWS, layer("multi_head_attention", heads="H", keys="d", values="e", units="m")),
        ByHand(
            by_hand.heads,
            {"W_Q": (2, 3, 2), "W_K": (2, 3, 2), "W_V": (2, 4, 2), "W_O": (3, 2, 4)}, {"x": (5, 2)}, (5, 3),
        ),
    ),
    "convolution": (
        lambda: sequential(
            IMAGE, layer("conv2d", filters="F", height="h", width="w"), layer("activation", function="tanh"),
            layer("conv2d", filters="m", height=2, width=2),
        ),
        ByHand(
            by_hand.convolution,
            {"W^(1)": (3, 2, 2, 3), "b^(1)": (3,), "W^(2)": (2, 3, 2, 2), "b^(2)": (2,)}, {"x": (2, 5, 6)}, (2, 3, 3),
        ),
    ),
    "recurrent": (
        lambda: sequential(given("x", i="n"), layer("recurrent", units="m", steps=3), layer("dense", units="K")),
        ByHand(
            by_hand.recurrent,
            {"W_h": (3, 2), "U_h": (3, 3), "b_h": (3,), "W": (4, 3), "b": (4,)},
            {"x^(1)": (2,), "x^(2)": (2,), "x^(3)": (2,), "h^(0)": (3,)}, (4,),
        ),
    ),
    "LSTM": (
        lambda: sequential(given("x", i="n"), layer("lstm", units="m", steps=2), layer("dense", units="K")),
        ByHand(
            by_hand.lstm, {**GATES, "W": (4, 3), "b": (4,)},
            {"x^(1)": (2,), "x^(2)": (2,), "h^(0)": (3,), "c^(0)": (3,)}, (4,),
        ),
    ),
}  # fmt: skip


def drawn(case: ByHand, items: int = 4) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray], np.ndarray]:
    """Parameters, inputs and targets; targets are positive and add up to 1, constants are positive."""
    rng = np.random.default_rng(3)
    params = {name: rng.normal(size=shape) / 2 for name, shape in case.params.items()}
    set_of = () if case.loss in OWN_ITEMS else (items,)
    X = {name: rng.normal(size=(*set_of, *shape)) if shape else np.array(0.1) for name, shape in case.inputs.items()}
    T = rng.uniform(0.1, 1, size=(*set_of, *case.targets))
    return params, X, T / T.sum(axis=-1, keepdims=True)


OWN_ITEMS = (by_hand.batch_norm, by_hand.attention, by_hand.heads)
"""Networks whose equations run over the items themselves."""
