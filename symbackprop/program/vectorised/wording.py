"""Wording: a name for a short expression in elements of arrays."""

from __future__ import annotations

import sympy as sp

from symbackprop.network.indices import head
from symbackprop.program.wording import wording


def worded(expression: sp.Expr) -> str:
    """Returns a name that says what the expression is, without subscripts.

    >>> k = sp.Symbol("k", integer=True)
    >>> p, t = sp.IndexedBase("p"), sp.IndexedBase("t")
    >>> worded(p[k] - t[k])
    'p_minus_t'
    """
    elements = {node: head(node) for node in expression.atoms(sp.Indexed)}
    return wording(expression.xreplace(elements))
