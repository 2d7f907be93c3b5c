"""Running text in LaTeX: one small function for each kind of inline piece."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from symbackprop.report.latex.formulas import equality, inline, ranging
from symbackprop.report.latex.text import Tex, escape, program_text
from symbackprop.report.text import (
    Code,
    Emphasis,
    Equals,
    Formula,
    Ranging,
    Text,
    ToChapter,
    ToFigure,
    ToLine,
    ToReference,
    ToSection,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from symbackprop.notation.options import Notation
    from symbackprop.report.links import Links


class Prose:
    """Writes running text: formulas as `notation` says, links to what `links` knows."""

    def __init__(self, notation: Notation, links: Links) -> None:
        self.notation = notation
        self.links = links

    def write(self, text: Text) -> Tex:
        """Returns running text in LaTeX; everything that is not ours is escaped."""
        return Tex("".join(WRITERS[type(piece)](self, piece) for piece in text))


def _emphasis(prose: Prose, piece: Emphasis) -> str:
    command = r"\textbf" if piece.strong else r"\emph"
    inner = prose.write(piece.text)
    return rf"{command}{{\boldmath {inner}}}" if piece.strong else f"{command}{{{inner}}}"


def _lines(prose: Prose, piece: ToLine) -> str:
    return ", ".join(
        f"({number})" if prose.links.is_elsewhere(number) else rf"\eqn{{{number}}}"
        for number in prose.links.known(piece.numbers)
    )


def _chapter(prose: Prose, piece: ToChapter) -> str:
    words = f"chapter~{escape(piece.number)}"
    return rf"\hyperlink{{chapter-{piece.number}}}{{{words}}}" if piece.number in prose.links.chapters else words


WRITERS: Mapping[type[Any], Callable[[Prose, Any], str]] = MappingProxyType(
    {
        str: lambda _prose, piece: escape(piece),
        Formula: lambda prose, piece: inline(piece.expression, prose.notation),
        Equals: lambda prose, piece: equality(piece.lhs, piece.rhs, prose.notation),
        Ranging: lambda prose, piece: f"${ranging(piece, prose.notation)}$",
        Emphasis: _emphasis,
        Code: lambda _prose, piece: rf"\texttt{{{program_text(piece.text)}}}",
        ToLine: _lines,
        ToChapter: _chapter,
        ToSection: lambda prose, piece: rf"\cref{{section-{prose.links.section(piece.key)}}}",
        ToFigure: lambda prose, piece: rf"\cref{{figure-{prose.links.figure(piece.key)}}}",
        ToReference: lambda prose, piece: rf"\cite{{reference-{prose.links.reference(piece.key)}}}",
    }
)
