"""The node: the base of the layout tree, and the choices its nodes are made with."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

Gap = Literal["tight", "close", "thin", "wide", "dot", "times", "matrix", "hadamard"]
"""What stands between two factors: nothing, a space, a sign; the last two are for matrices."""

Accent = Literal["hat", "tilde", "bar", "dot"]
"""What stands over a letter."""

Size = Literal["plain", "big", "tall"]
"""How high a bracket is: a line, a line that holds brackets, more than a line."""

FractionStyle = Literal["display", "small", "slash"]
"""How a quotient is set: over a line, as small as ½, or with a slash."""

Relation = Literal[
    "=", ":=", "<-", "->", "<", "<=", ">", ">=", "!=", "~", "and", "or", "&", "nand", "^", "|", "nor", "<->"
]
"""What joins two sides; from "&" on, and "->", the connectives of Boolean formulas as they are typed."""


@dataclass(frozen=True)
class Node:
    """The base of all nodes."""

    def children(self) -> Iterator[Node]:
        """Returns the nodes directly below this one, in reading order."""
        for field in fields(self):
            yield from _nodes_in(getattr(self, field.name))

    def walk(self) -> Iterator[Node]:
        """Returns this node and all nodes below it."""
        yield self
        for child in self.children():
            yield from child.walk()


def _nodes_in(value: object) -> Iterator[Node]:
    if isinstance(value, Node):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _nodes_in(item)
