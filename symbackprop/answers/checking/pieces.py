r"""Pieces: the formulas of a document one statement at a time, each with its place.

A display that is not read as a whole is read in groups of rows: a row that begins with a sign,
or stands behind one, belongs to the row before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from symbackprop.answers.documents import Passage, Row, Source
from symbackprop.answers.latex import Macro, NotUnderstood, Statement, read_display

_SIGN = r"(?:[=+\-*/<>,]|\\(?:equiv|approx|cdot|times|odot|circ|le|leq|ge|geq|leftarrow|quad|qquad)\b)"
_BEGINS = re.compile(rf"(?:&|\s|\{{\}}|\\[,;!:])*{_SIGN}")
_ENDS = re.compile(rf"{_SIGN}(?:&|\s)*$")
_BLANK = re.compile(r"(?:\s|&|\\\\(?:\[[^\]]*\])?|[,;.]|\\q?quad(?![a-zA-Z]))*")
_BLANK_BEFORE = re.compile(r"(?:\s|&|\\\\|(?<!\\)[,;.]|\\q?quad)*$")
_NOWHERE = (0, 0)


@dataclass(frozen=True)
class Piece:
    """A statement, or a formula that is none.

    passage    where it stands
    place      (number of the passage in the document, of the statement in it), from 0
    latex      what it says
    start      where it begins in the passage
    offset     where the text begins that was read
    statement  what was read; None if nothing was
    refusal    why not; None if it was read
    under      the conditions under which it is said
    restricts  whether it is a condition itself
    """

    passage: Passage
    place: tuple[int, int]
    latex: str
    start: int
    offset: int
    statement: Statement | None
    refusal: NotUnderstood | None = None
    under: tuple[Piece, ...] = ()
    restricts: bool = False

    @property
    def begin(self) -> tuple[int, int]:
        """Returns its line and column in the document."""
        return self.passage.place(self.start)

    @property
    def end(self) -> tuple[int, int]:
        """Returns the line and column behind its last character."""
        line, column = self.passage.place(max(self.start, self.start + len(self.latex) - 1))
        return line, column + bool(self.latex)


def pieces(source: Source) -> Iterator[Piece]:
    r"""Yields the formulas of a document, statement by statement.

    >>> from symbackprop.answers.documents import read
    >>> [piece.latex for piece in pieces(read("$$ z = g(s), \\quad s = c $$"))]
    ['z = g(s)', 's = c']
    """
    for number, passage in enumerate(source.passages):
        count = 0
        for start, text in _groups(passage, source.macros):
            for statement in _statements(passage, start, text, source.macros):
                yield replace(statement, place=(number, count))
                count += 1


def _groups(passage: Passage, macros: Mapping[str, Macro]) -> Iterator[tuple[int, str]]:
    """Yields the parts of a formula that are read by themselves: the whole, or groups of its rows."""
    rows = passage.rows
    if len(rows) < 2 or _is_read(passage.latex, macros):
        yield 0, passage.latex
        return
    group: list[Row] = []
    for row in rows:
        if group and not _BEGINS.match(row.latex) and not _ENDS.search(group[-1].latex):
            yield _joined(group, passage)
            group = []
        group.append(row)
    yield _joined(group, passage)


def _joined(group: list[Row], passage: Passage) -> tuple[int, str]:
    start, last = group[0].offset, group[-1]
    return start, passage.latex[start : last.offset + len(last.latex)]


def _is_read(latex: str, macros: Mapping[str, Macro]) -> bool:
    try:
        read_display(latex, macros)
    except NotUnderstood:
        return False
    return True


def _statements(passage: Passage, start: int, text: str, macros: Mapping[str, Macro]) -> Iterator[Piece]:
    try:
        statements = read_display(text, macros)
    except NotUnderstood as refusal:
        yield Piece(passage, _NOWHERE, text, start, start, None, refusal)
        return
    begins = [statement.position for statement in statements]
    for statement, begin, following in zip(statements, begins, [*begins[1:], len(text)], strict=True):
        end = max(begin, following)
        lead = _BLANK.match(text, begin, end)
        first = lead.end() if lead is not None else begin
        yield Piece(passage, _NOWHERE, _BLANK_BEFORE.sub("", text[first:end]), start + first, start, statement)
