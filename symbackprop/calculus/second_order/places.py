"""Places: the letters of a second copy of an array's indices, j and j'.

A second derivative speaks of two elements, which may be of one array: w_ji and w_j'i'.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import sympy as sp

from symbackprop.network.functions import PRIME
from symbackprop.network.indices import element, head, index, rebound, renamed, subscripts


def primed(letter: sp.Symbol, taken: Iterable[sp.Symbol]) -> sp.Symbol:
    """Returns the index with as many primes as it takes to be none of `taken`.

    >>> j = index("j")
    >>> primed(j, [j]), primed(j, [])
    (j', j)
    """
    used = {symbol.name for symbol in taken}
    text = letter.name
    while text in used:
        text += PRIME
    return index(text)


def copied(quantity: sp.Expr, taken: Iterable[sp.Symbol]) -> sp.Expr:
    """Returns the element of the same array at letters that are none of `taken`.

    >>> from symbackprop.network.indices import array
    >>> j, i = index("j"), index("i")
    >>> copied(array("w")[j, i], [j])
    w[j', i]
    """
    used = set(taken)
    letters = []
    for letter in subscripts(quantity):
        letters.append(primed(letter, used))
        used.add(letters[-1])
    return element(head(quantity), letters)


def spaced(expression: sp.Expr, taken: Iterable[sp.Symbol]) -> sp.Expr:
    """Returns the expression with bound indices that are none of `taken`, and different from one another.

    >>> from symbackprop.network.indices import array
    >>> k = index("k")
    >>> spaced(sp.Sum(array("x")[k], (k, 1, 3)), [k])
    Sum(x[k'], (k', 1, 3))
    """
    used = set(taken)

    def give_way(letter: sp.Symbol) -> sp.Symbol:
        used.add(new := primed(letter, used))
        return new

    return rebound(expression, give_way)


def moved(expression: sp.Expr, quantity: sp.Expr, to: Sequence[sp.Expr]) -> sp.Expr:
    """Returns an expression about `quantity` at its letters, at the subscripts `to` instead.

    >>> from symbackprop.network.indices import array
    >>> j = index("j")
    >>> moved(array("y")[j] ** 2, array("u")[j], [index("k")])
    y[k]**2
    """
    return renamed(expression, dict(zip(subscripts(quantity), to, strict=True)))
