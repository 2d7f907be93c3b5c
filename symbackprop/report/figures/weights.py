"""Weights: which parameter stands on which edge, and which enters a node by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import sympy as sp

from symbackprop.calculus.local import local_gradient
from symbackprop.network import Equation, Network


@dataclass(frozen=True)
class Weights:
    """The parameters that one equation reads.

    on_edge  the parameter that multiplies a name, by that name
    alone    the others: biases, and whatever does not multiply just one name
    """

    on_edge: Mapping[sp.Symbol, sp.Symbol]
    alone: tuple[sp.Symbol, ...]


def weights(equation: Equation, network: Network) -> Weights:
    """Returns the parameters an equation reads, those that multiply a name on that name's edge.

    >>> from symbackprop.network import two_layer
    >>> found = weights(two_layer().equation("s"), two_layer())
    >>> found.on_edge, found.alone
    ({y_1: v_1, y_2: v_2}, (c,))
    """
    slopes = {found.element: slope for found, slope in local_gradient(equation.body).items()}
    names = {*network.inputs, *network.definitions}
    on_edge: dict[sp.Symbol, sp.Symbol] = {}
    alone = []
    for parameter in (symbol for symbol in network.parameters if symbol in equation.body.free_symbols):
        partner = slopes[parameter]
        if partner in names and partner not in on_edge:
            on_edge[partner] = parameter
        else:
            alone.append(parameter)
    return Weights(on_edge, tuple(alone))
