"""Breaking: the pieces of a formula that is too long for its line, and the lines they make."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from symbackprop.notation import tree
from symbackprop.notation.tree import Node, Row
from symbackprop.notation.width import width

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def pieces(node: Node) -> tuple[Node, ...]:
    """Returns the parts a formula may be broken into at the loosest place there is.

    Before relations; if there are none, before + and −; else between factors, also those
    behind a Σ. Each piece carries the sign or gap before it, so that the pieces side by side
    are the formula. Nothing is broken inside a fraction or between brackets.

    >>> from sympy import symbols
    >>> from symbackprop.notation import layout, write
    >>> a, b, c = symbols("a b c")
    >>> [write(piece, "unicode") for piece in pieces(layout(a - b * c))]
    ['a', '− b c']
    """
    return _PIECES.get(type(node), _whole)(node)


def lines(node: Node, measure: float) -> tuple[Node, ...]:
    """Returns the lines of a formula, none wider than `measure` em unless it cannot be broken.

    A piece that is too wide for a line is broken in turn, at the next tighter place, and
    has its lines to itself.

    >>> from sympy import symbols
    >>> from symbackprop.notation import layout, write
    >>> [write(line, "unicode") for line in lines(layout(sum(symbols("a b c d"))), 5.5)]
    ['a + b + c', '+ d']
    """
    parts = pieces(node)
    if width(node) <= measure or len(parts) == 1:
        return (node,)
    found: list[Node] = []
    open_line: list[Node] = []
    for part in parts:
        if _width_of(*open_line, part) <= measure:
            open_line.append(part)
            continue
        found += _row(open_line)
        inner = lines(part, measure)
        open_line = [part] if len(inner) == 1 else []
        found += inner if len(inner) > 1 else ()
    return (*found, *_row(open_line))


def _width_of(*nodes: Node) -> float:
    return sum(map(width, nodes))


def _row(nodes: list[Node]) -> list[Node]:
    return [nodes[0] if len(nodes) == 1 else Row(tuple(nodes))] if nodes else []


def _whole(node: Node) -> tuple[Node, ...]:
    return (node,)


def _sides(node: tree.Relations) -> tuple[Node, ...]:
    return (node.first, *node.rest)


def _terms(node: tree.Terms) -> tuple[Node, ...]:
    first, *rest = node.items
    return (tree.Negative(first.body) if first.sign == "-" else first.body, *rest)


def _factors(node: tree.Product) -> tuple[Node, ...]:
    """Returns the groups of a product: a numeral stays with what follows, a bracket with its name."""
    groups: list[list[tree.Factor]] = []
    for factor in node.items:
        if groups and factor.gap in ("tight", "times"):
            groups[-1].append(factor)
        else:
            groups.append([factor])
    return tuple(_group(group, position) for position, group in enumerate(groups))


def _group(group: list[tree.Factor], position: int) -> Node:
    body = group[0].body if len(group) == 1 else tree.Product(tuple(group))
    return tree.Factor(group[0].gap, body) if position else body


def _led(node: Any) -> tuple[Node, ...]:
    first, *rest = pieces(node.body)
    return (replace(node, body=first), *rest)


def _summed(node: tree.Big) -> tuple[Node, ...]:
    """Returns what is summed in pieces, the first with its Σ; the last one knows where the Σ ends."""
    first, *factors = pieces(node.body)
    last = factors[-1] if factors else None
    if not isinstance(last, tree.Factor):
        return (node,)
    ended = replace(last, body=tree.Ended(node, last.body))
    return (tree.Begun(replace(node, body=first)), *factors[:-1], ended)


_PIECES: Mapping[type[Node], Callable[[Any], tuple[Node, ...]]] = MappingProxyType(
    {
        tree.Relations: _sides,
        tree.Terms: _terms,
        tree.Product: _factors,
        tree.Related: _led,
        tree.Signed: _led,
        tree.Negative: _led,
        tree.Factor: _led,
        tree.Big: _summed,
    }
)
