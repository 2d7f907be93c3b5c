"""The figure of the chain rule: x leads to u and v, and both lead to y."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from symbackprop.calculus.theorems import CHAIN_RULE
from symbackprop.notation.options import Notation
from symbackprop.report.figures.framing import framed
from symbackprop.report.figures.nodes import Node, straight
from symbackprop.report.figures.scene import Part, Scene

if TYPE_CHECKING:
    from symbackprop.calculus.rules import ChainRule

_GAP = 17.0
_RISE = 7.5


def chain_rule() -> Scene:
    """Returns the graph of the chain rule as the notes state it, two paths between two names."""
    y, x = CHAIN_RULE.lhs.of, CHAIN_RULE.lhs.wrt
    between = [path[0].wrt for path in cast("ChainRule", CHAIN_RULE.rule).paths]
    notation = Notation()
    start, end = Node((x,), (0.0, 0.0), notation), Node((y,), (2 * _GAP, 0.0), notation)
    heights = [(2 * row - len(between) + 1) * _RISE for row in range(len(between))]
    middle = [Node((name,), (_GAP, height), notation) for name, height in zip(between, heights, strict=True)]
    edges = [straight(*pair) for node in middle for pair in ((start, node), (node, end))]
    parts = tuple(Part((edge,)) for edge in edges) + tuple(Part(node.shapes()) for node in (start, *middle, end))
    words = f"{x} leads to {' and to '.join(map(str, between))}; each of them leads to {y}."
    return framed(parts, words, "chain-rule", notation)
