"""The book: documents bound as the chapters of one, with one list of references and one index of symbols."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from symbackprop.errors import SymbackpropError
from symbackprop.notation.options import Notation
from symbackprop.report.blocks import Table
from symbackprop.report.document import Counts, Document, Reference
from symbackprop.report.lines import Line
from symbackprop.report.text import Formula, Text, ToLine


class NotBound(SymbackpropError):
    """Documents that cannot be bound as the chapters of a book."""


@dataclass(frozen=True)
class Book:
    """A bound document.

    title, subtitle, author  what stands on its first page; "" for no subtitle, no author
    chapters                 the documents; each carries its number: "1", "2", ...

    Lines, figures and sections are numbered by chapter, so that a chapter has the same numbers
    alone. References with the same text are one. Raises NotBound for a book without chapters, and
    for chapters that are not numbered in their order.
    """

    title: str
    subtitle: str
    chapters: tuple[Document, ...]
    author: str = ""

    def __post_init__(self) -> None:
        if not self.chapters:
            raise NotBound(f"the book {self.title!r} has no chapters\n    give              at least one document")
        for place, chapter in enumerate(self.chapters, 1):
            if chapter.chapter != str(place):
                raise NotBound(
                    f"chapter {place} of {self.title!r} has the number {chapter.chapter or 'of no chapter'!r}\n"
                    f"    its title         {chapter.title}\n"
                    f"    give              Document(..., chapter={str(place)!r})"
                )

    def lines(self) -> Iterator[Line]:
        """Returns every numbered line in order."""
        for chapter in self.chapters:
            yield from chapter.lines()

    @property
    def notation(self) -> Notation:
        """Returns how formulas outside the chapters are written: as in the last chapter that has colours."""
        coloured = [chapter.notation for chapter in self.chapters if chapter.notation.palette]
        return coloured[-1] if coloured else self.chapters[-1].notation

    @property
    def counts(self) -> Counts:
        """Returns the counts of the numbered displays of all chapters."""
        return sum((chapter.counts for chapter in self.chapters), Counts())

    @property
    def references(self) -> tuple[Reference, ...]:
        """Returns the references of all chapters in the order in which they first occur, each once."""
        found: dict[str, Reference] = {}
        for chapter in self.chapters:
            for reference in chapter.references:
                found.setdefault(reference.text, reference)
        return tuple(found.values())

    @property
    def index(self) -> Table | None:
        """Returns the index of symbols: each with its meanings and where they are given; None if there are none."""
        rows = tuple(self._rows())
        return Table("Index of symbols", ("symbol", "meaning", "where"), rows) if rows else None

    def _rows(self) -> Iterator[tuple[Text, ...]]:
        told: set[tuple[object, Text]] = set()
        for chapter in self.chapters:
            for entry in chapter.symbols:
                if (entry.symbol, entry.meaning) not in told:
                    told.add((entry.symbol, entry.meaning))
                    place: Text = (ToLine((entry.number,)),) if entry.number else (f"chapter {chapter.chapter}",)
                    yield (Formula(entry.symbol),), entry.meaning, place

    def _repr_html_(self) -> str:
        from symbackprop.report.html import write  # noqa: PLC0415  (the writer reads books)

        page, title = escape(write(self)), escape(self.title)
        return f'<iframe srcdoc="{page}" title="{title}" width="100%" height="800"></iframe>'
