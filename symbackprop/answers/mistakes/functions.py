"""Functions: mistakes about what a function is, and what it is applied to."""

from __future__ import annotations

from collections.abc import Iterator

import sympy as sp

from symbackprop.answers.mistakes.form import Form
from symbackprop.answers.mistakes.mistake import Slip
from symbackprop.answers.mistakes.right import Right
from symbackprop.network import ACTIVATIONS


def _applied(form: Form) -> list[sp.Expr]:
    return sorted(form.value.atoms(sp.Function), key=str)


def minus_missing(right: Right, form: Form) -> Iterator[Slip]:
    """Yields the form with a function at minus its argument: 1/(1 + e^s) for 1/(1 + e^(-s))."""
    read = {node.func for node in right.claim.rhs.atoms(sp.Function)}
    applied = [node for node in _applied(form) if len(node.args) == 1 and node.func in read]
    for node in applied:
        wrong = node.func(-node.args[0])
        yield Slip(form.value.xreplace({node: wrong}), wrong, node)
    if len(applied) > 1:
        wrong = form.value.xreplace({node: node.func(-node.args[0]) for node in applied})
        yield Slip(wrong, wrong, form.value)


def another(right: Right, form: Form) -> Iterator[Slip]:
    """Yields the form with another function in place of an activation."""
    for node in _applied(form):
        if any(node.func == row.function for row in ACTIVATIONS.values()):
            for row in ACTIVATIONS.values():
                wrong = row(node.args[0])
                if row.function != node.func:
                    yield Slip(form.value.xreplace({node: wrong}), wrong, node)
