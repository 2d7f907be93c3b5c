"""Displays in LaTeX: numbered lines as the rows of an alignment, broken before they overflow.

Widths are estimated in em (see `symbackprop.notation.width`). A display is set in one of
three ways: in columns, where most of its lines show several short equations; else with one
column, in which the equations of a line stand beside each other if they fit; and where the
left sides are too long to be aligned, with the right sides below them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from symbackprop.report.latex.formulas import Equation, equations, inside
from symbackprop.report.latex.text import Tex

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from symbackprop.notation.options import Notation
    from symbackprop.report.lines import Line

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
    set_rows = _setter([shown for _, shown in found])
    rows = [
        Row(Tex(cells), line if place == 0 else None)
        for line, shown in found
        for place, cells in enumerate(set_rows(shown))
    ]
    columns = set_rows.count if isinstance(set_rows, _InColumns) else 1
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


@dataclass(frozen=True)
class _InColumns:
    """Sets the equations of a line in columns, as many to a row as there are columns."""

    count: int

    def __call__(self, shown: list[Equation]) -> list[str]:
        chunks = [shown[start : start + self.count] for start in range(0, len(shown), self.count)]
        return [r" & \qquad ".join(map(_cell, chunk)) for chunk in chunks]


@dataclass(frozen=True)
class _Aligned:
    """Sets right sides under each other, with room for `room` em; the equations of a line in one row if they fit."""

    room: float

    def __call__(self, shown: list[Equation]) -> list[str]:
        return [text for together in _packed(shown, self._fit) for text in self._rows(together)]

    def _fit(self, shown: list[Equation]) -> bool:
        return _together(shown) - shown[0].left_width <= self.room

    def _rows(self, together: list[Equation]) -> list[str]:
        return [_side_by_side(together)] if self._fit(together) else self._broken(together[0])

    def _broken(self, equation: Equation) -> list[str]:
        first, *rest = equation.broken(self.room)
        return [f"{_left(equation)} &{first}", *("&" + _under_the_first_term(text) for text in rest)]


@dataclass(frozen=True)
class _Hanging:
    """Sets right sides below the left ones, which are too long to be aligned."""

    def __call__(self, shown: list[Equation]) -> list[str]:
        if _together(shown) <= MEASURE:
            return ["&" + r" \qquad ".join(_cell(item, mark="") for item in shown)]
        return [text for equation in shown for text in self._broken(equation)]

    def _broken(self, equation: Equation) -> list[str]:
        first, *rest = equation.broken(MEASURE - 2 * GAP)
        head = [f"&{_left(equation)}"] if equation.left is not None else []
        return [*head, rf"&\quad {first}", *(rf"&\quad {_under_the_first_term(text)}" for text in rest)]


def _setter(found: list[list[Equation]]) -> Callable[[list[Equation]], list[str]]:
    several = sum(len(shown) > 1 for shown in found)
    columns = _columns(found) if 2 * several > len(found) else 1
    if columns > 1:
        return _InColumns(columns)
    room = MEASURE - max(equation.left_width for shown in found for equation in shown)
    return _Aligned(room) if room >= _SHORTEST_ROOM else _Hanging()


def _packed(shown: list[Equation], fit: Callable[[list[Equation]], bool]) -> list[list[Equation]]:
    """Returns the equations in rows, as many to a row as fit."""
    rows: list[list[Equation]] = []
    for equation in shown:
        if rows and fit([*rows[-1], equation]):
            rows[-1].append(equation)
        else:
            rows.append([equation])
    return rows


def _together(shown: list[Equation]) -> float:
    return sum(item.left_width + item.right_width + GAP for item in shown) - GAP


def _side_by_side(shown: list[Equation]) -> str:
    first, *rest = shown
    return r" \qquad ".join([_cell(first), *(_cell(item, mark="") for item in rest)])


def _cell(equation: Equation, mark: str = "&") -> str:
    return f"{_left(equation)} {mark}{equation.whole}"


def _left(equation: Equation) -> str:
    return inside(equation.left) if equation.left is not None else ""


def _under_the_first_term(text: str) -> str:
    begins_relation = text.startswith(("=", r"\mathrel", r"\leftarrow", r" \qquad"))
    return text if begins_relation else rf"\phantom{{{{}}={{}}}} {text}"
