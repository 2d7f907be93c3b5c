"""Differing: by which factor, or by which term, a claim's right side differs from the right value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import sympy as sp

from symbackprop.answers.judging import Judge
from symbackprop.answers.mistakes.diagnosis import Diagnosis, Piece, in_words
from symbackprop.answers.mistakes.form import Form, in_order
from symbackprop.answers.mistakes.right import Right
from symbackprop.calculus.expansion import node_count
from symbackprop.proof import Proved

LARGEST = 60
"""How many nodes the sides may have together for a factor or a term to be looked for."""
LONGEST = 12
"""How many nodes a factor or a term may have that is shown."""
_HIGHEST = 6


class Difference(NamedTuple):
    """How a side may come from a form of the right value.

    part   the factor, or the term
    whole  the right value times the factor, or plus the term
    said   that, in words and formulas
    form   the form of the right value
    """

    part: sp.Expr
    whole: sp.Expr
    said: tuple[Piece, ...]
    form: Form


def differing(right: Right, judge: Judge) -> Diagnosis | None:
    """Returns by which short factor, or else term, the claim's other side differs from the right value.

    None if by none. It is found by cancelling, and then proved like everything else.
    """
    small = [form for form in right.forms if _are_small(right.claim.rhs, form.value)]
    for found in (*sorted(_factors(right, small), key=_plainness), *sorted(_terms(right, small), key=_plainness)):
        verdict = judge.prove(right.claim.rhs, found.whole)
        holds = right.holds(found.form.written, judge)
        known = holds is not None or right.source == "update"
        if isinstance(verdict, Proved) and not verdict.sizes and known:
            words = in_words(found.said)
            return Diagnosis(
                right.claim, "", words, found.part, holds, verdict, remark=found.said, statement=found.said
            )
    return None


def _plainness(found: Difference) -> tuple[bool, int, str]:
    """Returns a sort key: what has a number above or below the line first, short ones first."""
    above, below = found.part.as_numer_denom()
    return not (above.is_number or below.is_number), node_count(found.part), str(found.part)


def _factors(right: Right, forms: list[Form]) -> Iterator[Difference]:
    claimed = in_order(right.claim.rhs)
    for form in forms:
        ratio = _with_differences_of(form.value, sp.factor(claimed / form.value))
        shorter = node_count(sp.numer(ratio)) < node_count(claimed)
        if ratio not in (0, 1) and node_count(ratio) <= LONGEST and shorter:
            shown: tuple[Piece, ...] = ("(", ratio, ")") if ratio.is_Add else (ratio,)
            yield Difference(ratio, form.value * ratio, ("it is ", *shown, " times the right value"), form)


def _terms(right: Right, forms: list[Form]) -> Iterator[Difference]:
    claimed = in_order(right.claim.rhs)
    for form in forms:
        term = sp.expand(claimed - form.value)
        if term != 0 and node_count(term) <= LONGEST and node_count(term) < node_count(claimed):
            sign, part = (" minus ", -term) if term.could_extract_minus_sign() else (" plus ", term)
            shown: tuple[Piece, ...] = ("(", part, ")") if part.is_Add else (part,)
            yield Difference(term, form.value + term, ("it is the right value", sign, *shown), form)


def _with_differences_of(value: sp.Expr, ratio: sp.Expr) -> sp.Expr:
    """Returns the ratio with its differences the way round that the value has them: 1 - z, not z - 1."""
    known = value.atoms(sp.Add)
    turned = [(base, power) for base, power in ratio.as_powers_dict().items() if -base in known]
    back = (factor for base, power in turned for factor in (base**-power, (-1) ** power, (-base) ** power))
    return sp.Mul(ratio, *back)


def _are_small(*sides: sp.Expr) -> bool:
    """Returns whether sides are cancelled quickly: polynomials of low degree in names."""
    powers = [power for side in sides for power in side.atoms(sp.Pow)]
    low = all(power.exp.is_Integer and abs(power.exp) <= _HIGHEST for power in powers)
    plain = not any(side.has(sp.Float, sp.exp, sp.log, sp.Sum, sp.KroneckerDelta) for side in sides)
    return low and plain and sum(map(node_count, sides)) <= LARGEST and not any(side.is_zero for side in sides)
