"""Cancelling: products of adjoints and partials in which a denominator meets its factor.

The slope of binary cross-entropy, (z - t)/(z*(1 - z)), times the slope of the sigmoid,
z*(1 - z), is z - t. Computed factor by factor it is 0/0 where the sigmoid saturates.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import sympy as sp

from symbackprop.calculus.products import multiplied


def cancelled(factors: Iterable[sp.Expr]) -> tuple[sp.Expr, ...] | None:
    """Returns the terms of the product with common factors cancelled, or None if there are none.

    A sum that divides by such a factor is multiplied out; nothing else is.

    >>> from symbackprop.network import names
    >>> z, t, v = names("z t v")
    >>> cancelled([-t / z + (1 - t) / (1 - z), z * (1 - z)])
    (z*(1 - t), -t*(1 - z))
    >>> cancelled([z - t, v]) is None
    True
    """
    leaves = [leaf for factor in factors for leaf in sp.Mul.make_args(factor)]
    if not _meets(leaves):
        return None
    products: list[list[sp.Expr]] = [[]]
    for leaf in leaves:
        terms = leaf.args if leaf.is_Add and any(_denominators(leaf)) else (leaf,)
        products = [[*product, term] for product in products for term in terms]
    return tuple(multiplied(product) for product in products)


def _meets(leaves: list[sp.Expr]) -> bool:
    numerators = {base for leaf in leaves for base, exponent in [leaf.as_base_exp()] if not exponent.is_negative}
    return any(base in numerators for leaf in leaves for base in _denominators(leaf))


def _denominators(leaf: sp.Expr) -> Iterator[sp.Expr]:
    """Returns the bases that the leaf, or a term of it, divides by."""
    for term in sp.Add.make_args(leaf):
        for factor in sp.Mul.make_args(term):
            base, exponent = factor.as_base_exp()
            if exponent.is_negative and not base.is_number:
                yield base
