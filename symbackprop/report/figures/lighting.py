"""Lighting: through which names the way from each parameter to the loss leads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import sympy as sp

from symbackprop.network import Network

Places = tuple[int, ...]


def paths(network: Network) -> Mapping[sp.Symbol, frozenset[sp.Symbol]]:
    """Returns, for every parameter, the names that lie between it and the loss, the loss included.

    >>> from symbackprop.network import two_layer
    >>> w_11 = two_layer().parameter("w_11")
    >>> sorted(map(str, paths(two_layer())[w_11]))
    ['E', 's', 'u_1', 'y_1', 'z']
    """
    reaching = _reaching(network)
    found = {}
    for parameter in network.parameters:
        seen: set[sp.Symbol] = set()
        for equation in network:
            if equation.body.free_symbols & (seen | {parameter}):
                seen.add(equation.name)
        found[parameter] = frozenset(seen & reaching)
    return found


def _reaching(network: Network) -> set[sp.Symbol]:
    reaching = {network.loss.name}
    for equation in reversed(network.equations):
        if equation.name in reaching:
            reaching |= equation.body.free_symbols & set(network.definitions)
    return reaching


def places(parameters: Iterable[sp.Symbol], network: Network) -> Places:
    """Returns the places of the parameters in the network's tuple of parameters."""
    wanted = set(parameters)
    return tuple(place for place, parameter in enumerate(network.parameters) if parameter in wanted)
