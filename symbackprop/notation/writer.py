"""The writer: a table of one small function for each node, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from symbackprop.notation.tree import Node

Paint = Callable[[str, str], str]
"""What a writer does with the text of a marked part: (role, text) -> text."""


@dataclass(frozen=True)
class Writer:
    """A format: how each node is written in it, and how a part that has a role is painted."""

    name: str
    rules: Mapping[type[Node], Callable[[Writer, Any], str]]
    paint: Paint
    whole: Callable[[str], str]

    def part(self, node: Node) -> str:
        """Returns the text of a node inside a formula."""
        return self.rules[type(node)](self, node)

    def formula(self, node: Node) -> str:
        """Returns the text of a whole formula."""
        return self.whole(self.part(node))

    def painted(self, paint: Paint) -> Writer:
        """Returns this writer with another paint: a terminal's colours, a macro for each role."""
        return replace(self, paint=paint)


def unpainted(_role: str, text: str) -> str:
    """Returns the text as it is: the paint of a format without colours.

    >>> unpainted("out", "x")
    'x'
    """
    return text


def unchanged(text: str) -> str:
    """Returns the text as it is: a whole formula in a format that needs no frame.

    >>> unchanged("x")
    'x'
    """
    return text
