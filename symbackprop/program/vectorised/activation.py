"""Activation: how a row of ACTIVATIONS is computed on arrays of any precision."""

from __future__ import annotations

from dataclasses import replace

import sympy as sp

from symbackprop.network.activation import Activation, T, U, Y
from symbackprop.network.heads import softplus, step
from symbackprop.network.losses import LOSSES, R
from symbackprop.network.names import name
from symbackprop.network.spelling import Spelling
from symbackprop.program.lines import spelling_of
from symbackprop.program.vectorised.nodes import CoshSquared
from symbackprop.program.vectorised.spelling import LARGEST_EXPONENT

_COSH_SQUARED, _STEP = name("cosh_squared"), name("step")


def array_spelling(row: Activation) -> Spelling:
    """Returns the row's spelling as it suits arrays.

    >>> from symbackprop.network import ACTIVATIONS
    >>> array_spelling(ACTIVATIONS["relu"]).value
    step*u
    """
    spelling = with_loss_of_logits(spelling_of(row), row)
    return with_steps(with_quotients(_for_any_precision(spelling)))


def with_loss_of_logits(spelling: Spelling, row: Activation) -> Spelling:
    """Returns the spelling; that of softplus with the loss of logits, softplus(s) - t*s, in it."""
    if row.function is not softplus:
        return spelling
    known = {value: symbol for symbol, value in spelling.auxiliaries}
    accurate = LOSSES["binary_cross_entropy_logits"].accurate.xreplace({R: U}).xreplace(known)
    return replace(spelling, rewrites=(*spelling.rewrites, (Y - T * U, accurate)))


def with_quotients(spelling: Spelling) -> Spelling:
    """Returns the spelling with 1 / cosh(u)^2 for sech(u)^2: a product is divided by it in one step."""
    slope = spelling.slope.xreplace({sp.sech(U) ** 2: 1 / _COSH_SQUARED})
    return replace(spelling, slope=slope, auxiliaries=(*spelling.auxiliaries, (_COSH_SQUARED, CoshSquared(U))))


def with_steps(spelling: Spelling) -> Spelling:
    """Returns the spelling with u*step(u) for max(u, 0) where the slope is step(u), which is then computed once."""
    if spelling.slope != step(U):
        return spelling
    return replace(
        spelling,
        value=spelling.value.xreplace({sp.Max(U, 0): U * _STEP}),
        slope=_STEP,
        auxiliaries=(*spelling.auxiliaries, (_STEP, step(U))),
        rewrites=(*spelling.rewrites, (step(U), _STEP)),
    )


def _for_any_precision(spelling: Spelling) -> Spelling:
    """Returns the spelling with the largest exponent of the precision in use where a row has that of doubles."""
    doubles = {sp.Integer(709): LARGEST_EXPONENT}

    def general(expression: sp.Expr) -> sp.Expr:
        return expression.xreplace(doubles)

    return Spelling(
        value=general(spelling.value),
        slope=general(spelling.slope),
        auxiliaries=tuple((symbol, general(value)) for symbol, value in spelling.auxiliaries),
        rewrites=tuple((pattern, general(accurate)) for pattern, accurate in spelling.rewrites),
    )
