"""Running text on a page: one small function for each kind of inline piece."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from markupsafe import Markup

from symbackprop.notation import equation
from symbackprop.notation.letters import visible
from symbackprop.notation.options import Notation
from symbackprop.report.html.anchors import Anchor, Anchors
from symbackprop.report.html.formulas import inline
from symbackprop.report.text import (
    Code,
    Emphasis,
    Equals,
    Formula,
    Inline,
    Ranging,
    Text,
    ToChapter,
    ToFigure,
    ToLine,
    ToReference,
    ToSection,
)

_LINK = Markup('<a class="ref" href="#{}">{}</a>')
_TAGS = {False: Markup("<em>{}</em>"), True: Markup("<strong>{}</strong>")}
_TOGETHER = Markup('<span class="together">{}</span>')
_PUNCTUATION = re.compile(r"[,.;:)]+")
_CODE = Markup("<code>{}</code>")


@dataclass(frozen=True)
class Prose:
    """Writes running text: formulas as the notation says, links to the anchors."""

    notation: Notation
    anchors: Anchors

    def write(self, text: Text) -> Markup:
        """Returns running text; everything that is not ours is escaped.

        No line ends between a formula and the comma, or the like, behind it.
        """
        behind = [_punctuation(before, piece) for before, piece in pairwise((None, *text, None))]
        written = [self._piece(piece, *around) for piece, around in zip(text, pairwise(behind), strict=True)]
        return Markup().join(written)

    def _piece(self, piece: Inline, gone: str, behind: str) -> Markup:
        """Returns a piece without the punctuation that the one before it has taken, with that of the next."""
        markup = _RULES[type(piece)](self, piece[len(gone) :] if isinstance(piece, str) else piece)
        return _TOGETHER.format(markup + behind) if behind else markup


def _punctuation(before: Inline | None, piece: Inline | None) -> str:
    """Returns the punctuation that a piece begins with behind a formula."""
    found = _PUNCTUATION.match(piece) if isinstance(piece, str) and isinstance(before, Formula) else None
    return found[0] if found is not None else ""


def _to_lines(prose: Prose, piece: ToLine) -> Markup:
    known = prose.anchors.known(piece.numbers)
    links = [
        _LINK.format(f"eq-{number}", f"({number})") if number in prose.anchors.lines else Markup("({})").format(number)
        for number in known
    ]
    return Markup(", ").join(links)


def _to_chapter(prose: Prose, piece: ToChapter) -> Markup:
    words = Markup("chapter\N{NO-BREAK SPACE}{}").format(piece.number)
    return _LINK.format(f"chapter-{piece.number}", words) if piece.number in prose.anchors.chapters else words


def _ranging(prose: Prose, piece: Ranging) -> Markup:
    *others, last = piece.letters
    first, *rest = piece.values
    start = [inline(letter, prose.notation) for letter in others]
    start.append(inline(equation(last, first, notation=prose.notation), prose.notation))
    end = [Markup("…") if value is None else inline(value, prose.notation) for value in rest]
    return _TOGETHER.format(Markup(", ").join([*start, *end]))


def _to(anchor: Anchor) -> Markup:
    return _LINK.format(anchor.id, anchor.words.replace(" ", "\N{NO-BREAK SPACE}"))


_RULES: Mapping[type[Any], Callable[[Prose, Any], Markup]] = MappingProxyType(
    {
        str: lambda prose, piece: Markup.escape(visible(piece)),
        Formula: lambda prose, piece: inline(piece.expression, prose.notation),
        Equals: lambda prose, piece: inline(equation(piece.lhs, piece.rhs, notation=prose.notation), prose.notation),
        Ranging: _ranging,
        Emphasis: lambda prose, piece: _TAGS[piece.strong].format(prose.write(piece.text)),
        Code: lambda prose, piece: _CODE.format(visible(piece.text)),
        ToLine: _to_lines,
        ToChapter: _to_chapter,
        ToSection: lambda prose, piece: _to(prose.anchors.section(piece.key)),
        ToFigure: lambda prose, piece: _to(prose.anchors.figure(piece.key)),
        ToReference: lambda prose, piece: _to(prose.anchors.reference(piece.key)),
    }
)
