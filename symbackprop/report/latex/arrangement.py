"""Arrangement: what stands beside what, and how much room a page must have left where it begins."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from symbackprop.report import figures
from symbackprop.report.blocks import (
    About,
    Block,
    Display,
    Evidence,
    Figure,
    Paragraph,
    PlotFigure,
    Results,
    Subheading,
    Summary,
)
from symbackprop.report.document import Document
from symbackprop.report.latex import results, tables

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

TEXT_WIDTH = 119.0
"""The width of the text, in millimetres; figures and tables may also use the margin."""
_SMALL_FIGURE = 50.0
_INDENT = 8.0
_MILLIMETRE = 72.27 / 25.4
_CAPTION = 40.0
_TWO_LINES = 30.0
_FIRST_LINES = 75.0
_HEADING = 40.0
_SUBHEADING = 22.0
_WITH_A_DISPLAY = 90.0


@dataclass(frozen=True)
class Beside:
    """A paragraph that stands to the right of a small figure."""

    text: Paragraph
    figure: Figure


Piece = Block | Beside


def arranged(blocks: Sequence[Block], document: Document) -> list[Piece]:
    """Returns the blocks, each small figure together with the paragraph before it."""
    pieces: list[Piece] = []
    for block in (block for block in blocks if not isinstance(block, About)):
        above = pieces[-1] if pieces else None
        if isinstance(block, Figure) and isinstance(above, Paragraph) and _is_small(block, document):
            pieces[-1] = Beside(above, block)
        else:
            pieces.append(block)
    return pieces


def _is_small(figure: Figure, document: Document) -> bool:
    return figures.scene(figure, document.notation).width <= _SMALL_FIGURE


def is_narrow(width: float) -> bool:
    """Returns whether a figure, indented, is no wider than the text, so that its caption stands in the margin."""
    return width + _INDENT <= TEXT_WIDTH


def rooms(pieces: Sequence[Piece], document: Document) -> list[float]:
    """Returns how much room, in pt, a page must have left where each piece begins; 0 for any.

    What leads to something that is not broken stands on the page of that.
    """
    needed: list[float] = []
    for piece, follower in reversed(list(zip_longest(pieces, pieces[1:]))):
        needed.append(_room(piece, follower, needed[-1] if needed else 0.0, document))
    return needed[::-1]


def _room(piece: Piece, follower: Piece | None, after: float, document: Document) -> float:
    if isinstance(piece, Subheading):
        return max(_WITH_A_DISPLAY, _SUBHEADING + after)
    if isinstance(piece, Paragraph):
        kept = _WITH_A_DISPLAY if isinstance(follower, Subheading) else after
        return kept + _TWO_LINES if _height(follower, document) else 0.0
    own = _height(piece, document)
    return own + _FIRST_LINES if own and isinstance(follower, Display) else own


def room_for_heading(pieces: Sequence[Piece], document: Document) -> float:
    """Returns how much room, in pt, a page must have left where a heading stands above the pieces."""
    return _HEADING + max([_TWO_LINES, *rooms(pieces, document)[:1]]) if pieces else _HEADING


def _height(piece: Piece | None, document: Document) -> float:
    return _HEIGHTS[type(piece)](piece, document) if type(piece) in _HEIGHTS else 0.0


def _height_of_figure(figure: Figure, document: Document) -> float:
    scene = figures.scene(figure, document.notation)
    return scene.height * _MILLIMETRE + (0 if is_narrow(scene.width) else _CAPTION)


def _height_of_plot(figure: PlotFigure, _document: Document) -> float:
    return figure.plot.height * _MILLIMETRE


_HEIGHTS: Mapping[type[Any], Callable[[Any, Document], float]] = MappingProxyType(
    {
        Figure: _height_of_figure,
        PlotFigure: _height_of_plot,
        Beside: lambda piece, document: _height_of_figure(piece.figure, document),
        Summary: lambda block, _document: tables.height_of_summary(block),
        Subheading: lambda _block, _document: _WITH_A_DISPLAY,
        Results: lambda block, document: results.height(block, document.notation),
        Evidence: lambda block, _document: tables.height_of_remarks(block),
    }
)
"""How high a piece is that is not to be broken over pages, in pt."""
