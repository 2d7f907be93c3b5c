"""Updates: mistakes about the step of gradient descent."""

from __future__ import annotations

from collections.abc import Iterator

import sympy as sp

from symbackprop.answers.mistakes.form import Form
from symbackprop.answers.mistakes.mistake import Slip
from symbackprop.answers.mistakes.right import Right


def sign(right: Right, form: Form) -> Iterator[Slip]:
    """Yields the update that goes up the slope."""
    if right.source == "update":
        for number, term in enumerate(form.terms):
            if term.value != right.claim.lhs:
                yield Slip(form.having(number, term.times(sp.S.NegativeOne)), -term.value)
