"""The Markdown document: a format-free document through Jinja2 templates."""

from __future__ import annotations

from functools import singledispatch
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined

from symbackprop.report import pictures
from symbackprop.report.book import Book
from symbackprop.report.document import Document
from symbackprop.report.links import Links, links
from symbackprop.report.markdown.blocks import Blocks
from symbackprop.report.markdown.inline import Prose
from symbackprop.report.markdown.text import Markdown, finished

if TYPE_CHECKING:
    from collections.abc import Mapping

ENVIRONMENT = Environment(
    loader=PackageLoader("symbackprop.report.markdown", "templates"),
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
    autoescape=False,  # noqa: S701  (`finished` escapes for Markdown)
)
"""The templates; what they write is escaped unless it is `Markdown`."""


@singledispatch
def write(subject: Document | Book) -> str:
    """Returns the document, or the book, as Markdown that GitHub, Jupyter and VuePress show, formulas between $ and $$.

    Its plots stand beside it, see `files`. The same document gives the same text. Raises
    UnknownName for a link to a section, figure, reference or line that the document does not have.
    """
    raise TypeError(f"{type(subject).__name__} is no document and no book")


@write.register
def _(subject: Document) -> str:
    return ENVIRONMENT.get_template("document.md").render(
        **_front(subject), chapter=subject.chapter, part=_part(subject, links(subject), "##")
    )


@write.register
def _(subject: Book) -> str:
    return ENVIRONMENT.get_template("book.md").render(
        **_front(subject),
        author=subject.author,
        parts=[_chapter(chapter, subject) for chapter in subject.chapters],
        index=_index(subject),
    )


def files(subject: Document | Book) -> Mapping[str, bytes]:
    """Returns the files that the text shows, by name: its plots as SVG."""
    return pictures.files(subject, ".svg")


def _front(subject: Document | Book) -> dict[str, object]:
    return {
        "title": subject.title,
        "subtitle": subject.subtitle,
        "counts": subject.counts,
        "references": [{"number": place, "text": item.text} for place, item in enumerate(subject.references, 1)],
    }


def _chapter(chapter: Document, book: Book) -> dict[str, object]:
    head = {"number": chapter.chapter, "title": chapter.title, "subtitle": chapter.subtitle}
    return {**head, **_part(chapter, links(chapter, book), "###")}


def _part(document: Document, known: Links, marks: str) -> dict[str, object]:
    blocks = Blocks(document, Prose(document.notation, known), ENVIRONMENT, Markdown(marks + "#"))
    sections = [
        {
            "marks": Markdown(marks),
            "number": known.section(section.key),
            "title": section.title,
            "listed": not section.appendix,
            "blocks": [blocks.write(block) for block in section.blocks],
        }
        for section in document.sections
    ]
    return {"opening": [blocks.write(block) for block in document.opening], "sections": sections}


def _index(book: Book) -> Markdown | str:
    if book.index is None:
        return ""
    first = book.chapters[0]
    return Blocks(first, Prose(book.notation, links(first, book)), ENVIRONMENT, Markdown("###")).write(book.index)
