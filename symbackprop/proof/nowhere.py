"""Nowhere defined: whether an expression is undefined at every point, the kinks included."""

from __future__ import annotations

from collections.abc import Sequence

import sympy as sp

from symbackprop.proof.cases import Leaf, decide
from symbackprop.proof.claims import Hypothesis
from symbackprop.proof.limits import OutOfReach
from symbackprop.proof.reader import Scope
from symbackprop.proof.survey import expressions_in

_SUSPECTS = 40


def undefined_away_from_kinks(expression: sp.Expr, scope: Scope, given: Sequence[Hypothesis]) -> bool:
    """Returns whether the expression is undefined in every case."""
    return _undefined(decide(expression, expression, scope, given))


def undefined_everywhere(expression: sp.Expr, scope: Scope, given: Sequence[Hypothesis]) -> bool:
    """Returns whether the expression is seen to be undefined at every point.

    Either no case was needed to see it, or that is so for a logarithm, a power or a
    quotient inside, which is evaluated at every point if there are no branches.
    """
    leaves = decide(expression, expression, scope, given)
    if _undefined(leaves) and _without_kinks(leaves):
        return True
    inside = expressions_in((expression,), scope.values)
    if any(isinstance(node, sp.Piecewise) for node in inside):
        return False
    suspects = sorted((node for node in inside if isinstance(node, sp.log | sp.Pow)), key=str)
    return any(_suspect_is_undefined(node, scope, given) for node in suspects[:_SUSPECTS])


def _suspect_is_undefined(node: sp.Expr, scope: Scope, given: Sequence[Hypothesis]) -> bool:
    try:
        leaves = decide(node, node, scope, given)
    except OutOfReach:
        return False
    return _undefined(leaves) and _without_kinks(leaves)


def _undefined(leaves: Sequence[Leaf]) -> bool:
    return all(leaf.finding == "undefined" for leaf in leaves)


def _without_kinks(leaves: Sequence[Leaf]) -> bool:
    """Returns whether nothing was left out on the way to the leaves: what is undefined there is so everywhere."""
    kinks = (hypothesis.sort == "kink" for leaf in leaves for hypothesis in leaf.tower.hypotheses)
    return not any(leaf.conditions for leaf in leaves) and not any(kinks)
