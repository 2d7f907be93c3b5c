"""Running text in Markdown: one small function for each kind of inline piece."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from symbackprop.report.markdown.formulas import equality, inline, ranging
from symbackprop.report.markdown.text import Markdown, code, escape
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
    """Writes running text: formulas as `notation` says, links as the numbers `links` knows."""

    def __init__(self, notation: Notation, links: Links) -> None:
        self.notation = notation
        self.links = links

    def write(self, text: Text) -> Markdown:
        """Returns running text in Markdown; everything that is not ours is escaped."""
        return Markdown("".join(_WRITERS[type(piece)](self, piece) for piece in text))


def _emphasis(prose: Prose, piece: Emphasis) -> str:
    mark = "**" if piece.strong else "*"
    return mark + prose.write(piece.text) + mark


def _section(prose: Prose, piece: ToSection) -> str:
    number = prose.links.section(piece.key)
    return f"{'section' if number[-1].isdigit() else 'appendix'} {number}"


_WRITERS: Mapping[type[Any], Callable[[Prose, Any], str]] = MappingProxyType(
    {
        str: lambda _prose, piece: escape(piece),
        Formula: lambda prose, piece: inline(piece.expression, prose.notation),
        Equals: lambda prose, piece: equality(piece.lhs, piece.rhs, prose.notation),
        Ranging: lambda prose, piece: f"${ranging(piece, prose.notation)}$",
        Emphasis: _emphasis,
        Code: lambda _prose, piece: code(piece.text),
        ToLine: lambda prose, piece: ", ".join(f"({number})" for number in prose.links.known(piece.numbers)),
        ToChapter: lambda _prose, piece: escape(f"chapter {piece.number}"),
        ToSection: _section,
        ToFigure: lambda prose, piece: f"figure {prose.links.figure(piece.key)}",
        ToReference: lambda prose, piece: rf"\[{prose.links.reference(piece.key)}\]",
    }
)
