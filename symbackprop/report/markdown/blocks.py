"""Blocks in Markdown: one row for each kind of block, its template and what the template is told."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from symbackprop.report.blocks import Block, CrossCheck, Display, Evidence, Figure, Paragraph, Program, Summary
from symbackprop.report.document import Document
from symbackprop.report.lines import Line
from symbackprop.report.markdown.figures import figure
from symbackprop.report.markdown.formulas import inline, row
from symbackprop.report.markdown.text import Markdown, as_paragraph, fenced

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from jinja2 import Environment

    from symbackprop.report.markdown.inline import Prose

Values = tuple[str, dict[str, object]]


@dataclass(frozen=True)
class Blocks:
    """Writes blocks, with the templates of `environment` and running text as `prose` writes it."""

    document: Document
    prose: Prose
    environment: Environment

    def write(self, block: Block) -> Markdown:
        """Returns one block in Markdown."""
        template, values = _WRITERS[type(block)](self, block)
        return Markdown(self.environment.get_template(template).render(values).strip("\n"))

    def badge(self, number: int) -> str:
        """Returns the number of a line, with a tick if its evidence is told."""
        return f"✓ ({number})" if number in self.prose.links.evidence else f"({number})"


def _paragraph(blocks: Blocks, block: Paragraph) -> Values:
    return "paragraph.md", {"text": as_paragraph(blocks.prose.write(block.text))}


def _display(blocks: Blocks, block: Display) -> Values:
    return "display.md", {
        "rows": [row(line, blocks.prose.notation) for line in block.lines],
        "reasons": [
            _reason(blocks, line) for line in block.lines if line.reason or line.number in blocks.prose.links.evidence
        ],
    }


def _reason(blocks: Blocks, line: Line) -> dict[str, object]:
    return {"badge": blocks.badge(line.number), "text": blocks.prose.write(line.reason)}


def _figure(blocks: Blocks, block: Figure) -> Values:
    shown = figure(block, blocks.document, blocks.prose)
    return "figure.md", {"number": blocks.prose.links.figure(block.key), "caption": shown.caption, "body": shown.body}


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
        Paragraph: _paragraph,
        Display: _display,
        Figure: _figure,
        Summary: _summary,
        Program: _program,
        Evidence: _evidence,
        CrossCheck: _cross_check,
    }
)
