"""Passages: the formulas of a document, each with its place and the words around it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from symbackprop.answers.documents.rows import Row, split

Kind = Literal["inline", "display", "image"]


@dataclass(frozen=True)
class Passage:
    r"""A formula as it stands in a document.

    kind         "inline" in a line of text, "display" in lines of its own, "image" in the address of a picture
    latex        what it says, without the signs around it: neither $ nor \begin{align}
    line         the line of its first character, counted from 1; in a notebook, of its cell
    column       the column of it, counted from 1 in characters (a tab is one)
    environment  what aligns its rows: "align*", "aligned", ...; "" for none
    before       the words before it, back to the formula before or to the beginning of its paragraph
    after        the words after it, likewise; of a display those of the paragraphs next to it
    cell         the number of its cell in a notebook, counted from 1; 0 in other documents
    file         the file it stands in; "" if text was given
    """

    kind: Kind
    latex: str
    line: int
    column: int
    environment: str = ""
    before: str = ""
    after: str = ""
    cell: int = 0
    file: str = ""
    origins: tuple[tuple[int, int, int], ...] = field(default=(), repr=False)
    """(offset in `latex`, line, column) of every piece that stands in one line of the document."""

    def place(self, offset: int) -> tuple[int, int]:
        """Returns the line and column of the character of `latex` at `offset`.

        In a picture's address every character has the place of the first.
        """
        if not self.origins:
            return self.line, self.column
        start, line, column = self.origins[bisect_right(self.origins, (offset, float("inf"))) - 1]
        return line, column + offset - start

    @property
    def rows(self) -> tuple[Row, ...]:
        r"""Returns the rows of the formula, between which \\ stands; a formula without \\ is one row.

        >>> [row.latex for row in Passage("display", r"u &= wx \\ y &= g(u)", 1, 3).rows]
        ['u &= wx', 'y &= g(u)']
        """
        return split(self.latex)


@dataclass(frozen=True)
class Mark:
    """A comment in which a document says what its next part is about.

    said    what it says
    reason  why it is not read; "" if it is
    before  how many formulas stand before it
    """

    said: Mapping[str, object]
    reason: str
    line: int
    before: int
    cell: int = 0


@dataclass(frozen=True)
class Picture:
    """A formula that is a picture.

    target  its address or file name
    alt     the words that stand for it
    fact    what can be said of it
    """

    target: str
    alt: str
    line: int
    column: int
    fact: str
    cell: int = 0


@dataclass(frozen=True)
class Remark:
    """Something in a document that was passed over, and where."""

    fact: str
    line: int
    column: int
    cell: int = 0
