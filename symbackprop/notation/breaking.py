"""Breaking: the pieces of a formula that is too long for its line, and the lines they make."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

from symbackprop.notation import tree
from symbackprop.notation.tree import Node, Row
from symbackprop.notation.width import width

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def pieces(node: Node) -> tuple[Node, ...]:
    """Returns the parts a formula may be broken into at the loosest place there is.

    Before relations; if there are none, before + and −; else between factors, also those
    behind a Σ; else between the brackets of a single factor or function. Each piece carries the
    sign or gap before it, so that the pieces side by side are the formula. Nothing is broken
    inside a fraction, a power or a transpose.

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
    if len(groups) == 1:
        return _led_by(node.items)
    return tuple(_group(group, position) for position, group in enumerate(groups))


def _led_by(factors: tuple[tree.Factor, ...]) -> tuple[Node, ...]:
    """Returns the pieces of factors that stay together, the last of which may be broken inside: y(1 − …)."""
    *before, last = factors
    first, *rest = pieces(last.body)
    return (tree.Product((*before, replace(last, body=first))), *rest)


def _group(group: list[tree.Factor], position: int) -> Node:
    body = group[0].body if len(group) == 1 else tree.Product(tuple(group))
    return tree.Factor(group[0].gap, body) if position else body


def _led(node: Any) -> tuple[Node, ...]:
    first, *rest = pieces(node.body)
    return (replace(node, body=first), *rest)


def _summed(node: tree.Big) -> tuple[Node, ...]:
    """Returns what is summed in pieces, the first with its Σ; the last one knows where the Σ ends."""
    first, *rest = pieces(node.body)
    if not rest:
        return (node,)
    ended = _behind_its_sign(rest[-1], lambda body: tree.Ended(node, body))
    return (tree.Begun(replace(node, body=first)), *rest[:-1], ended)


def _behind_its_sign(piece: Node, wrapped: Callable[[Node], Node]) -> Node:
    """Returns a piece wrapped, its sign or the gap before it left outside."""
    if isinstance(piece, tree.Factor | tree.Signed | tree.Related):
        return replace(piece, body=wrapped(piece.body))
    return wrapped(piece)


def _fenced(node: tree.Fenced) -> tuple[Node, ...]:
    return _between_brackets(node, None, node.body, node.size, node.kind)


def _called(node: tree.Call) -> tuple[Node, ...]:
    """Returns the argument in pieces, the first with the function it is of; a power behind its name stays there."""
    if node.bare or node.power or len(node.arguments) > 1:
        return (node,)
    return _between_brackets(node, node.head, node.arguments[0], node.size, "round")


def _between_brackets(
    node: Node, head: tree.Name | None, body: Node, size: tree.Size, kind: Literal["round", "square"]
) -> tuple[Node, ...]:
    first, *rest = pieces(body)
    if not rest:
        return (node,)
    closed = _behind_its_sign(rest[-1], lambda inside: tree.Closed(inside, size, kind))
    return (tree.Opened(head, first, size, kind), *rest[:-1], closed)


def _begun(node: tree.Begun) -> tuple[Node, ...]:
    first, *rest = pieces(node.big.body)
    return (tree.Begun(replace(node.big, body=first)), *rest)


def _trailed(node: Any) -> tuple[Node, ...]:
    """Returns the pieces of what ends a sum or a bracket; the last of them ends it."""
    *before, last = pieces(node.body)
    return (*before, _behind_its_sign(last, lambda body: replace(node, body=body)))


_PIECES: Mapping[type[Node], Callable[[Any], tuple[Node, ...]]] = MappingProxyType(
    {
        tree.Relations: _sides,
        tree.Terms: _terms,
        tree.Product: _factors,
        tree.Related: _led,
        tree.Signed: _led,
        tree.Negation: _led,
        tree.Negative: _led,
        tree.Factor: _led,
        tree.Big: _summed,
        tree.Begun: _begun,
        tree.Ended: _trailed,
        tree.Opened: _led,
        tree.Closed: _trailed,
        tree.Fenced: _fenced,
        tree.Call: _called,
    }
)
