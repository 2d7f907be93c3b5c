"""FORMATS: one row for each format a document can be written in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from symbackprop.errors import unknown
from symbackprop.report import html, latex, markdown
from symbackprop.report.document import Document
from symbackprop.report.pdf import compile_latex


@dataclass(frozen=True)
class Format:
    """A format.

    name    what it is called: "html"
    suffix  what its files end in: ".html"
    write   what turns a document into text, or into bytes
    """

    name: str
    suffix: str
    write: Callable[[Document], str | bytes]


def _pdf(document: Document) -> bytes:
    return compile_latex(latex.write(document)).pdf


_ROWS = (
    Format("latex", ".tex", latex.write),
    Format("html", ".html", html.write),
    Format("markdown", ".md", markdown.write),
    Format("pdf", ".pdf", _pdf),
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
