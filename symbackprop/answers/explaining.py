"""Explaining: what is wrong with a formula as it was typed."""

from __future__ import annotations

from symbackprop.answers.judging import claims, judged
from symbackprop.answers.mistakes import Diagnosis
from symbackprop.answers.mistakes import diagnose as diagnosed
from symbackprop.answers.vocabulary import vocabulary
from symbackprop.calculus import Derivation
from symbackprop.network import Network, two_layer
from symbackprop.proof import Refuted


def diagnose(claim: object, network: Network | Derivation | None = None) -> Diagnosis | None:
    """Returns what is wrong with a claim about a network; None if it is not refuted.

    claim    a formula as text ("dE/dw_11 = delta_1*x_1"), a SymPy `Eq`, a `Step` or a `Claim`
    network  what its names mean: a network or a derivation; None: the 2-2-1 network

    Of a chain a = b = c it is the first equality that is refuted. What a diagnosis says is
    proved; where nothing could be proved its `sentence` is "". Raises what `prove` raises.

    >>> print(diagnose("dE/dw_11 = delta_out*v_1*x_1"))
    ∂E/∂w_11 is missing the factor y_1(1 − y_1), the slope of unit 1
    >>> diagnose("dE/dw_11 = delta_1*x_1") is None
    True
    """
    words = vocabulary(two_layer() if network is None else network)
    for verdict in judged(tuple(claims(claim, words)), words):
        if isinstance(verdict, Refuted):
            return diagnosed(verdict.claim, words)
    return None
