"""Directions: where the layers of a graph lead, from left to right or from top to bottom."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import sympy as sp

from symbackprop.notation.options import Notation
from symbackprop.report.figures import lettering
from symbackprop.report.figures.blocks import BelowEachOther, BesideEachOther, Block, Style
from symbackprop.report.figures.nodes import SIZE, shortened
from symbackprop.report.figures.scene import Bezier, Label, Point, Polyline, Shape

_STUB = 4.6
_LETTERS = 4.4
_TAG = 6.0
_PITCH = 2.2
_LINE = 3.7
_AIR = 3.0
_FLOW = 6.5
_SMALL = 0.8
_LEVEL = 0.4
_LONGEST = 14.0


@dataclass(frozen=True)
class Direction(ABC):
    """Where the layers lead, and how large blocks are.

    block                      the kind of its blocks
    parameters_enter           from where, in words
    longest, broadest          the room there is along the layers and across them, in millimetres
    widest_gap, narrowest_gap  how far layers may be from each other
    """

    notation: Notation
    style: Style

    block: ClassVar[type[Block]]
    parameters_enter: ClassVar[str]
    longest: ClassVar[float]
    broadest: ClassVar[float]
    widest_gap: ClassVar[float]
    narrowest_gap: ClassVar[float]

    @abstractmethod
    def at(self, along: float, across: float) -> Point:
        """Returns the point on the page."""

    @abstractmethod
    def length(self, block: Block, stubs: Sequence[sp.Symbol]) -> float:
        """Returns how long a block with its stubs is along the layers."""

    @abstractmethod
    def room(self, block: Block, stubs: Sequence[sp.Symbol], tag: sp.Symbol | None) -> tuple[float, float]:
        """Returns how much room a block with its stubs and the tag of its delta needs on either side of its middle."""

    @abstractmethod
    def entry(self, block: Block, place: int, count: int) -> Point:
        """Returns where a link enters the block that is `place` links from the middle one, of `count`."""

    @abstractmethod
    def exit(self, block: Block) -> Point:
        """Returns where links leave the block."""

    @abstractmethod
    def curve(self, start: Point, end: Point) -> Polyline | Bezier:
        """Returns the line between two points that leaves and arrives along the layers, without an arrowhead."""

    @abstractmethod
    def stubs(self, block: Block, parameters: Sequence[sp.Symbol]) -> tuple[Shape, ...]:
        """Returns the parameters that enter a block, each with an arrow or together with one."""

    @abstractmethod
    def tag(self, block: Block, delta: sp.Symbol, role: str) -> tuple[Shape, ...]:
        """Returns the short arrow of a delta onto its block."""

    @abstractmethod
    def arc(self, start: Block, end: Block, delta: sp.Symbol, role: str, beyond: float) -> tuple[Shape, ...]:
        """Returns the arrow of a delta from block to block, its peak beyond a place across the layers."""

    def label(self, symbol: sp.Symbol) -> sp.Basic | str:
        """Returns the name of a parameter, or its first letters where it is too wide."""
        return shortened(symbol, _LONGEST, self.notation)

    def width(self, content: sp.Basic | str) -> float:
        """Returns how wide a name is."""
        return SIZE * lettering.width(content, self.notation)


class LeftToRight(Direction):
    """Layers side by side; parameters enter from below, deltas from above."""

    block = BesideEachOther
    parameters_enter = "from below"
    longest, broadest = 165.0, 110.0
    widest_gap, narrowest_gap = 20.0, 8.0

    def at(self, along: float, across: float) -> Point:
        """Returns the point on the page."""
        return along, across

    def length(self, block: Block, stubs: Sequence[sp.Symbol]) -> float:
        """Returns the width of the block, or of its stubs if they stand out by more than the gap has room for."""
        aside = abs(block.middle(0)[0] - block.centre[0])
        return max(block.width, 2 * aside + sum(self._widths(stubs)) - self.narrowest_gap + _AIR)

    def _widths(self, stubs: Sequence[sp.Symbol]) -> list[float]:
        return [self.width(self.label(parameter)) + _AIR for parameter in stubs]

    def room(self, block: Block, stubs: Sequence[sp.Symbol], tag: sp.Symbol | None) -> tuple[float, float]:
        """Returns the room above, for the delta, and below, for the parameters."""
        half = block.height / 2
        return half + (0.0 if tag is None else _TAG), half + (_STUB + _LETTERS if stubs else 0.0)

    def entry(self, block: Block, place: int, count: int) -> Point:
        """Returns a point on the left side."""
        x, y = block.centre
        return x - block.width / 2, y + place * min(_PITCH, (block.height - 3) / (2 * count))

    def exit(self, block: Block) -> Point:
        """Returns the middle of the right side."""
        return block.centre[0] + block.width / 2, block.centre[1]

    def curve(self, start: Point, end: Point) -> Polyline | Bezier:
        """Returns a line that is level at both ends."""
        (x1, y1), (x2, y2) = start, end
        if abs(y1 - y2) < _LEVEL:
            return Polyline((start, end), "edge")
        middle = (x1 + x2) / 2
        return Bezier((start, (middle, y1), (middle, y2), end), "edge", arrow=False)

    def stubs(self, block: Block, parameters: Sequence[sp.Symbol]) -> tuple[Shape, ...]:
        """Returns an arrow from below for each parameter, its name beneath."""
        shapes: list[Shape] = []
        widths = self._widths(parameters)
        x, y = block.middle(0)
        left = x - sum(widths) / 2
        for parameter, width in zip(parameters, widths, strict=True):
            left += width
            place = left - width / 2
            foot = y + block.height / 2 + _STUB
            shapes.append(Polyline(((place, foot), (place, y + block.height / 2)), "edge", arrow=True))
            shapes.append(Label((place, foot + 2.2), self.label(parameter)))
        return tuple(shapes)

    def tag(self, block: Block, delta: sp.Symbol, role: str) -> tuple[Shape, ...]:
        """Returns an arrow from above right."""
        x, y = block.middle(0)
        end = (x, y - block.height / 2)
        start = (x + 5.0, end[1] - 3.4)
        curve = Bezier((start, (x + 2.6, start[1] - 0.6), (x + 0.3, end[1] - 2.6), end), "flow", role=role)
        return curve, Label((start[0] + 0.6, start[1]), delta, anchor="start")

    def arc(self, start: Block, end: Block, delta: sp.Symbol, role: str, beyond: float) -> tuple[Shape, ...]:
        """Returns an arrow that rises above everything between."""
        (x1, y1), (x2, y2) = (block.middle(0) for block in (start, end))
        first, last = (x1 - 1.5, y1 - start.height / 2), (x2 + 1.5, y2 - end.height / 2)
        peak = min(beyond, first[1], last[1]) - _TAG
        height = (peak - 0.125 * (first[1] + last[1])) / 0.75
        reach = 0.22 * (first[0] - last[0])
        curve = Bezier((first, (first[0] - reach, height), (last[0] + reach, height), last), "flow", role=role)
        x, y = curve.at(0.5)
        return curve, Label((x, y - 3.2), delta)


class TopToBottom(Direction):
    """Layers one below the other; parameters enter from the left, deltas from the right."""

    block = BelowEachOther
    parameters_enter = "from the left"
    longest, broadest = 190.0, 165.0
    widest_gap, narrowest_gap = 12.0, 6.0

    def at(self, along: float, across: float) -> Point:
        """Returns the point on the page."""
        return across, along

    def length(self, block: Block, stubs: Sequence[sp.Symbol]) -> float:
        """Returns the height of the block."""
        return block.height

    def room(self, block: Block, stubs: Sequence[sp.Symbol], tag: sp.Symbol | None) -> tuple[float, float]:
        """Returns the room on the left, for the parameters, and on the right, for the delta."""
        names = _STUB + _SMALL * max(self.width(self.label(parameter)) for parameter in stubs) if stubs else 0.0
        flow = _FLOW + self.width(tag) if tag is not None else 0.0
        return block.width / 2 + names, block.width / 2 + flow

    def entry(self, block: Block, place: int, count: int) -> Point:
        """Returns a point on the upper side."""
        x, y = block.centre
        return x + place * min(_PITCH, (block.width - 4) / (2 * count)), y - block.height / 2

    def exit(self, block: Block) -> Point:
        """Returns the middle of the lower side."""
        return block.centre[0], block.centre[1] + block.height / 2

    def curve(self, start: Point, end: Point) -> Polyline | Bezier:
        """Returns a line that is upright at both ends."""
        (x1, y1), (x2, y2) = start, end
        if abs(x1 - x2) < _LEVEL:
            return Polyline((start, end), "edge")
        middle = (y1 + y2) / 2
        return Bezier((start, (x1, middle), (x2, middle), end), "edge", arrow=False)

    def stubs(self, block: Block, parameters: Sequence[sp.Symbol]) -> tuple[Shape, ...]:
        """Returns one arrow from the left, the names one below the other."""
        x, y = block.middle(0)
        edge = x - block.width / 2
        arrow = Polyline(((edge - _STUB + 0.6, y), (edge, y)), "edge", arrow=True)
        top = y - (len(parameters) - 1) / 2 * _LINE
        names = [
            Label((edge - _STUB, top + place * _LINE), self.label(parameter), anchor="end", small=True)
            for place, parameter in enumerate(parameters)
        ]
        return (arrow, *names)

    def tag(self, block: Block, delta: sp.Symbol, role: str) -> tuple[Shape, ...]:
        """Returns an arrow from the right."""
        x, y = block.middle(0)
        end = (x + block.width / 2, y)
        start = (end[0] + _FLOW - 0.6, y)
        curve = Bezier((start, (start[0] - 1.5, y), (end[0] + 1.5, y), end), "flow", role=role)
        return curve, Label((start[0] + 0.2, y), delta, anchor="start")

    def arc(self, start: Block, end: Block, delta: sp.Symbol, role: str, beyond: float) -> tuple[Shape, ...]:
        """Returns the short arrow: beside a column there is no room for a long one."""
        return self.tag(end, delta, role)
