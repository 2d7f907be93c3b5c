"""Pieces: what each kind of block is on slides. Programs and evidence are left to the document."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from math import ceil
from types import MappingProxyType
from typing import Any

import sympy as sp
from jinja2 import Environment

from symbackprop.notation import layout
from symbackprop.notation.width import width
from symbackprop.report import figures, pictures
from symbackprop.report.blocks import (
    Block,
    Display,
    Figure,
    Paragraph,
    PlotFigure,
    Refutation,
    Result,
    Results,
    Summary,
    Table,
)
from symbackprop.report.document import Document
from symbackprop.report.figures import tikz
from symbackprop.report.latex.displays import MEASURE, alignment
from symbackprop.report.latex.formulas import inline
from symbackprop.report.latex.inline import Prose
from symbackprop.report.latex.results import sides
from symbackprop.report.latex.text import Tex
from symbackprop.report.lines import Line
from symbackprop.report.slides.frames import ROOM, Piece
from symbackprop.report.slides.sentences import shortened
from symbackprop.report.text import Text
from symbackprop.report.widths import width_of_text

_LINE_OF_TEXT, _CHARACTERS = 14.0, 36.0
_SMALL_LINE, _SMALL_CHARACTERS, _REASON_CHARACTERS = 10.5, 46.0, 38.0
_SUMMED, _TALL, _FLAT, _AROUND = 37.0, 28.0, 19.0, 10.0
_TALL_CELL, _FLAT_CELL = 24.0, 14.5
_WIDTH, _HEIGHT = 142.0, 52.0
_MILLIMETRE = 72.27 / 25.4
_EM, _BETWEEN, _NARROWEST_COLUMN = 3.6, 4.2, 45.0
_WIDEST_TABLE = 36.0
_WHOLE: Sequence[str] = ("parameter", "product of named values", "delta form")
_NARROW: Sequence[str] = ("parameter", "delta form")
_ROWS = 9
_CAPTION_ROOM = 75.0


Forms = list[tuple[sp.Expr, ...]]


@dataclass(frozen=True)
class Pieces:
    """Writes the blocks of a document as pieces of slides."""

    document: Document
    prose: Prose
    environment: Environment

    def of(self, block: Block) -> Iterator[Piece]:
        """Returns the pieces of a block, in order; none for a block that slides leave out."""
        if type(block) in _WRITERS:
            yield from _WRITERS[type(block)](self, block)

    def text(self, text: Text, *, leads: bool = False) -> Piece:
        """Returns a paragraph, shortened to what a slide has room for."""
        short = shortened(text, self.prose.notation)
        return Piece(self.rendered("text.tex", text=self.prose.write(short)), self._height(short) + 5, leads=leads)

    def _height(self, text: Text) -> float:
        return _LINE_OF_TEXT * (1 + width_of_text(text, self.prose.notation) // _CHARACTERS)

    def rendered(self, template: str, **values: object) -> Tex:
        """Returns what a template writes."""
        return Tex(self.environment.get_template(template).render(values).rstrip("\n"))

    def display(self, lines: tuple[Line, ...]) -> Piece:
        """Returns lines that stand together; the first of them shows its left side, even if it goes on."""
        first = lines[0]
        whole = (replace(first, shown=(replace(first.shown[0], continued=False), *first.shown[1:])), *lines[1:])
        aligned = alignment(whole, self.prose.notation)
        rows: list[dict[str, object]] = []
        for place, row in enumerate(aligned.rows):
            if row.line is not None:
                command = r"\proved" if row.line.number in self.prose.links.evidence else r"\known"
                tag, reason = Tex(f" {command}{{{row.line.number}}}"), self.prose.write(row.line.reason)
            else:
                tag = Tex("")
            ends = place + 1 == len(aligned.rows) or aligned.rows[place + 1].line is not None
            rows.append({"cells": row.cells, "tag": tag, "reason": reason if ends else ""})
        height = _AROUND + sum(map(self.height_of_line, lines))
        return Piece(self.rendered("display.tex", columns=aligned.columns, rows=rows), height)

    def height_of_line(self, line: Line) -> float:
        """Returns about how high a line is with its reason below it, in pt."""
        rows = alignment((line,), self.prose.notation).rows
        formulas = sum(_height_of_row(row.cells) for row in rows)
        wide = width_of_text(line.reason, self.prose.notation)
        return formulas + (_SMALL_LINE * (1 + wide // _REASON_CHARACTERS) if line.reason else 0.0)

    def picture(self, tex: str, width: float, height: float, key: str, caption: Text) -> Piece:
        """Returns a picture with its caption, made smaller where it is larger than a slide."""
        scale = min(1.0, _WIDTH / width, _HEIGHT / height)
        short = shortened(caption, self.prose.notation, _CAPTION_ROOM)
        values = {"scale": f"{scale:.3f}", "number": self.prose.links.figure(key), "caption": self.prose.write(short)}
        rows = 1 + width_of_text(short, self.prose.notation) // _SMALL_CHARACTERS
        return Piece(
            self.rendered("picture.tex", picture=Tex(tex), **values),
            scale * height * _MILLIMETRE + _SMALL_LINE * rows + _AROUND,
        )

    def table(self, heads: Sequence[str], rows: list[list[Tex]], columns: str) -> Iterator[Piece]:
        """Returns a table, in parts of nearly the same length that fit on a slide each."""
        parts = max(1, ceil(len(rows) / _ROWS))
        borders = [len(rows) * place // parts for place in range(parts + 1)]
        for start, end in pairwise(borders):
            part = rows[start:end]
            tall = sum(_TALL_CELL if any("frac" in cell for cell in row) else _FLAT_CELL for row in part)
            cells = [Tex(" & ".join(row)) for row in part]
            tex = self.rendered("table.tex", heads=heads, rows=cells, columns=Tex(columns))
            yield Piece(tex, tall + 2 * _AROUND + _FLAT)


def _height_of_row(cells: Tex) -> float:
    if r"\sum" in cells or (r"\frac" in cells and "^{(" in cells):
        return _SUMMED
    return _TALL if "frac" in cells else _FLAT


def _display(pieces: Pieces, block: Display) -> Iterator[Piece]:
    heights = list(map(pieces.height_of_line, block.lines))
    share = sum(heights) / ceil(sum(heights) / (ROOM - 3 * _LINE_OF_TEXT))
    middles = (sum(heights[:place]) + height / 2 for place, height in enumerate(heights))
    parts = groupby(zip(block.lines, middles, strict=True), key=lambda pair: int(pair[1] / share))
    for _, part in parts:
        yield pieces.display(tuple(line for line, _ in part))


def _figure(pieces: Pieces, block: Figure) -> Iterator[Piece]:
    scene = figures.scene(block, pieces.prose.notation)
    yield pieces.picture(tikz.draw(scene), scene.width, scene.height, block.key, block.caption)


def _plot(pieces: Pieces, block: PlotFigure) -> Iterator[Piece]:
    name = pictures.names(pieces.document)[block.key]
    tex = rf"\includegraphics{{{name}.pdf}}"
    yield pieces.picture(tex, block.plot.width, block.plot.height, block.key, block.caption)


def _table(pieces: Pieces, block: Table) -> Iterator[Piece]:
    rows = [[pieces.prose.write(cell) for cell in row] for row in block.rows]
    widths = [[width_of_text(cell, pieces.prose.notation) for cell in row[:-1]] for row in block.rows]
    taken = sum(_EM * max(column) + _BETWEEN for column in zip(*widths, strict=True))
    last = max(_NARROWEST_COLUMN, _WIDTH - taken)
    yield from pieces.table(
        block.heads, rows, "l" * (len(block.heads) - 1) + rf">{{\raggedright\arraybackslash}}p{{{last:.0f}mm}}"
    )


def _summary(pieces: Pieces, block: Summary) -> Iterator[Piece]:
    """Returns the table of the gradients; where it is too wide, without the products."""
    notation = pieces.prose.notation
    whole: Forms = [(item.parameter, item.product, item.delta_form) for item in block.rows]
    columns = zip(*([width(layout(form, notation)) for form in row] for row in whole), strict=True)
    fits = sum(map(max, columns)) <= _WIDEST_TABLE
    heads, forms = (_WHOLE, whole) if fits else (_NARROW, [(first, last) for first, _, last in whole])
    rows = [[Tex(inline(form, notation)) for form in row] for row in forms]
    yield from pieces.table(heads, rows, len(heads) * "l")


def _results(pieces: Pieces, block: Results) -> Iterator[Piece]:
    for result in block.rows:
        yield from _formula(pieces, result)


def _formula(pieces: Pieces, result: Result) -> Iterator[Piece]:
    rows = [Tex(text) for text, _ in sides(result.left, result.right, MEASURE, pieces.prose.notation)]
    height = _AROUND + sum(map(_height_of_row, rows))
    yield Piece(pieces.rendered("formula.tex", rows=rows, mark=Tex(""), words=""), height)


def _refutation(pieces: Pieces, block: Refutation) -> Iterator[Piece]:
    rows = [Tex(text) for text, _ in sides(block.left, block.right, MEASURE, pieces.prose.notation)]
    words = pieces.prose.write(block.witness)
    height = _AROUND + _TALL * len(rows) + _SMALL_LINE * (1 + len(words) // 90)
    yield Piece(pieces.rendered("formula.tex", rows=rows, mark=Tex(r"\wrong"), words=words), height)


_WRITERS: Mapping[type[Any], Callable[[Pieces, Any], Iterator[Piece]]] = MappingProxyType(
    {
        Paragraph: lambda pieces, block: iter((pieces.text(block.text),)),
        Display: _display,
        Figure: _figure,
        PlotFigure: _plot,
        Table: _table,
        Summary: _summary,
        Results: _results,
        Refutation: _refutation,
    }
)
"""The blocks that are on slides."""
