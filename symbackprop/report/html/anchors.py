"""Anchors: what a link may lead to on a page, and what it is called there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from string import ascii_lowercase

from symbackprop.errors import unknown
from symbackprop.report.book import Book
from symbackprop.report.document import Document, Section
from symbackprop.report.links import is_elsewhere, links


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
    """The places of a page: sections, figures and references by key, lines and evidence by number.

    chapter   the number of the chapter, "" where there is none
    chapters  the numbers of the chapters on the page
    """

    sections: Mapping[str, Anchor]
    figures: Mapping[str, Anchor]
    references: Mapping[str, Anchor]
    lines: frozenset[str]
    evidence: frozenset[str]
    chapter: str = ""
    chapters: frozenset[str] = frozenset()

    def section(self, key: str) -> Anchor:
        """Returns the place of a section. Raises UnknownName if there is none with that key."""
        return _found("section", key, self.sections)

    def figure(self, key: str) -> Anchor:
        """Returns the place of a figure. Raises UnknownName if there is none with that key."""
        return _found("figure", key, self.figures)

    def figures_of(self, example: Document, key: str) -> Anchors:
        """Returns the places of an example: its figures are parts of the figure of that key, and nothing leads away."""
        whole = self.figure(key)
        letters = zip(example.figures(), ascii_lowercase, strict=False)
        parts = {figure.key: f"{whole.number}{letter}" for figure, letter in letters}
        figures = {part: Anchor(f"figure-{number}", number, f"fig. {number}") for part, number in parts.items()}
        return Anchors({}, figures, {}, frozenset(), frozenset())

    def reference(self, key: str) -> Anchor:
        """Returns the place of a reference. Raises UnknownName if there is none with that key."""
        return _found("reference", key, self.references)

    def known(self, numbers: Iterable[str]) -> tuple[str, ...]:
        """Returns the numbers of lines. Raises UnknownName if there is no line of a number, here or elsewhere."""
        wanted = tuple(numbers)
        for number in wanted:
            if number not in self.lines and not is_elsewhere(number, self.chapter, self.chapters):
                raise unknown("line", number, sorted(self.lines))
        return wanted


def anchors(document: Document, book: Book | None = None) -> Anchors:
    """Returns every place of the document, and of the book it is bound in, that a link may lead to."""
    known = links(document, book)
    return Anchors(
        {section.key: _of_section(section, known.section(section.key)) for section in document.sections},
        {key: Anchor(f"figure-{number}", number, f"fig. {number}") for key, number in known.figures.items()},
        {key: Anchor(f"reference-{number}", str(number), f"[{number}]") for key, number in known.references.items()},
        known.lines,
        known.evidence,
        known.chapter,
        known.chapters,
    )


def _of_section(section: Section, number: str) -> Anchor:
    return Anchor(f"section-{number}", number, f"{'appendix' if section.appendix else 'section'} {number}")


def _found(kind: str, key: str, table: Mapping[str, Anchor]) -> Anchor:
    if key not in table:
        raise unknown(kind, key, table)
    return table[key]
