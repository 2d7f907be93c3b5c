"""Arcs: the deltas on their way back, curved outside the graph."""

from __future__ import annotations

import sympy as sp

from symbackprop.calculus import Delta
from symbackprop.calculus.paths import segments
from symbackprop.report.figures.graph import Graph
from symbackprop.report.figures.nodes import HEIGHT, Node
from symbackprop.report.figures.scene import Bezier, Label, Point, Shape

_AIR = 8.0
_SIDESTEP = 2.4


def arc(delta: Delta, graph: Graph, roles: dict[str, str]) -> tuple[Shape, ...]:
    """Returns the arrow of a delta with its name: from where the delta comes from to its preactivation.

    A delta that comes from several others, or whose way is blocked by other units, is a
    short arrow onto its preactivation.
    """
    node = graph.nodes[delta.of]
    adjoint = graph.derivation.ledger.adjoints[delta.of]
    starts = {segment.start.of for segment in segments(adjoint)}
    role = roles[delta.name.name]
    start = graph.nodes.get(next(iter(starts))) if len(starts) == 1 else None
    if start is None or start is node or not graph.is_outer(node):
        return _short(delta, node, graph.side(node), role)
    return _long(delta, next(iter(starts)), graph, role)


def _port(node: Node, name: sp.Symbol, sidestep: float, side: int) -> Point:
    x, y = node.place(name)
    return x + sidestep, y + side * HEIGHT / 2


def _long(delta: Delta, source: sp.Symbol, graph: Graph, role: str) -> tuple[Shape, ...]:
    start, end = graph.nodes[source], graph.nodes[delta.of]
    side = graph.side(end)
    x2, y2 = _port(end, delta.of, _SIDESTEP, side)
    within = [node for node in graph.distinct if end.centre[0] - 1 <= node.centre[0] < start.centre[0] - 1]
    peak = side * (max(side * node.centre[1] for node in within) + HEIGHT / 2 + _AIR)
    corner = start.rim((start.centre[0] - 6, start.centre[1] + side * 6))
    x1, y1 = corner if len(start.names) == 1 else _port(start, source, -_SIDESTEP, side)
    height = (peak - 0.125 * (y1 + y2)) / 0.75
    reach = x1 - x2
    curve = Bezier(((x1, y1), (x1 - 0.22 * reach, height), (x2 + 0.22 * reach, height), (x2, y2)), "flow", role=role)
    x, y = curve.at(0.5)
    return curve, Label((x, y + side * 3.2), delta.name)


def _short(delta: Delta, node: Node, side: int, role: str) -> tuple[Shape, ...]:
    x, y = _port(node, delta.of, 0.8, side)
    start = (x + 9.5, y + side * 4.2)
    curve = Bezier((start, (x + 6, y + side * 5.6), (x + 1.5, y + side * 5.2), (x, y)), "flow", role=role)
    return curve, Label((start[0] + 0.8, start[1]), delta.name, anchor="start")
