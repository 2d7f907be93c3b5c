"""Verdicts on statements of matrices, as a document's reader comes to them."""

from __future__ import annotations

from symbackprop.answers.judging import judged
from symbackprop.answers.latex import NotUnderstood, Reading, Symbols, read_display, readings
from symbackprop.answers.latex.matrices import descent_claims, read_matrices
from symbackprop.answers.latex.refusal import ShapeMismatch
from symbackprop.answers.latex.statement import Statement
from symbackprop.proof import Proved, Refuted


def word(statement: Statement, table: Symbols) -> str:
    """Returns proved, refuted, undecided, taken, or why the statement is not understood."""
    try:
        found = _readings(statement, table)
    except ShapeMismatch:
        return "refuted"
    except NotUnderstood as refusal:
        return f"not understood: {refusal.token}"
    words = [_word(reading) for reading in found]
    return next((best for best in ("proved", "taken", "undecided") if best in words), "refuted")


def words(latex: str, table: Symbols) -> list[str]:
    """Returns the verdict on each statement of a display."""
    return [word(statement, table) for statement in read_display(latex)]


def _readings(statement: Statement, table: Symbols) -> tuple[Reading, ...]:
    try:
        return readings(statement, table)
    except NotUnderstood:
        return read_matrices(statement, table)


def _word(reading: Reading) -> str:
    claims = (*reading.claims(), *descent_claims(reading))
    verdicts = judged(claims, reading.table.vocabulary)
    if any(isinstance(verdict, Refuted) for verdict in verdicts):
        return "refuted"
    if not claims:
        return "taken"
    return "proved" if all(isinstance(verdict, Proved) for verdict in verdicts) else "undecided"
