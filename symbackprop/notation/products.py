"""The layout of products."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import sympy as sp

from symbackprop.notation import tree
from symbackprop.notation.brackets import POWER, PRODUCT, bracketed, with_brackets
from symbackprop.notation.gaps import Origin, gap_after_numeral, gap_between, gap_in_pair, widest_gap
from symbackprop.notation.order import belongs_to, by_hand, conditions_first, ordered_factors
from symbackprop.notation.quotients import is_reciprocal, quotient, reciprocal
from symbackprop.notation.tree import Factor, Gap, Node

if TYPE_CHECKING:
    from collections.abc import Sequence

    from symbackprop.notation.context import Context


def lay_product(expression: sp.Mul, context: Context) -> Node:
    """Returns the layout of a product; its sign is taken out, its denominators make a fraction."""
    coefficient, factors = _coefficient(expression)
    lay = _given if by_hand(expression) else _ordered
    first, *others = factors
    if _begins_with_minus(first):
        coefficient, factors = -coefficient, [-first, *others]
    if coefficient.is_negative:
        return tree.Negative(bracketed(lay(-coefficient, factors, context), PRODUCT))
    return lay(coefficient, factors, context)


def _coefficient(expression: sp.Mul) -> tuple[sp.Number, Sequence[sp.Expr]]:
    first, *rest = expression.args
    return (first, rest) if first.is_Number and first != 1 and rest else (sp.S.One, expression.args)


def _begins_with_minus(factor: sp.Expr) -> bool:
    """Returns whether a factor put in by hand is a product with a sign of its own, which can stand before the whole."""
    return bool(factor.is_Mul and not by_hand(factor) and factor.args[0].is_negative)


def _ordered(coefficient: sp.Number, factors: Sequence[sp.Expr], context: Context) -> Node:
    above = ordered_factors([factor for factor in factors if not is_reciprocal(factor)])
    below = ordered_factors([reciprocal(factor) for factor in factors if is_reciprocal(factor)])
    return _over(coefficient, above, below, "ordered", context)


def _given(coefficient: sp.Number, factors: Sequence[sp.Expr], context: Context) -> Node:
    """Returns the layout of a product put together by hand: denominators at its end make a fraction.

    Conditions stand first all the same: [i = j] says which terms there are.
    """
    factors = conditions_first(factors)
    below = [is_reciprocal(factor) for factor in factors]
    end = below.index(True) if any(below) else len(factors)
    if all(below[end:]):
        return _over(coefficient, factors[:end], [reciprocal(factor) for factor in factors[end:]], "given", context)
    return _joined(coefficient, factors, "given", context)


def _over(
    coefficient: sp.Number, above: Sequence[sp.Expr], below: Sequence[sp.Expr], origin: Origin, context: Context
) -> Node:
    """Returns the layout of a fraction; big sums stand beside it, not above the line."""
    times, over = coefficient.as_numer_denom()
    if not below and not (context.script and over != 1):
        return _joined(coefficient, above, origin, context)
    inner = replace(context, outermost=False)
    big = [context.lay(factor) for factor in above if isinstance(factor, sp.Sum | sp.Product)]
    small = [factor for factor in above if not isinstance(factor, sp.Sum | sp.Product)]
    if len(small) == 1 and small[0].is_Add and not by_hand(small[0]):
        content, rest = small[0].primitive()
        times, small = (times * content, [rest]) if content.is_Integer else (times, small)
    fraction = quotient(_joined(times, small, origin, inner), _joined(over, below, origin, inner), context)
    return _product([fraction, *closed(big)], ["thin"] * len(big)) if big else fraction


def _joined(coefficient: sp.Number, factors: Sequence[sp.Expr], origin: Origin, context: Context) -> Node:
    bare = [context.lay(factor) for factor in factors]
    if coefficient == 1 and len(bare) <= 1:
        return bare[0] if bare else tree.Number("1")
    nodes = closed(bare)
    widest = widest_gap(nodes, origin, context)
    gaps: list[Gap] = [
        gap_in_pair(left) if belongs_to(second, first) else gap_between(left, right, widest)
        for first, second, left, right in zip(factors, factors[1:], nodes, nodes[1:], strict=False)
    ]
    if coefficient == 1:
        return _product(nodes, gaps)
    numeral = context.lay(coefficient)
    return _product([numeral, *nodes], [*(gap_after_numeral(numeral, node, widest) for node in nodes[:1]), *gaps])


def closed(nodes: Sequence[Node]) -> list[Node]:
    """Returns the factors in the brackets they need; only the last may end open, as Σ and log do.

    >>> closed([tree.Negative(tree.Number("1")), tree.Number("2")])[0]
    Fenced(body=Negative(body=Number(text='1')), size='plain', kind='round')
    """
    before = [bracketed(with_brackets(node), POWER if _ends_open(node) else PRODUCT) for node in nodes[:-1]]
    return [*before, *(bracketed(node, POWER if _has_slash(node) else PRODUCT) for node in nodes[-1:])]


def _ends_open(node: Node) -> bool:
    """Returns whether the factor after `node` would be read as a part of it."""
    last = node.items[-1].body if isinstance(node, tree.Product) else node
    if _is_matrix_product(node) or _is_matrix_product(last):
        return True
    return isinstance(last, tree.Big) or (last is not node and getattr(last, "bare", False)) or _has_slash(last)


def _is_matrix_product(node: Node) -> bool:
    return isinstance(node, tree.Product) and node.items[-1].gap == "matrix"


def _has_slash(node: Node) -> bool:
    return isinstance(node, tree.Fraction) and node.style == "slash"


def _product(nodes: Sequence[Node], gaps: Sequence[Gap]) -> Node:
    first: Gap = "tight"
    return nodes[0] if len(nodes) == 1 else tree.Product(tuple(map(Factor, [first, *gaps], nodes)))
