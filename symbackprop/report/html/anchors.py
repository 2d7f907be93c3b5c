"""Anchors: what a link may lead to on a page, and what it is called there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import count
from string import ascii_uppercase

from symbackprop.errors import unknown
from symbackprop.report.blocks import Evidence, Figure
from symbackprop.report.document import Document, Section


@dataclass(frozen=True)
class Anchor:
    """A place on the page.

    id      the fragment that leads to it
    number  its number or letter
    words   what a link to it says
    """

    id: str
    number: str
    words: str


@dataclass(frozen=True)
class Anchors:
    """The places of a page: sections, figures and references by key, lines and evidence by number."""

    sections: Mapping[str, Anchor]
    figures: Mapping[str, Anchor]
    references: Mapping[str, Anchor]
    lines: frozenset[int]
    evidence: frozenset[int]

    def section(self, key: str) -> Anchor:
        """Returns the place of a section. Raises UnknownName if there is none with that key."""
        return _found("section", key, self.sections)

    def figure(self, key: str) -> Anchor:
        """Returns the place of a figure. Raises UnknownName if there is none with that key."""
        return _found("figure", key, self.figures)

    def reference(self, key: str) -> Anchor:
        """Returns the place of a reference. Raises UnknownName if there is none with that key."""
        return _found("reference", key, self.references)

    def known(self, numbers: Iterable[int]) -> tuple[int, ...]:
        """Returns the numbers of lines. Raises UnknownName if the document has no line of a number."""
        wanted = tuple(numbers)
        for number in wanted:
            if number not in self.lines:
                raise unknown("line", number, map(str, sorted(self.lines)))
        return wanted


def anchors(document: Document) -> Anchors:
    """Returns every place of the document that a link may lead to."""
    blocks = list(document.blocks())
    figures = [block.key for block in blocks if isinstance(block, Figure)]
    rows = [row for block in blocks if isinstance(block, Evidence) for row in block.rows]
    return Anchors(
        {section.key: anchor for section, anchor in _sections(document.sections)},
        {key: Anchor(f"figure-{place}", str(place), f"fig. {place}") for place, key in enumerate(figures, 1)},
        {
            reference.key: Anchor(f"reference-{place}", str(place), f"[{place}]")
            for place, reference in enumerate(document.references, 1)
        },
        frozenset(line.number for line in document.lines()),
        frozenset(number for row in rows for number in row.numbers),
    )


def _sections(sections: Iterable[Section]) -> Iterable[tuple[Section, Anchor]]:
    numbers, letters = map(str, count(1)), iter(ascii_uppercase)
    for place, section in enumerate(sections, 1):
        number = next(letters) if section.appendix else next(numbers)
        kind = "appendix" if section.appendix else "section"
        yield section, Anchor(f"section-{place}", number, f"{kind} {number}")


def _found(kind: str, key: str, table: Mapping[str, Anchor]) -> Anchor:
    if key not in table:
        raise unknown(kind, key, table)
    return table[key]
