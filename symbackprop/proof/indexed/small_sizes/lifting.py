"""Lifting: the verdict on an instance as a verdict on the claim, the sizes and indices in its point."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import sympy as sp

from symbackprop.proof.claims import Claim
from symbackprop.proof.indexed.small_sizes.spot import Sizes
from symbackprop.proof.verdict import Refuted, Witness


def lifted_point(witness: Witness, sizes: Sizes, places: Mapping[sp.Symbol, sp.Expr]) -> Witness:
    """Returns the point of an instance, the sizes and the indices first.

    >>> j = sp.Symbol("j", integer=True)
    >>> print(lifted_point(Witness((("u_1", Fraction(1, 2)),), None, None, 64), (("m", 2),), {j: sp.Integer(1)}))
    m = 2, j = 1, u_1 = 1/2
    """
    named = [(text, Fraction(number)) for text, number in sizes]
    named += [
        (str(symbol), Fraction(int(number))) for symbol, number in sorted(places.items(), key=lambda item: str(item[0]))
    ]
    return replace(witness, point=(*named, *witness.point))


def lifted(refuted: Refuted, claim: Claim, sizes: Sizes, places: Mapping[sp.Symbol, sp.Expr]) -> Refuted:
    """Returns the refutation of the indexed claim by that of an instance."""
    return Refuted(claim, lifted_point(refuted.witness, sizes, places), refuted.undefined_side)
