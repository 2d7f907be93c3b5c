"""Gaps: what stands between two factors of a product."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from symbackprop.notation import tree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from symbackprop.notation.context import Context
    from symbackprop.notation.tree import Gap, Node

Origin = Literal["given", "ordered"]
"""Whether the factors of a product stand as an author gave them, or in the order of `order`."""

_SPREAD = (tree.Fenced, tree.Call, tree.Product)
_PAIR = 2


def widest_gap(factors: Sequence[Node], origin: Origin, context: Context) -> Gap:
    """Returns the gap between the groups of a product, wider if one of them has brackets."""
    style = context.notation.products
    spread = any(isinstance(node, _SPREAD) and not getattr(node, "bare", False) for node in factors)
    if context.outermost and (style == "dotted" or (style == "auto" and origin == "given" and spread)):
        return "dot"
    if not spread:
        return "close"
    return "wide" if origin == "given" or len(factors) > _PAIR else "thin"


def gap_in_pair(factor: Node) -> Gap:
    """Returns the gap between a factor and the bracket that belongs to it: y(1 − y).

    >>> gap_in_pair(tree.Number("2"))
    'thin'
    """
    return "tight" if isinstance(factor, tree.Name | tree.Entry | tree.Marked | tree.Power) else "thin"


def gap_after_numeral(numeral: Node, right: Node, widest: Gap) -> Gap:
    """Returns the gap after the number a product begins with: 2z, ½(z − t)², 2 log z.

    >>> gap_after_numeral(tree.Number("2"), tree.Number("3"), "close")
    'times'
    """
    if isinstance(_first(right), tree.Number):
        return "times"
    if isinstance(right, tree.Call | tree.Derivative | tree.Higher | tree.Big):
        return "thin"
    small = isinstance(numeral, tree.Fraction) and numeral.style == "small"
    if not (small or isinstance(numeral, tree.Number)):
        return gap_between(numeral, right, widest)
    return "thin" if _is_bold_numeral(_first(right)) else "tight"


def gap_between(left: Node, right: Node, widest: Gap) -> Gap:
    """Returns the gap between two groups of a product.

    >>> gap_between(tree.Letter("x"), tree.Number("2"), "close")
    'times'
    """
    if isinstance(_first(right), tree.Number):
        return "times"
    if _is_quotient(left) and _is_quotient(right):
        return "dot"
    if isinstance(left, tree.Fraction) or isinstance(right, tree.Fraction):
        return "thin" if isinstance(right, tree.Big) else "dot"
    if isinstance(left, tree.Fenced) and left.size == "tall" and widest == "thin":
        return "wide"
    plain = _is_plain_name(left) and _is_plain_name(right)
    return "thin" if widest == "close" and not plain else widest


def _first(node: Node) -> Node:
    """Returns what stands first in a factor."""
    if isinstance(node, tree.Product):
        return _first(node.items[0].body)
    if isinstance(node, tree.Transposed):
        return _first(node.body)
    return _first(node.base) if isinstance(node, tree.Power) else node


def _is_bold_numeral(node: Node) -> bool:
    return isinstance(node, tree.Name) and isinstance(node.base, tree.Bold) and node.base.text.isdigit()


def _is_quotient(node: Node) -> bool:
    return isinstance(node, tree.Derivative | tree.Higher | tree.Fraction)


def _is_plain_name(node: Node) -> bool:
    inner = node.base if isinstance(node, tree.Power) else node
    named = inner.name if isinstance(inner, tree.Entry) else inner
    if not isinstance(named, tree.Name) or named.sup is not None:
        return False
    return isinstance(named.letter, tree.Letter) and named.letter.text.lower() != "delta"
