"""Layers of arrays: an indexed network read as weight matrices and biases, one layer after the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from symbackprop.network import Equation, Network
from symbackprop.network.indices import head, subscripts
from symbackprop.network.layers.comparison import compared
from symbackprop.network.layers.layer import Value
from symbackprop.network.layers.softmax import preactivation_of_softmax
from symbackprop.network.outputs import SOFTMAX
from symbackprop.verification.layered import NotLayered, check_formulas, loss_of

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class ArrayLayer:
    """One layer of an indexed network: u[j] = b[j] + Sum(W[j, i]*y[i], (i, 1, n)), and an activation.

    weights     the label of W
    bias        the label of b
    activation  the name of the row of ACTIVATIONS, or "softmax"
    """

    weights: sp.Symbol
    bias: sp.Symbol
    activation: str

    def read(self, params: Mapping[sp.Symbol, Floats]) -> tuple[Floats, Floats]:
        """Returns the matrix of the weights, and the biases; a single unit has one row."""
        return np.atleast_2d(params[self.weights]), np.atleast_1d(params[self.bias])

    def named(self, dW: Floats, db: Floats) -> Mapping[sp.Symbol, Floats]:
        """Returns the gradient by the weights and biases, by the names of the parameters."""
        return {self.weights: dW, self.bias: db}


def array_layers(network: Network) -> tuple[ArrayLayer, ...]:
    """Returns the layers of an indexed network, those of a perceptron of any size.

    Raises NotLayered where the network is not made of dense layers and activations, with a
    loss of LOSSES after them.

    >>> from symbackprop.network import mlp
    >>> [layer.weights for layer in array_layers(mlp(["n", "m", "K"], loss="cross_entropy"))]
    [w, v]
    """
    loss_of(network)
    lines, found = network.equations[:-1], []
    if len(network.inputs) != 1 or len(lines) % 2:
        raise NotLayered("it is not one input, then dense layers and activations in turn")
    source = network.inputs[0]
    for affine, activated in zip(lines[0::2], lines[1::2], strict=True):
        weights, bias = _dense(affine, source, network)
        found.append(ArrayLayer(head(weights), head(bias), _activation(activated, affine)))
        source = activated.name
    _check(network, found)
    return tuple(found)


def _dense(line: Equation, source: sp.Expr, network: Network) -> tuple[sp.Expr, sp.Expr]:
    """Returns the weights and the bias of a line that is a dense layer of the source."""
    items = len(subscripts(source)) - 1
    units = subscripts(line.name)[items:]
    parameters = {head(parameter) for parameter in network.parameters}
    sums = [term for term in sp.Add.make_args(line.body) if isinstance(term, sp.Sum)]
    biases = [term for term in sp.Add.make_args(line.body) if not isinstance(term, sp.Sum)]
    if len(sums) == len(biases) == 1 and len(sums[0].variables) == 1:
        i = sums[0].variables[0]
        factors = {head(factor): factor for factor in sums[0].function.args if isinstance(factor, sp.Indexed)}
        read = factors.pop(head(source), None)
        weights = next(iter(factors.values()), sp.S.Zero)
        is_product = (
            len(factors) == 1 and len(sums[0].function.args) == 2 and {head(weights), head(biases[0])} <= parameters
        )
        reads = [subscripts(quantity) for quantity in (read, weights, biases[0])] if is_product and read else []
        if reads == [(*subscripts(line.name)[:items], i), (*units, i), units]:
            return weights, biases[0]
    raise NotLayered(f"{line.name} is not weights times {source} and a bias")


def _activation(line: Equation, affine: Equation) -> str:
    if line.activation is not None and line.preactivation == affine.name:
        return line.activation.name
    if preactivation_of_softmax(line.body) == affine.name:
        return SOFTMAX.name
    raise NotLayered(f"{line.name} is no activation of {affine.name}")


def _check(network: Network, found: list[ArrayLayer]) -> None:
    loss = loss_of(network)
    listed = [symbol for layer in found for symbol in (layer.weights, layer.bias)]
    if sorted(map(str, listed)) != sorted(str(head(parameter)) for parameter in network.parameters):
        raise NotLayered("a parameter stands in several places")
    output, affine = network.equations[-2], network.equations[-3]
    count = len(subscripts(network.inputs[0])) - 1
    value = Value(output.symbol, output.ranges[:count], output.ranges[count:])
    argument = output.name if loss.reads == "output" else affine.name
    if network.loss.body != compared(value, argument, loss, head(network.targets[0]).name).equation.body:
        raise NotLayered("the loss is not the row of LOSSES, applied to the last layer")
    check_formulas([layer.activation for layer in found], loss)
