"""Spellings: how a function is computed in floating point without losing digits."""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp


@dataclass(frozen=True)
class Spelling:
    """An accurate way to compute a function y = f(u) and its slope in floating point.

    auxiliaries  (name, expression) pairs, computed in this order and read by what follows
    value        f(u), in the auxiliaries and U
    slope        f'(u), in the auxiliaries, U and Y
    rewrites     (exact, accurate) pairs: an expression that would cancel (1 - y, y - t,
                 log y) and the spelling that does not
    valid_where  expressions that are positive where the spelling equals the function
                 exactly; outside, both agree to less than 1e-300 (a clamp against overflow)

    That every spelling equals what it stands for is proved, row by row, under
    `valid_where` (see `symbackprop.proof.lemmas`).
    """

    value: sp.Expr
    slope: sp.Expr
    auxiliaries: tuple[tuple[sp.Symbol, sp.Expr], ...] = ()
    rewrites: tuple[tuple[sp.Expr, sp.Expr], ...] = ()
    valid_where: tuple[sp.Expr, ...] = ()
