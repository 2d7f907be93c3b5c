"""The LaTeX document: a format-free document, or a book of them, through Jinja2 templates."""

from __future__ import annotations

from functools import singledispatch
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined

from symbackprop.report import pictures
from symbackprop.report.blocks import Evidence
from symbackprop.report.book import Book
from symbackprop.report.document import Document, Reference
from symbackprop.report.figures.tikz import PREAMBLE
from symbackprop.report.latex.arrangement import arranged, room_for_heading
from symbackprop.report.latex.blocks import Blocks
from symbackprop.report.latex.inline import Prose
from symbackprop.report.latex.text import Tex, bookmark, finished
from symbackprop.report.lines import Line
from symbackprop.report.links import Links, links
from symbackprop.report.palette import ROLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

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


@singledispatch
def write(subject: Document | Book) -> str:
    """Returns the document, or the book, as LaTeX source for pdflatex; its plots stand beside it, see `files`.

    The same document gives the same text. Raises UnknownName for a link to a section,
    figure, reference or line that the document does not have.
    """
    raise TypeError(f"{type(subject).__name__} is no document and no book")


@write.register
def _(subject: Document) -> str:
    known = links(subject)
    return ENVIRONMENT.get_template("document.tex").render(
        **_front(subject, known),
        counts=subject.counts,
        chapter=subject.chapter,
        evidence=_section_of_evidence(subject, known),
        part=_part(subject, known),
        references=numbered(subject.references),
    )


@write.register
def _(subject: Book) -> str:
    known = links(subject.chapters[0], subject)
    return ENVIRONMENT.get_template("book.tex").render(
        **_front(subject, known),
        author=subject.author,
        counts=subject.counts,
        parts=[
            {"number": chapter.chapter, **_head(chapter), **_part(chapter, links(chapter, subject))}
            for chapter in subject.chapters
        ],
        references=numbered(subject.references),
        index=_index(subject, known),
    )


def files(subject: Document | Book) -> Mapping[str, bytes]:
    """Returns the files that the source reads, by name: its plots as PDF."""
    return pictures.files(subject, ".pdf")


def numbered(references: Sequence[Reference]) -> list[dict[str, object]]:
    """Returns what a template is told of a list of references."""
    return [{"number": number, "text": reference.text} for number, reference in enumerate(references, 1)]


def _head(subject: Document | Book) -> dict[str, object]:
    return {
        "title": subject.title,
        "title_in_bookmarks": bookmark(subject.title),
        "subtitle": subject.subtitle,
        "subtitle_in_bookmarks": bookmark(subject.subtitle),
    }


def _front(subject: Document | Book, known: Links) -> dict[str, object]:
    return {
        **_head(subject),
        "roles": list(ROLES.values()),
        "figure_styles": Tex(PREAMBLE.rstrip("\n")),
        "example": _first(line for line in subject.lines() if line.number in known.evidence),
        "plain_example": _first(line for line in subject.lines() if line.number not in known.evidence),
    }


def _part(document: Document, known: Links) -> dict[str, object]:
    blocks = Blocks(document, Prose(document.notation, known), ENVIRONMENT)
    opening = blocks.write_all(arranged(document.opening, document))
    return {"opening": opening, "sections": list(_sections(document, blocks, known))}


def _index(book: Book, known: Links) -> Tex | str:
    if book.index is None:
        return ""
    blocks = Blocks(book.chapters[0], Prose(book.notation, known), ENVIRONMENT)
    return blocks.write_all([book.index])


def _first(lines: Iterator[Line]) -> str | None:
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
