"""The scene: what a figure consists of, in millimetres, in no format yet.

x runs to the right, y downwards. A scene is a tuple of parts; the shapes of a part belong
together and are lit together when a reader asks for the path of a parameter.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

import sympy as sp

from symbackprop.notation import tree
from symbackprop.notation.options import Notation

Point = tuple[float, float]

Pen = Literal["edge", "flow", "frame", "axis", "guide", "value", "slope"]
"""What a line is: a step of the forward pass, a delta on its way back, an outline, or part of a plot."""

Anchor = Literal["start", "middle", "end"]

Side = Literal["on", "above", "below"]
"""Whether a label is centred on its point, or stands above or below it."""

Content: TypeAlias = "sp.Basic | tree.Node | str | tuple[sp.Basic | str, ...]"
"""A formula, the layout of one, words, or formulas and words beside each other."""


@dataclass(frozen=True)
class Box:
    """A box with round corners about its centre; `divided` into a left and a right half."""

    centre: Point
    width: float
    height: float
    radius: float
    divided: bool = False


@dataclass(frozen=True)
class Polyline:
    """Straight strokes from point to point, with an arrowhead at the end if `arrow`."""

    points: tuple[Point, ...]
    pen: Pen
    arrow: bool = False
    role: str = ""


@dataclass(frozen=True)
class Bezier:
    """A cubic curve: start, two control points, end."""

    points: tuple[Point, Point, Point, Point]
    pen: Pen
    arrow: bool = True
    role: str = ""

    def at(self, parameter: float) -> Point:
        """Returns the point at a parameter from 0 to 1.

        >>> Bezier(((0, 0), (0, 4), (8, 4), (8, 0)), "flow").at(0.5)
        (4.0, 3.0)
        """
        rest = 1 - parameter
        weights = (rest**3, 3 * rest**2 * parameter, 3 * rest * parameter**2, parameter**3)
        x = sum(weight * point[0] for weight, point in zip(weights, self.points, strict=True))
        y = sum(weight * point[1] for weight, point in zip(weights, self.points, strict=True))
        return x, y


@dataclass(frozen=True)
class Disc:
    """A filled dot."""

    centre: Point
    radius: float = 0.6


@dataclass(frozen=True)
class Label:
    """A formula or a few words at a point; `patch` lays the ground's colour behind them."""

    point: Point
    content: Content
    anchor: Anchor = "middle"
    side: Side = "on"
    patch: bool = False
    small: bool = False


Shape = Box | Polyline | Bezier | Disc | Label


@dataclass(frozen=True)
class Part:
    """Shapes that belong together.

    on     the places, in the network's tuple of parameters, of those whose path to the loss
           leads through this part; None where the part belongs to no path
    title  what a reader who points at the part is told
    """

    shapes: tuple[Shape, ...]
    on: tuple[int, ...] | None = None
    title: str = ""


@dataclass(frozen=True)
class Scene:
    """A figure: its parts, the frame around them, and what it shows, in words.

    left, top, width, height  the frame, in millimetres
    description               for readers who do not see it
    notation                  how the formulas of its labels are written
    kind                      the kind of figure
    """

    parts: tuple[Part, ...]
    left: float
    top: float
    width: float
    height: float
    description: str
    kind: str
    notation: Notation = field(default_factory=Notation)

    def shapes(self) -> Iterator[Shape]:
        """Returns every shape, those behind first."""
        for part in self.parts:
            yield from part.shapes
