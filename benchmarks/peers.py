"""Peers: the gradient of a tanh network with one hidden layer, as other symbolic systems take it.

Each builds the loss of one item from scalar symbols (CasADi MX: from matrices) and
differentiates it by every weight.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

Sizes = tuple[int, ...]


def _scalars(sizes: Sizes, symbol: Callable[[str], Any], tanh: Callable[[Any], Any]) -> tuple[Any, list[Any]]:
    """Returns the loss and the weights of the network, in the scalars of one system."""
    inputs, hidden, outputs = sizes
    weights: list[Any] = []

    def fresh(text: str) -> Any:
        weights.append(symbol(text))
        return weights[-1]

    def layer(values: list[Any], count: int, text: str) -> Iterator[Any]:
        for unit in range(count):
            total = fresh(f"{text}b_{unit}")
            for place, value in enumerate(values):
                total = total + fresh(f"{text}_{unit}_{place}") * value
            yield tanh(total)

    first = list(layer([symbol(f"x_{place}") for place in range(inputs)], hidden, "w"))
    second = list(layer(first, outputs, "v"))
    loss = sum((value - symbol(f"t_{place}")) ** 2 / 2 for place, value in enumerate(second))
    return loss, weights


def sympy(sizes: Sizes) -> None:
    """Takes the gradient with SymPy's diff."""
    import sympy as sp  # noqa: PLC0415

    loss, weights = _scalars(sizes, sp.Symbol, sp.tanh)
    for weight in weights:
        sp.diff(loss, weight)


def symengine(sizes: Sizes) -> None:
    """Takes the gradient with SymEngine's diff."""
    import symengine as se  # noqa: PLC0415

    loss, weights = _scalars(sizes, se.Symbol, se.tanh)
    for weight in weights:
        se.diff(loss, weight)


def casadi_sx(sizes: Sizes) -> None:
    """Takes the gradient with CasADi's scalar graphs."""
    import casadi as ca  # noqa: PLC0415

    loss, weights = _scalars(sizes, ca.SX.sym, ca.tanh)
    ca.gradient(loss, ca.vertcat(*weights))


def casadi_mx(sizes: Sizes) -> None:
    """Takes the gradient with CasADi's matrix graphs."""
    import casadi as ca  # noqa: PLC0415

    inputs, hidden, outputs = sizes
    x, t = ca.MX.sym("x", inputs), ca.MX.sym("t", outputs)
    w, b = ca.MX.sym("w", hidden, inputs), ca.MX.sym("b", hidden)
    v, c = ca.MX.sym("v", outputs, hidden), ca.MX.sym("c", outputs)
    z = ca.tanh(v @ ca.tanh(w @ x + b) + c)
    loss = ca.sumsqr(z - t) / 2
    for weights in (v, c, w, b):
        ca.gradient(loss, weights)


PEERS: Mapping[str, Callable[[Sizes], None]] = {
    "SymPy diff": sympy,
    "SymEngine diff": symengine,
    "CasADi SX": casadi_sx,
    "CasADi MX": casadi_mx,
}
