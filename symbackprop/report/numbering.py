"""Numbering: the lines of a document in the order in which they are told."""

from __future__ import annotations

from dataclasses import dataclass, field

from symbackprop.report.lines import Displayed, Line
from symbackprop.report.text import Ranging, Text


@dataclass
class Numbering:
    """Gives lines their numbers: 1, 2, ..., or 6.1, 6.2, ... in a chapter.

    chapter  the number of the chapter, "" where there is none
    lines    the lines numbered so far

    >>> Numbering("6").next
    '6.1'
    """

    chapter: str = ""
    lines: list[Line] = field(default_factory=list)

    @property
    def next(self) -> str:
        """Returns the number that the next line gets."""
        number = str(len(self.lines) + 1)
        return f"{self.chapter}.{number}" if self.chapter else number

    def line(
        self, shown: tuple[Displayed, ...], reason: Text = (), ranges: tuple[Ranging, ...] = (), roads: str = ""
    ) -> Line:
        """Returns the next line."""
        made = Line(self.next, shown, reason, ranges, roads)
        self.lines.append(made)
        return made
