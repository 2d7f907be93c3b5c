"""Printing: a verification as a table of at most 80 columns, and as HTML."""

from __future__ import annotations

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
_WIDTHS = (12, 8, 8, 18, 13, 13, 1)


@dataclass(frozen=True)
class Marks:
    """The marks of a table: within the bound, and not."""

    within: str
    beyond: str


UNICODE = Marks("✓", "✗")
ASCII = Marks("+", "X")


def as_text(verification: Verification, marks: Marks = UNICODE) -> str:
    """Returns the table: for each method the worst comparison of every derivative."""
    network = verification.network
    lines = [
        f"{network.title}: {verification.points} sets of items, seed {verification.seed}",
        "error |program - method|, relative to the exact value; bound: what both promise",
    ]
    for name, method in METHODS.items():
        rows = [row for row in verification.rows if row.method == name]
        lines += ["", *_wrapped(f"{name}: {method.evaluates}", ""), *_wrapped(f"promises {method.promises}", "  ")]
        if rows:
            lines += [_line(_HEADS), *(_line(_cells(row, marks)) for row in rows)]
        lines += [
            line
            for what, why in verification.left_out
            if what == name
            for line in _wrapped(f"left out: {why.strip()}", "  ")
        ]
    lines += [""] * bool(verification.kinks)
    lines += [line for kink in verification.kinks for line in _wrapped(str(kink), "")]
    lines += [f"left out: program: {why}" for what, why in verification.left_out if what == "program"]
    return "\n".join([*lines, "", _verdict(verification, marks)])


def _verdict(verification: Verification, marks: Marks) -> str:
    beyond = sum(not row.ok for row in verification.rows)
    if verification.ok:
        return f"{marks.within} {len(verification.rows)} comparisons within their bounds"
    return f"{marks.beyond} {beyond} of {len(verification.rows)} comparisons beyond their bounds"


def _cells(row: Row, marks: Marks) -> tuple[str, ...]:
    return (
        str(row.name),
        f"{row.error:.1e}",
        f"{row.bound:.1e}",
        row.where,
        f"{row.program:.5e}",
        f"{row.other:.5e}",
        marks.within if row.ok else marks.beyond,
    )


def _line(cells: tuple[str, ...]) -> str:
    name, error, bound, where, *values, mark = (
        cell if len(cell) <= width else f"{cell[: width - 1]}~" for cell, width in zip(cells, _WIDTHS, strict=True)
    )
    widths = _WIDTHS
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
    caption = f"{escape(verification.network.title)}. {escape(_verdict(verification, UNICODE))}"
    return f"<table><caption>{caption}</caption><tr>{head}</tr>{body}</table><ul>{listed}</ul>"
