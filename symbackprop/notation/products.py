"""The layout of products and quotients."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import sympy as sp

from symbackprop.notation import tree
from symbackprop.notation.brackets import POWER, PRODUCT, bracketed, grouped, level, with_brackets
from symbackprop.notation.context import Context
from symbackprop.notation.order import belongs_to, by_hand, ordered_factors
from symbackprop.notation.tree import Factor, FractionStyle, Gap, Node


def lay_product(expression: sp.Mul, context: Context) -> Node:
    """Returns the layout of a product; its sign is taken out, its denominators make a fraction."""
    coefficient, factors = _coefficient(expression)
    if coefficient.is_negative:
        return tree.Negative(bracketed(_unsigned(expression, -coefficient, factors, context), PRODUCT))
    return _unsigned(expression, coefficient, factors, context)


def lay_rational(number: sp.Rational, context: Context) -> Node:
    """Returns the layout of a rational number that is no integer."""
    numerator, denominator = tree.Number(str(abs(number.p))), tree.Number(str(number.q))
    value = tree.Fraction(numerator, denominator, "slash" if context.script else "small")
    return tree.Negative(value) if number.is_negative else value


def quotient(numerator: Node, denominator: Node, context: Context) -> Node:
    """Returns the layout of numerator/denominator, with a slash if it stands in an exponent.

    >>> from symbackprop.notation.options import Notation
    >>> quotient(tree.Number("1"), tree.Number("2"), Context(Notation(), {})).style
    'display'
    """
    style: FractionStyle = "slash" if context.script and level(denominator) >= POWER else "display"
    top = tree.Group(numerator) if _looks_like_a_derivative(numerator, denominator) else grouped(numerator, POWER)
    return tree.Fraction(top, grouped(denominator, POWER), style)


def is_reciprocal(factor: sp.Expr) -> bool:
    """Returns whether `factor` is written as a denominator: a power with a negative exponent.

    >>> x = sp.Symbol("x")
    >>> is_reciprocal(1 / x), is_reciprocal(sp.exp(-x))
    (True, False)
    """
    return bool(factor.is_Pow and factor.exp.as_coeff_Mul()[0].is_negative)


def reciprocal(factor: sp.Pow) -> sp.Expr:
    """Returns 1/factor as it stands in a denominator, with nothing evaluated.

    >>> reciprocal(sp.Symbol("x") ** -2)
    x**2
    """
    return factor.base if factor.exp == -1 else sp.Pow(factor.base, -factor.exp, evaluate=False)


def _coefficient(expression: sp.Mul) -> tuple[sp.Number, tuple[sp.Expr, ...]]:
    first, *rest = expression.args
    if first.is_Number and first != 1 and rest:
        return first, tuple(rest)
    return sp.S.One, expression.args


def _unsigned(expression: sp.Mul, coefficient: sp.Number, factors: Sequence[sp.Expr], context: Context) -> Node:
    if by_hand(expression):
        return _product_by_hand(coefficient, factors, context)
    above = [factor for factor in factors if not is_reciprocal(factor)]
    below = [reciprocal(factor) for factor in factors if is_reciprocal(factor)]
    above, below = ordered_factors(tuple(above)), ordered_factors(tuple(below))
    return _over(coefficient, above, below, context)


def _product_by_hand(coefficient: sp.Number, factors: Sequence[sp.Expr], context: Context) -> Node:
    inverses = [is_reciprocal(factor) for factor in factors]
    count = inverses.index(True) if any(inverses) else len(factors)
    if all(inverses[count:]):
        return _over(coefficient, factors[:count], [reciprocal(factor) for factor in factors[count:]], context, True)
    return _joined(_numeral(coefficient, context), factors, context, handmade=True)


def _over(
    coefficient: sp.Number,
    above: Sequence[sp.Expr],
    below: Sequence[sp.Expr],
    context: Context,
    handmade: bool = False,
) -> Node:
    times, over = coefficient.as_numer_denom()
    if not below and not (context.script and over != 1):
        return _joined(_numeral(coefficient, context), above, context, handmade)
    inner = replace(context, outermost=False)
    numerator = _joined(_numeral(times, inner), above, inner, handmade)
    denominator = _joined(_numeral(over, inner), below, inner, handmade)
    return quotient(numerator, denominator, context)


def _numeral(coefficient: sp.Number, context: Context) -> list[Node]:
    return [] if coefficient == 1 else [context.lay(coefficient)]


def _joined(numeral: list[Node], factors: Sequence[sp.Expr], context: Context, handmade: bool = False) -> Node:
    nodes = [*numeral, *(context.lay(factor) for factor in factors)]
    if not nodes:
        return tree.Number("1")
    if len(nodes) == 1:
        return nodes[0]
    pairs = {position + len(numeral) for position in range(1, len(factors)) if _is_pair(factors, position)}
    parts = [_as_factor(node, last=position == len(nodes) - 1) for position, node in enumerate(nodes)]
    spread = any(map(_is_spread, parts[len(numeral) :]))
    widest = _widest(context, handmade, spread, len(factors))
    items = [Factor("tight", parts[0])]
    for position in range(1, len(parts)):
        left, right = parts[position - 1], parts[position]
        plain = _pair_gap(left) if position in pairs else _gap(left, right, widest)
        items.append(Factor(_after_numeral(left, right) or plain if position == len(numeral) else plain, right))
    return tree.Product(tuple(items))


def _is_pair(factors: Sequence[sp.Expr], position: int) -> bool:
    return belongs_to(factors[position], factors[position - 1])


def _as_factor(node: Node, last: bool) -> Node:
    closed = node if last else with_brackets(node)
    open_ended = isinstance(closed, tree.Big) and not last
    return bracketed(closed, POWER if open_ended else PRODUCT)


def _is_spread(node: Node) -> bool:
    return isinstance(node, tree.Fenced | tree.Call | tree.Product) and not getattr(node, "bare", False)


def _widest(context: Context, handmade: bool, spread: bool, count: int) -> Gap:
    style = context.notation.products
    if context.outermost and (style == "dotted" or (style == "auto" and handmade and spread)):
        return "dot"
    if not spread:
        return "close"
    return "wide" if handmade or count > 2 else "thin"


def _pair_gap(left: Node) -> Gap:
    return "tight" if isinstance(left, tree.Name | tree.Entry | tree.Marked | tree.Power) else "thin"


def _after_numeral(left: Node, right: Node) -> Gap | None:
    if isinstance(_first(right), tree.Number):
        return "times"
    if isinstance(right, tree.Call | tree.Derivative | tree.Big):
        return "thin"
    return "tight" if isinstance(left, tree.Number) or getattr(left, "style", "") == "small" else None


def _gap(left: Node, right: Node, widest: Gap) -> Gap:
    if isinstance(_first(right), tree.Number):
        return "times"
    if isinstance(left, tree.Number):
        return "tight"
    if (
        _is_fraction(left)
        or _is_fraction(right)
        or isinstance(left, tree.Derivative)
        and isinstance(right, tree.Derivative)
    ):
        return "dot"
    if widest == "close" and not (_is_plain_name(left) and _is_plain_name(right)):
        return "thin"
    return widest


def _first(node: Node) -> Node:
    """Returns what stands first in a factor."""
    if isinstance(node, tree.Product):
        return _first(node.items[0].body)
    return _first(node.base) if isinstance(node, tree.Power) else node


def _is_fraction(node: Node) -> bool:
    return isinstance(node, tree.Fraction) and node.style != "small"


def _is_plain_name(node: Node) -> bool:
    inner = node.base if isinstance(node, tree.Power) else node
    named = inner.name if isinstance(inner, tree.Entry) else inner
    return isinstance(named, tree.Name) and isinstance(named.base, tree.Letter) and named.base.text != "delta"


def _looks_like_a_derivative(numerator: Node, denominator: Node) -> bool:
    """Returns whether numerator/denominator on one line could be read as dE/ds."""
    sides = (side.body if isinstance(side, tree.Marked) else side for side in (numerator, denominator))
    return all(isinstance(side, tree.Name) and side.text.startswith("d") for side in sides)
