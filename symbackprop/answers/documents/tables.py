"""Tables: which formulas of a document stand in which cell of a table.

Two kinds are read: pipe tables of Markdown (https://github.github.com/gfm/#tables-extension-) and list-tables of
reStructuredText (https://docutils.sourceforge.io/docs/ref/rst/directives.html#list-table). They are found in the
text by their lines; the formulas in them have been found before, each with its place.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from symbackprop.answers.documents.passage import Passage
from symbackprop.answers.documents.source import Source

_RULE = re.compile(r"[ \t]*\|?(?:[ \t]*:?-+:?[ \t]*\|)+(?:[ \t]*:?-+:?[ \t]*)?$")
_LIST_TABLE = re.compile(r"([ \t]*)\.\.[ \t]+list-table::")
_ROW = re.compile(r"([ \t]*)\*([ \t]+)-(?:[ \t]|$)")
_SIGNS = re.compile(r"\$\$?|`|:math:|\.\.math::|\\[()\[\]]|\\(?:begin|end)\{[a-z]+\*?\}")
"""What stands around a formula in a cell, its spaces taken out."""


@dataclass(frozen=True)
class Cell:
    """A cell of a table.

    text      what stands in it, the formulas too
    passages  the numbers of the formulas in it, in the document
    """

    text: str
    passages: tuple[int, ...]

    def is_formula(self, source: Source) -> bool:
        """Returns whether one formula stands in it, and nothing else."""
        if len(self.passages) != 1:
            return False
        formula = _bare(source.passages[self.passages[0]].latex)
        before, found, behind = _bare(self.text).partition(formula)
        return bool(found) and not _SIGNS.sub("", before) and not _SIGNS.sub("", behind)


@dataclass(frozen=True)
class Table:
    """A table: its rows, the first of which is its header."""

    rows: tuple[tuple[Cell, ...], ...]


def tables(source: Source) -> tuple[Table, ...]:
    r"""Returns the tables of a document.

    >>> from symbackprop.answers.documents.reading import read_text
    >>> (table,) = tables(read_text("| f | f' |\n|---|---|\n| $x^2$ | $2x$ |"))
    >>> [[cell.passages for cell in row] for row in table.rows]
    [[(), ()], [(0,), (1,)]]
    """
    found: list[Table] = []
    for number, text in source.texts.items():
        inside = [(place, passage) for place, passage in enumerate(source.passages) if passage.cell == number]
        lines = text.split("\n")
        kind = _list_tables if source.format == "rst" else _pipe_tables
        found += kind(lines, _Places(inside))
    return tuple(found)


class _Places:
    """Finds the formulas that begin in a stretch of the text."""

    def __init__(self, passages: Sequence[tuple[int, Passage]]) -> None:
        by_place = sorted(((passage.line, passage.column, number), passage) for number, passage in passages)
        self._keys = [key for key, _ in by_place]
        self._passages = [passage for _, passage in by_place]

    def between(self, start: tuple[int, int], end: tuple[int, int]) -> tuple[int, ...]:
        """Returns the numbers of those that begin from one place on, before another."""
        first, last = bisect_left(self._keys, (*start, -1)), bisect_left(self._keys, (*end, -1))
        return tuple(number for _, _, number in self._keys[first:last])

    def spans(self, line: int) -> Iterator[tuple[int, int]]:
        """Yields the first column of each formula of a line, and the last."""
        first, last = bisect_left(self._keys, (line, 0, -1)), bisect_left(self._keys, (line + 1, 0, -1))
        for passage in self._passages[first:last]:
            end_line, end = passage.place(max(0, len(passage.latex) - 1))
            yield passage.column, end if end_line == line else passage.column


def _pipe_tables(lines: Sequence[str], places: _Places) -> Iterator[Table]:
    number = 1
    while number < len(lines):
        if "|" not in lines[number - 1] or not _RULE.match(lines[number]) or "|" not in lines[number]:
            number += 1
            continue
        rows = [_pipe_row(lines[number - 1], number, places)]
        number += 1
        while number < len(lines) and "|" in lines[number]:
            rows.append(_pipe_row(lines[number], number + 1, places))
            number += 1
        yield Table(tuple(rows))


def _pipe_row(line: str, number: int, places: _Places) -> tuple[Cell, ...]:
    """Returns the cells of a line, which is counted from 1; a bar in a formula does not end a cell."""
    spans = list(places.spans(number))
    bars = [
        column
        for column, sign in enumerate(line, 1)
        if sign == "|" and line[column - 2 : column - 1] != "\\" and not _is_inside(column, spans)
    ]
    first = [] if line.lstrip()[:1] == "|" else [0]
    last = [] if len(bars) > 1 and not line[bars[-1] :].strip() else [len(line) + 1]
    return tuple(
        Cell(line[start : end - 1], places.between((number, start + 1), (number, end)))
        for start, end in pairwise([*first, *bars, *last])
    )


def _is_inside(column: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Returns whether a column lies in one of some spans, which are in order."""
    before = bisect_right(spans, (column, column)) - 1
    after = before + 1
    return (before >= 0 and column <= spans[before][1]) or (after < len(spans) and spans[after][0] == column)


def _list_tables(lines: Sequence[str], places: _Places) -> Iterator[Table]:
    number = 0
    while number < len(lines):
        directive = _LIST_TABLE.match(lines[number])
        number += 1
        if directive is None:
            continue
        end = number
        while end < len(lines) and (not lines[end].strip() or _indent(lines[end]) > len(directive[1].expandtabs())):
            end += 1
        rows = tuple(_list_rows(lines, number, end, places))
        number = end
        if rows:
            yield Table(rows)


def _list_rows(lines: Sequence[str], start: int, end: int, places: _Places) -> Iterator[tuple[Cell, ...]]:
    """Yields the rows in some lines: each begins with `* -`, and each cell of it with `-` below that."""
    marks: list[list[tuple[int, int]]] = []
    column = -1
    for number in range(start, end):
        row = _ROW.match(lines[number])
        if row is not None and (column < 0 or row.start(2) + len(row[2]) == column):
            column = row.start(2) + len(row[2])
            marks.append([(number, column)])
        elif marks and lines[number][:column].strip() == "" and re.match(r"-(?:[ \t]|$)", lines[number][column:]):
            marks[-1].append((number, column))
    stops = iter([*[mark[0] for row in marks for mark in row][1:], end])
    for row_marks in marks:
        cells = []
        for number, place in row_marks:
            stop = next(stops)
            text = "\n".join([lines[number][place + 1 :], *lines[number + 1 : stop]])
            cells.append(Cell(text, places.between((number + 1, place + 1), (stop + 1, 1))))
        yield tuple(cells)


def _indent(line: str) -> int:
    bare = line.lstrip()
    return len(line[: len(line) - len(bare)].expandtabs())


def _bare(text: str) -> str:
    return "".join(text.split())
