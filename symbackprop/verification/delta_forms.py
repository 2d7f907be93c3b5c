"""Delta forms: what is derived, evaluated in any arithmetic."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sympy as sp

from symbackprop.calculus import Derivation
from symbackprop.network.indices import head
from symbackprop.verification.arithmetic import Arithmetic, Values, assigned, forward


def delta_forms(
    derivation: Derivation, given: Mapping[sp.Symbol, Any], arithmetic: Arithmetic
) -> Mapping[sp.Symbol, Any]:
    """Returns the loss and the gradient by the derivation: its equations, deltas and delta forms.

    Before the sum over the items. Arrays are given and returned by their labels; hypotheses
    are taken for granted.
    """
    network = derivation.network
    values: Values = forward(network, given, arithmetic)
    for delta in derivation.deltas:
        values[head(delta.name)] = assigned(network.ranges(delta.of), delta.value, values, arithmetic)
    gradient = {
        head(parameter): assigned(network.ranges(parameter), found.delta_form, values, arithmetic)
        for parameter, found in derivation.gradients.items()
    }
    return {network.loss.symbol: values[network.loss.symbol], **gradient}
