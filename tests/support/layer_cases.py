"""A small network for each row of LAYERS, all its sizes different, and its backprop written by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import handwritten_layers as by_hand
from handwritten_layers import Back, Floats, Gradient

from symbackprop.network import Network, given, layer, sequential

Arrays = Mapping[str, Floats]
Backprop = Callable[[Arrays], tuple[float, Gradient]]


@dataclass(frozen=True)
class Case:
    """A network, and its loss and gradient by hand: of one item, or of the batch that the network is of."""

    network: Callable[[], Network]
    backprop: Backprop


def _back_through(g: Floats, *steps: Back) -> Gradient:
    gradient: dict[str, Floats] = {}
    for back in steps:
        g, found = back(g)
        gradient.update(found)
    return gradient


def _dense(a: Arrays) -> tuple[float, Gradient]:
    u, back = by_hand.dense(a["x"], a)
    loss, g = by_hand.half_squared_error(u, a["t"])
    return loss, _back_through(g, back)


def _activation(a: Arrays) -> tuple[float, Gradient]:
    u, back_dense = by_hand.dense(a["x"], a)
    y, back = by_hand.tanh(u)
    loss, g = by_hand.half_squared_error(y, a["t"])
    return loss, _back_through(g, back, back_dense)


def _softmax(a: Arrays) -> tuple[float, Gradient]:
    u, back = by_hand.dense(a["x"], a)
    loss, g = by_hand.softmax_cross_entropy(u, a["t"])
    return loss, _back_through(g, back)


def _standardised(axis: int) -> Backprop:
    def backprop(a: Arrays) -> tuple[float, Gradient]:
        u, back_dense = by_hand.dense(a["x"], a)
        y, back = by_hand.standardised(u, a, axis)
        loss, g = by_hand.half_squared_error(y, a["t"])
        return loss, _back_through(g, back, back_dense)

    return backprop


def _dropout(a: Arrays) -> tuple[float, Gradient]:
    u, back_first = by_hand.dense(a["x"], a, "W^(1)", "b^(1)")
    y, back = by_hand.dropout(u, a["xi^(1)"], a["rho"])
    z, back_second = by_hand.dense(y, a, "W^(2)", "b^(2)")
    loss, g = by_hand.half_squared_error(z, a["t"])
    return loss, _back_through(g, back_second, back, back_first)


def _residual(a: Arrays) -> tuple[float, Gradient]:
    u, back_first = by_hand.dense(a["x"], a, "W^(1)", "b^(1)")
    v, back_second = by_hand.dense(u, a, "W^(2)", "b^(2)")
    y, back_tanh = by_hand.tanh(v)
    loss, g = by_hand.half_squared_error(u + y, a["t"])
    dv, _ = back_tanh(g)
    du, second = back_second(dv)
    return loss, {**second, **back_first(g + du)[1]}


def _attention(layer_of: Callable[[Floats, Arrays], by_hand.Step]) -> Backprop:
    def backprop(a: Arrays) -> tuple[float, Gradient]:
        u, back_dense = by_hand.dense(a["x"], a)
        z, back = layer_of(u, a)
        loss, g = by_hand.half_squared_error(z, a["t"])
        return loss, _back_through(g, back, back_dense)

    return backprop


def _convolution(a: Arrays) -> tuple[float, Gradient]:
    u, back_first = by_hand.convolution(a["x"], a, "W^(1)", "b^(1)")
    y, back_tanh = by_hand.tanh(u)
    z, back_second = by_hand.convolution(y, a, "W^(2)", "b^(2)")
    loss, g = by_hand.half_squared_error(z, a["t"])
    return loss, _back_through(g, back_second, back_tanh, back_first)


def _recurrent(a: Arrays) -> tuple[float, Gradient]:
    h, back = by_hand.recurrent([a[f"x^({t})"] for t in (1, 2, 3)], a["h^(0)"], a)
    loss, g = by_hand.half_squared_error(h, a["t"])
    return loss, _back_through(g, back)


def _lstm(a: Arrays) -> tuple[float, Gradient]:
    h, back = by_hand.lstm([a["x^(1)"], a["x^(2)"]], a["h^(0)"], a["c^(0)"], a)
    loss, g = by_hand.half_squared_error(h, a["t"])
    return loss, _back_through(g, back)


ROWS = {"p": "N"}
TANH = layer("activation", function="tanh")

CASES: Mapping[str, Case] = {
    "dense": Case(lambda: sequential(given("x", i="n"), layer("dense", units="m")), _dense),
    "activation": Case(lambda: sequential(given("x", i="n"), layer("dense", units="m"), TANH), _activation),
    "softmax": Case(
        lambda: sequential(given("x", i="n"), layer("dense", units="K"), layer("softmax"), loss="cross_entropy"),
        _softmax,
    ),
    "layer_norm": Case(
        lambda: sequential(given("x", i="n"), layer("dense", units="m"), layer("layer_norm")), _standardised(-1)
    ),
    "batch_norm": Case(
        lambda: sequential(given("x", {"p": 4}, i="n"), layer("dense", units="m"), layer("batch_norm")),
        _standardised(0),
    ),
    "dropout": Case(
        lambda: sequential(
            given("x", i="n"), layer("dense", units="m"), layer("dropout", rate="rho"), layer("dense", units="K")
        ),
        _dropout,
    ),
    "residual": Case(
        lambda: sequential(
            given("x", i="n"), layer("dense", units="m"), layer("dense", units="m"), TANH, layer("residual", over=2)
        ),
        _residual,
    ),
    "attention": Case(
        lambda: sequential(
            given("x", ROWS, i="n"), layer("dense", units="m"), layer("attention", keys="d", values="e")
        ),
        _attention(by_hand.attention),
    ),
    "multi_head_attention": Case(
        lambda: sequential(
            given("x", {"p": 3}, i=2),
            layer("dense", units=3),
            layer("multi_head_attention", heads=2, keys=2, values=1, units=4),
        ),
        _attention(by_hand.multi_head_attention),
    ),
    "conv1d": Case(
        lambda: sequential(
            given("x", c=2, i=6),
            layer("conv1d", filters=3, width=2),
            TANH,
            layer("conv1d", filters=2, width=3),
        ),
        _convolution,
    ),
    "conv2d": Case(
        lambda: sequential(
            given("x", c=1, i=4, j=5),
            layer("conv2d", filters=2, height=2, width=3),
            TANH,
            layer("conv2d", filters=1, height=2, width=2),
        ),
        _convolution,
    ),
    "recurrent": Case(lambda: sequential(given("x", i="n"), layer("recurrent", units="m", steps=3)), _recurrent),
    "lstm": Case(lambda: sequential(given("x", i="n"), layer("lstm", units="m", steps=2)), _lstm),
}
