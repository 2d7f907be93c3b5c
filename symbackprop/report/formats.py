"""FORMATS: one row for each format a document can be written in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from symbackprop.errors import unknown
from symbackprop.report import html, latex, markdown, slides
from symbackprop.report.book import Book
from symbackprop.report.document import Document
from symbackprop.report.pdf import compile_latex


def _no_files(_subject: Document | Book) -> Mapping[str, bytes]:
    return {}


@dataclass(frozen=True)
class Format:
    """A format.

    name       what it is called: "html"
    suffix     what its files end in: ".html"
    write      what turns a document or a book into text, or into bytes
    files      what gives the files that have to stand beside it, by name
    needs_tex  whether it is made by TeX
    """

    name: str
    suffix: str
    write: Callable[[Document | Book], str | bytes]
    files: Callable[[Document | Book], Mapping[str, bytes]] = _no_files
    needs_tex: bool = False


def _pdf(subject: Document | Book) -> bytes:
    return compile_latex(latex.write(subject), latex.files(subject)).pdf


def _slides(subject: Document | Book) -> bytes:
    return compile_latex(slides.write(subject), slides.files(subject)).pdf


_ROWS = (
    Format("latex", ".tex", latex.write, latex.files),
    Format("html", ".html", html.write),
    Format("markdown", ".md", markdown.write, markdown.files),
    Format("pdf", ".pdf", _pdf, needs_tex=True),
    Format("beamer", ".slides.tex", slides.write, slides.files),
    Format("slides", ".slides.pdf", _slides, needs_tex=True),
)

FORMATS: Mapping[str, Format] = MappingProxyType({row.name: row for row in _ROWS})
"""The formats, by name."""


def format_named(choice: str) -> Format:
    """Returns the format of that name.

    Raises UnknownName for a name that is not in FORMATS.

    >>> format_named("latex").suffix
    '.tex'
    """
    if choice not in FORMATS:
        raise unknown("format", choice, FORMATS)
    return FORMATS[choice]
