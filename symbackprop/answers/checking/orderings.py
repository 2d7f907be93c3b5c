"""Orderings: u < v, u ≥ v, u ≠ v, for all values of the names, for none, or for some.

What holds for some values and not for others is a condition: it claims nothing. What is never so is refuted. That
u ≥ v for all values is the claim |u − v| = u − v; u > v is that besides, and u ≠ v.
"""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from symbackprop.answers.checking.finding import Word
from symbackprop.answers.judging import judged
from symbackprop.answers.vocabulary import Vocabulary
from symbackprop.network import ACTIVATIONS
from symbackprop.proof import Claim, Hypothesis, Proved, Refuted, Verdict

ORDERINGS = frozenset({"<", "<=", ">", ">=", "!="})
"""The signs between sides that are ordered."""

_TURNED = {"<": ">", "<=": ">="}


@dataclass(frozen=True)
class Ordering:
    """The verdict on an inequality.

    word     "proved" if it holds for all values, "refuted" if for none, "taken" if it is a condition, or "undecided"
    fact     why
    verdict  what it rests on, if it is one verdict
    """

    word: Word
    fact: str
    verdict: Verdict | None = None

    def details(self) -> tuple[tuple[str, str], ...]:
        """Returns the evidence as (what, text) pairs."""
        further = self.verdict.details() if self.word == "proved" and self.verdict is not None else ()
        return ("because", self.fact), *further


def ordering(left: sp.Expr, sign: str, right: sp.Expr, words: Vocabulary, given: tuple[Hypothesis, ...]) -> Ordering:
    """Returns the verdict on an inequality between two sides.

    sign  one of ORDERINGS

    >>> from symbackprop.answers.vocabulary import vocabulary
    >>> from symbackprop.network import two_layer
    >>> known = vocabulary(two_layer())
    >>> z, t = known.quantities["z"], known.quantities["t"]
    >>> [ordering(*sides, known, ()).word for sides in ((z, "<", 1 + t**2), (z, ">", sp.S(2)), (z, ">", t))]
    ['proved', 'refuted', 'taken']
    """
    sides = (right, left) if sign in _TURNED else (left, right)
    asked = _Asked(_difference(*sides), words, given)
    return {">": _greater, ">=": _at_least, "!=": _different}[_TURNED.get(sign, sign)](asked)


def _difference(left: sp.Expr, right: sp.Expr) -> sp.Expr:
    """Returns left − right as it is written; SymPy asks 0·(−1) whether it is 0, and does not always find out."""
    if right == 0:
        return left
    return _signed(-1, right) if left == 0 else sp.Add(left, _signed(-1, right), evaluate=False)


def _signed(sign: int, side: sp.Expr) -> sp.Expr:
    if sign > 0 or side.is_Rational:
        return side if sign > 0 else -side
    return sp.Mul(-1, side, evaluate=False)


@dataclass(frozen=True)
class _Asked:
    """The difference of two sides, whose sign is asked for."""

    difference: sp.Expr
    words: Vocabulary
    given: tuple[Hypothesis, ...]

    def on(self, left: sp.Expr, right: sp.Expr) -> Verdict:
        return judged([Claim(left, right, self.words.definitions, self.given)], self.words)[0]

    def is_signed(self, sign: int) -> Verdict:
        """Returns whether the difference has the sign everywhere, or is 0."""
        return self.on(sp.Abs(self.difference, evaluate=False), _signed(sign, self.difference))

    def is_strict(self, sign: int) -> bool:
        """Returns whether the difference has the sign everywhere, and is nowhere 0."""
        step = ACTIVATIONS["step"](_signed(sign, self.difference))
        verdict = self.on(step, sp.S.One)
        return isinstance(verdict, Proved) and not any(found.sort == "kink" for found in verdict.hypotheses)


def _different(asked: _Asked) -> Ordering:
    verdict = asked.on(asked.difference, sp.S.Zero)
    if isinstance(verdict, Proved):
        return Ordering("refuted", "the sides are equal", verdict)
    if asked.is_strict(1) or asked.is_strict(-1):
        return Ordering("proved", "one side is always the larger one")
    return _condition() if isinstance(verdict, Refuted) else _open()


def _at_least(asked: _Asked) -> Ordering:
    above = asked.is_signed(1)
    if isinstance(above, Proved):
        return Ordering("proved", "the difference is its own absolute value", above)
    below = asked.is_signed(-1)
    if isinstance(below, Proved):
        return Ordering("refuted", "it is the other way round", below) if asked.is_strict(-1) else _open()
    return _condition() if isinstance(above, Refuted) and isinstance(below, Refuted) else _open()


def _greater(asked: _Asked) -> Ordering:
    above, below = asked.is_signed(1), asked.is_signed(-1)
    if isinstance(below, Proved):
        return Ordering("refuted", "it is never so: the difference is nowhere positive", below)
    if isinstance(above, Proved):
        return Ordering("proved", "the difference is positive everywhere", above) if asked.is_strict(1) else _open()
    return _condition() if isinstance(above, Refuted) and isinstance(below, Refuted) else _open()


def _condition() -> Ordering:
    return Ordering("taken", "it holds for some values and not for others: a condition, nothing is claimed")


def _open() -> Ordering:
    return Ordering("undecided", "whether it holds for all values")
