"""The table of all results in LaTeX, and the table of names: columns as wide as what stands in them."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from symbackprop.notation import layout, led_by
from symbackprop.notation.breaking import lines
from symbackprop.notation.width import width
from symbackprop.report.latex.formulas import inside, width_of_text
from symbackprop.report.latex.tables import PAGE_WIDTH, badge
from symbackprop.report.latex.text import Tex
from symbackprop.report.text import shape_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import sympy as sp

    from symbackprop.notation.options import Notation
    from symbackprop.report.blocks import Result, Results, Table
    from symbackprop.report.latex.inline import Prose

_SHAPE_AND_NUMBER = 9.0
_GAP = 2.0
_MOST_FOR_MATRICES = 18.5
_EM_IN_MILLIMETRES = 3.52
_SMALL, _AIR, _SLACK = 0.95, 1.0, 0.1
_BETWEEN = 1.6
_LONGEST, _HEAD, _ROW = 600.0, 40.0, 25.0
_CONTINUED = r"\qquad "
_CONTINUED_WIDTH = 2.0

Sides = list[tuple[str, float]]
"""The rows of an equation with their widths in em."""


def results(block: Results, prose: Prose) -> tuple[str, dict[str, object]]:
    """Returns the template of the results and what it needs: both forms side by side, or one below the other."""
    first, second = _columns(block, prose.notation)
    rows = [row for result in block.rows for row in _rows(result, first, second, prose)]
    beside = second > 0
    has_matrices = any(row.matrix for row in block.rows)
    title = "in indices, and as matrices" if has_matrices and not beside else "in indices"
    return "results.tex", {"rows": rows, "beside": beside, "title": title}


def _columns(block: Results, notation: Notation) -> tuple[float, float]:
    """Returns the widths of the two forms beside each other, in em; 0 for the second where it stands below."""
    room = PAGE_WIDTH - _SHAPE_AND_NUMBER
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


def _rows(result: Result, room: float, beside: float, prose: Prose) -> Iterator[dict[str, object]]:
    index = sides(result.left, result.right, room, prose.notation)
    matrix = sides(*result.matrix, beside or room, prose.notation) if result.matrix else []
    below = [] if beside else matrix
    columns = zip_longest([text for text, _ in (*index, *below)], [text for text, _ in matrix] if beside else [])
    rows = list(columns)
    numbers = {0: result.number, (0 if beside else len(index)): result.by_matrices or result.number}
    for place, (first, second) in enumerate(rows):
        badges = {result.number, result.by_matrices} if beside and place == 0 else {numbers.get(place)}
        shown = [badge(number, prose.links) for number in sorted(filter(None, badges))]
        yield {
            "index": Tex(_strut(first, second) + (first or "")),
            "matrix": Tex(second or ""),
            "shape": prose.write(shape_of(result.shape)) if place == 0 else "",
            "badges": Tex(r"\ ".join(shown)),
            "end": Tex(r"\\" if place == len(rows) - 1 else r"\\*"),
        }


def _strut(*cells: str | None) -> str:
    return r"\tallstrut " if any("frac" in (cell or "") or "sum" in (cell or "") for cell in cells) else r"\flatstrut "


def height(block: Results, notation: Notation) -> float:
    """Returns the room to look for before the results, in pt: one page at most."""
    _, second = _columns(block, notation)
    forms = sum(2 if row.matrix and not second else 1 for row in block.rows)
    return min(_LONGEST, _HEAD + _ROW * forms)


def table(block: Table, prose: Prose) -> tuple[str, dict[str, object]]:
    """Returns the template of a table and what it needs; the widest column is as wide as there is room."""
    cells = [((head,), *column) for head, column in zip(block.heads, zip(*block.rows, strict=True), strict=True)]
    natural = [_AIR + _SMALL * max(width_of_text(cell, prose.notation) for cell in column) for column in cells]
    free = PAGE_WIDTH - _BETWEEN * (len(natural) - 1) - sum(natural)
    widest = natural.index(max(natural))
    natural[widest] += min(free, 0.0)
    rows = [Tex(" & ".join(prose.write(cell) for cell in row)) for row in block.rows]
    return "table.tex", {"heads": block.heads, "rows": rows, "columns": _specification(natural)}


def _specification(widths: Sequence[float]) -> Tex:
    columns = [rf">{{\raggedright\arraybackslash}}p{{{_EM_IN_MILLIMETRES * em:.1f}mm}}" for em in widths]
    return Tex(rf"@{{\hspace{{{_EM_IN_MILLIMETRES * _BETWEEN:.1f}mm}}}}".join(columns))
