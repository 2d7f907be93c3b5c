"""Labels: what a link may lead to, under names that are safe in every format."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from symbackprop.errors import unknown
from symbackprop.report.document import Document, Evidence, Figure
from symbackprop.report.latex.text import Tex


@dataclass(frozen=True)
class Labels:
    """The labels of sections, figures, references and lines: numbers, whatever the keys are.

    sections, figures, references  label by key
    lines                          the numbers of the lines of the document
    evidence                       the numbers of the lines whose evidence is told
    """

    sections: Mapping[str, Tex]
    figures: Mapping[str, Tex]
    references: Mapping[str, Tex]
    lines: frozenset[int]
    evidence: frozenset[int]

    def section(self, key: str) -> Tex:
        """Returns the label of a section. Raises UnknownName if there is none with that key."""
        return _found("section", key, self.sections)

    def figure(self, key: str) -> Tex:
        """Returns the label of a figure. Raises UnknownName if there is none with that key."""
        return _found("figure", key, self.figures)

    def reference(self, key: str) -> Tex:
        """Returns the label of a reference. Raises UnknownName if there is none with that key."""
        return _found("reference", key, self.references)

    def known(self, numbers: Sequence[int]) -> Sequence[int]:
        """Returns the numbers of lines. Raises UnknownName if the document has no line of a number."""
        for number in numbers:
            if number not in self.lines:
                raise unknown("line", number, map(str, sorted(self.lines)))
        return numbers


def labels(document: Document) -> Labels:
    """Returns the labels of everything in the document that a link may lead to."""
    blocks = list(document.blocks())
    figures = [block.key for block in blocks if isinstance(block, Figure)]
    rows = [row for block in blocks if isinstance(block, Evidence) for row in block.rows]
    return Labels(
        _numbered("section", [section.key for section in document.sections]),
        _numbered("figure", figures),
        _numbered("reference", [reference.key for reference in document.references]),
        frozenset(line.number for line in document.lines()),
        frozenset(number for row in rows for number in row.numbers),
    )


def _numbered(kind: str, keys: Sequence[str]) -> Mapping[str, Tex]:
    return {key: Tex(f"{kind}-{number}") for number, key in enumerate(keys, 1)}


def _found(kind: str, key: str, table: Mapping[str, Tex]) -> Tex:
    if key not in table:
        raise unknown(kind, key, table)
    return table[key]
