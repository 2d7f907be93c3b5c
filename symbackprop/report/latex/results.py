"""The table of all results in LaTeX, and the table of names: columns as wide as what stands in them."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from symbackprop.notation import layout, led_by
from symbackprop.notation.breaking import lines
from symbackprop.notation.width import width
from symbackprop.report.latex.formulas import inside
from symbackprop.report.latex.tables import PAGE_WIDTH, badge
from symbackprop.report.latex.text import Tex
from symbackprop.report.text import shape_of
from symbackprop.report.widths import least_width_of_text, width_of_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import sympy as sp

    from symbackprop.notation.options import Notation
    from symbackprop.report.blocks import Result, Results, Table
    from symbackprop.report.latex.inline import Prose
    from symbackprop.report.text import Text

_SHAPE_AND_NUMBER, _NUMBER, _WIDE_SHAPE = 9.0, 4.0, 12.0
_GAP = 2.0
_MOST_FOR_MATRICES = 18.5
_EM_IN_MILLIMETRES = 3.52
_SMALL, _AIR, _SLACK = 0.95, 1.0, 0.1
_BETWEEN = 1.6
_HALVINGS = 40
_ENOUGH, _HEAD, _ROW = 220.0, 40.0, 29.0
_LAST_TOGETHER = 3
_CONTINUED = r"\qquad "
_CONTINUED_WIDTH = 2.0

Sides = list[tuple[str, float]]
"""The rows of an equation with their widths in em."""


def results(block: Results, prose: Prose) -> tuple[str, dict[str, object]]:
    """Returns the template of the results and what it needs: both forms side by side, or one below the other."""
    first, second = _columns(block, prose.notation)
    rows = [row for result in block.rows for row in _rows(result, first, second, prose)]
    for row in rows[-_LAST_TOGETHER:-1]:
        row["end"] = Tex(r"\\*")
    beside = second > 0
    has_matrices = any(row.matrix for row in block.rows)
    title = "in indices, and as matrices" if has_matrices and not beside else "in indices"
    return "results.tex", {"rows": rows, "beside": beside, "title": title}


def _columns(block: Results, notation: Notation) -> tuple[float, float]:
    """Returns the widths of the two forms beside each other, in em; 0 for the second where it stands below."""
    shapes = [width_of_text(factor, notation) for row in block.rows for factor in _shape(row, notation)]
    room = PAGE_WIDTH - max(_SHAPE_AND_NUMBER, _SMALL * max(shapes) + _NUMBER)
    forms = [row.matrix for row in block.rows if row.matrix]
    second = min(_widest(sides(*form, room, notation) for form in forms) + _SLACK, _MOST_FOR_MATRICES)
    first = room - second - _GAP
    fits = (
        _widest(sides(row.left, row.right, first, notation) for row in block.rows) <= first
        and _widest(sides(*form, second, notation) for form in forms) <= second
    )
    return (first, second) if forms and fits else (room, 0.0)


def _widest(columns: Iterator[Sides]) -> float:
    return max((used for column in columns for _, used in column), default=0.0)


def sides(left: sp.Expr, right: sp.Expr, room: float, notation: Notation) -> Sides:
    """Returns the rows of left = right, none wider than `room` if it can be broken."""
    head = layout(left, notation)
    first, *rest = lines(led_by("=", right, notation), room - width(head))
    rows = [(f"{inside(head)} {inside(first)}", width(head) + width(first))]
    return [*rows, *((_CONTINUED + inside(piece), _CONTINUED_WIDTH + width(piece)) for piece in rest)]


def _shape(result: Result, notation: Notation) -> list[Text]:
    """Returns the shape in one row, or a wide one in as many as it has factors."""
    whole = shape_of(result.shape)
    if width_of_text(whole, notation) <= _WIDE_SHAPE or not result.shape:
        return [whole]
    first, *rest = (shape_of((size,)) for size in result.shape)
    return [first, *(("× ", *factor) for factor in rest)]


def _rows(result: Result, room: float, beside: float, prose: Prose) -> Iterator[dict[str, object]]:
    index = sides(result.left, result.right, room, prose.notation)
    matrix = sides(*result.matrix, beside or room, prose.notation) if result.matrix else []
    below = [] if beside else matrix
    rows = list(
        zip_longest(
            [text for text, _ in (*index, *below)],
            [text for text, _ in matrix] if beside else [],
            _shape(result, prose.notation),
        )
    )
    numbers = {0: result.number, (0 if beside else len(index)): result.by_matrices or result.number}
    for place, (first, second, shape) in enumerate(rows):
        badges = (result.number, result.by_matrices) if beside and place == 0 else (numbers.get(place),)
        shown = [badge(number, prose.links) for number in dict.fromkeys(badges) if number]
        yield {
            "index": Tex(_strut(first, second) + (first or "")),
            "matrix": Tex(second or ""),
            "shape": prose.write(shape or ()),
            "badges": Tex(r"\ ".join(shown)),
            "end": Tex(r"\\" if place == len(rows) - 1 else r"\\*"),
        }


def _strut(*cells: str | None) -> str:
    text = " ".join(filter(None, cells))
    if r"\sum" in text:
        return r"\sumstrut "
    return r"\tallstrut " if r"\frac" in text else r"\flatstrut "


def height(block: Results, notation: Notation) -> float:
    """Returns the room to look for before the results, in pt: a long table may go on on the next page."""
    _, second = _columns(block, notation)
    forms = sum(2 if row.matrix and not second else 1 for row in block.rows)
    return min(_ENOUGH, _HEAD + _ROW * forms)


def table(block: Table, prose: Prose) -> tuple[str, dict[str, object]]:
    """Returns the template of a table and what it needs; the widest columns are as wide as there is room."""
    cells = [((head,), *column) for head, column in zip(block.heads, zip(*block.rows, strict=True), strict=True)]
    natural = [_AIR + _SMALL * max(width_of_text(cell, prose.notation) for cell in column) for column in cells]
    least = [_SMALL * max(least_width_of_text(cell, prose.notation) for cell in column) for column in cells]
    widths = _fitted(natural, least, PAGE_WIDTH - _BETWEEN * (len(natural) - 1))
    rows = [Tex(" & ".join(prose.write(cell) for cell in row)) for row in block.rows]
    return "table.tex", {"heads": block.heads, "rows": rows, "columns": _specification(widths)}


def _fitted(natural: Sequence[float], least: Sequence[float], room: float) -> Sequence[float]:
    """Returns the widths of columns: what is wider than a measure is cut to it, but none below its least width.

    >>> [round(width) for width in _fitted([4, 30, 12, 20], [4, 10, 12, 5], 48)]
    [4, 16, 12, 16]
    """
    if sum(natural) <= room:
        return natural
    low, high = 0.0, room
    for _ in range(_HALVINGS):
        cap = (low + high) / 2
        if sum(_cut(natural, least, cap)) > room:
            high = cap
        else:
            low = cap
    return _cut(natural, least, low)


def _cut(natural: Sequence[float], least: Sequence[float], cap: float) -> list[float]:
    return [max(narrowest, min(wanted, cap)) for wanted, narrowest in zip(natural, least, strict=True)]


def _specification(widths: Sequence[float]) -> Tex:
    columns = [rf">{{\raggedright\arraybackslash}}p{{{_EM_IN_MILLIMETRES * em:.1f}mm}}" for em in widths]
    return Tex(rf"@{{\hspace{{{_EM_IN_MILLIMETRES * _BETWEEN:.1f}mm}}}}".join(columns))
