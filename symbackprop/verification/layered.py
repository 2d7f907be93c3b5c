"""Layers: a scalar network read as weights and biases, one layer after the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from symbackprop.network import LOSSES, Equation, Loss, Network
from symbackprop.verification.formulas import ACTIVATION_FORMULAS, LOSS_FORMULAS, TAKES_FOR_GRANTED

Floats = NDArray[np.float64]


class NotLayered(Exception):
    """The network is no sequence of layers; the text says why."""


@dataclass(frozen=True)
class ScalarLayer:
    """One layer of a scalar network.

    weights     the parameter of each weight, (units, inputs)
    biases      the parameter of each bias
    activation  the name of the row of ACTIVATIONS
    """

    weights: tuple[tuple[sp.Symbol, ...], ...]
    biases: tuple[sp.Symbol, ...]
    activation: str

    def read(self, params: Mapping[sp.Symbol, Floats]) -> tuple[Floats, Floats]:
        """Returns the matrix of the weights, and the biases."""
        return (
            np.array([[float(params[symbol]) for symbol in row] for row in self.weights]),
            np.array([float(params[symbol]) for symbol in self.biases]),
        )

    def named(self, dW: Floats, db: Floats) -> Mapping[sp.Symbol, Floats]:
        """Returns the gradient by the weights and biases, by the names of the parameters."""
        symbols = [symbol for row in self.weights for symbol in row]
        return dict(zip((*symbols, *self.biases), (*dW.ravel(), *db), strict=True))


def scalar_layers(network: Network) -> tuple[ScalarLayer, ...]:
    """Returns the layers of a network.

    Raises NotLayered where the network is not made of layers with a loss of LOSSES after them.

    >>> from symbackprop.network import two_layer
    >>> [layer.biases for layer in scalar_layers(two_layer())]
    [(b_1, b_2), (c,)]
    """
    loss = loss_of(network)
    found: list[ScalarLayer] = []
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
        found.append(ScalarLayer(tuple(weights for weights, _ in rows), tuple(bias for _, bias in rows), names.pop()))
        used = {*affine, *outputs}
        remaining = [equation for equation in remaining if equation not in used]
        sources = tuple(output.name for output in outputs)
    _check(network, loss, found, sources)
    return tuple(found)


def loss_of(network: Network) -> Loss:
    """Returns the row of LOSSES that the last line is; raises NotLayered if it is none."""
    if network.loss_row is None or len(network.targets) != 1:
        raise NotLayered("the loss is no row of LOSSES with one target")
    return network.loss_row


def _check(network: Network, loss: Loss, found: list[ScalarLayer], outputs: tuple[sp.Symbol, ...]) -> None:
    listed = [symbol for layer in found for row in (*layer.weights, layer.biases) for symbol in row]
    if len(outputs) != 1 or sorted(map(str, listed)) != sorted(map(str, network.parameters)):
        raise NotLayered("a parameter stands in several places, or the last layer has several units")
    last = network.equation(outputs[0])
    argument = last.name if loss.reads == "output" else last.preactivation
    if network.loss.body != loss.of(argument, network.targets[0]):
        raise NotLayered("the loss is not the row of LOSSES, applied to the last layer")
    check_formulas([layer.activation for layer in found], loss)


def check_formulas(activations: list[str], loss: Loss) -> None:
    """Raises NotLayered where no formulas were typed in for the activations, the last of them the output's."""
    *hidden, output = activations
    wanted = TAKES_FOR_GRANTED.get(loss.name)
    if wanted is not None and output != wanted:
        raise NotLayered(f"the formula of {loss.title} is that after {wanted}, not {output}")
    unknown = {*hidden, *([output] if wanted is None else [])} - set(ACTIVATION_FORMULAS)
    if unknown or loss.name not in LOSS_FORMULAS or LOSSES.get(loss.name) != loss:
        raise NotLayered(f"no formula was typed in for {', '.join(sorted(unknown)) or loss.title}")


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
