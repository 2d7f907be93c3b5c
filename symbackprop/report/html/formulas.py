"""Formulas on a page: MathML, in pieces between which a narrow screen may break."""

from __future__ import annotations

import sympy as sp
from markupsafe import Markup

from symbackprop.notation import layout, write
from symbackprop.notation.breaking import lines
from symbackprop.notation.options import Notation
from symbackprop.notation.tree import Node
from symbackprop.report.html.trusted import trusted

NARROW = 14.0
"""The width of a piece, in em: what fits beside a left side on a telephone."""


def inline(expression: sp.Basic | Node, notation: Notation) -> Markup:
    """Returns a formula in running text.

    >>> inline(sp.Symbol("x"), Notation())
    Markup('<math><mi>x</mi></math>')
    """
    return trusted(write(expression, "mathml-inline", notation))


def displayed(expression: sp.Basic | Node, notation: Notation) -> Markup:
    """Returns a formula on a line of its own, in one piece."""
    return trusted(write(expression, "mathml", notation))


def broken(expression: sp.Basic | Node, notation: Notation, measure: float = NARROW) -> tuple[Markup, ...]:
    """Returns a displayed formula in pieces, none wider than `measure` em if it can be broken at all.

    Chromium does not break inside a formula, so each piece is a formula of its own; side by
    side they are the whole.
    """
    return tuple(displayed(piece, notation) for piece in lines(layout(expression, notation), measure))
