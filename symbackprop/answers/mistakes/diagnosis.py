"""The diagnosis: what is wrong with a claim, what holds instead, and the proof of both."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TypeAlias

import sympy as sp

from symbackprop.notation import equation, write
from symbackprop.proof import Claim, Proved
from symbackprop.proof.enclosure import Enclosure

Piece: TypeAlias = str | sp.Expr
"""A part of a sentence: words, or a formula that is written as the page writes formulas."""


@dataclass(frozen=True)
class Within:
    """The proof that a number can have been made of another: what is made of it, and what is printed, overlap."""

    made: Enclosure
    printed: Enclosure


@dataclass(frozen=True, repr=False)
class Diagnosis:
    """What is wrong with a claim that is refuted.

    claim      the claim; its right side is the mistaken one, or its left side, if only the right one has a value
    mistake    the row of MISTAKES that was made, by its name; "" where none fits
    sentence   what is wrong, as a fact: "∂E/∂w_11 is missing the factor y_1(1 − y_1), the slope of unit 1"; where
               no row fits, by which factor the sides differ; "" if that has no simple form
    culprit    the part that is missing, superfluous or in the wrong place, to be marked; None if there is none
    right      what holds instead, proved, in the form in which the mistake is seen; None if it is not known
    proof      the proof that the mistaken side is what the row makes of the right value; where no row fits, that
               it is the right value times the factor; of a number, that it is that within its digits; None only
               where `sentence` is ""
    shortest   what holds instead, in its shortest form, proved; None if `right` says it already
    heading    the word that a page sets in front of `remark`: "missing"
    remark     what a page says under that heading, in words and formulas: "y_1(1 − y_1), the slope of unit 1"
    statement  the sentence, in words and formulas
    """

    claim: Claim
    mistake: str
    sentence: str
    culprit: sp.Expr | None = None
    right: Claim | None = None
    proof: Proved | Within | None = None
    shortest: sp.Expr | None = None
    heading: str = "mistake"
    remark: tuple[Piece, ...] = ()
    statement: tuple[Piece, ...] = ()

    def __str__(self) -> str:
        """Returns the sentence, or that nothing is known."""
        return self.sentence or "nothing is known of what is wrong"

    def __repr__(self) -> str:
        return f"Diagnosis({self.mistake or 'no known mistake'}: {self})"

    def _repr_html_(self) -> str:
        said = (
            escape(piece) if isinstance(piece, str) else _formula(write(piece, "latex")) for piece in self.statement
        )
        right = "" if self.right is None else _formula(write(equation(self.right.lhs, self.right.rhs), "latex"))
        return f"<p>{''.join(said) or self}</p>" + (f"<p>{right}</p>" if right else "")


def _formula(latex: str) -> str:
    return f"${escape(latex)}$"


def in_words(pieces: tuple[Piece, ...], form: str = "unicode") -> str:
    """Returns words and formulas as one text.

    >>> from symbackprop.network import name
    >>> in_words(("the factor ", name("delta_1"), " is missing"))
    'the factor δ_1 is missing'
    """
    return "".join(piece if isinstance(piece, str) else write(piece, form) for piece in pieces)
