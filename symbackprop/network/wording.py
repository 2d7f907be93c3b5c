"""Wording: what prose says of a network."""

from __future__ import annotations

from symbackprop.network.activation import Activation
from symbackprop.network.network import Network


def kind_of(network: Network) -> str:
    """Returns the units and the loss of a network in words.

    >>> from symbackprop.network import two_layer
    >>> kind_of(two_layer("relu"))
    'rectified linear units, half squared error'
    >>> kind_of(two_layer("tanh", "binary_cross_entropy", output="sigmoid"))
    'hyperbolic tangent units, sigmoid output, binary cross-entropy'
    """
    rows = list({row.name: row for equation in network if (row := equation.activation) is not None}.values())
    units = [_units(row) for row in rows[:1]]
    outputs = [f"{row.title} output" for row in rows[1:]]
    loss = [network.loss_row.title] if network.loss_row is not None else []
    return ", ".join([*units, *outputs, *loss])


def _units(row: Activation) -> str:
    if row.value is None:
        return "any differentiable activation"
    return f"{row.title}s" if row.title.endswith("unit") else f"{row.title} units"
