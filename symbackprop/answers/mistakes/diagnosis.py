"""The diagnosis: what is wrong with a claim, what holds instead, and the proof of both."""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from symbackprop.proof import Claim, Proved


@dataclass(frozen=True)
class Diagnosis:
    """What is wrong with a claim that is refuted.

    claim     the claim
    mistake   the row of MISTAKES that was made, by its name; "" where none fits
    sentence  what is wrong, as a fact: "the factor y_1(1 − y_1) is missing: the slope of unit 1"; where no
              row fits, by which factor or term the sides differ; "" if that has no simple form
    culprit   the part that is missing, superfluous or in the wrong place, to be marked; None if there is none
    right     what holds instead, proved; None if it is not known
    proof     the proof that the claim's right side is the mistaken form; None only where no row fits
    """

    claim: Claim
    mistake: str
    sentence: str
    culprit: sp.Expr | None = None
    right: Claim | None = None
    proof: Proved | None = None
