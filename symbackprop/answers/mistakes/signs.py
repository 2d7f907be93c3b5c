"""Signs: mistakes about plus and minus."""

from __future__ import annotations

from collections.abc import Iterator

import sympy as sp

from symbackprop.answers.mistakes.form import Form
from symbackprop.answers.mistakes.mistake import Slip
from symbackprop.answers.mistakes.right import Right


def difference_reversed(right: Right, form: Form) -> Iterator[Slip]:
    """Yields the form with a difference reversed, if the claim has it that way round: t - z for z - t."""
    claimed = {sp.Add(*node.args) for node in right.claim.rhs.atoms(sp.Add)}
    for difference in sorted(_differences(form), key=str):
        if -difference in claimed:
            value = form.value.xreplace({difference: -difference})
            yield Slip(value, -difference, difference)


def absolute_value(right: Right, form: Form) -> Iterator[Slip]:
    """Yields the form with the absolute value of a difference: |t - z| for z - t."""
    for difference in sorted(_differences(form), key=str):
        absolute = sp.Abs(difference)
        yield Slip(form.value.xreplace({difference: absolute}), absolute, difference)


def _differences(form: Form) -> set[sp.Expr]:
    """Returns the differences of two in the form: z - t."""
    return {node for node in form.value.atoms(sp.Add) if len(node.args) == 2 and _is_difference(*node.args)}


def _is_difference(one: sp.Expr, other: sp.Expr) -> bool:
    return one.could_extract_minus_sign() != other.could_extract_minus_sign()


def opposite(right: Right, form: Form) -> Iterator[Slip]:
    """Yields minus the form."""
    yield Slip(-form.value)


def of_a_term(right: Right, form: Form) -> Iterator[Slip]:
    """Yields the form with another sign before one of its terms."""
    if len(form.terms) > 1:
        for number, term in enumerate(form.terms):
            yield Slip(form.having(number, term.times(sp.S.NegativeOne)), term.value)


def inside_a_factor(right: Right, form: Form) -> Iterator[Slip]:
    """Yields the form with another sign inside one of its factors: 1 + y for 1 - y, e^s for e^(-s)."""
    for number, term, place, factor in form.factors:
        for node in sorted(factor.value.atoms(sp.Add), key=str):
            for part in node.args:
                wrong = node - 2 * part
                value = form.having(number, term.having(place, factor.value.xreplace({node: wrong})))
                yield Slip(value, wrong, node)
