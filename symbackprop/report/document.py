"""The format-free document: what is said, in which order, with which evidence.

A writer for a format (LaTeX, HTML, Markdown) reads nothing but this. A displayed claim
carries its verdict, and only `Proved` is accepted: what is not proved cannot be printed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from symbackprop.calculus import Derivation
from symbackprop.report.blocks import Block, Display
from symbackprop.report.lines import Line


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

    displays: int
    definitions: int
    rules: int
    proved: int


@dataclass(frozen=True)
class Document:
    """A whole document.

    derivation  what it is about, for the figures and for the palette of the deltas
    """

    title: str
    subtitle: str
    derivation: Derivation
    sections: tuple[Section, ...]
    references: tuple[Reference, ...]
    activation_symbol: str | None = None
    opening: tuple[Block, ...] = ()

    def blocks(self) -> Iterator[Block]:
        """Returns every block in order, those of the opening first."""
        yield from self.opening
        for section in self.sections:
            yield from section.blocks

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
        rules = sum(line.shown[0].step.kind == "rule" for line in lines)
        return Counts(len(lines), len(lines) - proved - rules, rules, proved)
