"""Diagnosing: a claim that is refuted is compared with every mistake that is known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

import sympy as sp

from symbackprop.answers.judging import Judge, judge_of
from symbackprop.answers.mistakes.diagnosis import Diagnosis, in_words
from symbackprop.answers.mistakes.differing import differing
from symbackprop.answers.mistakes.form import Form, evaluated
from symbackprop.answers.mistakes.mistake import Mistake, Pieces, Slip, filled
from symbackprop.answers.mistakes.places import derivatives
from symbackprop.answers.mistakes.right import Right, right_of
from symbackprop.answers.mistakes.table import MISTAKES
from symbackprop.answers.vocabulary import Vocabulary
from symbackprop.network.indices import free_indices
from symbackprop.proof import Claim, Proved, Undecided

MOST_SLIPS = 1_000
"""How many mistaken forms a claim is compared with at the most."""
MOST_UNDECIDED = 25
"""After so many comparisons that the prover could not decide no more are made."""


def diagnose(claim: Claim, words: Vocabulary) -> Diagnosis:
    """Returns what is wrong with a claim that is refuted, where that can be proved.

    claim  a claim about a network of scalars or of arrays, with its left side first: dE/dw_11 = ...
    words  what its names mean

    Every mistake of MISTAKES is made in the right value of the left side; the first one that
    gives the claim's right side, as the prover finds, is named. Where none does, the
    diagnosis says by which factor or which term the right side differs from the right
    value, if that is short, and else nothing.

    >>> from symbackprop.answers import claims, vocabulary
    >>> from symbackprop.network import two_layer
    >>> words = vocabulary(two_layer())
    >>> (claim,) = claims("dE/dw_11 = delta_out*v_1*x_1", words)
    >>> diagnose(claim, words).sentence
    '∂E/∂w_11 is missing the factor y_1(1 − y_1), the slope of unit 1'
    """
    right = right_of(claim, words)
    if right is None:
        return Diagnosis(claim, "", "")
    judge = judge_of(claim, words)
    correct = right.holds(right.value, judge)
    if correct is None and right.source != "update":
        return Diagnosis(claim, "", "")
    found = _named(right, judge) or differing(right, judge) or Diagnosis(claim, "", "")
    return replace(found, claim=claim, **_instead(found.right, correct))


def _instead(seen: Claim | None, correct: Claim | None) -> dict[str, Any]:
    """Returns what holds instead, in the form in which the mistake is seen, and what that comes to.

    A side that was taken at its word is not said to equal itself.
    """
    if seen is None or correct is None or evaluated(seen.rhs) == evaluated(correct.rhs):
        seen, correct = seen or correct, None
    if correct is not None and correct.rhs == correct.lhs:
        correct = None
    says_nothing = seen is None or evaluated(seen.rhs) == evaluated(seen.lhs)
    return {"right": None if says_nothing else seen, "shortest": None if correct is None else correct.rhs}


def _named(right: Right, judge: Judge) -> Diagnosis | None:
    """Returns the diagnosis by the first mistake that gives the claim's other side; None if none does.

    Of a side that is 0 nothing is said but why: everything is a multiple of the right value that vanishes.
    """
    claimed, undecided = right.claim.rhs, 0
    is_zero = not judge.parts(claimed, sp.S.Zero) and isinstance(judge.prove(claimed, sp.S.Zero), Proved)
    for row, form, slip in islice(slips(right), MOST_SLIPS):
        if is_zero != (slip.value == 0) or judge.parts(claimed, slip.value):
            continue
        verdict = judge.prove(claimed, slip.value)
        undecided += isinstance(verdict, Undecided)
        if isinstance(verdict, Proved) and not verdict.sizes:
            return _diagnosis(right, form, row, slip, verdict, judge)
        if undecided > MOST_UNDECIDED:
            return None
    return None


def slips(right: Right) -> Iterator[tuple[Mistake, Form, Slip]]:
    """Yields every mistaken form once, with the mistake that makes it first and the right form it is made of.

    Left out are the right value itself, what depends on other indices than the claim, and
    for a network of scalars, where a sum is over the items, what is none if the claim is one.
    """
    seen = {right.value, *(form.value for form in right.forms)}
    kind = _kind(right.claim.rhs, right)
    for row in MISTAKES.values():
        for form in right.forms:
            for slip in row.slips(right, form):
                if slip.value not in seen and _kind(slip.value, right) == kind:
                    seen.add(slip.value)
                    yield row, form, slip


def _kind(expression: sp.Expr, right: Right) -> tuple[set[sp.Symbol], bool]:
    """Returns the free indices, and whether there is a sum over the items: what differs there is not proved equal."""
    over_items = not right.network.is_indexed and expression.has(sp.Sum)
    return {*free_indices(expression)} - {*right.words.sizes}, over_items


def _diagnosis(  # noqa: PLR0913, PLR0917  (these are what a mistake is made of)
    right: Right, form: Form, row: Mistake, slip: Slip, proof: Proved, judge: Judge
) -> Diagnosis | None:
    """Returns the diagnosis, if the form that the mistake was made in is proved to be right."""
    holds = right.holds(form.written, judge)
    if holds is None and right.source != "update":
        return None
    also = _also(slip, right, judge) if "{also}" in row.sentence else ()
    statement = filled(row.sentence, right.left, slip, also)
    return Diagnosis(
        right.claim,
        row.name,
        in_words(statement),
        slip.part,
        holds,
        proof,
        heading=row.heading,
        remark=filled(row.remark or row.sentence, right.left, slip, also),
        statement=statement,
    )


def _also(slip: Slip, right: Right, judge: Judge) -> Pieces:
    """Returns which other derivative has the value of a mistaken form, if one is proved to: ": this is ∂E/∂w_12"."""
    others = (known.left for known in derivatives(right) if known.value == slip.value)
    found = next((left for left in others if left != right.claim.lhs), None)
    proved = found is not None and isinstance(judge.prove(found, slip.value), Proved)
    return (": this is ", found) if proved else ()
