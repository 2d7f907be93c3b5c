"""Displays in LaTeX: numbered lines as the rows of an alignment, broken before they overflow.

Widths are estimated in em (see `symbackprop.notation.width`). A display is set in one of
two ways: in columns, where most of its lines show several short equations; else with one
column, in which the equations of a line stand beside each other if they fit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from symbackprop.notation.options import Notation
from symbackprop.report.document import Line
from symbackprop.report.latex.formulas import Equation, equations, inside
from symbackprop.report.latex.text import Tex

MEASURE = 27.5
"""The room for a formula between the indent and the number, in em."""
GAP = 2.0
_SHORTEST_ROOM = 16.0
_MOST_TOGETHER = 10


@dataclass(frozen=True)
class Row:
    """One row: its cells, and the line whose number and reason it carries, if it is the line's first."""

    cells: Tex
    line: Line | None

    @property
    def continues(self) -> bool:
        """Returns whether the row continues the equation of the row above."""
        return self.line is None or self.line.shown[0].continued


@dataclass(frozen=True)
class Alignment:
    """The rows of a display, with the number of its columns of equations."""

    columns: int
    rows: tuple[Row, ...]


def alignment(lines: tuple[Line, ...], notation: Notation) -> Alignment:
    """Returns the rows of a display, none wider than MEASURE as far as the estimate goes."""
    found = [(line, equations(line, notation)) for line in lines]
    several = sum(len(shown) > 1 for _, shown in found)
    columns = _columns([shown for _, shown in found]) if 2 * several > len(found) else 1
    set_row = _set_in_columns(columns) if columns > 1 else _set_in_one(found)
    rows = []
    for line, shown in found:
        cells = set_row(shown)
        rows += [Row(Tex(text), line if first == 0 else None) for first, text in enumerate(cells)]
    return Alignment(columns, tuple(rows))


def endings(rows: Sequence[Row]) -> list[str]:
    r"""Returns what ends each row: \\\\, or \\\\* where the page must not end after it.

    A page ends neither after the first row nor before the last, nor before a row that
    continues the equation above, unless that would keep too many rows together.
    """
    ends: list[str] = []
    together = 0
    for place, follower in enumerate(rows[1:]):
        keep = place == 0 or place == len(rows) - 2 or follower.continues
        together = together + 1 if keep and together < _MOST_TOGETHER else 0
        ends.append(r"\\*" if together else r"\\")
    return [*ends, ""]


def _columns(found: list[list[Equation]]) -> int:
    most = max(map(len, found))
    return next((count for count in range(most, 1, -1) if _width(found, count) <= MEASURE), 1)


def _width(found: list[list[Equation]], count: int) -> float:
    total = GAP * (count - 1)
    for column in range(count):
        cells = [equation for shown in found for equation in shown[column::count]]
        total += max(cell.left_width for cell in cells) + max(cell.right_width for cell in cells)
    return total


def _set_in_columns(count: int):
    def set_row(shown: list[Equation]) -> list[str]:
        chunks = [shown[start : start + count] for start in range(0, len(shown), count)]
        return [
            r" & \qquad ".join(map(_cell, chunk)) for chunk in chunks
        ]

    return set_row


def _cell(equation: Equation, mark: str = "&") -> str:
    left = inside(equation.left) if equation.left is not None else ""
    return f"{left} {mark}{inside(*equation.right)}"


def _set_in_one(found: list[tuple[Line, list[Equation]]]):
    lefts = [shown[0].left_width for _, shown in found]
    left = max(lefts, default=0.0)
    hanging = MEASURE - left < _SHORTEST_ROOM
    room = MEASURE - 2 * GAP if hanging else MEASURE - left

    def set_row(shown: list[Equation]) -> list[str]:
        together = sum(item.left_width + item.right_width + GAP for item in shown) - GAP - shown[0].left_width
        if together <= room and not (hanging and shown[0].left_width):
            first, *rest = shown
            return [r" \qquad ".join([_cell(first), *(_cell(item, mark="") for item in rest)])]
        if hanging and len(shown) == 1 and together + shown[0].left_width <= MEASURE:
            return ["&" + _cell(shown[0], mark="")]
        return [text for equation in shown for text in _lines(equation, room, hanging)]

    return set_row


def _lines(equation: Equation, room: float, hanging: bool) -> list[str]:
    first, *rest = [inside(*pieces) for pieces in equation.broken(room)]
    left = inside(equation.left) if equation.left is not None else ""
    start = r"&\quad " if hanging else "&"
    head = [f"&{left}", start + first] if hanging and left else [f"{left} {start}{first}"]
    return head + [start + _under_the_first_term(text) for text in rest]


def _under_the_first_term(text: str) -> str:
    begins_relation = text.startswith(("=", r"\mathrel", r"\leftarrow"))
    return text if begins_relation else rf"\phantom{{{{}}={{}}}} {text}"
