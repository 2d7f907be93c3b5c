"""Composition: the Hessian of a scalar network against SymPy's `diff`, twice.

The loss is composed into one expression of inputs and parameters. Maxima and absolute
values are written case by case first, for SymPy's second derivative of |u| is a
distribution.
"""

from __future__ import annotations

from collections.abc import Mapping

import sympy as sp

from symbackprop.calculus.second_order import SecondOrder
from symbackprop.proof.first_principles import composed
from symbackprop.proof.prover import Prover
from symbackprop.proof.verdict import Verdict

LARGEST_LOSS = 2_000
"""The most nodes a composed loss may have before SymPy is not asked for its second derivatives."""


def by_composition(second: SecondOrder, prover: Prover) -> Mapping[tuple[sp.Expr, sp.Expr], Verdict]:
    """Returns the verdict on each entry of the Hessian; none if the composed loss is too long."""
    loss = composed(second.network.loss.name, second.network.definitions, LARGEST_LOSS)
    if loss is None:
        return {}
    whole = case_by_case(loss)
    slopes = {parameter: sp.diff(whole, parameter) for parameter in second.network.parameters}
    return {
        pair: prover.prove(sp.diff(slopes[pair[0]], pair[1]), entry.value) for pair, entry in second.hessian.items()
    }


def case_by_case(expression: sp.Expr) -> sp.Expr:
    """Returns the expression with maxima, minima and absolute values as cases.

    >>> u = sp.Symbol("u", real=True)
    >>> case_by_case(sp.Abs(u))
    Piecewise((u, u > 0), (-u, True))
    """
    for head, cases in _CASES.items():
        expression = expression.replace(head, cases)
    return expression


def _largest(*candidates: sp.Expr) -> sp.Expr:
    first, *others = candidates
    rest = others[0] if len(others) == 1 else _largest(*others)
    return sp.Piecewise((first, first > rest), (rest, True))


def _smallest(*candidates: sp.Expr) -> sp.Expr:
    return -_largest(*(-candidate for candidate in candidates))


def _absolute(argument: sp.Expr) -> sp.Expr:
    return sp.Piecewise((argument, argument > 0), (-argument, True))


_CASES = {sp.Max: _largest, sp.Min: _smallest, sp.Abs: _absolute}
