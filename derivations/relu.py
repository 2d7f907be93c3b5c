"""Rectified linear units: what is proved where there is a slope, and what is not where there is none.

The document holds for all preactivations but 0. There the one-sided slopes are 0 and 1, and
a program has to choose one of them.
"""

import sympy as sp

import symbackprop as sb
from symbackprop.network import mlp
from symbackprop.network.indices import array, index, size
from symbackprop.report import Account, Mistake, Reference

j, k, K = index("j"), index("k"), size("K")
v, delta, delta_out = array("v"), array("delta"), array("delta_out")


def document() -> Account:
    """Returns the derivation, and what is said of it."""
    return Account(
        sb.derive(mlp(["n", "m", "K"], activation="relu", output="identity")),
        title="Rectified linear units and their kink",
        lead=(
            "A rectified linear unit hands on what is positive and nothing else, so its slope is 1 or 0: deltas "
            "pass it unchanged or not at all, and do not fade from layer to layer [glorot]. At 0 it has a kink "
            "and no slope. Every line below that rests on the slope says so."
        ),
        mistakes=(
            Mistake(
                delta[j],
                sp.Sum(delta_out[k] * v[k, j], (k, 1, K)),
                "The step is left out: units that were silent in the forward pass are blamed for the error as well.",
            ),
        ),
        references=(
            Reference(
                "glorot",
                "X. Glorot, A. Bordes, Y. Bengio. Deep sparse rectifier neural networks. Proceedings of Machine "
                "Learning Research 15 (AISTATS 2011), 315–323.",
            ),
        ),
    )
