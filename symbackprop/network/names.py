"""Names: one real SymPy symbol for each, and no two that print alike."""

from __future__ import annotations

import sympy as sp


def name(text: str) -> sp.Symbol:
    """Returns the real symbol called `text`; the same text always gives the same symbol.

    SymPy holds `Symbol("x")` and `Symbol("x", real=True)` for two different symbols that
    print alike. Every symbol of a network is made here, so that this cannot happen.

    >>> name("w_11")
    w_11
    >>> name("w_11") == name("w_11")
    True
    """
    return sp.Symbol(text, real=True)


def names(text: str) -> tuple[sp.Symbol, ...]:
    """Returns the real symbols called by the words of `text`.

    >>> names("u_1 y_1")
    (u_1, y_1)
    """
    return tuple(name(word) for word in text.split())


def as_names(expression: sp.Basic) -> sp.Basic:
    """Returns `expression` with every symbol replaced by the real symbol of that name.

    >>> as_names(sp.Symbol("x") + 1) == name("x") + 1
    True
    """
    foreign = {symbol: name(symbol.name) for symbol in expression.free_symbols if symbol != name(symbol.name)}
    return expression.xreplace(foreign)
