"""Framing: the smallest frame around the shapes of a figure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from symbackprop.notation.options import Notation
from symbackprop.report.figures.routing import frame
from symbackprop.report.figures.scene import Bezier, Box, Disc, Label, Part, Point, Polyline, Scene

_EDGE = 1.0


def framed(parts: tuple[Part, ...], description: str, kind: str, notation: Notation) -> Scene:
    """Returns the scene of the parts with the smallest frame that holds them all."""
    points = [point for part in parts for shape in part.shapes for point in _EXTENT[type(shape)](shape, notation)]
    left, right = min(x for x, _ in points) - _EDGE, max(x for x, _ in points) + _EDGE
    top, bottom = min(y for _, y in points) - _EDGE, max(y for _, y in points) + _EDGE
    return Scene(parts, left, top, right - left, bottom - top, description, kind, notation)


def _box(shape: Box, notation: Notation) -> Iterator[Point]:
    (x, y), half, rise = shape.centre, shape.width / 2, shape.height / 2
    yield from ((x - half, y - rise), (x + half, y + rise))


def _curve(shape: Bezier, notation: Notation) -> Iterator[Point]:
    yield from (shape.at(step / 20) for step in range(21))


def _disc(shape: Disc, notation: Notation) -> Iterator[Point]:
    (x, y), radius = shape.centre, shape.radius
    yield from ((x - radius, y - radius), (x + radius, y + radius))


def _label(shape: Label, notation: Notation) -> Iterator[Point]:
    left, top, right, bottom = frame(shape, notation)
    yield from ((left, top), (right, bottom))


_EXTENT: Mapping[type, Callable[[Any, Notation], Iterator[Point]]] = MappingProxyType(
    {Box: _box, Polyline: lambda shape, notation: iter(shape.points), Bezier: _curve, Disc: _disc, Label: _label}
)
