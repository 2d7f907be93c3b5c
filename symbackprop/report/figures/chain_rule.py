"""The figure of the chain rule: x leads to u and v, and both lead to y."""

from __future__ import annotations

from symbackprop.calculus.theorems import CHAIN_RULE
from symbackprop.notation.options import Notation
from symbackprop.report.figures.framing import framed
from symbackprop.report.figures.nodes import Node, straight
from symbackprop.report.figures.scene import Part, Scene

_GAP = 17.0
_RISE = 7.5


def chain_rule() -> Scene:
    """Returns the graph of the chain rule as the notes state it, two paths between two names."""
    y, x = CHAIN_RULE.lhs.of, CHAIN_RULE.lhs.wrt
    between = [path[0].wrt for path in CHAIN_RULE.rule.paths]
    notation = Notation()
    start, end = Node((x,), (0.0, 0.0), notation), Node((y,), (2 * _GAP, 0.0), notation)
    rows = range(len(between))
    middle = [Node((name,), (_GAP, (2 * row - len(rows) + 1) * _RISE), notation) for row, name in zip(rows, between)]
    edges = [straight(*pair) for node in middle for pair in ((start, node), (node, end))]
    parts = tuple(Part((edge,)) for edge in edges) + tuple(Part(node.shapes()) for node in (start, *middle, end))
    words = f"{x} leads to {' and to '.join(map(str, between))}; each of them leads to {y}."
    return framed(parts, words, "chain-rule", notation)
