"""Delta forms: what the sweep derives, evaluated in any arithmetic."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import sympy as sp

from symbackprop.calculus.sweep import sweep
from symbackprop.network import Network


def delta_forms(
    network: Network, compute: Callable[[sp.Expr, Mapping[sp.Symbol, Any]], Any], given: Mapping[sp.Symbol, Any]
) -> Mapping[sp.Symbol, Any]:
    """Returns the loss and the gradient of one item by the derivation: its equations, deltas and delta forms."""
    values = dict(given)
    for equation in network:
        values[equation.name] = compute(equation.body, values)
    adjoints = sweep(network)
    named = [adjoint for adjoint in adjoints.values() if adjoint.delta is not None]
    for adjoint in sorted(named, key=lambda adjoint: network.place[adjoint.of]):
        values[adjoint.delta] = compute(adjoint.value, values)
    gradient = {symbol: compute(adjoints[symbol].value, values) for symbol in network.parameters}
    return {network.loss.name: values[network.loss.name], **gradient}
