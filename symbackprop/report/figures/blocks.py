"""Blocks: an array, or a preactivation and its activation, as a box with the shape below the name."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import cached_property

import sympy as sp

from symbackprop.notation.options import Notation
from symbackprop.report.figures import lettering
from symbackprop.report.figures.nodes import SIZE, shortened
from symbackprop.report.figures.scene import Box, Label, Point, Polyline, Shape
from symbackprop.report.text import sizes_in_words

_SMALL = 0.8
_RADIUS = 1.6
_LONGEST = 18.0


@dataclass(frozen=True)
class Style:
    """How large blocks are, in millimetres.

    height     how high a box is
    narrowest  how wide a cell is at least
    margin     what a cell has more than its letters
    name       how far below the middle the name stands that has a shape
    shape      how far below the middle its shape stands; None where shapes are not shown
    words      what a reader is told of it
    """

    height: float
    narrowest: float
    margin: float
    name: float
    shape: float | None
    words: str


ROOMY = Style(
    10.4, narrowest=9.0, margin=3.4, name=-1.7, shape=2.8, words="Each box is an array, its shape below its name"
)
"""Blocks with shapes."""
COMPACT = Style(7.6, narrowest=7.4, margin=2.6, name=0.0, shape=None, words="Each box is an array")
"""Blocks without shapes, for networks of many arrays."""


@dataclass(frozen=True)
class Cell:
    """A name and its shape: n × m; () for a number."""

    name: sp.Symbol
    shape: tuple[sp.Expr, ...]

    @property
    def words(self) -> tuple[sp.Expr | str, ...]:
        """Returns the shape as it is written: n × m."""
        return sizes_in_words(self.shape)


@dataclass(frozen=True, eq=False)
class Block(ABC):
    """A box that shows one or two cells, at a place.

    cells     what it shows, in the direction of the layers
    style     how large it is
    notation  how the names are written
    centre    where it stands
    """

    cells: tuple[Cell, ...]
    style: Style
    notation: Notation
    centre: Point = (0.0, 0.0)

    @property
    @abstractmethod
    def width(self) -> float:
        """Returns how wide it is."""

    @property
    @abstractmethod
    def height(self) -> float:
        """Returns how high it is."""

    @abstractmethod
    def middle(self, position: int) -> Point:
        """Returns the middle of a cell, counted from 0."""

    @abstractmethod
    def divider(self) -> tuple[Point, Point]:
        """Returns the ends of the line between two cells."""

    @cached_property
    def cell_width(self) -> float:
        """Returns how wide each cell is."""
        letters = [label for cell in self.cells for label in self._labels(cell, self.centre)]
        widest = max(_width(label, self.notation) for label in letters)
        return max(self.style.narrowest, widest + self.style.margin)

    def shapes(self) -> tuple[Shape, ...]:
        """Returns its outline and its letters."""
        outline: tuple[Shape, ...] = (Box(self.centre, self.width, self.height, _RADIUS),)
        if len(self.cells) > 1:
            outline += (Polyline(self.divider(), "frame"),)
        middles = map(self.middle, range(len(self.cells)))
        letters = [
            label for cell, middle in zip(self.cells, middles, strict=True) for label in self._labels(cell, middle)
        ]
        return (*outline, *letters)

    def _labels(self, cell: Cell, middle: Point) -> tuple[Label, ...]:
        x, y = middle
        name = shortened(cell.name, _LONGEST, self.notation)
        if not cell.shape or self.style.shape is None:
            return (Label((x, y), name),)
        return Label((x, y + self.style.name), name), Label((x, y + self.style.shape), cell.words, small=True)


class BesideEachOther(Block):
    """A box whose cells stand side by side."""

    @property
    def width(self) -> float:
        """Returns the width of all cells together."""
        return len(self.cells) * self.cell_width

    @property
    def height(self) -> float:
        """Returns the height of a cell."""
        return self.style.height

    def middle(self, position: int) -> Point:
        """Returns the middle of a cell, counted from the left."""
        x, y = self.centre
        return x + (position - (len(self.cells) - 1) / 2) * self.cell_width, y

    def divider(self) -> tuple[Point, Point]:
        """Returns the ends of the upright line in the middle."""
        x, y = self.centre
        return (x, y - self.height / 2), (x, y + self.height / 2)


class BelowEachOther(Block):
    """A box whose cells stand one below the other."""

    @property
    def width(self) -> float:
        """Returns the width of a cell."""
        return self.cell_width

    @property
    def height(self) -> float:
        """Returns the height of all cells together."""
        return len(self.cells) * self.style.height

    def middle(self, position: int) -> Point:
        """Returns the middle of a cell, counted from above."""
        x, y = self.centre
        return x, y + (position - (len(self.cells) - 1) / 2) * self.style.height

    def divider(self) -> tuple[Point, Point]:
        """Returns the ends of the level line in the middle."""
        x, y = self.centre
        return (x - self.width / 2, y), (x + self.width / 2, y)


def _width(label: Label, notation: Notation) -> float:
    return SIZE * (_SMALL if label.small else 1.0) * lettering.width(label.content, notation)
