"""The figure of the paths of a parameter: local partials above the arrows, derivatives below the nodes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import sympy as sp

from symbackprop.calculus import Gradient, Partial
from symbackprop.calculus.paths import Segment, full_segments
from symbackprop.notation.options import Notation
from symbackprop.report.figures import lettering
from symbackprop.report.figures.framing import framed
from symbackprop.report.figures.nodes import HEIGHT, SIZE, Node, straight
from symbackprop.report.figures.scene import Bezier, Label, Part, Point, Scene, Shape

WIDTH = 148.0
_WIDEST_GAP = 27.5
_MOST_NODES = 7
_ROW = 27.0
_BELOW = 9.3


def path(gradient: Gradient, notation: Notation) -> Scene:
    """Returns every path from the parameter to the loss as a row of nodes, at most seven to a row.

    A local partial, or a derivative of the loss, that is too long for its place is left out
    or written as a partial.
    """
    rows = [row for segment in full_segments(gradient.adjoint) for row in _rows(segment)]
    longest = max(map(len, rows))
    gap = min(_WIDEST_GAP, WIDTH / max(longest - 1, 1))
    parts = [part for place, row in enumerate(rows) for part in _drawn(row, place * _ROW, gap, gradient, notation)]
    loss = gradient.partial.of
    words = f"From {gradient.parameter} to {loss}: {'; '.join(_told(row) for row in rows)}."
    return framed(tuple(parts), words, "path", notation)


Row = tuple[tuple[sp.Symbol, sp.Expr | None], ...]
"""Names from left to right, each with the local partial of the arrow that leads to it."""


def _rows(segment: Segment) -> Iterator[Row]:
    hops = tuple(reversed(segment.hops))
    names: Row = ((hops[0].wrt, None), *((hop.of, hop.value) for hop in hops))
    while len(names) > _MOST_NODES:
        yield names[:_MOST_NODES]
        names = ((names[_MOST_NODES - 1][0], None), *names[_MOST_NODES:])
    yield names


def _told(row: Row) -> str:
    return ", ".join(str(name) for name, _ in row)


def _drawn(row: Row, y: float, gap: float, gradient: Gradient, notation: Notation) -> Iterator[Part]:
    nodes = [Node((name,), (place * gap, y), notation, gap - 14) for place, (name, _) in enumerate(row)]
    roles = _roles([name for name, _ in row], gradient, notation)
    for (left, right), (name, value), role in zip(pairwise(nodes), row[1:], roles, strict=True):
        label = _fitting((value, Partial(name, left.names[0])), gap - 0.8 * HEIGHT, notation)
        middle = ((left.centre[0] + right.centre[0]) / 2, y - 1.4)
        above: tuple[Shape, ...] = (Label(middle, label, side="above"),) if label is not None else ()
        yield Part((straight(left, right), *above))
        yield Part((_back(right.centre, left.centre, role),))
    for node in nodes:
        adjoint = gradient.ledger.adjoints[node.names[0]]
        label = _fitting((adjoint.delta_form,), gap - 1, notation)
        x = node.centre[0]
        below: tuple[Shape, ...] = (Label((x, y + _BELOW), label),) if label is not None else ()
        yield Part((*node.shapes(), *below))


def _roles(names: list[sp.Symbol], gradient: Gradient, notation: Notation) -> list[str]:
    """Returns the role of the arrow back to each name but the last: that of the delta it leads to."""
    deltas = [gradient.ledger.adjoints[name].delta for name in names]
    found: list[str] = []
    for place in range(len(names) - 1):
        leftwards = [delta for delta in reversed(deltas[: place + 1]) if delta is not None]
        rightwards = [delta for delta in deltas[place + 1 :] if delta is not None]
        nearest = (leftwards or rightwards or [None])[0]
        found.append(notation.palette.get(str(nearest), ""))
    return found


def _fitting(forms: tuple[sp.Expr | None, ...], room: float, notation: Notation) -> sp.Expr | None:
    known = (form for form in forms if form is not None)
    return next((form for form in known if SIZE * lettering.width(form, notation) <= room), None)


def _back(start: Point, end: Point, role: str) -> Bezier:
    (x1, y1), (x2, y2) = start, end
    rise, aside = HEIGHT / 2 * 0.94, HEIGHT / 2 * 0.42
    first, second = (x1 - 0.3 * (x1 - x2), y1 + 9.4), (x2 + 0.3 * (x1 - x2), y2 + 9.4)
    return Bezier(((x1 - aside, y1 + rise), first, second, (x2 + aside, y2 + rise)), "flow", role=role)
