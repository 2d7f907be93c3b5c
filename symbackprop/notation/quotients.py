"""The layout of quotients, and which factors of a product stand below the line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sympy as sp

from symbackprop.notation import tree
from symbackprop.notation.brackets import ATOM, POWER, PRODUCT, bracketed, grouped, level

if TYPE_CHECKING:
    from symbackprop.notation.context import Context
    from symbackprop.notation.tree import Node


_TEN = 10


def lay_rational(number: sp.Rational, context: Context) -> Node:
    """Returns the layout of a rational number that is no integer."""
    numerator, denominator = tree.Number(str(abs(number.p))), tree.Number(str(number.q))
    value = tree.Fraction(numerator, denominator, "slash" if context.script else "small")
    return tree.Negative(value) if number.is_negative else value


def quotient(numerator: Node, denominator: Node, context: Context) -> Node:
    """Returns the layout of numerator/denominator, with a slash if it stands in an exponent.

    >>> from symbackprop.notation.context import Context
    >>> from symbackprop.notation.options import Notation
    >>> quotient(tree.Number("1"), tree.Number("2"), Context(Notation(), {})).style
    'display'
    """
    if context.script and level(denominator) >= POWER:
        return tree.Fraction(_before_slash(numerator), denominator, "slash")
    return tree.Fraction(grouped(numerator, POWER), grouped(denominator, POWER))


def is_reciprocal(factor: sp.Expr) -> bool:
    """Returns whether `factor` is written as a denominator: a power with a negative exponent, or 1/n.

    Powers of ten are not: 10^(-300) says how small a number is.

    >>> x = sp.Symbol("x")
    >>> is_reciprocal(1 / x), is_reciprocal(sp.exp(-x))
    (True, False)
    """
    if factor.is_Rational:
        return bool(factor.p == 1 and factor.q != 1)
    power_of_ten = factor.is_Pow and factor.base == _TEN and factor.exp != -1
    return bool(factor.is_Pow and factor.exp.as_coeff_Mul()[0].is_negative and not power_of_ten)


def reciprocal(factor: sp.Expr) -> sp.Expr:
    """Returns 1/factor as it stands in a denominator, with nothing evaluated.

    >>> reciprocal(sp.Symbol("x") ** -2)
    x**2
    """
    if factor.is_Rational:
        return sp.Integer(factor.q)
    return factor.base if factor.exp == -1 else sp.Pow(factor.base, -factor.exp, evaluate=False)


def _before_slash(numerator: Node) -> Node:
    """Returns the numerator in real brackets if it is a sum, has a slash or ends open, as Σ and log u do."""
    return bracketed(numerator, ATOM if any(map(_is_open, numerator.walk())) else PRODUCT)


def _is_open(node: Node) -> bool:
    has_slash = isinstance(node, tree.Fraction) and node.style == "slash"
    return has_slash or isinstance(node, tree.Big) or (isinstance(node, tree.Call) and node.bare)
