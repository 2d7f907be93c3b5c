"""SVG: a scene as an <svg> element, for a page that holds STYLE."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape
from importlib.resources import files
from math import hypot
from string import ascii_lowercase, ascii_uppercase
from types import MappingProxyType
from typing import Any

from symbackprop.notation.letters import visible
from symbackprop.report.figures import lettering
from symbackprop.report.figures.nodes import SIZE
from symbackprop.report.figures.routing import frame
from symbackprop.report.figures.scene import Bezier, Box, Disc, Label, Part, Point, Polyline, Scene
from symbackprop.report.palette import ROLES

UNIT = 4
"""How many units of the drawing make a millimetre."""

_SMALL = 0.8
_ALPHABETS = (
    (0x1D434, ascii_uppercase + ascii_lowercase),
    (0x1D6E2, "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡ\0ΣΤΥΦΧΨΩ\0αβγδεζηθικλμνξοπρςστυφχψω"),
)
_ITALICS = {ord(letter): chr(first + place) for first, letters in _ALPHABETS for place, letter in enumerate(letters)}
_ITALICS[ord("h")] = "ℎ"
_HEADS = {"edge": (2.1, 0.85), "flow": (2.7, 1.15)}

STYLE = files("symbackprop.report.figures").joinpath("style.css").read_text(encoding="utf-8") + "".join(
    f"svg.fig .flow.{role.key}{{stroke:var(--{role.key},#{role.light.lower()})}}\n"
    f"svg.fig .tip.{role.key},svg.fig tspan.{role.key}{{fill:var(--{role.key},#{role.light.lower()})}}\n"
    for role in ROLES.values()
)
"""The look of the figures; colours are those of the page, where it has custom properties for them."""


def draw(scene: Scene) -> str:
    """Returns the scene as an <svg> element for a page that holds STYLE.

    Parts that belong to paths carry `data-on`, the places of the parameters.
    """
    left, top, width, height = (_number(side) for side in (scene.left, scene.top, scene.width, scene.height))
    body = "".join(_part(part, scene) for part in scene.parts)
    frame_of = f'width="{width}" height="{height}" viewBox="{left} {top} {width} {height}"'
    told = f'role="img" aria-label="{_text(scene.description)}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" class="fig {scene.kind}" {frame_of} {told}>{body}</svg>'


def _part(part: Part, scene: Scene) -> str:
    on = "" if part.on is None else f' data-on="{" ".join(map(str, part.on))}"'
    shapes = "".join(_RULES[type(shape)](shape, scene) for shape in part.shapes)
    return f"<g{on}>{shapes}</g>"


def _text(words: str) -> str:
    return escape(visible(words))


def _number(millimetres: float) -> str:
    return f"{round(millimetres * UNIT, 1) + 0:g}"


def _point(point: Point) -> str:
    return f"{_number(point[0])} {_number(point[1])}"


def _box(shape: Box, scene: Scene) -> str:
    (x, y), width, height = shape.centre, shape.width, shape.height
    top, bottom = y - height / 2, y + height / 2
    corner = f'x="{_number(x - width / 2)}" y="{_number(top)}"'
    size = f'width="{_number(width)}" height="{_number(height)}" rx="{_number(shape.radius)}"'
    divider = f'<path class="box" d="M{_point((x, top))}V{_number(bottom)}"/>' if shape.divided else ""
    return f'<rect class="box" {corner} {size}/>{divider}'


def _classes(shape: Polyline | Bezier) -> str:
    if not shape.role:
        return shape.pen
    role = ROLES[shape.role]
    return f"{shape.pen} {role.key} {role.dash}"


def _head(shape: Polyline | Bezier, tail: Point) -> tuple[Point, str]:
    """Returns where the line ends so that the arrowhead has a point, and the arrowhead."""
    length, half = _HEADS[shape.pen]
    x, y = shape.points[-1]
    dx, dy = x - tail[0], y - tail[1]
    reach = hypot(dx, dy) or 1.0
    dx, dy = dx / reach, dy / reach
    foot = (x - dx * length, y - dy * length)
    wings = [(foot[0] - sign * dy * half, foot[1] + sign * dx * half) for sign in (1, -1)]
    role = f" {shape.role}" if shape.role else ""
    outline = "L".join(map(_point, (shape.points[-1], *wings)))
    return (x - dx * length * 0.7, y - dy * length * 0.7), f'<path class="tip{role}" d="M{outline}Z"/>'


def _polyline(shape: Polyline, scene: Scene) -> str:
    points: Sequence[Point] = shape.points
    tip = ""
    if shape.arrow:
        end, tip = _head(shape, points[-2])
        points = (*points[:-1], end)
    return f'<path class="{_classes(shape)}" d="M{"L".join(map(_point, points))}"/>{tip}'


def _bezier(shape: Bezier, scene: Scene) -> str:
    start, first, second, end = shape.points
    tip = ""
    if shape.arrow:
        end, tip = _head(shape, shape.at(0.94))
    return f'<path class="{_classes(shape)}" d="M{_point(start)}C{" ".join(map(_point, (first, second, end)))}"/>{tip}'


def _disc(shape: Disc, scene: Scene) -> str:
    x, y = shape.centre
    return f'<circle class="dot" cx="{_number(x)}" cy="{_number(y)}" r="{_number(shape.radius)}"/>'


def _label(shape: Label, scene: Scene) -> str:
    x, y = shape.point
    size = SIZE * (_SMALL if shape.small else 1)
    baseline = y + size * {"on": 0.25, "above": -0.12, "below": 0.66}[shape.side]
    patch = ""
    if shape.patch:
        left, top, right, bottom = frame(shape, scene.notation)
        patch = (
            f'<rect class="patch" x="{_number(left)}" y="{_number(top)}" width="{_number(right - left)}" '
            f'height="{_number(bottom - top)}" rx="4"/>'
        )
    small = ' class="sm"' if shape.small else ""
    return (
        f'{patch}<text{small} x="{_number(x)}" y="{_number(baseline)}" text-anchor="{shape.anchor}">'
        f"{_spans(lettering.runs(shape.content, scene.notation), size)}</text>"
    )


def _spans(pieces: lettering.Runs, size: float) -> str:
    spans, level = [], 0.0
    for run in pieces:
        shift = (level - run.level) * size * 0.25
        level = run.level
        names = [name for name in ("sb" * bool(run.level), run.role) if name]
        attributes = f' class="{" ".join(names)}"' if names else ""
        attributes += f' dx="{_number(-run.back * size)}"' if run.back else ""
        attributes += f' dy="{_number(shift)}"' if shift else ""
        spans.append(f"<tspan{attributes}>{_text(_slanted(run.text) if run.italic else run.text)}</tspan>")
    return "".join(spans)


def _slanted(text: str) -> str:
    """Returns the letters as the italics of mathematics, which look the same in every font that has them."""
    return text.translate(_ITALICS)


_RULES: Mapping[type, Callable[[Any, Scene], str]] = MappingProxyType(
    {Box: _box, Polyline: _polyline, Bezier: _bezier, Disc: _disc, Label: _label}
)
