"""Hypotheses in use: a sum that a hypothesis of the network gives a value."""

from __future__ import annotations

import sympy as sp

from symbackprop.calculus.folding import matched
from symbackprop.calculus.rewriting import HypothesisUsed
from symbackprop.network import Network
from symbackprop.network.indices import free_indices, renamed


def hypothesis_used(value: sp.Expr, network: Network) -> HypothesisUsed | None:
    """Returns the first hypothesis that gives a sum in `value` a value, with that put in; None if there is none."""
    for left, right in network.hypotheses:
        letters = set(free_indices(left)) - set(network.sizes)
        for node in sorted(value.atoms(sp.Sum), key=str):
            places = matched(left, node, letters)
            if places is not None:
                known = renamed(right, places)
                return HypothesisUsed(node, known, value.xreplace({node: known}))
    return None
