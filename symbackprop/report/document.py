"""The format-free document: what is said, in which order, with which evidence.

A writer for a format (LaTeX, HTML, Markdown) reads nothing but this. A displayed claim
carries its verdict, and only `Proved` is accepted: what is not proved cannot be printed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import astuple, dataclass, field
from html import escape

import sympy as sp

from symbackprop.calculus import Derivation
from symbackprop.notation.options import Notation
from symbackprop.report.blocks import Block, Display, Figure, PlotFigure
from symbackprop.report.lines import Line
from symbackprop.report.text import Text


@dataclass(frozen=True)
class Section:
    """A section with its blocks; `appendix` sections are lettered."""

    key: str
    title: str
    blocks: tuple[Block, ...]
    appendix: bool = False


@dataclass(frozen=True)
class Reference:
    """A literature reference."""

    key: str
    text: str


@dataclass(frozen=True)
class Counts:
    """How many numbered displays there are, by kind."""

    displays: int = 0
    definitions: int = 0
    rules: int = 0
    proved: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(*map(sum, zip(astuple(self), astuple(other), strict=True)))


@dataclass(frozen=True)
class Entry:
    """An entry of the index of symbols.

    symbol   the symbol
    meaning  what it stands for
    number   the line that defines it, "" where no line does
    """

    symbol: sp.Basic
    meaning: Text
    number: str = ""


@dataclass(frozen=True)
class Document:
    """A whole document.

    opening     what stands before the first section
    notation    how its formulas are written
    derivation  what it is about, if it is about one derivation
    chapter     its number in a book, "" where it is in none; it leads every number in the document
    symbols     what it has for the index of symbols of a book
    """

    title: str
    subtitle: str
    sections: tuple[Section, ...]
    references: tuple[Reference, ...] = ()
    opening: tuple[Block, ...] = ()
    notation: Notation = field(default_factory=Notation)
    derivation: Derivation | None = None
    chapter: str = ""
    symbols: tuple[Entry, ...] = ()

    def blocks(self) -> Iterator[Block]:
        """Returns every block in order, those of the opening first."""
        yield from self.opening
        for section in self.sections:
            yield from section.blocks

    def figures(self) -> Iterator[Figure | PlotFigure]:
        """Returns every figure in order."""
        for block in self.blocks():
            if isinstance(block, Figure | PlotFigure):
                yield block

    def lines(self) -> Iterator[Line]:
        """Returns every numbered line in order."""
        for block in self.blocks():
            if isinstance(block, Display):
                yield from block.lines

    def _repr_html_(self) -> str:
        from symbackprop.report.html import write  # noqa: PLC0415  (the writer reads documents)

        page, title = escape(write(self)), escape(self.title)
        return f'<iframe srcdoc="{page}" title="{title}" width="100%" height="800"></iframe>'

    @property
    def counts(self) -> Counts:
        """Returns the counts of the numbered displays, for the line under the title."""
        lines = list(self.lines())
        proved = sum(line.proved for line in lines)
        rules = sum(line.shown[0].is_rule for line in lines)
        return Counts(len(lines), len(lines) - proved - rules, rules, proved)
