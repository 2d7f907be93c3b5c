"""Trees with parts replaced."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from functools import singledispatch
from typing import Any, TypeVar

from symbackprop.answers.latex.tree import Factor, Node

Part = TypeVar("Part")
Change = Callable[[Node], Node | None]


def changed(part: Part, change: Change) -> Part:
    """Returns a part of a tree in which every node for which `change` returns another one is that one.

    >>> from symbackprop.answers.latex.tree import Letter, Script
    >>> changed(Script(Letter("w"), Letter("i")), lambda node: Letter("j") if node == Letter("i") else None)
    Script(base=Letter(text='w', style=''), below=Letter(text='j', style=''), above=None, primes=0)
    """
    return _changed(part, change)


@singledispatch
def _changed(part: Any, change: Change) -> Any:
    return part


@_changed.register
def _node(part: Node, change: Change) -> Node:
    found = change(part)
    return _inside(part, change) if found is None else found


@_changed.register
def _factor(part: Factor, change: Change) -> Factor:
    return _inside(part, change)


@_changed.register
def _several(part: tuple, change: Change) -> tuple[Any, ...]:  # type: ignore[type-arg]
    return tuple(_changed(item, change) for item in part)


def _inside(part: Any, change: Change) -> Any:
    return replace(part, **{field.name: _changed(getattr(part, field.name), change) for field in fields(part)})
