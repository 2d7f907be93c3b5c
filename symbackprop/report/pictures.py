"""Pictures: the plots of a document as files that stand beside it, with names that are safe everywhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from unicodedata import normalize

from symbackprop.plots import Plot, pdf, svg
from symbackprop.report.blocks import PlotFigure
from symbackprop.report.book import Book
from symbackprop.report.document import Document

_LONGEST = 60
_MOST_KEPT = 64


def slug(text: str) -> str:
    r"""Returns a text as part of the name of a file: small letters, digits and hyphens, never empty.

    >>> slug("Gradient descent: 50 % of \\input{x}"), slug("</script>"), slug("…")
    ('gradient-descent-50-of-input-x', 'script', 'document')
    """
    plain = normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST].strip("-") or "document"


def names(document: Document) -> Mapping[str, str]:
    """Returns what the file of each plot is called, without its suffix, by the key of its figure.

    The title of the document leads, so that documents side by side do not share a file.
    """
    found: dict[str, str] = {}
    for figure in document.figures():
        if isinstance(figure, PlotFigure):
            wanted = f"{slug(document.title)}-{slug(figure.key)}"
            taken = set(found.values())
            candidates = (wanted, *(f"{wanted}-{place}" for place in range(2, len(taken) + 2)))
            found[figure.key] = next(name for name in candidates if name not in taken)
    return found


def files(subject: Document | Book, suffix: str) -> Mapping[str, bytes]:
    """Returns the files of the plots of a document or a book, by name; the suffix is ".pdf" or ".svg".

    Raises PlotsUnavailable if there are plots and nothing to draw them with.
    """
    parts = subject.chapters if isinstance(subject, Book) else (subject,)
    return {
        names(part)[figure.key] + suffix: _DRAWN[suffix](figure.plot)
        for part in parts
        for figure in part.figures()
        if isinstance(figure, PlotFigure)
    }


@lru_cache(maxsize=_MOST_KEPT)
def as_pdf(plot: Plot) -> bytes:
    """Returns a plot as a PDF; each is drawn once."""
    return pdf(plot)


@lru_cache(maxsize=_MOST_KEPT)
def as_svg(plot: Plot) -> str:
    """Returns a plot as an SVG; each is drawn once."""
    return svg(plot)


_DRAWN: Mapping[str, Callable[[Plot], bytes]] = {".pdf": as_pdf, ".svg": lambda plot: as_svg(plot).encode()}
