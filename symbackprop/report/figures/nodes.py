"""Nodes: a name in a circle, or a unit as a pill, preactivation left and activation right."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import hypot

import sympy as sp

from symbackprop.notation.letters import visible
from symbackprop.notation.options import Notation
from symbackprop.report.figures import lettering
from symbackprop.report.figures.scene import Box, Label, Point, Polyline, Shape

SIZE = 3.9
"""The height of the letters, in millimetres."""
HEIGHT = 8.4
MARGIN = 3.6
_HALF = 9.5


def shortened(symbol: sp.Basic, room: float, notation: Notation) -> sp.Basic | str:
    """Returns the name, or its first letters and an ellipsis where it is wider than `room` millimetres."""
    if SIZE * lettering.width(symbol, notation) <= room:
        return symbol
    text = visible(str(symbol))
    while len(text) > 1 and SIZE * lettering.width(text + "…", notation) > room:
        text = text[:-1]
    return text + "…"


@dataclass(frozen=True, eq=False)
class Node:
    """One name, or a preactivation and its activation, at a place.

    names     what it shows
    centre    where it stands
    notation  how the names are written
    room      the greatest width of a name, in millimetres
    """

    names: tuple[sp.Symbol, ...]
    centre: Point
    notation: Notation
    room: float = 18.0

    @cached_property
    def labels(self) -> tuple[sp.Basic | str, ...]:
        """Returns what is written in it."""
        return tuple(shortened(name, self.room, self.notation) for name in self.names)

    @cached_property
    def width(self) -> float:
        """Returns how wide it is."""
        widest = max(SIZE * lettering.width(label, self.notation) for label in self.labels) + MARGIN
        return max(HEIGHT, widest) if len(self.names) == 1 else 2 * max(_HALF, widest)

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Returns its left, top, right and bottom."""
        (x, y), half = self.centre, self.width / 2
        return x - half, y - HEIGHT / 2, x + half, y + HEIGHT / 2

    def place(self, name: sp.Symbol) -> Point:
        """Returns the centre of the half that shows the name."""
        x, y = self.centre
        if len(self.names) == 1:
            return x, y
        return x + (self.width / 4 if name == self.names[1] else -self.width / 4), y

    def shapes(self) -> tuple[Shape, ...]:
        """Returns its outline and its letters."""
        outline = Box(self.centre, self.width, HEIGHT, HEIGHT / 2, divided=len(self.names) > 1)
        nudge = 0.5 if len(self.names) > 1 else 0.0
        letters = []
        for name, label in zip(self.names, self.labels, strict=True):
            x, y = self.place(name)
            inwards = nudge if x < self.centre[0] else -nudge
            letters.append(Label((x + inwards, y), label))
        return (outline, *letters)

    def rim(self, towards: Point) -> Point:
        """Returns where a line from `towards` to its nearer end meets its outline."""
        x, y = self.centre
        reach = self.width / 2 - HEIGHT / 2
        end = x + max(-reach, min(reach, towards[0] - x))
        dx, dy = towards[0] - end, towards[1] - y
        length = hypot(dx, dy) or 1.0
        return end + dx / length * HEIGHT / 2, y + dy / length * HEIGHT / 2


def straight(start: Node, end: Node) -> Polyline:
    """Returns the arrow of the forward pass from one node to another."""
    first, last = start.rim(end.rim(start.centre)), end.rim(start.rim(end.centre))
    return Polyline((first, last), "edge", arrow=True)
