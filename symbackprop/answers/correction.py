"""Correction: what holds instead of a claim that is refuted."""

from __future__ import annotations

from symbackprop.calculus import Derivation, Partial
from symbackprop.proof import Claim, Proved, prove


def correction(claim: Claim, derivation: Derivation) -> Claim | None:
    """Returns the claim's left side with its value from the derivation, proved; None if it has none.

    >>> from symbackprop.calculus import derive
    >>> from symbackprop.network import name, two_layer
    >>> d = derive(two_layer())
    >>> wrong = Claim(d.gradient("w_11").partial, name("x_1"), d.definitions)
    >>> print(correction(wrong, d))
    dE/dw_11 = delta_1*x_1
    """
    values = {gradient.partial: gradient.delta_form for gradient in derivation.gradients.values()}
    for delta in derivation.deltas:
        values[delta.name] = delta.value
        values[Partial(derivation.network.loss.name, delta.of)] = delta.value
    values |= {step.lhs: step.rhs for step in derivation.partials}
    if claim.lhs not in values:
        return None
    right = Claim(claim.lhs, values[claim.lhs], claim.definitions, claim.given)
    return right if isinstance(prove(right), Proved) else None
