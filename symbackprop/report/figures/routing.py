"""Routing: edges that pass no node, and labels that cover nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import hypot

from symbackprop.notation.options import Notation
from symbackprop.report.figures import lettering
from symbackprop.report.figures.nodes import SIZE, Node, straight
from symbackprop.report.figures.scene import Bezier, Label, Point, Polyline

Edge = Polyline | Bezier
Rectangle = tuple[float, float, float, float]

_CLEARANCE = 1.5
_BOWS = (16.0, -16.0, 20.0, -20.0, 26.0, -26.0, 36.0, -36.0, 48.0, -48.0)
_ON_STRAIGHT = (0.5, 0.4, 0.6, 0.3, 0.7, 0.22, 0.78)
_ON_CROSSING = (0.26, 0.2, 0.32, 0.38, 0.16, 0.44, 0.68, 0.74, 0.8)


def connect(start: Node, end: Node, nodes: Iterable[Node]) -> Edge:
    """Returns the edge between two nodes: straight if no other node is in the way, else bowed round it."""
    line = straight(start, end)
    others = [node.box for node in nodes if node not in (start, end)]
    if _free(line, others):
        return line
    bows = [_bowed(start, end, height) for height in _BOWS]
    return next((bow for bow in bows if _free(bow, others)), bows[-1])


def _bowed(start: Node, end: Node, height: float) -> Bezier:
    (x1, y1), (x2, y2) = start.centre, end.centre
    dx, dy = x2 - x1, y2 - y1
    across, up = -dy / hypot(dx, dy) * height, dx / hypot(dx, dy) * height
    first, second = ((x1 + dx * share + across, y1 + dy * share + up) for share in (0.3, 0.7))
    return Bezier((start.rim(first), first, second, end.rim(second)), "edge")


def along(edge: Edge, share: float) -> Point:
    """Returns the point at a share of an edge, 0 at its start and 1 at its end."""
    if isinstance(edge, Bezier):
        return edge.at(share)
    (x1, y1), (x2, y2) = edge.points[0], edge.points[-1]
    return x1 + (x2 - x1) * share, y1 + (y2 - y1) * share


def _free(edge: Edge, boxes: Sequence[Rectangle]) -> bool:
    points = [along(edge, step / 40) for step in range(41)]
    return not any(_inside(point, box, _CLEARANCE) for point in points for box in boxes)


def _inside(point: Point, box: Rectangle, margin: float) -> bool:
    left, top, right, bottom = box
    return left - margin < point[0] < right + margin and top - margin < point[1] < bottom + margin


def frame(label: Label, notation: Notation) -> Rectangle:
    """Returns the rectangle a label covers, with a little air."""
    half = SIZE * lettering.width(label.content, notation) / 2 + 0.9
    x = label.point[0] + {"middle": 0.0, "start": half, "end": -half}[label.anchor]
    y = label.point[1] + {"on": 0.0, "above": -2.6, "below": 2.6}[label.side]
    return x - half, y - 2.6, x + half, y + 2.6


def overlap(first: Rectangle, second: Rectangle) -> bool:
    """Returns whether two rectangles have a common point inside.

    >>> overlap((0, 0, 2, 2), (1, 1, 3, 3)), overlap((0, 0, 1, 1), (1, 0, 2, 1))
    (True, False)
    """
    return first[0] < second[2] and second[0] < first[2] and first[1] < second[3] and second[1] < first[3]


def place(
    label: Label, edge: Edge, edges: Iterable[Edge], taken: Sequence[Rectangle], notation: Notation
) -> Label | None:
    """Returns the label on its edge where it covers no other label, node or edge; None if there is no room.

    On an edge that crosses others it stands near the source, else in the middle. Where
    every place covers some edge, one that covers no label and no node will do.
    """
    others = [other for other in edges if other is not edge]
    shares = _ON_CROSSING if any(_cross(edge, other) for other in others) else _ON_STRAIGHT
    placed = [Label(along(edge, share), label.content, patch=True) for share in shares]
    clear = [item for item in placed if not any(overlap(frame(item, notation), other) for other in taken)]
    bare = (item for item in clear if not any(_touches(other, frame(item, notation)) for other in others))
    return next(bare, clear[0] if clear else None)


def _touches(edge: Edge, box: Rectangle) -> bool:
    return any(_inside(along(edge, step / 60), box, 0) for step in range(61))


def _cross(first: Edge, second: Edge) -> bool:
    ours, theirs = ([along(edge, step / 8) for step in range(9)] for edge in (first, second))
    return any(_meet(*a, *b) for a in pairwise(ours) for b in pairwise(theirs))


def _meet(a: Point, b: Point, c: Point, d: Point) -> bool:
    def side(p: Point, q: Point, r: Point) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0
