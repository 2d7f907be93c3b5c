"""The writer: a document as one HTML page that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache, singledispatch
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from symbackprop.notation.letters import visible
from symbackprop.report.blocks import Evidence
from symbackprop.report.book import Book
from symbackprop.report.document import Document
from symbackprop.report.figures import svg
from symbackprop.report.html import explorer, look
from symbackprop.report.html.anchors import Anchors, anchors
from symbackprop.report.html.blocks import Blocks
from symbackprop.report.html.prose import Prose
from symbackprop.report.html.trusted import trusted

ENVIRONMENT = Environment(
    loader=PackageLoader("symbackprop.report.html", "templates"),
    undefined=StrictUndefined,
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
)
"""The templates; what they write is escaped unless it is `Markup`."""


_STYLES = ("style.css", "explorer.css")


@singledispatch
def write(subject: Document | Book) -> str:
    """Returns the document, or the book, as the text of an HTML page, also well-formed as XML.

    The page holds its style, its figures, the font of its formulas and at most one script,
    which nothing needs that is read, and makes no request. The same document gives the same
    text. Raises UnknownName for a link to a section, figure, reference or line that the
    document does not have.
    """
    raise TypeError(f"{type(subject).__name__} is no document and no book")


@write.register
def _(subject: Document) -> str:
    known = anchors(subject)
    blocks = Blocks(subject, Prose(subject.notation, known), ENVIRONMENT)
    return ENVIRONMENT.get_template("page.html").render(
        **_front(subject, known, blocks),
        chapter=subject.chapter,
        evidence=_section_of_evidence(subject, known),
        part=_part(blocks),
    )


@write.register
def _(subject: Book) -> str:
    parts = [_bound(chapter, subject) for chapter in subject.chapters]
    live = next((blocks for blocks in parts if blocks.choices), parts[0])
    told = [blocks if blocks is live else replace(blocks, explores=False) for blocks in parts]
    index = told[0].write([subject.index]) if subject.index is not None else ""
    return ENVIRONMENT.get_template("book.html").render(
        **_front(subject, told[0].prose.anchors, live),
        author=visible(subject.author),
        parts=[_chapter(blocks) for blocks in told],
        index=index,
    )


def _bound(chapter: Document, book: Book) -> Blocks:
    return Blocks(chapter, Prose(chapter.notation, anchors(chapter, book)), ENVIRONMENT, heading=3)


def _front(subject: Document | Book, known: Anchors, blocks: Blocks) -> dict[str, object]:
    explored = blocks.explored
    return {
        "title": visible(subject.title),
        "subtitle": visible(subject.subtitle),
        "counts": subject.counts,
        "styles": [look.font(), look.palette(), *map(_read, _STYLES), svg.STYLE, explorer.rules(explored.choices)],
        "script": explored.script,
        "example": next((line.number for line in subject.lines() if line.number in known.evidence), None),
        "plain_example": next((line.number for line in subject.lines() if line.number not in known.evidence), None),
        "references": [(place, visible(reference.text)) for place, reference in enumerate(subject.references, 1)],
    }


def _chapter(blocks: Blocks) -> dict[str, object]:
    document = blocks.document
    return {
        "number": document.chapter,
        "title": visible(document.title),
        "subtitle": visible(document.subtitle),
        **_part(blocks),
    }


def _part(blocks: Blocks) -> dict[str, object]:
    return {"opening": blocks.write(blocks.document.opening), "sections": list(_sections(blocks))}


def _sections(blocks: Blocks) -> Iterator[dict[str, object]]:
    for section in blocks.document.sections:
        body = blocks.write(section.blocks)
        anchor = blocks.prose.anchors.section(section.key)
        yield {
            "anchor": anchor,
            "title": visible(section.title),
            "body": body,
            "heading": blocks.heading,
            "listed": not section.appendix,
        }


def _section_of_evidence(document: Document, known: Anchors) -> str:
    holding = (s for s in document.sections if any(isinstance(block, Evidence) for block in s.blocks))
    return next((known.section(section.key).id for section in holding), "")


@cache
def _read(name: str) -> Markup:
    return trusted(files("symbackprop.report.html").joinpath(name).read_text(encoding="utf-8"))
