"""Ranges: how far the indices of what a page shows run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from symbackprop.cli.terminal.screen import Screen
from symbackprop.network.shapes import Ranges


def in_words(ranges: Ranges, screen: Screen) -> str:
    """Returns the ranges of indices: for j = 1..m, i = 1..n; "" if there are none."""
    listed = ", ".join(f"{letter} = 1..{screen.formula(last)}" for letter, last in dict.fromkeys(ranges))
    return f"for {listed}" if listed else ""


def shared(rows: Iterable[Ranges]) -> Ranges | None:
    """Returns the ranges of all rows together; None if an index runs further in one row than in another."""
    found = tuple(dict.fromkeys(pair for row in rows for pair in row))
    letters = [letter for letter, _ in found]
    return tuple(sorted(found, key=lambda pair: pair[0].name)) if len(set(letters)) == len(letters) else None


def beside(rows: Sequence[Ranges], screen: Screen) -> Iterator[str]:
    """Yields what stands under each row: its ranges, or nothing where one line says them for all."""
    together = shared(rows)
    yield from (in_words(row, screen) if together is None else "" for row in rows)
