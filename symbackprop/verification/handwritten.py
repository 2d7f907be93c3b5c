"""A backprop written by hand: layers of weights, in vectorised NumPy.

Written from the textbook (Goodfellow, Bengio, Courville, Deep Learning, 2016, algorithms
6.3 and 6.4), with the formulas of the activations typed in again. It takes from a network
only which parameter stands where, and shares nothing with the sweep.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import prod

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from symbackprop.network import Network
from symbackprop.network.indices import head
from symbackprop.verification.formulas import ACTIVATION_FORMULAS, LOSS_FORMULAS, output_of
from symbackprop.verification.layered import ScalarLayer, loss_of, scalar_layers
from symbackprop.verification.layered_arrays import ArrayLayer, array_layers
from symbackprop.verification.points import Point

Floats = NDArray[np.float64]


def handwritten(point: Point) -> Mapping[sp.Symbol, Floats]:
    """Returns the loss of the items and its gradient.

    Raises NotLayered for a network that is no sequence of layers.
    """
    network = point.frame.network
    row = loss_of(network)
    layers = _layers(network)
    parameters = [layer.read(point.params) for layer in layers]
    ys, us = [_inputs(point)], []
    for layer, (W, b) in zip(layers, parameters, strict=True):
        us.append(ys[-1] @ W.T + b)
        ys.append(output_of(layer.activation, us[-1]))
    s, z, t = us[-1], ys[-1], np.reshape(point.given[head(network.targets[0])], us[-1].shape)
    divisor = prod(t.shape) if row.set_of == "mean" else 1
    delta = LOSS_FORMULAS[row.name].delta(s, z, t, lambda u, y: _slope(layers[-1], u, y)) / divisor
    gradient: dict[sp.Symbol, Floats] = {}
    for place in reversed(range(len(layers))):
        gradient.update(layers[place].named(delta.T @ ys[place], delta.sum(axis=0)))
        if place:
            W, _ = parameters[place]
            delta = (delta @ W) * _slope(layers[place - 1], us[place - 1], ys[place])
    value = LOSS_FORMULAS[row.name].value(s, z, t).sum() / divisor
    shapes = point.frame.shapes
    return {network.loss.symbol: value, **{own: np.reshape(found, shapes[own]) for own, found in gradient.items()}}


def _layers(network: Network) -> tuple[ScalarLayer | ArrayLayer, ...]:
    return array_layers(network) if network.is_indexed else scalar_layers(network)


def _inputs(point: Point) -> Floats:
    """Returns the inputs as rows, one for each item."""
    network = point.frame.network
    columns = [point.given[head(given)] for given in network.inputs]
    return columns[0] if network.is_indexed else np.column_stack([np.empty((point.items, 0)), *columns])


def _slope(layer: ScalarLayer | ArrayLayer, u: Floats, y: Floats) -> Floats:
    return ACTIVATION_FORMULAS[layer.activation].slope(u, y)
