"""Names: one real SymPy symbol for each, and no two that print alike."""

from __future__ import annotations

from functools import lru_cache

import sympy as sp

MOST_NAMES = 100_000
"""The most names whose symbols are kept."""


def name(text: str) -> sp.Symbol:
    """Returns the real symbol called `text`; the same text always gives the same symbol.

    SymPy holds `Symbol("x")` and `Symbol("x", real=True)` for two different symbols that
    print alike. Every symbol of a network is made here, so that this cannot happen.

    >>> name("w_11")
    w_11
    >>> name("w_11") is name("w_11")
    True
    """
    return _symbol(text)


@lru_cache(maxsize=MOST_NAMES)
def _symbol(text: str) -> sp.Symbol:
    return sp.Symbol(text, real=True)


def names(text: str) -> tuple[sp.Symbol, ...]:
    """Returns the real symbols called by the words of `text`.

    >>> names("u_1 y_1")
    (u_1, y_1)
    """
    return tuple(name(word) for word in text.split())


def as_names(expression: sp.Basic) -> sp.Basic:
    """Returns `expression` with every symbol replaced by the one a network has of that name.

    Names become real; the indices of sums and subscripts integers; the ends of sums, where
    they are no index, positive integers.

    >>> as_names(sp.Symbol("x") + 1) == name("x") + 1
    True
    """
    sums, elements = expression.atoms(sp.Sum), expression.atoms(sp.Indexed)
    indices = {letter for node in sums for letter in node.variables}
    indices |= {letter for node in elements for place in node.indices for letter in place.free_symbols}
    ends = {end for node in sums for _, *limits in node.limits for limit in limits for end in limit.free_symbols}
    kinds = {symbol: {"integer": True, "positive": True} for symbol in ends} | {
        symbol: {"integer": True} for symbol in indices
    }
    made = {
        symbol: sp.Symbol(symbol.name, **kinds.get(symbol, {"real": True}))
        for symbol in expression.atoms(sp.Symbol)
        if not (symbol in kinds and symbol.is_integer)
    }
    return expression.xreplace({symbol: new for symbol, new in made.items() if symbol != new})
