"""Frames: the pieces of a section packed into slides, none higher than a slide has room for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from symbackprop.report.latex.text import Tex

ROOM = 188.0
"""The room of a slide below its title, in pt."""
_SUBTITLE = 14.0


@dataclass(frozen=True)
class Piece:
    """Something that stands on a slide and is not broken.

    tex     in LaTeX
    height  about how high it is, in pt
    joins   whether it may share a slide with what stands before it
    leads   whether it has to be followed by the next piece on the same slide
    """

    tex: Tex
    height: float
    joins: bool = True
    leads: bool = False


@dataclass
class Frame:
    """A slide: its title, the heading below it, what stands on it."""

    title: str
    subtitle: Tex
    pieces: list[Piece] = field(default_factory=list)

    @property
    def height(self) -> float:
        """Returns about how high everything on it is, in pt."""
        return sum(piece.height for piece in self.pieces)

    @property
    def room(self) -> float:
        """Returns how high the room below its title and heading is, in pt."""
        return ROOM - _SUBTITLE if self.subtitle else ROOM

    @property
    def body(self) -> Tex:
        """Returns what stands on it, in LaTeX."""
        return Tex("\n".join(piece.tex for piece in self.pieces))


def packed(title: str, subtitle: Tex, pieces: Iterable[Piece]) -> Iterator[Frame]:
    """Returns the pieces on slides in their order; a piece that leads stands with the one after it."""
    frame = Frame(title, subtitle)
    for group in _groups(pieces):
        height = sum(piece.height for piece in group)
        if frame.pieces and (not group[0].joins or frame.height + height > frame.room):
            yield frame
            frame = Frame(title, subtitle)
        frame.pieces += group
    if frame.pieces:
        yield frame


def _groups(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    group: list[Piece] = []
    for piece in pieces:
        group.append(piece)
        if not piece.leads:
            yield group
            group = []
    if group:
        yield group
