"""The LaTeX document: a format-free document through Jinja2 templates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined

from symbackprop.report.blocks import Evidence
from symbackprop.report.document import Document
from symbackprop.report.figures.tikz import PREAMBLE
from symbackprop.report.latex.arrangement import arranged, room_for_heading
from symbackprop.report.latex.blocks import Blocks
from symbackprop.report.latex.inline import Prose
from symbackprop.report.latex.text import Tex, bookmark, finished
from symbackprop.report.lines import Line
from symbackprop.report.links import Links, links
from symbackprop.report.palette import ROLES, notation_of

if TYPE_CHECKING:
    from collections.abc import Iterator

ENVIRONMENT = Environment(
    loader=PackageLoader("symbackprop.report.latex", "templates"),
    undefined=StrictUndefined,
    block_start_string="<%",
    block_end_string="%>",
    variable_start_string="<<",
    variable_end_string=">>",
    comment_start_string="<#",
    comment_end_string="#>",
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
    finalize=finished,
    autoescape=False,  # noqa: S701  (`finished` escapes for LaTeX)
)
"""The templates, with delimiters that LaTeX does not use; what they write is escaped unless it is `Tex`."""


def write(document: Document) -> str:
    """Returns the document as LaTeX source for pdflatex.

    The same document gives the same text. Raises UnknownName for a link to a section,
    figure, reference or line that the document does not have.
    """
    known = links(document)
    blocks = Blocks(document, Prose(notation_of(document), known), ENVIRONMENT)
    return ENVIRONMENT.get_template("document.tex").render(
        title=document.title,
        title_in_bookmarks=bookmark(document.title),
        subtitle=document.subtitle,
        subtitle_in_bookmarks=bookmark(document.subtitle),
        counts=document.counts,
        example=_first(line for line in document.lines() if line.number in known.evidence),
        plain_example=_first(line for line in document.lines() if line.number not in known.evidence),
        evidence=_section_of_evidence(document, known),
        roles=list(ROLES.values()),
        figure_styles=Tex(PREAMBLE.rstrip("\n")),
        opening=blocks.write_all(arranged(document.opening, document)),
        sections=list(_sections(document, blocks, known)),
        references=[
            {"number": known.reference(reference.key), "text": reference.text} for reference in document.references
        ],
    )


def _first(lines: Iterator[Line]) -> int | None:
    return next((line.number for line in lines), None)


def _section_of_evidence(document: Document, known: Links) -> str:
    for section in document.sections:
        if any(isinstance(block, Evidence) for block in section.blocks):
            return known.section(section.key)
    return ""


def _sections(document: Document, blocks: Blocks, known: Links) -> Iterator[dict[str, object]]:
    first_of_appendix = next((section for section in document.sections if section.appendix), None)
    for section in document.sections:
        pieces = arranged(section.blocks, document)
        yield {
            "title": section.title,
            "bookmark": bookmark(section.title),
            "number": known.section(section.key),
            "first_of_appendix": section is first_of_appendix,
            "room": round(room_for_heading(pieces, document)),
            "body": blocks.write_all(pieces),
        }
