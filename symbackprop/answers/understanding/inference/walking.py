"""Walking: the parts of a tree, one after the other, and a tree with some of its parts replaced."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from functools import cache
from typing import Any

from symbackprop.answers.latex.tree import Derivative, Factor, Node


@cache
def _fields_of(kind: Any) -> tuple[str, ...]:
    """Returns the fields of a kind of node that hold other nodes."""
    unread = {"position", "end"} | ({"quotient"} if kind is Derivative else set())
    return tuple(field.name for field in fields(kind) if field.name not in unread)


def _fields(node: Node) -> tuple[str, ...]:
    kind: Any = type(node)
    return _fields_of(kind)


def walk(node: Node) -> Iterator[Node]:
    """Yields a node and all that stands in it, from left to right.

    >>> from symbackprop.answers.latex.tree import Fraction, Number
    >>> len(list(walk(Fraction(Number("1"), Number("2")))))
    3
    """
    yield node
    for part in children(node):
        yield from walk(part)


def children(node: Node) -> Iterator[Node]:
    """Yields the parts of a node, from left to right."""
    for text in _fields(node):
        yield from _nodes(getattr(node, text))


def _nodes(part: Any) -> Iterator[Node]:
    if isinstance(part, Node):
        yield part
    elif isinstance(part, Factor):
        yield part.node
    elif isinstance(part, tuple):
        for item in part:
            yield from _nodes(item)


def rebuilt(node: Node, rule: Callable[[Node], Node | None]) -> Node:
    """Returns the tree with each part replaced for which the rule returns another, the outermost first.

    >>> from symbackprop.answers.latex.tree import Fraction, Number
    >>> rebuilt(Fraction(Number("1"), Number("2")), lambda part: Number("3") if part == Number("2") else None).below
    Number(digits='3')
    """
    found = rule(node)
    if found is not None:
        return found
    return replace(node, **{text: _rebuilt(getattr(node, text), rule) for text in _fields(node)})


def _rebuilt(part: Any, rule: Callable[[Node], Node | None]) -> Any:
    if isinstance(part, Node):
        return rebuilt(part, rule)
    if isinstance(part, Factor):
        return replace(part, node=rebuilt(part.node, rule))
    if isinstance(part, tuple):
        return tuple(_rebuilt(item, rule) for item in part)
    return part
