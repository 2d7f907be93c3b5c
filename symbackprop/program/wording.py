"""Wording: a name for a short expression, made of its words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import sympy as sp

from symbackprop.network.heads import step


def wording(expression: sp.Expr) -> str:
    """Returns a name that says what the expression is.

    >>> from symbackprop.network import names
    >>> z, t = names("z t")
    >>> wording(1 - z), wording(z - t), wording(sp.log(1 - z))
    ('one_minus_z', 'z_minus_t', 'log_one_minus_z')
    """
    if expression.is_Symbol:
        return expression.name
    return _WORDS.get(expression.func, _any)(expression)


def _sum(expression: sp.Expr) -> str:
    added = [term for term in expression.args if not term.could_extract_minus_sign()]
    taken = [-term for term in expression.args if term.could_extract_minus_sign()]
    return "_minus_".join(["_plus_".join(map(wording, added)), *map(wording, taken)])


def _log(expression: sp.Expr) -> str:
    return f"log_{wording(expression.args[0])}"


def _step(expression: sp.Expr) -> str:
    return f"step_{wording(expression.args[0])}"


def _any(expression: sp.Expr) -> str:
    named = {1: "one", 2: "two"}
    if expression.is_Integer:
        return named.get(int(expression), str(expression))
    return "_".join(["part", *sorted(symbol.name for symbol in expression.free_symbols)])


_WORDS: Mapping[type, Callable[[sp.Expr], str]] = {sp.Add: _sum, sp.log: _log, step: _step}
