"""Products as they are written: factors in the order given, nothing multiplied out."""

from __future__ import annotations

from collections.abc import Iterable

import sympy as sp


def product(*factors: sp.Expr) -> sp.Expr:
    """Returns the product of the factors in the order given; ones are left out.

    A factor that is itself a product stays a group: y_1*(1 - y_1) is one factor of a chain.

    >>> from symbackprop.network.names import names
    >>> d, y = names("d y")
    >>> product(d, sp.S.One, y * (1 - y)).args
    (d, y*(1 - y))
    """
    kept = [factor for factor in factors if factor != 1]
    if any(factor.is_zero for factor in kept):
        return sp.S.Zero
    if not kept:
        return sp.S.One
    return kept[0] if len(kept) == 1 else sp.Mul(*kept, evaluate=False)


def total(terms: Iterable[sp.Expr]) -> sp.Expr:
    """Returns the sum of the terms in the order given, unevaluated; zeros are left out.

    >>> total([])
    0
    """
    kept = [term for term in terms if not term.is_zero]
    if not kept:
        return sp.S.Zero
    return kept[0] if len(kept) == 1 else sp.Add(*kept, evaluate=False)


def multiplied(factors: Iterable[sp.Expr]) -> sp.Expr:
    """Returns the evaluated product: groups opened, common factors cancelled.

    >>> from symbackprop.network.names import name
    >>> z = name("z")
    >>> multiplied([1 / (z * (1 - z)), z * (1 - z)])
    1
    """
    return sp.Mul(*(leaf for factor in factors for leaf in sp.Mul.make_args(factor)))
