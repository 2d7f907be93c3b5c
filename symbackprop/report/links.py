"""Links: what a reference in running text leads to, by its number in the document."""

from __future__ import annotations

from dataclasses import dataclass
from string import ascii_uppercase
from typing import TYPE_CHECKING, TypeVar

from symbackprop.errors import unknown
from symbackprop.report.blocks import Evidence, Figure
from symbackprop.report.document import Document, Section

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Number = TypeVar("Number")


@dataclass(frozen=True)
class Links:
    """The numbers of what a link may lead to; keys are the author's and never shown.

    sections    by key: "3", or "A" in the appendix
    figures     by key
    references  by key
    lines       the numbers of the lines of the document
    evidence    the numbers of the lines whose evidence is told
    """

    sections: Mapping[str, str]
    figures: Mapping[str, int]
    references: Mapping[str, int]
    lines: frozenset[int]
    evidence: frozenset[int]

    def section(self, key: str) -> str:
        """Returns the number of a section. Raises UnknownName if no section has that key."""
        return _found("section", key, self.sections)

    def figure(self, key: str) -> int:
        """Returns the number of a figure. Raises UnknownName if no figure has that key."""
        return _found("figure", key, self.figures)

    def reference(self, key: str) -> int:
        """Returns the number of a reference. Raises UnknownName if no reference has that key."""
        return _found("reference", key, self.references)

    def known(self, numbers: Sequence[int]) -> Sequence[int]:
        """Returns the numbers of lines. Raises UnknownName if there is no line of one of them."""
        for number in numbers:
            if number not in self.lines:
                raise unknown("line", number, map(str, sorted(self.lines)))
        return numbers


def links(document: Document) -> Links:
    """Returns the numbers of everything in the document that a link may lead to."""
    blocks = list(document.blocks())
    figures = [block.key for block in blocks if isinstance(block, Figure)]
    references = [reference.key for reference in document.references]
    rows = [row for block in blocks if isinstance(block, Evidence) for row in block.rows]
    return Links(
        _sections(document.sections),
        {key: number for number, key in enumerate(figures, 1)},
        {key: number for number, key in enumerate(references, 1)},
        frozenset(line.number for line in document.lines()),
        frozenset(number for row in rows for number in row.numbers),
    )


def _sections(sections: Sequence[Section]) -> Mapping[str, str]:
    body = [section for section in sections if not section.appendix]
    appendix = [section for section in sections if section.appendix]
    numbers = {section.key: str(number) for number, section in enumerate(body, 1)}
    return {**numbers, **{section.key: letter for letter, section in zip(ascii_uppercase, appendix, strict=False)}}


def _found(kind: str, key: str, table: Mapping[str, Number]) -> Number:
    if key not in table:
        raise unknown(kind, key, table)
    return table[key]
