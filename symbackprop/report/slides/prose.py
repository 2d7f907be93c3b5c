"""Running text on slides: as in the document, with numbers in the place of links."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from symbackprop.report.latex.inline import WRITERS, Prose
from symbackprop.report.latex.text import Tex
from symbackprop.report.text import Text, ToChapter, ToFigure, ToLine, ToReference, ToSection


class PlainProse(Prose):
    """Writes running text without links: a slide leads nowhere."""

    def write(self, text: Text) -> Tex:
        """Returns running text in LaTeX; everything that is not ours is escaped."""
        return Tex("".join(_PLAIN[type(piece)](self, piece) for piece in text))


def _lines(prose: Prose, piece: ToLine) -> str:
    return ", ".join(f"({number})" for number in prose.links.known(piece.numbers))


_PLAIN: Mapping[type[Any], Callable[[Prose, Any], str]] = MappingProxyType(
    {
        **WRITERS,
        ToLine: _lines,
        ToChapter: lambda _prose, piece: f"chapter~{piece.number}",
        ToSection: lambda prose, piece: f"section~{prose.links.section(piece.key)}",
        ToFigure: lambda prose, piece: f"figure~{prose.links.figure(piece.key)}",
        ToReference: lambda prose, piece: f"[{prose.links.reference(piece.key)}]",
    }
)
