"""Printing: a verification as a table of at most 80 columns, and as HTML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from textwrap import wrap
from typing import TYPE_CHECKING

from symbackprop.verification.methods import METHODS
from symbackprop.verification.rows import Row

if TYPE_CHECKING:
    from symbackprop.verification.verification import Verification

_WIDTH = 80
_HEADS = ("", "error", "bound", "where", "program", "method", "")
_LABELS = 30
"""How wide the columns of the name and of the point are together."""
_NUMBERS = (8, 8, 13, 13, 1)
_SHORTEST_NAME, _LONGEST_NAME = 12, 19


@dataclass(frozen=True)
class Marks:
    """The marks of a table: within the bound, and not."""

    within: str
    beyond: str


UNICODE = Marks("✓", "✗")
ASCII = Marks("+", "X")


def as_text(verification: Verification, marks: Marks = UNICODE) -> str:
    """Returns the table: for each method the worst comparison of every derivative."""
    return "\n".join([*_head(verification), *_body(verification, marks), "", _verdict(verification, marks)])


def _head(verification: Verification) -> Iterator[str]:
    yield from _wrapped(f"{_subject(verification)}: {verification.points} sets of items, seed {verification.seed}", "")
    worst = " Of an array the worst element is shown." if verification.network.is_indexed else ""
    yield from _wrapped(
        "error |program - method|, relative to the exact value (absolute where no digit of it is promised); "
        f"bound: what both promise.{worst}",
        "",
    )


def _subject(verification: Verification) -> str:
    """Returns the title of the network, and its sizes if they are symbolic."""
    sizes = ", ".join(f"{symbol} = {number}" for symbol, number in verification.sizes.items())
    return f"{verification.network.title}, at {sizes}" if sizes else verification.network.title


def _body(verification: Verification, marks: Marks) -> Iterator[str]:
    name_width = _name_width(verification.rows)
    for name, method in METHODS.items():
        rows = [row for row in verification.rows if row.method == name]
        yield ""
        yield from _wrapped(f"{name}: {method.evaluates}", "")
        yield from _wrapped(f"promises {method.promises}", "  ")
        if rows:
            yield _line(_HEADS, name_width)
        yield from (_line(_cells(row, marks), name_width) for row in rows)
        for what, why in verification.left_out:
            if what == name:
                yield from _wrapped(f"left out: {why.strip()}", "  ")
    if verification.kinks:
        yield ""
    for kink in verification.kinks:
        yield from _wrapped(str(kink), "")
    yield from (f"left out: program: {why}" for what, why in verification.left_out if what == "program")


def _verdict(verification: Verification, marks: Marks) -> str:
    beyond = sum(not row.ok for row in verification.rows)
    if verification.ok:
        return f"{marks.within} {len(verification.rows)} comparisons within their bounds"
    return f"{marks.beyond} {beyond} of {len(verification.rows)} comparisons beyond their bounds"


def _cells(row: Row, marks: Marks) -> tuple[str, ...]:
    return (
        str(row.element),
        f"{row.error:.1e}",
        f"{row.bound:.1e}",
        row.where,
        f"{row.program:.5e}",
        f"{row.other:.5e}",
        marks.within if row.ok else marks.beyond,
    )


def _name_width(rows: Iterable[Row]) -> int:
    return min(_LONGEST_NAME, max(_SHORTEST_NAME, *(len(str(row.element)) for row in rows), 0))


def _line(cells: tuple[str, ...], name_width: int) -> str:
    widths = (name_width, *_NUMBERS[:2], _LABELS - name_width, *_NUMBERS[2:])
    name, error, bound, where, *values, mark = (
        cell if len(cell) <= width else f"{cell[: width - 1]}~" for cell, width in zip(cells, widths, strict=True)
    )
    left = f"{name:<{widths[0]}} {error:>{widths[1]}} {bound:>{widths[2]}} {where:<{widths[3]}}"
    return f"{left}{values[0]:>{widths[4]}} {values[1]:>{widths[5]}} {mark}".rstrip()


def _wrapped(text: str, indent: str) -> list[str]:
    return wrap(text, _WIDTH, initial_indent=indent, subsequent_indent=f"{indent}  ")


def as_html(verification: Verification) -> str:
    """Returns the table as HTML; every text of the user's is escaped."""
    head = "".join(f"<th>{text}</th>" for text in ("", "", "error", "bound", "where", "program", "method", ""))
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in (row.method, *_cells(row, UNICODE))) + "</tr>"
        for row in verification.rows
    )
    notes = [
        *(str(kink) for kink in verification.kinks),
        *(f"{what}: left out: {why}" for what, why in verification.left_out),
    ]
    listed = "".join(f"<li>{escape(note)}</li>" for note in notes)
    caption = f"{escape(_subject(verification))}. {escape(_verdict(verification, UNICODE))}"
    return f"<table><caption>{caption}</caption><tr>{head}</tr>{body}</table><ul>{listed}</ul>"
