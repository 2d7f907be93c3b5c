"""The figure of an activation: its graph, and that of its slope."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil, floor, hypot

import sympy as sp

from symbackprop.calculus import Derivation, Partial
from symbackprop.network import Activation
from symbackprop.network.activation import U
from symbackprop.network.indices import head
from symbackprop.notation import layout, tree
from symbackprop.notation.options import Notation
from symbackprop.report.figures.curves import Curves, number
from symbackprop.report.figures.framing import framed
from symbackprop.report.figures.routing import Rectangle, frame, overlap
from symbackprop.report.figures.scene import Content, Disc, Label, Part, Pen, Point, Polyline, Scene, Shape

WIDTH = 64.0
HEIGHT = 34.0
_STEPS = tuple(map(sp.Rational, ("1/4", "1/2", 1, 2, 5, 10)))
_MOST_TICKS = 5
_TICK = 1.0
_ABOVE = 6.0
"""How far the name of a graph may stand above the plot, in millimetres."""


@dataclass(frozen=True)
class Graph:
    """What is plotted: an activation, and what its argument is called."""

    row: Activation
    argument: sp.Symbol


def activation(graph: Graph, notation: Notation) -> Scene:
    """Returns the plot of an activation (solid) and its slope (dashed) about 0.

    Raises SymbackpropError for an activation without a value.
    """
    plot = _Plot(graph.row, graph.argument, notation)
    reach = plot.curves.reach
    words = f"The {graph.row.title} of {graph.argument} from {-reach} to {reach} (solid), and its slope (dashed)."
    return framed((Part(tuple(plot.shapes())),), words, "activation", notation)


def argument_of(row: Activation, derivation: Derivation) -> sp.Symbol:
    """Returns what a document calls the argument of an activation: as its lemmas do, else its last preactivation."""
    value = f"{row.name} value"
    named = [step.lhs.args[0] for step in derivation.lemmas if step.key == value]
    uses = [line.preactivation for line in derivation.network if line.activation and line.activation.name == row.name]
    return head([U, *uses, *named][-1])


@dataclass
class _Plot:
    """An activation while it is being plotted."""

    row: Activation
    argument: sp.Symbol
    notation: Notation

    def __post_init__(self) -> None:
        self.curves = Curves(self.row)
        heights = [y for pieces in (self.curves.value, self.curves.slope) for piece in pieces for _, y in piece]
        self.step = next((s for s in _STEPS if (max(heights) - min(heights)) / s <= _MOST_TICKS), _STEPS[-1])
        self.low = min(0, floor(min(heights) / self.step + 0.02))
        self.high = max(1, ceil(max(heights) / self.step - 0.02))

    def at(self, point: Point) -> Point:
        """Returns where a point of the plane stands on the page."""
        low, high = float(self.low * self.step), float(self.high * self.step)
        across = (point[0] + self.curves.reach) / (2 * self.curves.reach)
        return across * WIDTH, HEIGHT * (high - point[1]) / (high - low)

    def shapes(self) -> Iterator[Shape]:
        """Returns the axes, the guides, the two graphs and their names."""
        yield from self._axes()
        yield from self._guides()
        yield from self._graph(self.curves.value, "value")
        yield from self._graph(self.curves.slope, "slope")
        yield from self._names()

    def _graph(self, pieces: tuple[tuple[Point, ...], ...], pen: Pen) -> Iterator[Shape]:
        for piece in pieces:
            yield Polyline(tuple(map(self.at, piece)), pen)

    def _axes(self) -> Iterator[Shape]:
        reach, bottom = self.curves.reach, float(self.low * self.step)
        left, right = self.at((-reach, bottom)), self.at((reach, bottom))
        yield Polyline((left, right), "axis")
        yield Polyline((left, self.at((-reach, float(self.high * self.step)))), "axis")
        yield Label((right[0] + 2, right[1]), self.argument, anchor="start")
        half = sp.Rational(reach, 2)
        for tick in (-reach, -half, 0, half, reach):
            x, y = self.at((float(tick), bottom))
            yield Polyline(((x, y), (x, y + _TICK)), "axis")
            yield Label((x, y + 1.8), sp.Rational(tick), side="below", small=True)
        for place in range(self.low, self.high + 1):
            x, y = self.at((-reach, float(place * self.step)))
            yield Polyline(((x - _TICK, y), (x, y)), "axis")
            yield Label((x - 1.8, y), place * self.step, anchor="end", small=True)

    def _guides(self) -> Iterator[Shape]:
        reach = self.curves.reach
        for bound in (self.row.outputs.inf, self.row.outputs.sup):
            if bound.is_finite and bound != self.low * self.step:
                yield Polyline((self.at((-reach, float(bound))), self.at((reach, float(bound)))), "guide")
        if self.low < 0:
            yield Polyline((self.at((-reach, 0.0)), self.at((reach, 0.0))), "guide")
        if sp.S.Zero not in self.row.kinks:
            height, slope = (number(side, sp.S.Zero) for side in (self.row.value, self.row.slope_in_argument))
            run = min(reach / 3, self._room(height) / abs(slope)) if slope else reach / 3
            yield Polyline((self.at((-run, height - run * slope)), self.at((run, height + run * slope))), "guide")
            yield Disc(self.at((0.0, height)))
            yield Disc(self.at((0.0, slope)))

    def _room(self, height: float) -> float:
        """Returns how far a point of that height is from the upper or lower edge of the plot, whichever is nearer."""
        return min(float(self.high * self.step) - height, height - float(self.low * self.step))

    def _names(self) -> Iterator[Shape]:
        name = layout(self.row(self.argument), self.notation)
        value, slope = (self._dense(pieces) for pieces in (self.curves.value, self.curves.slope))
        first = self._placed(name, value, slope, [])
        yield first
        if self.row.value != self.row.slope_in_argument:
            yield self._placed(self._slope(name), slope, value, [frame(first, self.notation)])

    def _dense(self, pieces: tuple[tuple[Point, ...], ...]) -> list[Point]:
        """Returns points of a graph on the page, no two neighbours far apart."""
        dense = []
        for piece in pieces:
            for (x1, y1), (x2, y2) in pairwise(map(self.at, piece)):
                steps = max(1, ceil(hypot(x2 - x1, y2 - y1)))
                dense += [(x1 + (x2 - x1) * step / steps, y1 + (y2 - y1) * step / steps) for step in range(steps + 1)]
        return dense

    def _slope(self, name: tree.Node) -> Content:
        if isinstance(name, tree.Call):
            return replace(name, head=replace(name.head, primes=name.head.primes + 1))
        return Partial(self.row(self.argument), self.argument)

    def _placed(self, content: Content, own: list[Point], other: list[Point], taken: list[Rectangle]) -> Label:
        """Returns the name of a graph where it covers no graph and is nearest to its own."""
        candidates = []
        for share in (0.28, 0.4, 0.52, 0.16, 0.7, 0.06, -0.16, -0.3, -0.5, -0.7):
            x, y = min(own, key=lambda point: abs(point[0] - (1 + share) * WIDTH / 2))
            candidates += [Label((x + 1.5, y + 4.0), content, "start"), Label((x - 1.5, y - 4.0), content, "end")]
            candidates += [Label((x + 1.5, y - 4.0), content, "start")]
            candidates += [Label((x, y - 4.6), content), Label((x, y + 4.6), content)]
        summit = min((point for point in own if point[0] > WIDTH / 8), key=lambda point: point[1])
        candidates.append(Label((summit[0], summit[1] - 3.0), content))
        return next((label for label in candidates if self._is_clear(label, own, other, taken)), candidates[0])

    def _is_clear(self, label: Label, own: list[Point], other: list[Point], taken: list[Rectangle]) -> bool:
        box = left, top, right, bottom = frame(label, self.notation)
        inside = left > 0 and right < WIDTH + 4 and top > -_ABOVE and bottom < HEIGHT
        covers = any(left < x < right and top < y < bottom for x, y in (*own, *other))
        nearest = _gap(box, own) < 0.6 * _gap(box, other)
        return inside and nearest and not covers and not any(overlap(box, other) for other in taken)


def _gap(box: Rectangle, points: list[Point]) -> float:
    """Returns how far a rectangle is from the nearest of the points."""
    left, top, right, bottom = box
    return min(hypot(max(left - x, 0, x - right), max(top - y, 0, y - bottom)) for x, y in points)
