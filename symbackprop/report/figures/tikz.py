"""TikZ: a scene as a picture, for a LaTeX document that holds PREAMBLE."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from symbackprop.notation import write
from symbackprop.notation.latex_text import escaped
from symbackprop.notation.letters import visible
from symbackprop.report.figures.scene import Bezier, Box, Content, Disc, Label, Point, Polyline, Scene, Shape
from symbackprop.report.palette import ROLES

PREAMBLE = r"""\usetikzlibrary{arrows.meta}
\tikzset{
  scene/.style={x=1mm,y=-1mm,line join=round,>={Stealth[length=5pt,width=4pt]}},
  box/.style={draw=ink,fill=white,line width=.6pt},
  edge/.style={draw=ink!75,line width=.55pt},
  frame/.style={draw=ink,line width=.6pt},
  flow/.style={draw=ink,line width=1pt},
  axis/.style={draw=ink!60,line width=.4pt},
  guide/.style={draw=hair,line width=.4pt},
  value/.style={draw=ink,line width=.9pt},
  slope/.style={draw=ink,line width=.9pt,dash pattern=on 3.5pt off 2pt},
  solid arc/.style={},
  dashed arc/.style={dash pattern=on 4.5pt off 2.6pt},
  dotted arc/.style={dash pattern=on .1pt off 2.6pt,line cap=round,line width=1.3pt},
  dash-dotted arc/.style={dash pattern=on 4.5pt off 2pt on .1pt off 2pt,line cap=round},
  label/.style={inner sep=1.3pt,font=\small},
  small label/.style={inner sep=1.3pt,font=\footnotesize},
  patch/.style={fill=white},
}
"""
"""What the figures need; the document defines the colours `ink`, `hair` and those of the palette."""

_ANCHORS: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("on", "middle"): "mid",
        ("on", "start"): "mid west",
        ("on", "end"): "mid east",
        ("above", "middle"): "south",
        ("above", "start"): "south west",
        ("above", "end"): "south east",
        ("below", "middle"): "north",
        ("below", "start"): "north west",
        ("below", "end"): "north east",
    }
)
_WORDS = MappingProxyType({"⋯": r"$\cdots$", "⋮": r"$\vdots$", "…": r"\dots{}"})


def draw(scene: Scene) -> str:
    """Returns the scene as a `tikzpicture`, in plain paths with computed points."""
    lines = [line for shape in scene.shapes() for line in _RULES[type(shape)](shape, scene)]
    return "\n".join((r"\begin{tikzpicture}[scene]", *(f"  {line}" for line in lines), r"\end{tikzpicture}"))


def _number(millimetres: float) -> str:
    return f"{round(millimetres, 2) + 0:g}"


def _point(point: Point) -> str:
    return f"({_number(point[0])},{_number(point[1])})"


def _box(shape: Box, scene: Scene) -> list[str]:
    (x, y), half, rise = shape.centre, shape.width / 2, shape.height / 2
    corners = f"{_point((x - half, y - rise))} rectangle {_point((x + half, y + rise))}"
    outline = rf"\path[box,rounded corners={_number(shape.radius)}mm] {corners};"
    divider = rf"\draw[box] {_point((x, y - rise))} -- {_point((x, y + rise))};"
    return [outline, divider] if shape.divided else [outline]


def _style(shape: Polyline | Bezier) -> str:
    arrow = ["->"] if shape.arrow else []
    role = ROLES.get(shape.role)
    return ",".join([*arrow, shape.pen, *((f"{role.dash} arc", f"draw={role.key}") if role else ())])


def _polyline(shape: Polyline, scene: Scene) -> list[str]:
    return [rf"\path[{_style(shape)}] {' -- '.join(map(_point, shape.points))};"]


def _bezier(shape: Bezier, scene: Scene) -> list[str]:
    start, first, second, end = map(_point, shape.points)
    return [rf"\path[{_style(shape)}] {start} .. controls {first} and {second} .. {end};"]


def _disc(shape: Disc, scene: Scene) -> list[str]:
    return [rf"\fill[ink] {_point(shape.centre)} circle[radius={_number(shape.radius)}mm];"]


def _label(shape: Label, scene: Scene) -> list[str]:
    style = [f"anchor={_ANCHORS[shape.side, shape.anchor]}", "small label" if shape.small else "label"]
    style += ["patch"] if shape.patch else []
    return [rf"\node[{','.join(style)}] at {_point(shape.point)} {{{_content(shape.content, scene)}}};"]


def _content(content: Content, scene: Scene) -> str:
    if isinstance(content, tuple):
        return "".join(_content(piece, scene) for piece in content)
    if not isinstance(content, str):
        return f"${write(content, 'latex', scene.notation)}$"
    return "".join(_WORDS.get(character) or escaped(character) for character in visible(content))


_RULES: Mapping[type[Shape], Callable[[Any, Scene], list[str]]] = MappingProxyType(
    {Box: _box, Polyline: _polyline, Bezier: _bezier, Disc: _disc, Label: _label}
)
