"""The lines of a diagnosis: what is wrong, and what holds instead."""

from __future__ import annotations

from collections.abc import Iterator

import sympy as sp

from symbackprop.answers.mistakes import Diagnosis
from symbackprop.cli.terminal.ink import width
from symbackprop.cli.terminal.screen import COLUMNS, Screen, folded
from symbackprop.notation.equations import equation

HEAD = 11
"""The column at which what stands under a heading begins, counted from 0."""

_ROOM = COLUMNS - HEAD - 1
_UNBROKEN = 40
_NO_BREAK = "\N{NO-BREAK SPACE}"


def diagnosis_lines(diagnosis: Diagnosis, screen: Screen) -> Iterator[str]:
    """Returns the lines that say what is wrong with a claim, and what holds instead; none if nothing is known."""
    if diagnosis.remark:
        text = "".join(_piece(piece, diagnosis.culprit, screen) for piece in diagnosis.remark)
        yield from headed(diagnosis.heading, [line.replace(_NO_BREAK, " ") for line in folded(text, _ROOM)])
    if diagnosis.right is not None:
        sides = (diagnosis.right.lhs, diagnosis.right.rhs, diagnosis.shortest)
        written = equation(*(side for side in sides if side is not None), notation=screen.close().notation)
        yield from headed("right", screen.broken(written, _ROOM))


def headed(name: str, lines: list[str]) -> Iterator[str]:
    """Returns lines with a heading before the first."""
    first, *rest = lines
    yield f"  {name:<{HEAD - 2}}{first}"
    yield from (" " * HEAD + line for line in rest)


def _piece(piece: str | sp.Expr, culprit: sp.Expr | None, screen: Screen) -> str:
    """Returns words, or a formula, which is not broken if it is short."""
    if isinstance(piece, str):
        return screen.words(piece)
    text = screen.formula(piece)
    whole = text.replace(" ", _NO_BREAK) if width(text) <= _UNBROKEN else text
    return screen.ink.paint("culprit", whole) if piece is culprit else whole
