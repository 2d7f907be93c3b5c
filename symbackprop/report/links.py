"""Links: what a reference in running text leads to, by its number in the document."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from string import ascii_uppercase
from typing import TYPE_CHECKING, TypeVar

from symbackprop.errors import unknown
from symbackprop.report.blocks import Evidence
from symbackprop.report.document import Document, Reference

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from symbackprop.report.book import Book

Number = TypeVar("Number")


@dataclass(frozen=True)
class Links:
    """The numbers of what a link may lead to; keys are the author's and never shown.

    sections    by key: "3", or "A" in the appendix
    figures     by key
    references  by key
    lines       the numbers of the lines that can be linked to
    evidence    the numbers of the lines whose evidence is told
    chapter     the number of the chapter, "" where there is none
    chapters    the numbers of the chapters that can be linked to
    """

    sections: Mapping[str, str]
    figures: Mapping[str, str]
    references: Mapping[str, int]
    lines: frozenset[str]
    evidence: frozenset[str]
    chapter: str = ""
    chapters: frozenset[str] = frozenset()

    def section(self, key: str) -> str:
        """Returns the number of a section. Raises UnknownName if no section has that key."""
        return _found("section", key, self.sections)

    def figure(self, key: str) -> str:
        """Returns the number of a figure. Raises UnknownName if no figure has that key."""
        return _found("figure", key, self.figures)

    def reference(self, key: str) -> int:
        """Returns the number of a reference. Raises UnknownName if no reference has that key."""
        return _found("reference", key, self.references)

    def known(self, numbers: Sequence[str]) -> Sequence[str]:
        """Returns the numbers of lines. Raises UnknownName if there is no line of one of them, here or elsewhere."""
        for number in numbers:
            if number not in self.lines and not self.is_elsewhere(number):
                raise unknown("line", number, sorted(self.lines))
        return numbers

    def is_elsewhere(self, number: str) -> bool:
        """Returns whether a line stands in a chapter that is not bound with this one."""
        return is_elsewhere(number, self.chapter, self.chapters)


def links(document: Document, book: Book | None = None) -> Links:
    """Returns the numbers of everything in the document, and in the book it is bound in, that a link may lead to."""
    together = (document,) if book is None else book.chapters
    references = document.references if book is None else book.references
    return Links(
        section_numbers(document),
        {figure.key: in_chapter(number, document) for number, figure in enumerate(document.figures(), 1)},
        reference_numbers(document, references),
        frozenset(line.number for part in together for line in part.lines()),
        frozenset(number for part in together for number in evidence_numbers(part)),
        document.chapter,
        frozenset(part.chapter for part in book.chapters) if book is not None else frozenset(),
    )


def in_chapter(number: object, document: Document) -> str:
    """Returns a number in the document with that of its chapter before it, if it is a chapter."""
    return f"{document.chapter}.{number}" if document.chapter else str(number)


def section_numbers(document: Document) -> Mapping[str, str]:
    """Returns the number of each section, by its key; those of the appendix have letters."""
    body = [section.key for section in document.sections if not section.appendix]
    appendix = [section.key for section in document.sections if section.appendix]
    numbers = [*zip(body, count(1), strict=False), *zip(appendix, ascii_uppercase, strict=False)]
    return {key: in_chapter(number, document) for key, number in numbers}


def reference_numbers(document: Document, references: Sequence[Reference]) -> Mapping[str, int]:
    """Returns the number of each reference of the document in a list of references, by its key."""
    places = {reference.text: place for place, reference in enumerate(references, 1)}
    return {reference.key: places[reference.text] for reference in document.references}


def evidence_numbers(document: Document) -> Iterator[str]:
    """Returns the numbers of the lines whose evidence is told."""
    for block in document.blocks():
        if isinstance(block, Evidence):
            for row in block.rows:
                yield from row.numbers


def is_elsewhere(number: str, chapter: str, bound: Collection[str]) -> bool:
    """Returns whether a line stands in another chapter than this one, which is printed alone: with none bound to it.

    >>> is_elsewhere("6.3", "7", ()), is_elsewhere("7.3", "7", ()), is_elsewhere("6.3", "7", {"6", "7"})
    (True, False, False)
    """
    of, dot, _ = number.partition(".")
    return bool(chapter and dot) and of != chapter and not bound


def _found(kind: str, key: str, table: Mapping[str, Number]) -> Number:
    if key not in table:
        raise unknown(kind, key, table)
    return table[key]
