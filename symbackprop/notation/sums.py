"""The layout of sums, of big sums and of relations."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

import sympy as sp

from symbackprop.notation import tree
from symbackprop.notation.brackets import PRODUCT, SUM, bracketed, size_round
from symbackprop.notation.order import by_hand, ordered_terms
from symbackprop.notation.tree import Node, Related, Relation, Relations, Signed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from symbackprop.notation.context import Context

RELATIONS: Mapping[str, Relation] = MappingProxyType(
    {
        "Equality": "=",
        "Unequality": "!=",
        "StrictLessThan": "<",
        "LessThan": "<=",
        "StrictGreaterThan": ">",
        "GreaterThan": ">=",
    }
)
"""The relations of SymPy, by the name of their type."""


def lay_sum(expression: sp.Add, context: Context) -> Node:
    """Returns the layout of a sum; a minus stands between the terms, not before a factor."""
    terms = expression.args if by_hand(expression) else ordered_terms(expression.args)
    first, *rest = (context.lay_term(term) for term in terms)
    start = first.items if isinstance(first, tree.Terms) else (_signed(first),)
    return tree.Terms((*start, *map(_signed, rest)))


def _signed(node: Node) -> Signed:
    if isinstance(node, tree.Negative):
        return Signed("-", bracketed(node.body, PRODUCT))
    return Signed("+", bracketed(node, PRODUCT))


def lay_big(operator: Literal["sum", "product"]) -> Callable[[sp.Expr, Context], Node]:
    """Returns the layout of SymPy's `Sum` or `Product`: one big operator for each index."""

    def lay(expression: sp.Expr, context: Context) -> Node:
        node = context.lay(expression.args[0])
        for index, lower, upper in map(tuple, expression.limits):
            body = bracketed(node, PRODUCT)
            node = tree.Big(operator, context.lay(index), context.lay(lower), context.lay(upper), body)
        return node

    return lay


def lay_relation(expression: sp.Rel, context: Context) -> Node:
    """Returns the layout of an equation or inequality of SymPy."""
    left, right = (bracketed(context.lay_term(side), SUM) for side in expression.args)
    return Relations(left, (Related(RELATIONS[type(expression).__name__], right),))


def lay_connective(word: Literal["and", "or"]) -> Callable[[sp.Basic, Context], Node]:
    """Returns the layout of conditions joined by `and` or by `or`."""

    def lay(expression: sp.Basic, context: Context) -> Node:
        first, *rest = (context.lay(part) for part in sorted(expression.args, key=sp.default_sort_key))
        return Relations(first, tuple(Related(word, part) for part in rest))

    return lay


def lay_kronecker(expression: sp.KroneckerDelta, context: Context) -> Node:
    """Returns the layout of a Kronecker delta as [i = j], so that it is not taken for a delta."""
    left, right = (context.lay(index) for index in expression.args[:2])
    body = Relations(left, (Related("=", right),))
    return tree.Fenced(body, size_round(body), "square")
