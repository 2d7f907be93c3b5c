"""Rewriting: a tree with some of its nodes replaced."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from symbackprop.answers.latex.tree import Node

Rule = Callable[[Node], Node | None]
"""Returns what a node is replaced by, None to look at what is in it."""


def rewritten(node: Node, rule: Rule) -> Node:
    """Returns the tree with every node for which the rule has something replaced by it, the outermost first.

    >>> from symbackprop.answers.latex.tree import Group, Letter, Number
    >>> rewritten(Group("(", Letter("l")), lambda node: Number("2") if node == Letter("l") else None)
    Group(bracket='(', inside=Number(digits='2'))
    """
    found = rule(node)
    return _within(node, rule) if found is None else found


def walk(node: Node) -> Iterator[Node]:
    """Yields the nodes of a tree, the outermost first.

    >>> from symbackprop.answers.latex.tree import Group, Letter
    >>> [type(node).__name__ for node in walk(Group("(", Letter("l")))]
    ['Group', 'Letter']
    """
    yield node
    for field in fields(node):
        yield from _nodes_in(getattr(node, field.name))


def _nodes_in(value: Any) -> Iterator[Node]:
    if isinstance(value, Node):
        yield from walk(value)
    elif isinstance(value, tuple):
        for item in value:
            yield from _nodes_in(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _nodes_in(getattr(value, field.name))


def _within(node: Any, rule: Rule) -> Any:
    """Returns a dataclass with the nodes in its fields rewritten."""
    changed = {}
    for field in fields(node):
        before = getattr(node, field.name)
        after = _field(before, rule)
        if after is not before:
            changed[field.name] = after
    return replace(node, **changed) if changed else node


def _field(value: Any, rule: Rule) -> Any:
    if isinstance(value, Node):
        return rewritten(value, rule)
    if isinstance(value, tuple):
        items = [_field(item, rule) for item in value]
        return tuple(items) if any(one is not other for one, other in zip(items, value, strict=True)) else value
    return _within(value, rule) if is_dataclass(value) else value
