"""Blocks in LaTeX: one row for each kind of block, its template and what the template is told."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, zip_longest
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from symbackprop.report import figures
from symbackprop.report.document import (
    Block,
    CrossCheck,
    Display,
    Document,
    Evidence,
    Figure,
    Line,
    Paragraph,
    Program,
    Summary,
)
from symbackprop.report.figures import tikz
from symbackprop.report.latex import tables
from symbackprop.report.latex.displays import alignment, endings
from symbackprop.report.latex.text import Tex, program_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from jinja2 import Environment

    from symbackprop.report.latex.inline import Prose

_TEXT_WIDTH = 119.0
_LONGEST_LINE = 116
_MILLIMETRE = 72.27 / 25.4
_CAPTION = 40.0
_PARAGRAPH = 30.0
_CODE_LINE = 9.4
_KEPT_TOGETHER = 9
_CONTINUED = 8 * " "


@dataclass(frozen=True)
class Blocks:
    """Writes blocks, with the templates of `environment` and running text as `prose` writes it."""

    document: Document
    prose: Prose
    environment: Environment

    def write_all(self, blocks: Sequence[Block]) -> Tex:
        """Returns the blocks one below the other; a display stands within the paragraph that leads to it."""
        parts = (
            self._room_for(block, follower) + self.write(block) + _after(block, follower)
            for block, follower in zip_longest(blocks, blocks[1:])
        )
        return Tex("".join(parts).rstrip("\n"))

    def height(self, block: Block) -> float:
        """Returns how high a block is that is not to be broken over pages, in pt; 0 for one that may be."""
        return _HEIGHTS[type(block)](self, block) if type(block) in _HEIGHTS else 0.0

    def room(self, block: Block, follower: Block | None) -> float:
        """Returns the room, in pt, that must be left on a page where `block` begins; 0 for any."""
        if isinstance(block, Paragraph) and follower is not None and (high := self.height(follower)):
            return high + _PARAGRAPH
        return self.height(block)

    def _room_for(self, block: Block, follower: Block | None) -> str:
        room = self.room(block, follower)
        return rf"\room{{{room:.0f}pt}}" + "\n" if room else ""

    def write(self, block: Block) -> Tex:
        """Returns one block in LaTeX."""
        template, values = _WRITERS[type(block)](self, block)
        return Tex(self.environment.get_template(template).render(values).rstrip("\n"))


def _after(block: Block, follower: Block | None) -> str:
    leads_to_display = isinstance(block, Paragraph) and isinstance(follower, Display)
    return "\n" if leads_to_display else "\n\n"


def _paragraph(blocks: Blocks, block: Paragraph) -> tuple[str, dict[str, object]]:
    return "paragraph.tex", {"text": blocks.prose.write(block.text)}


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


def _height_of_figure(blocks: Blocks, block: Figure) -> float:
    scene = figures.scene(block, blocks.document)
    return scene.height * _MILLIMETRE + (_CAPTION if scene.width > _TEXT_WIDTH else 0)


def _figure(blocks: Blocks, block: Figure) -> tuple[str, dict[str, object]]:
    scene = figures.scene(block, blocks.document)
    values: dict[str, object] = {
        "picture": Tex(tikz.draw(scene)),
        "number": blocks.prose.links.figure(block.key),
        "caption": blocks.prose.write(block.caption),
    }
    return ("figure_narrow.tex" if scene.width <= _TEXT_WIDTH else "figure_wide.tex"), values


def _summary(blocks: Blocks, block: Summary) -> tuple[str, dict[str, object]]:
    return tables.summary(block, blocks.prose.notation, blocks.prose.links)


def _program(_blocks: Blocks, block: Program) -> tuple[str, dict[str, object]]:
    lines = [piece for line in block.source.rstrip().splitlines() for piece in _wrapped(line)]
    chunks = [list(chunk) for _, chunk in groupby(lines, key=bool)]
    return "program.tex", {
        "chunks": [
            {"room": round(_CODE_LINE * min(len(chunk), _KEPT_TOGETHER)), "lines": list(map(program_text, chunk))}
            for chunk in chunks
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
        Display: _display,
        Figure: _figure,
        Summary: _summary,
        Program: _program,
        Evidence: _evidence,
        CrossCheck: _cross_check,
    }
)

_HEIGHTS: Mapping[type[Any], Callable[[Blocks, Any], float]] = MappingProxyType(
    {
        Figure: _height_of_figure,
        Summary: lambda _blocks, block: tables.height_of_summary(block),
        Evidence: lambda _blocks, block: tables.height_of_remarks(block),
    }
)
