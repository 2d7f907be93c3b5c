"""Tables in LaTeX: the summary of all gradients, the evidence, the numeric cross-check."""

from __future__ import annotations

from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING

from symbackprop.notation import layout
from symbackprop.notation.breaking import lines
from symbackprop.notation.width import width
from symbackprop.report.latex.formulas import inside
from symbackprop.report.latex.text import Tex, escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import sympy as sp

    from symbackprop.notation.options import Notation
    from symbackprop.notation.tree import Node
    from symbackprop.report.blocks import CrossCheck, Evidence, EvidenceRow, Summary, SummaryRow
    from symbackprop.report.latex.inline import Prose
    from symbackprop.report.links import Links
    from symbackprop.report.text import Text

PAGE_WIDTH = 46.0
"""The room of the widest table, in em."""
_SMALL = 0.9
_GAPS = 6.0
_TITLES = 16.0
_ROW_HEIGHT = 24
_LINE_HEIGHT = 10
_LONGEST_TABLE = 600
_CHARACTERS_OF_A_NOTE = 34
_CHARACTERS_OF_A_ROW = 60
_NUMBERS_ON_A_LINE = 7
_GAP = 4
_HEADER = 40
_HEADING = 30
_SHORTEST_ROOM = 100


def badge(number: str, links: Links) -> Tex:
    """Returns the number of a proved line as a link to its evidence."""
    target = "pf" if number in links.evidence else "eq"
    return Tex(rf"\badge{{{target}}}{{{number}}}")


def summary(block: Summary, notation: Notation, links: Links) -> tuple[str, dict[str, object]]:
    """Returns the template of the summary and what it needs.

    Cells that are too wide are broken; where that is not enough, the forms of a parameter
    stand below each other.
    """
    columns = [
        [[layout(expression, notation)] for expression in column]
        for column in zip(*((row.parameter, *_forms(row)) for row in block.rows), strict=True)
    ]
    _fit(columns)
    if _table_width(columns) > PAGE_WIDTH:
        return "summary_stacked.tex", {"groups": [_stacked(row, notation, links) for row in block.rows]}
    rows: list[dict[str, object]] = []
    ends = [*(row.group != after.group for row, after in pairwise(block.rows)), False]
    for row, ends_group, *cells in zip(block.rows, ends, *columns, strict=True):
        rows += _rows(row, cells, ends_group, links)
    return "summary.tex", {"rows": rows}


def _forms(row: SummaryRow) -> tuple[sp.Expr, sp.Expr, sp.Expr]:
    return row.chain, row.product, row.delta_form


def _stacked(row: SummaryRow, notation: Notation, links: Links) -> dict[str, object]:
    forms = []
    for title, form in zip(("chain of partials", "product of named values", "delta form"), _forms(row), strict=True):
        pieces = lines(layout(form, notation), PAGE_WIDTH - _TITLES)
        forms += [(title if place == 0 else "", Tex(inside(piece))) for place, piece in enumerate(pieces)]
    return {
        "parameter": Tex(inside(layout(row.parameter, notation))),
        "forms": forms,
        "badge": badge(row.number, links),
    }


def _table_width(columns: list[list[list[Node]]]) -> float:
    widest = [max(width(line) for cell in column for line in cell) for column in columns]
    return widest[0] + _SMALL * widest[1] + widest[2] + widest[3] + _GAPS


def _fit(columns: list[list[list[Node]]]) -> None:
    """Breaks the chains, products and delta forms so that the table is not wider than the page, if it can be."""
    if _table_width(columns) <= PAGE_WIDTH:
        return
    widths = [max(width(cell[0]) for cell in column) for column in columns]
    delta_form = min(widths[3], PAGE_WIDTH / 4)
    free = PAGE_WIDTH - widths[0] - delta_form - _GAPS
    chain = free * min(0.6, max(0.4, _SMALL * widths[1] / (_SMALL * widths[1] + widths[2])))
    for column, room in ((1, chain / _SMALL), (2, free - chain), (3, delta_form)):
        columns[column] = [list(lines(cell[0], room)) for cell in columns[column]]


def _rows(row: SummaryRow, cells: list[list[Node]], ends_group: bool, links: Links) -> Iterable[dict[str, object]]:  # noqa: FBT001
    names = ("parameter", "chain", "product", "delta_form")
    high = list(zip_longest(*cells))
    for place, parts in enumerate(high):
        last = place == len(high) - 1
        texts = {name: Tex(inside(part) if part is not None else "") for name, part in zip(names, parts, strict=True)}
        end = r"\\*" if not last else r"\\ \cmidrule(){1-5}" if ends_group else r"\\"
        yield {**texts, "badge": badge(row.number, links) if place == 0 else "", "end": Tex(end)}


def height_of_summary(block: Summary) -> float:
    """Returns the room to look for before the summary, in pt: one page at most."""
    return min(_LONGEST_TABLE, _HEADER + _ROW_HEIGHT * len(block.rows))


def height_of_remarks(block: Evidence) -> float:
    """Returns about how high the remarks of the evidence are in the margin, in pt."""
    return _height_of_notes(block.remarks)


def _height_of_notes(texts: Sequence[Text]) -> float:
    return sum(_LINE_HEIGHT * (1 + _length(text) // _CHARACTERS_OF_A_NOTE) + _GAP for text in texts)


def _lines_of(row: EvidenceRow) -> int:
    """Returns about how many lines a row of the evidence takes, at least."""
    return max(1, len(row.numbers) // _NUMBERS_ON_A_LINE, _length(row.text) // _CHARACTERS_OF_A_ROW)


def _length(text: Text) -> int:
    return sum(len(piece) if isinstance(piece, str) else _length(getattr(piece, "text", ())) or 4 for piece in text)


def evidence(block: Evidence, prose: Prose) -> dict[str, object]:
    """Returns what the template of the evidence needs: remarks beside the table if it is long enough, else below."""
    rows = [
        {"badges": Tex(", ".join(rf"\evidenceof{{{number}}}" for number in row.numbers)), "text": prose.write(row.text)}
        for row in block.rows
    ]
    remarks = [prose.write(remark) for remark in block.remarks]
    beside = height_of_remarks(block) < _LINE_HEIGHT * sum(map(_lines_of, block.rows))
    return {
        "rows": rows,
        "remarks_aside": Tex(r"\\[3pt] ".join(remarks)) if beside else "",
        "remarks_below": [] if beside else remarks,
    }


def cross_check(block: CrossCheck, prose: Prose) -> dict[str, object]:
    """Returns what the template of the cross-check needs."""
    rows = []
    for parameter, reference, errors in block.rows:
        cells = [inside(layout(parameter, prose.notation)), escape(reference), *map(escape, errors)]
        rows.append(Tex(" & ".join(cells)))
    return {
        "rows": rows,
        "heads": block.columns,
        "columns": Tex("r" * len(block.columns)),
        "room": round(max(_SHORTEST_ROOM, _HEADING + _height_of_notes([block.remark]))),
        "point": prose.write(block.point),
        "remark": prose.write(block.remark),
    }
