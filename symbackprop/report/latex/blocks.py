"""Blocks in LaTeX: one row for each kind of block, its template and what the template is told."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, zip_longest
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from symbackprop.report import figures, pictures
from symbackprop.report.blocks import (
    CrossCheck,
    Display,
    Evidence,
    Figure,
    Paragraph,
    PlotFigure,
    Program,
    Refutation,
    Results,
    Subheading,
    Summary,
    Table,
)
from symbackprop.report.document import Document
from symbackprop.report.figures import tikz
from symbackprop.report.latex import results, tables
from symbackprop.report.latex.arrangement import Beside, is_narrow, rooms
from symbackprop.report.latex.displays import MEASURE, alignment, endings
from symbackprop.report.latex.text import Tex, program_text
from symbackprop.report.lines import Line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from jinja2 import Environment

    from symbackprop.report.latex.arrangement import Piece
    from symbackprop.report.latex.inline import Prose

_LONGEST_LINE = 116
_CODE_LINE = 9.4
_KEPT_TOGETHER = 9
_CONTINUED = 8 * " "


@dataclass(frozen=True)
class Blocks:
    """Writes blocks, with the templates of `environment` and running text as `prose` writes it."""

    document: Document
    prose: Prose
    environment: Environment

    def write_all(self, pieces: Sequence[Piece]) -> Tex:
        """Returns the pieces one below the other; a display stands within the paragraph that leads to it."""
        needed = rooms(pieces, self.document)
        parts = (
            _room(room) + self.write(piece) + _after(piece, follower)
            for room, piece, follower in zip_longest(needed, pieces, pieces[1:])
        )
        return Tex("".join(parts).rstrip("\n"))

    def write(self, piece: Piece) -> Tex:
        """Returns one piece in LaTeX."""
        template, values = _WRITERS[type(piece)](self, piece)
        return Tex(self.environment.get_template(template).render(values).rstrip("\n"))


def _room(needed: float) -> str:
    return rf"\room{{{needed:.0f}pt}}" + "\n" if needed else ""


def _after(piece: Piece, follower: Piece | None) -> str:
    leads_to_display = isinstance(piece, Paragraph | Subheading) and isinstance(follower, Display)
    return "\n" if leads_to_display else "\n\n"


def _paragraph(blocks: Blocks, block: Paragraph) -> tuple[str, dict[str, object]]:
    return "paragraph.tex", {"text": blocks.prose.write(block.text)}


def _subheading(blocks: Blocks, block: Subheading) -> tuple[str, dict[str, object]]:
    return "subheading.tex", {"text": blocks.prose.write(block.text)}


def _display(blocks: Blocks, block: Display) -> tuple[str, dict[str, object]]:
    aligned = alignment(block.lines, blocks.prose.notation)
    ends = map(Tex, endings(aligned.rows))
    rows = [
        {"cells": row.cells, "tag": _tag(blocks, row.line), "end": end}
        for row, end in zip(aligned.rows, ends, strict=True)
    ]
    return "display.tex", {"columns": aligned.columns, "rows": rows}


def _tag(blocks: Blocks, line: Line | None) -> Tex:
    if line is None:
        return Tex("")
    command = r"\proved" if line.number in blocks.prose.links.evidence else r"\known"
    return Tex(f" {command}{{{line.number}}}{{{blocks.prose.write(line.reason)}}}")


def _figure(blocks: Blocks, block: Figure) -> tuple[str, dict[str, object]]:
    scene = figures.scene(block, blocks.prose.notation)
    values: dict[str, object] = {
        "picture": Tex(tikz.draw(scene)),
        "number": blocks.prose.links.figure(block.key),
        "caption": blocks.prose.write(block.caption),
    }
    return ("figure_narrow.tex" if is_narrow(scene.width) else "figure_wide.tex"), values


def _plot(blocks: Blocks, block: PlotFigure) -> tuple[str, dict[str, object]]:
    flush = not is_narrow(block.plot.width)
    options = r"[width=\textwidth]" if flush else ""
    values: dict[str, object] = {
        "picture": Tex(rf"\includegraphics{options}{{{pictures.names(blocks.document)[block.key]}.pdf}}"),
        "number": blocks.prose.links.figure(block.key),
        "caption": blocks.prose.write(block.caption),
    }
    return ("figure_flush.tex" if flush else "figure_narrow.tex"), values


def _beside(blocks: Blocks, piece: Beside) -> tuple[str, dict[str, object]]:
    _, values = _figure(blocks, piece.figure)
    return "figure_beside.tex", {**values, "text": blocks.prose.write(piece.text.text)}


def _summary(blocks: Blocks, block: Summary) -> tuple[str, dict[str, object]]:
    return tables.summary(block, blocks.prose.notation, blocks.prose.links)


def _refutation(blocks: Blocks, block: Refutation) -> tuple[str, dict[str, object]]:
    rows = [Tex(text) for text, _ in results.sides(block.left, block.right, MEASURE, blocks.prose.notation)]
    return "refutation.tex", {"rows": rows, "witness": blocks.prose.write(block.witness)}


def _program(_blocks: Blocks, block: Program) -> tuple[str, dict[str, object]]:
    lines = [piece for line in block.source.rstrip().splitlines() for piece in _wrapped(line)]
    chunks = [(full, list(chunk)) for full, chunk in groupby(lines, key=bool)]
    return "program.tex", {
        "chunks": [
            {
                "empty": not full,
                "room": round(_CODE_LINE * min(len(chunk), _KEPT_TOGETHER)),
                "lines": list(map(program_text, chunk)),
            }
            for full, chunk in chunks
        ]
    }


def _wrapped(line: str) -> list[str]:
    pieces = [line[:_LONGEST_LINE]]
    rest = line[_LONGEST_LINE:]
    step = _LONGEST_LINE - len(_CONTINUED)
    return pieces + [_CONTINUED + rest[start : start + step] for start in range(0, len(rest), step)]


def _evidence(blocks: Blocks, block: Evidence) -> tuple[str, dict[str, object]]:
    return "evidence.tex", tables.evidence(block, blocks.prose)


def _cross_check(blocks: Blocks, block: CrossCheck) -> tuple[str, dict[str, object]]:
    return "cross_check.tex", tables.cross_check(block, blocks.prose)


_WRITERS: Mapping[type[Any], Callable[[Blocks, Any], tuple[str, dict[str, object]]]] = MappingProxyType(
    {
        Paragraph: _paragraph,
        Subheading: _subheading,
        Display: _display,
        Figure: _figure,
        PlotFigure: _plot,
        Beside: _beside,
        Summary: _summary,
        Table: lambda blocks, block: results.table(block, blocks.prose),
        Results: lambda blocks, block: results.results(block, blocks.prose),
        Refutation: _refutation,
        Program: _program,
        Evidence: _evidence,
        CrossCheck: _cross_check,
    }
)
