"""Every layer: its equations in numbers are a forward pass written by hand in NumPy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
import pytest
import sympy as sp
from evaluating import drawn, forward, scalars

from symbackprop.network import LAYERS, Equation, Network, name
from symbackprop.network.indices import summed
from symbackprop.network.instances import instance
from symbackprop.network.layers import Layer, Place, Value, given, layer

Arrays = Mapping[str, np.ndarray]


@dataclass(frozen=True)
class Case:
    """A layer with symbolic sizes, numbers for them, and what it computes."""

    kind: str
    source: Value
    by_hand: Callable[[Arrays], np.ndarray]
    options: Mapping[str, object] = field(default_factory=dict)
    before: tuple[Value, ...] = ()

    def layer(self) -> Layer:
        return layer(self.kind, **self.options).after(self.source, Place(before=(*self.before, self.source)))


SIZES = {"n": 3, "m": 2, "K": 4, "N": 3, "d": 2, "e": 3, "H": 2, "C": 2, "F": 3, "w": 2, "h": 2, "r": 4, "c": 4}
X, XP = given("x", i="n"), given("x", {"p": "N"}, i="n")


def logistic(u: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-u))


def soft(a: np.ndarray) -> np.ndarray:
    return np.exp(a) / np.exp(a).sum(axis=-1, keepdims=True)


def standard(x: np.ndarray, axis: int | tuple[int, ...], a: Arrays) -> np.ndarray:
    return (
        a["gamma"] * (x - x.mean(axis, keepdims=True)) / np.sqrt(x.var(axis, keepdims=True) + a["epsilon"]) + a["beta"]
    )


def head(a: Arrays, *h: int) -> np.ndarray:
    Q, K, V = (a["x"] @ a[f"W_{text}"][h].T for text in "QKV")
    return soft(Q @ K.swapaxes(-1, -2) / np.sqrt(Q.shape[-1])) @ V


def correlated(a: Arrays) -> np.ndarray:
    """Convolution by the definition: a dot product for each filter and position."""
    W, x = a["W"], a["x"]
    kernel = W.shape[2:]
    out = [size - k + 1 for size, k in zip(x.shape[1:], kernel, strict=True)]
    made = np.empty((len(W), *out))
    for f in range(len(W)):
        for place in np.ndindex(*out):
            window = x[(slice(None), *(slice(at, at + k) for at, k in zip(place, kernel, strict=True)))]
            made[(f, *place)] = (W[f] * window).sum() + a["b"][f]
    return made


def unrolled(a: Arrays, steps: int = 3) -> np.ndarray:
    h = a["h^(0)"]
    for t in range(1, steps + 1):
        h = np.tanh(a[f"x^({t})"] @ a["W_h"].T + h @ a["U_h"].T + a["b_h"])
    return h


def long_short(a: Arrays, steps: int = 2) -> np.ndarray:
    h, c = a["h^(0)"], a["c^(0)"]
    for t in range(1, steps + 1):
        x = a[f"x^({t})"]
        i, f, o, g = (x @ a[f"W_{q}"].T + h @ a[f"U_{q}"].T + a[f"b_{q}"] for q in "ifog")
        c = logistic(f) * c + logistic(i) * np.tanh(g)
        h = logistic(o) * np.tanh(c)
    return h


CASES = {
    "dense": Case("dense", X, lambda a: a["W"] @ a["x"] + a["b"], {"units": "m"}),
    "dense, one unit": Case("dense", X, lambda a: a["W"] @ a["x"] + a["b"]),
    "dense, rows": Case("dense", XP, lambda a: a["x"] @ a["W"].T + a["b"], {"units": "m"}),
    "dense, one unit, rows": Case("dense", XP, lambda a: a["x"] @ a["W"] + a["b"]),
    "dense, of channels": Case(
        "dense", given("x", c="C", i="n"), lambda a: np.tensordot(a["W"], a["x"], 2) + a["b"], {"units": "m"}
    ),
    "dense, of a number": Case("dense", given("x"), lambda a: a["W"] * a["x"] + a["b"], {"units": "m"}),
    "activation": Case("activation", X, lambda a: np.tanh(a["x"]), {"function": "tanh"}),
    "activation, of a number": Case("activation", given("x"), lambda a: np.tanh(a["x"]), {"function": "tanh"}),
    "activation, rows": Case("activation", XP, lambda a: np.maximum(a["x"], 0), {"function": "relu"}),
    "softmax": Case("softmax", X, lambda a: soft(a["x"])),
    "softmax, rows": Case("softmax", XP, lambda a: soft(a["x"])),
    "softmax, of channels": Case("softmax", given("x", c="C", i="n"), lambda a: soft(a["x"])),
    "layer_norm": Case("layer_norm", X, lambda a: standard(a["x"], -1, a)),
    "layer_norm, rows": Case("layer_norm", XP, lambda a: standard(a["x"], -1, a)),
    "layer_norm, of channels": Case(
        "layer_norm", given("x", {"p": "N"}, c="C", i="n"), lambda a: standard(a["x"], (-1, -2), a)
    ),
    "layer_norm, epsilon a number": Case(
        "layer_norm", X, lambda a: standard(a["x"], -1, {**a, "epsilon": 0.25}), {"epsilon": 0.25}
    ),
    "batch_norm": Case("batch_norm", XP, lambda a: standard(a["x"], 0, a)),
    "batch_norm, of channels": Case(
        "batch_norm", given("x", {"p": "N"}, c="C", i="n"), lambda a: standard(a["x"], 0, a)
    ),
    "dropout": Case("dropout", X, lambda a: a["xi"] * a["x"] / 0.6, {"rate": 0.4}),
    "dropout, rows": Case("dropout", XP, lambda a: a["xi"] * a["x"] / (1 - a["rho"]), {"rate": "rho"}),
    "residual": Case(
        "residual", given("y", j="n"), lambda a: a["x"] + a["y"], {"over": 2}, before=(X, given("u", j="m"))
    ),
    "residual, rows": Case("residual", given("y", {"p": "N"}, j="n"), lambda a: a["x"] + a["y"], {"over": 1}, (XP,)),
    "attention": Case("attention", XP, head, {"keys": "d", "values": "e"}),
    "attention, batch": Case("attention", given("x", {"q": "F", "p": "N"}, i="n"), head, {"keys": "d"}),
    "multi_head_attention": Case(
        "multi_head_attention",
        XP,
        lambda a: sum(head(a, h) @ a["W_O"][:, h].T for h in range(SIZES["H"])),
        {"heads": "H", "keys": "d", "values": "e", "units": "m"},
    ),
    "multi_head_attention, as wide as its source": Case(
        "multi_head_attention",
        XP,
        lambda a: sum(head(a, h) @ a["W_O"][:, h].T for h in range(SIZES["H"])),
        {"heads": "H", "keys": "d"},
    ),
    "conv1d": Case("conv1d", given("x", c="C", i="r"), correlated, {"filters": "F", "width": "w"}),
    "conv1d, rows": Case(
        "conv1d",
        given("x", {"p": "N"}, c="C", i="r"),
        lambda a: np.stack([correlated({**a, "x": x}) for x in a["x"]]),
        {"filters": "F", "width": "w"},
    ),
    "conv2d": Case(
        "conv2d", given("x", c="C", i="r", j="n"), correlated, {"filters": "F", "height": "h", "width": "w"}
    ),
    "recurrent": Case("recurrent", X, unrolled, {"units": "m", "steps": 3}),
    "recurrent, rows": Case("recurrent", XP, unrolled, {"units": "m", "steps": 3}),
    "lstm": Case("lstm", X, long_short, {"units": "m", "steps": 2}),
    "lstm, rows": Case("lstm", XP, long_short, {"units": "m", "steps": 2}),
}


def network_of(made: Layer) -> Network:
    """The layer, and a loss that reads its output."""
    limits = tuple((letter, 1, last) for letter, last in reversed(made.output.ranges))
    loss = Equation(name("E"), summed(made.output.element**2, limits))
    return Network([*made.equations, loss], parameters=made.parameters, constants=made.constants)


def concrete(case: Case) -> Case:
    """The same layer with numbers for its sizes."""
    numbers = {
        symbol: sp.Integer(SIZES[symbol.name])
        for v in (case.source, *case.before)
        for s in v.sizes
        for symbol in s.free_symbols
    }

    def at(value: Value) -> Value:
        parts = [tuple((k, last.xreplace(numbers)) for k, last in part) for part in (value.items, value.features)]
        return Value(value.symbol, *parts)

    options = {key: SIZES.get(value, value) if isinstance(value, str) else value for key, value in case.options.items()}
    return Case(case.kind, at(case.source), case.by_hand, options, tuple(map(at, case.before)))


def test_every_kind_of_layer_has_a_case() -> None:
    assert {case.kind for case in CASES.values()} == set(LAYERS)


@pytest.mark.parametrize("sizes", ["symbolic", "numbers"])
@pytest.mark.parametrize("which", CASES)
def test_the_equations_of_a_layer_are_its_forward_pass(which: str, sizes: str) -> None:
    case = CASES[which] if sizes == "symbolic" else concrete(CASES[which])
    made = case.layer()
    network = network_of(made)
    assert sizes == "symbolic" or not network.sizes
    arrays = drawn(network, SIZES)
    expected = case.by_hand({key: np.asarray(value) for key, value in arrays.items()})
    found = forward(network, arrays, SIZES)[made.output.symbol.name]
    assert np.shape(found) == expected.shape
    assert found == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("which", CASES)
def test_the_instance_of_a_layer_is_its_forward_pass_in_scalars(which: str) -> None:
    made = CASES[which].layer()
    network = network_of(made)
    arrays = drawn(network, SIZES, seed=1)
    small = instance(network, {symbol.name: SIZES[symbol.name] for symbol in network.sizes}).network
    assert not small.is_indexed
    known = scalars(arrays)
    assert {symbol.name for symbol in (*small.inputs, *small.parameters)} <= set(known)
    found = forward(small, known, {})
    expected = case_values(made, CASES[which].by_hand(arrays))
    assert {text: found[text] for text in expected} == pytest.approx(expected, rel=1e-12)


def case_values(made: Layer, values: np.ndarray) -> dict[str, float]:
    return scalars({made.output.symbol.name: np.asarray(values)})


@pytest.mark.parametrize("which", CASES)
def test_no_layer_calls_two_things_alike_whatever_the_sizes_are_called(which: str) -> None:
    case = CASES[which]
    letters = {symbol.name: letter for symbol, letter in zip(_size_symbols(case), "ijkhqcf", strict=False)}
    taken = frozenset(letters.values())
    put = {
        sp.Symbol(old, integer=True, positive=True): sp.Symbol(new, integer=True, positive=True)
        for old, new in letters.items()
    }

    def at(value: Value) -> Value:
        parts = [tuple((k, last.xreplace(put)) for k, last in part) for part in (value.items, value.features)]
        return Place(taken=taken).clear_of(Value(value.symbol, *parts))

    options = {
        key: letters.get(value, value) if isinstance(value, str) else value for key, value in case.options.items()
    }
    before = tuple(map(at, (*case.before, case.source)))
    made = layer(case.kind, **options).after(before[-1], Place(before=before, taken=taken))
    network = network_of(made)
    sizes = {new: SIZES[old] for old, new in letters.items()}
    arrays = drawn(network, sizes)
    assert forward(network, arrays, sizes)[made.output.symbol.name] == pytest.approx(case.by_hand(arrays), rel=1e-12)


def _size_symbols(case: Case) -> list[sp.Symbol]:
    return sorted(network_of(case.layer()).sizes, key=str)


@pytest.mark.parametrize("which", CASES)
def test_a_layer_at_sizes_one_is_still_a_network(which: str) -> None:
    network = network_of(CASES[which].layer())
    ones = dict.fromkeys((symbol.name for symbol in network.sizes), 1)
    small = instance(network, ones).network
    assert all(line.ranges == () for line in small)


@pytest.mark.parametrize("which", CASES)
def test_parameters_are_canonical_and_none_is_listed_twice(which: str) -> None:
    made = CASES[which].layer()
    network = network_of(made)
    assert network.parameters == made.parameters
    assert len(set(network.parameters)) == len(network.parameters)
    assert network.element(made.output.symbol) == made.output.element
