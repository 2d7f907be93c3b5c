"""Columns: a table with the rows of a truth table, of which a long one is cut."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from symbackprop.cli.terminal.counts import many
from symbackprop.cli.terminal.ink import width
from symbackprop.cli.terminal.screen import COLUMNS, Screen
from symbackprop.notation.letters import name_node

_MOST_ROWS = 16
_FIRST, _LAST = 8, 4
_INDENT = 2
_BESIDE = 40
"""How many columns the inputs may take; else they stand side by side as one word of digits."""


@dataclass(frozen=True)
class Rows:
    """The rows of a truth table.

    variables  their names
    count      how many rows there are
    """

    variables: tuple[str, ...]
    count: int

    def heads(self, screen: Screen) -> tuple[str, ...]:
        """Returns what stands above the inputs: the names, or the first and the last if there is no room."""
        heads = tuple(screen.formula(name_node(text)) for text in self.variables)
        if sum(width(head) + 2 for head in heads) <= _BESIDE:
            return heads
        return (screen.words(f"{_cut(heads[0])} … {_cut(heads[-1])}"),)

    def width(self, screen: Screen) -> int:
        """Returns how many columns the inputs take."""
        return _INDENT + sum(width(head) + 2 for head in self.heads(screen))

    def inputs(self, row: int, heads: Sequence[str]) -> tuple[str, ...]:
        """Returns the inputs of a row, by its number, under their heads."""
        bits = f"{row:0{len(self.variables)}b}"
        return tuple(bits) if len(heads) == len(bits) else (bits,)

    @property
    def shown(self) -> tuple[Sequence[int], Sequence[int]]:
        """Returns the numbers of the rows that are shown before and after the cut."""
        if self.count <= _MOST_ROWS:
            return range(self.count), ()
        return range(_FIRST), range(self.count - _LAST, self.count)


def columns(
    rows: Rows, heads: tuple[str, ...], cells: Callable[[int], tuple[str, ...]], screen: Screen
) -> Iterator[str]:
    """Returns a table: the inputs of each row, and the cells beside them, under their heads.

    cells  the cells of a row, by its number
    """
    inputs = rows.heads(screen)
    before, after = ([(*rows.inputs(row, inputs), *cells(row)) for row in numbers] for numbers in rows.shown)
    table = [(*inputs, *heads), *before, *after]
    widths = [max(map(width, column)) for column in zip(*table, strict=True)]
    first, *rest = (_line(cells, widths, len(inputs)) for cells in table)
    yield screen.soft(first)
    yield from rest[: len(before)]
    if after:
        yield " " * _INDENT + screen.soft(f"… {many(rows.count - len(before) - len(after), 'row')} more")
    yield from rest[len(before) :]


def signed(number: Fraction, screen: Screen) -> str:
    """Returns a number with its sign: +1/2."""
    return screen.numbers(f"{'+' if number > 0 else ''}{number}")


def _line(cells: Sequence[str], widths: Sequence[int], inputs: int) -> str:
    padded = [" " * (room - width(cell)) + cell for cell, room in zip(cells, widths, strict=True)]
    return " " * _INDENT + "  ".join(padded[:inputs]) + "   " + "  ".join(padded[inputs:]).rstrip()


def _cut(text: str) -> str:
    return text if width(text) <= COLUMNS // 10 else f"{text[: COLUMNS // 10]}…"
