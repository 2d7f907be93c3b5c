"""Brackets: how tightly each node binds, and which bracket it needs where."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from symbackprop.notation import tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from symbackprop.notation.tree import Node, Size

RELATION, SUM, HADAMARD, PRODUCT, QUOTIENT, POWER, ATOM = range(7)

_LEVELS: Mapping[type[Node], int] = MappingProxyType(
    {
        tree.Relations: RELATION,
        tree.Cases: RELATION,
        tree.Terms: SUM,
        tree.Negative: SUM,
        tree.Big: PRODUCT,
        tree.Fraction: QUOTIENT,
        tree.Derivative: QUOTIENT,
        tree.Higher: QUOTIENT,
        tree.Power: POWER,
        tree.Transposed: POWER,
        tree.Exponential: POWER,
        tree.Root: POWER,
    }
)

_TALL = (tree.Big, tree.Cases, tree.Derivative, tree.Higher)
_HIGHER = (tree.Fenced, tree.Absolute, tree.Call, tree.Root, tree.Fraction)


def level(node: Node) -> int:
    """Returns how tightly `node` binds: the higher, the fewer brackets it needs.

    >>> level(tree.Negative(tree.Number("1"))) == SUM
    True
    """
    own = _OWN_LEVELS.get(type(node))
    return own(node) if own else _LEVELS.get(type(node), ATOM)


def _name_level(node: tree.Name) -> int:
    return POWER if node.sup or node.primes else ATOM


def _entry_level(node: tree.Entry) -> int:
    return POWER if node.raised else _name_level(node.name)


def _product_level(node: tree.Product) -> int:
    return HADAMARD if any(item.gap == "hadamard" for item in node.items) else PRODUCT


def _call_level(node: tree.Call) -> int:
    if node.bare:
        return PRODUCT
    return ATOM if node.power is None else POWER


_OWN_LEVELS: Mapping[type[Node], Callable[[Any], int]] = MappingProxyType(
    {
        tree.Marked: lambda node: level(node.body),
        tree.Name: _name_level,
        tree.Entry: _entry_level,
        tree.Product: _product_level,
        tree.Call: _call_level,
    }
)


def bracketed(node: Node, least: int) -> Node:
    """Returns `node`, in brackets unless it binds at least as tightly as `least`.

    >>> bracketed(tree.Negative(tree.Number("1")), PRODUCT)
    Fenced(body=Negative(body=Number(text='1')), size='plain', kind='round')
    """
    return node if level(node) >= least else tree.Fenced(node, size_round(node))


def grouped(node: Node, least: int) -> Node:
    """Returns `node`, in brackets that only a format on one line shows, as `bracketed` does.

    >>> grouped(tree.Number("1"), ATOM)
    Number(text='1')
    """
    return node if level(node) >= least else tree.Group(node)


def with_brackets(node: Node) -> Node:
    """Returns `node` with its argument in brackets if it is a function applied without.

    >>> from symbackprop.notation.letters import name_node, operator_name
    >>> with_brackets(tree.Call(operator_name("log"), (name_node("z"),), bare=True)).bare
    False
    """
    return replace(node, bare=False) if isinstance(node, tree.Call) else node


def size_round(*nodes: Node) -> Size:
    """Returns the size of the brackets round `nodes`.

    >>> size_round(tree.Fenced(tree.Number("1")))
    'big'
    """
    if any(is_tall(node) for node in nodes):
        return "tall"
    return "big" if any(isinstance(part, _HIGHER) for node in nodes for part in _on_the_line(node)) else "plain"


def is_tall(node: Node) -> bool:
    """Returns whether `node` is higher than a line of text.

    >>> is_tall(tree.Fraction(tree.Number("1"), tree.Number("2")))
    True
    """
    return any(isinstance(part, _TALL) or _is_display_fraction(part) for part in _on_the_line(node))


def _is_display_fraction(node: Node) -> bool:
    return isinstance(node, tree.Fraction) and node.style == "display"


def _on_the_line(node: Node) -> Iterator[Node]:
    """Returns the parts of `node` that are no subscripts or superscripts: these do not make a line higher."""
    yield node
    if isinstance(node, tree.Exponential | tree.Name | tree.Entry):
        return
    parts = (node.base,) if isinstance(node, tree.Power) else node.children()
    for part in parts:
        yield from _on_the_line(part)
