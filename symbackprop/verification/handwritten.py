"""A backprop written by hand: layers of weights, in vectorised NumPy.

Written from the textbook (Goodfellow, Bengio, Courville, Deep Learning, 2016, algorithms
6.3 and 6.4), with the formulas of the activations typed in again. It takes from a network
only which parameter stands where, and shares nothing with the sweep.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from symbackprop.network import Equation, Loss, Network
from symbackprop.verification.formulas import ACTIVATION_FORMULAS, LOSS_FORMULAS

Floats = NDArray[np.float64]


class NotLayered(Exception):
    """The network is no sequence of layers; the text says why."""


@dataclass(frozen=True)
class Layer:
    """One layer: u = y W^T + b, followed by an activation.

    weights     the parameter of each weight, (units, inputs)
    biases      the parameter of each bias
    activation  the name of the row of ACTIVATIONS
    """

    weights: tuple[tuple[sp.Symbol, ...], ...]
    biases: tuple[sp.Symbol, ...]
    activation: str


def layers(network: Network) -> tuple[Layer, ...]:
    """Returns the layers of a network.

    Raises NotLayered where the network is not made of layers with a loss of LOSSES after them.

    >>> from symbackprop.network import two_layer
    >>> [layer.biases for layer in layers(two_layer())]
    [(b_1, b_2), (c,)]
    """
    loss = _loss_of(network)
    found: list[Layer] = []
    sources = network.inputs
    remaining = list(network.equations[:-1])
    while remaining:
        affine = [
            equation
            for equation in remaining
            if equation.activation is None and _reads_only(equation, sources, network)
        ]
        outputs = [_activated(equation, remaining) for equation in affine]
        if not affine:
            raise NotLayered(f"{remaining[0].name} is not read as part of a layer")
        names = {output.activation.name for output in outputs if output.activation is not None}
        if len(names) > 1:
            raise NotLayered(f"a layer has several activations: {', '.join(sorted(names))}")
        rows = [_row(equation, sources, network) for equation in affine]
        found.append(Layer(tuple(weights for weights, _ in rows), tuple(bias for _, bias in rows), names.pop()))
        used = {*affine, *outputs}
        remaining = [equation for equation in remaining if equation not in used]
        sources = tuple(output.name for output in outputs)
    _check(network, loss, found, sources)
    return tuple(found)


def _loss_of(network: Network) -> Loss:
    if network.loss_row is None or len(network.targets) != 1:
        raise NotLayered("the loss is no row of LOSSES with one target")
    return network.loss_row


def _check(network: Network, loss: Loss, found: list[Layer], outputs: tuple[sp.Symbol, ...]) -> None:
    listed = [symbol for layer in found for row in (*layer.weights, layer.biases) for symbol in row]
    if len(outputs) != 1 or sorted(map(str, listed)) != sorted(map(str, network.parameters)):
        raise NotLayered("a parameter stands in several places, or the last layer has several units")
    last = network.equation(outputs[0])
    argument = last.name if loss.reads == "output" else last.preactivation
    if network.loss.body != loss.of(argument, network.targets[0]):
        raise NotLayered("the loss is not the row of LOSSES, applied to the last layer")
    unknown = {layer.activation for layer in found} - set(ACTIVATION_FORMULAS)
    if unknown or loss.name not in LOSS_FORMULAS:
        raise NotLayered(f"no formula was typed in for {', '.join(sorted(unknown)) or loss.name}")


def _reads_only(equation: Equation, sources: tuple[sp.Symbol, ...], network: Network) -> bool:
    return set(equation.reads) <= {*sources, *network.parameters} and bool(set(equation.reads) & set(sources))


def _activated(equation: Equation, remaining: list[Equation]) -> Equation:
    readers = [other for other in remaining if equation.name in other.body.free_symbols]
    if len(readers) != 1 or readers[0].activation is None:
        raise NotLayered(f"{equation.name} is not followed by one activation")
    return readers[0]


def _row(
    equation: Equation, sources: tuple[sp.Symbol, ...], network: Network
) -> tuple[tuple[sp.Symbol, ...], sp.Symbol]:
    terms = set(sp.Add.make_args(equation.body))
    weights: list[sp.Symbol] = []
    for source in sources:
        product = next((term for term in terms if source in term.free_symbols), None)
        if product is None or (product / source) not in network.parameters:
            raise NotLayered(f"{equation.name} is not a weight times {source} and so on")
        weights.append(product / source)
        terms.remove(product)
    if len(terms) != 1 or (bias := terms.pop()) not in network.parameters:
        raise NotLayered(f"{equation.name} has no bias that is a parameter by itself")
    return tuple(weights), bias


def value_and_grad(
    found: tuple[Layer, ...], network: Network, params: Mapping[sp.Symbol, float], X: Floats, t: Floats
) -> tuple[float, Mapping[sp.Symbol, float]]:
    """Returns the loss of the items and its gradient. X: (items, n_inputs), t: (items,)."""
    row = _loss_of(network)
    loss = LOSS_FORMULAS[row.name]
    weights = [np.array([[params[symbol] for symbol in row] for row in layer.weights]) for layer in found]
    biases = [np.array([params[symbol] for symbol in layer.biases]) for layer in found]
    ys, us = [X], []
    for layer, W, b in zip(found, weights, biases, strict=True):
        us.append(ys[-1] @ W.T + b)
        ys.append(ACTIVATION_FORMULAS[layer.activation].value(us[-1]))
    s, z = us[-1][:, 0], ys[-1][:, 0]
    divisor = len(t) if row.set_of == "mean" else 1
    delta = loss.delta(s, z, t, _slope(found[-1].activation))[:, None] / divisor
    gradient: dict[sp.Symbol, float] = {}
    for place in reversed(range(len(found))):
        dW, db = delta.T @ ys[place], delta.sum(axis=0)
        for parameters, values in zip(found[place].weights, dW, strict=True):
            gradient.update(zip(parameters, map(float, values), strict=True))
        gradient.update(zip(found[place].biases, map(float, db), strict=True))
        if place:
            delta = (delta @ weights[place]) * _slope(found[place - 1].activation)(us[place - 1], ys[place])
    return float(loss.value(s, z, t).sum()) / divisor, gradient


def _slope(activation: str) -> Callable[[Floats, Floats], Floats]:
    return ACTIVATION_FORMULAS[activation].slope
