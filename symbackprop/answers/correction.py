"""Correction: what holds instead of a claim that is refuted."""

from __future__ import annotations

from symbackprop.answers.judging import judged
from symbackprop.answers.known import known
from symbackprop.answers.vocabulary import Vocabulary
from symbackprop.proof import Claim, Proved


def correction(claim: Claim, words: Vocabulary) -> Claim | None:
    """Returns the claim's left side with its value from the derivation, proved; None if it has none.

    >>> from symbackprop.answers.vocabulary import vocabulary
    >>> from symbackprop.network import name, two_layer
    >>> known = vocabulary(two_layer())
    >>> partial = known.derivation.gradient("w_11").partial
    >>> print(correction(Claim(partial, name("x_1"), known.definitions), known))
    dE/dw_11 = delta_1*x_1
    """
    found = known(claim.lhs, words)
    if found is None:
        return None
    right = Claim(claim.lhs, found.there, claim.definitions, claim.given)
    return right if isinstance(judged([right], words)[0], Proved) else None
