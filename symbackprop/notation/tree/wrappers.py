"""Wrappers: a part that has a role, a part in brackets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from symbackprop.notation.tree.node import Node, Size


@dataclass(frozen=True)
class Marked(Node):
    """A part that has a role: the colour of a delta, the box round a missing factor."""

    role: str
    body: Node


@dataclass(frozen=True)
class Group(Node):
    """A part in brackets where the format has only one line."""

    body: Node


@dataclass(frozen=True)
class Fenced(Node):
    """A part in brackets: round ones, or square ones round a condition (1 if true, else 0)."""

    body: Node
    size: Size = "plain"
    kind: Literal["round", "square"] = "round"


@dataclass(frozen=True)
class Absolute(Node):
    """The absolute value |body|."""

    body: Node
    size: Size = "plain"
