"""Blocks in Markdown: one row for each kind of block, its template and what the template is told."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from symbackprop.report import pictures
from symbackprop.report.blocks import (
    About,
    Block,
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
from symbackprop.report.lines import Line
from symbackprop.report.markdown.figures import figure
from symbackprop.report.markdown.formulas import broken, in_pieces, inline, rows
from symbackprop.report.markdown.text import Markdown, as_paragraph, fenced, picture
from symbackprop.report.subjects import commented
from symbackprop.report.text import shape_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from jinja2 import Environment

    from symbackprop.report.markdown.inline import Prose

Values = tuple[str, dict[str, object]]


@dataclass(frozen=True)
class Blocks:
    """Writes blocks, with the templates of `environment` and running text as `prose` writes it.

    marks  what begins the heading of a part of a section
    """

    document: Document
    prose: Prose
    environment: Environment
    marks: Markdown

    def write(self, block: Block) -> Markdown:
        """Returns one block in Markdown."""
        template, values = _WRITERS[type(block)](self, block)
        return Markdown(self.environment.get_template(template).render(values | {"marks": self.marks}).strip("\n"))

    def badge(self, number: str) -> str:
        """Returns the number of a line, with a tick if its evidence is told."""
        return f"✓ ({number})" if number in self.prose.links.evidence else f"({number})"


def _about(_blocks: Blocks, block: About) -> Values:
    return "about.md", {"lines": list(map(Markdown, commented(block.said)))}


def _paragraph(blocks: Blocks, block: Paragraph) -> Values:
    return "paragraph.md", {"text": as_paragraph(blocks.prose.write(block.text))}


def _display(blocks: Blocks, block: Display) -> Values:
    return "display.md", {
        "rows": [row for line in block.lines for row in rows(line, blocks.prose.notation)],
        "reasons": [
            _reason(blocks, line) for line in block.lines if line.reason or line.number in blocks.prose.links.evidence
        ],
    }


def _reason(blocks: Blocks, line: Line) -> dict[str, object]:
    return {"badge": blocks.badge(line.number), "text": blocks.prose.write(line.reason)}


def _figure(blocks: Blocks, block: Figure) -> Values:
    shown = figure(block, blocks.prose)
    return "figure.md", {"number": blocks.prose.links.figure(block.key), "caption": shown.caption, "body": shown.body}


def _plot(blocks: Blocks, block: PlotFigure) -> Values:
    body = picture(f"{pictures.names(blocks.document)[block.key]}.svg", block.plot.alt)
    caption = blocks.prose.write(block.caption)
    return "figure.md", {"number": blocks.prose.links.figure(block.key), "caption": caption, "body": body}


def _summary(blocks: Blocks, block: Summary) -> Values:
    rows = [
        {
            "cells": [
                inline(cell, blocks.prose.notation)
                for cell in (item.parameter, item.chain, item.product, item.delta_form)
            ],
            "badge": blocks.badge(item.number),
        }
        for item in block.rows
    ]
    return "summary.md", {"rows": rows}


def _table(blocks: Blocks, block: Table) -> Values:
    rows = [[blocks.prose.write(cell) for cell in row] for row in block.rows]
    return "table.md", {"heads": block.heads, "rows": rows}


def _results(blocks: Blocks, block: Results) -> Values:
    notation = blocks.prose.notation
    rows = [
        {
            "index": in_pieces(result.left, result.right, notation),
            "matrix": in_pieces(*result.matrix, notation) if result.matrix else "",
            "shape": blocks.prose.write(shape_of(result.shape)),
            "badges": ", ".join(map(blocks.badge, filter(None, (result.number, result.by_matrices)))),
        }
        for result in block.rows
    ]
    return "results.md", {"rows": rows, "has_matrices": any(result.matrix for result in block.rows)}


def _refutation(blocks: Blocks, block: Refutation) -> Values:
    rows = broken(block.left, block.right, blocks.prose.notation)
    return "refutation.md", {"rows": rows, "witness": blocks.prose.write(block.witness)}


def _program(_blocks: Blocks, block: Program) -> Values:
    return "program.md", {"source": fenced(block.source, block.language)}


def _evidence(blocks: Blocks, block: Evidence) -> Values:
    rows = [
        {"numbers": ", ".join(map(blocks.badge, item.numbers)), "text": blocks.prose.write(item.text)}
        for item in block.rows
    ]
    return "evidence.md", {"rows": rows, "remarks": [blocks.prose.write(remark) for remark in block.remarks]}


def _cross_check(blocks: Blocks, block: CrossCheck) -> Values:
    rows = [
        {"parameter": inline(parameter, blocks.prose.notation), "values": (reference, *errors)}
        for parameter, reference, errors in block.rows
    ]
    return "cross_check.md", {
        "rows": rows,
        "columns": block.columns,
        "point": as_paragraph(blocks.prose.write(block.point)),
        "remark": as_paragraph(blocks.prose.write(block.remark)),
    }


_WRITERS: Mapping[type[Any], Callable[[Blocks, Any], Values]] = MappingProxyType(
    {
        About: _about,
        Paragraph: _paragraph,
        Subheading: lambda blocks, block: ("subheading.md", {"text": blocks.prose.write(block.text)}),
        Display: _display,
        Figure: _figure,
        PlotFigure: _plot,
        Summary: _summary,
        Table: _table,
        Results: _results,
        Refutation: _refutation,
        Program: _program,
        Evidence: _evidence,
        CrossCheck: _cross_check,
    }
)
