"""Equations among the hypotheses, solved for a variable."""

from __future__ import annotations

from collections.abc import Iterable

import sympy as sp

from symbackprop.proof.claims import Hypothesis
from symbackprop.proof.reader import Definitions
from symbackprop.proof.sampling import linear_in


def solve(given: Iterable[Hypothesis], definitions: Definitions) -> tuple[dict[sp.Expr, sp.Expr], Hypothesis | None]:
    """Returns the variables that equations determine, and an equation that could not be solved.

    An equation is solved for a variable in which it is linear with a rational coefficient,
    if the rest is a rational function of variables.

    >>> p, q = sp.symbols("p q", real=True)
    >>> solve([Hypothesis(p + q - 1, "=", "user")], {})
    ({q: 1 - p}, None)
    """
    solved: dict[sp.Expr, sp.Expr] = {}
    for hypothesis in given:
        if hypothesis.relation == "=":
            solution = _solution(hypothesis.expression.xreplace(solved), definitions)
            if solution is None:
                return solved, hypothesis
            symbol, body = solution
            solved = {name: other.xreplace({symbol: body}) for name, other in solved.items()}
            solved[symbol] = body
    return solved, None


def _solution(expression: sp.Expr, definitions: Definitions) -> tuple[sp.Expr, sp.Expr] | None:
    symbols = sorted(expression.free_symbols, key=str, reverse=True)
    if not symbols or any(symbol in definitions for symbol in symbols):
        return None
    for symbol in symbols:
        parts = linear_in(expression, symbol)
        if parts is not None and symbol.is_Symbol and parts[1].is_rational_function(*parts[1].free_symbols):
            return symbol, sp.expand(-parts[1] / parts[0])
    return None
