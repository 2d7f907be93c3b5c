"""The slides: frames through Jinja2 templates, as LaTeX source for beamer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import singledispatch

from jinja2 import ChoiceLoader, PackageLoader

from symbackprop.report import latex
from symbackprop.report.blocks import Block, Display, Paragraph, Program, Subheading
from symbackprop.report.book import Book
from symbackprop.report.document import Document, Reference, Section
from symbackprop.report.figures.tikz import PREAMBLE
from symbackprop.report.latex.text import Tex, bookmark
from symbackprop.report.latex.writer import ENVIRONMENT as LATEX
from symbackprop.report.links import Links, links
from symbackprop.report.palette import ROLES
from symbackprop.report.slides.frames import Frame, Piece, packed
from symbackprop.report.slides.pieces import Pieces
from symbackprop.report.slides.prose import PlainProse

ENVIRONMENT = LATEX.overlay(loader=ChoiceLoader([PackageLoader("symbackprop.report.slides", "templates")]))
"""The templates of the slides, with the delimiters and the escaping of the documents."""

_REFERENCES = 6


@singledispatch
def write(subject: Document | Book) -> str:
    """Returns the slides of a document, or of a book, as LaTeX source for beamer; its plots stand beside it.

    They say what the document says, in its order and with its numbers: every line that is
    proved there is proved here. Programs and evidence are left out. Raises UnknownName as the
    document does.
    """
    raise TypeError(f"{type(subject).__name__} is no document and no book")


@write.register
def _(subject: Document) -> str:
    return _written(subject, [_chapter(subject, links(subject))], contents=False)


@write.register
def _(subject: Book) -> str:
    return _written(subject, [_chapter(part, links(part, subject)) for part in subject.chapters], contents=True)


def files(subject: Document | Book) -> Mapping[str, bytes]:
    """Returns the files that the source reads, by name: its plots as PDF."""
    return latex.files(subject)


def _written(subject: Document | Book, chapters: list[dict[str, object]], *, contents: bool) -> str:
    return ENVIRONMENT.get_template("slides.tex").render(
        title=subject.title,
        title_in_bookmarks=bookmark(subject.title),
        subtitle=subject.subtitle,
        author=subject.author if isinstance(subject, Book) else "",
        contents=contents,
        counts=subject.counts,
        roles=list(ROLES.values()),
        figure_styles=Tex(PREAMBLE.rstrip("\n")),
        chapters=chapters,
        references=list(_listed(subject.references)),
    )


def _chapter(document: Document, known: Links) -> dict[str, object]:
    pieces = Pieces(document, PlainProse(document.notation, known), ENVIRONMENT)
    frames = list(_frames("", document.opening, pieces))
    for section in document.sections:
        if _is_shown(section):
            frames += _of_section(section, known, pieces)
    return {"number": document.chapter, "title": document.title, "subtitle": document.subtitle, "frames": frames}


def _is_shown(section: Section) -> bool:
    """Returns whether a section is on slides: not an appendix, and none that has nothing but a program."""
    kinds = {type(block) for block in section.blocks}
    return not section.appendix and (Program not in kinds or Display in kinds)


def _of_section(section: Section, known: Links, pieces: Pieces) -> Iterator[Frame]:
    yield from _frames(f"{known.section(section.key)}\u2002{section.title}", section.blocks, pieces)


def _frames(title: str, blocks: Sequence[Block], pieces: Pieces) -> Iterator[Frame]:
    """Returns the frames of blocks; a heading begins a new one."""
    subtitle = Tex("")
    together: list[Piece] = []
    for place, block in enumerate(blocks):
        if isinstance(block, Subheading):
            yield from packed(title, subtitle, together)
            subtitle, together = pieces.prose.write(block.text), []
        elif isinstance(block, Paragraph):
            together.append(pieces.text(block.text, leads=_leads(blocks[place + 1 :])))
        else:
            together += pieces.of(block)
    yield from packed(title, subtitle, together)


def _leads(after: Sequence[Block]) -> bool:
    return bool(after) and not isinstance(after[0], Paragraph | Subheading)


def _listed(references: Sequence[Reference]) -> Iterator[list[dict[str, object]]]:
    numbered: list[dict[str, object]] = [
        {"number": number, "text": reference.text} for number, reference in enumerate(references, 1)
    ]
    for start in range(0, len(numbered), _REFERENCES):
        yield numbered[start : start + _REFERENCES]
