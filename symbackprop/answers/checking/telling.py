"""Telling: what is found of a statement, as a finding with its place."""

from __future__ import annotations

from dataclasses import replace

from symbackprop.answers.checking.booleans import Boolean
from symbackprop.answers.checking.finding import Finding, Kind, Word
from symbackprop.answers.checking.nearest import nearest
from symbackprop.answers.checking.opinions import Opinion
from symbackprop.answers.checking.pieces import Piece
from symbackprop.answers.latex import NotUnderstood, Symbols
from symbackprop.notation import write


def finding_of(piece: Piece, kind: Kind, word: Word, **said: object) -> Finding:
    """Returns a finding with the place of its formula."""
    (line, column), end = piece.begin, piece.end
    return Finding(piece.latex, line, column, kind, word, cell=piece.passage.cell, end=end, **said)  # type: ignore[arg-type]


def told(piece: Piece, opinion: Opinion, word: Word, remarks: tuple[str, ...]) -> Finding:
    """Returns the finding with an opinion."""
    return finding_of(
        piece,
        opinion.kind,
        word,
        shown=tuple(write(formula, "unicode") for formula in opinion.shown),
        formulas=opinion.shown,
        evidence=opinion.evidence,
        remarks=remarks,
        reason=opinion.reason,
    )


def of_logic(piece: Piece, found: Boolean) -> Finding:
    """Returns the finding on a Boolean formula."""
    kind: Kind = "notation" if found.tables.word == "taken" else "claim"
    evidence = () if found.tables.word == "taken" else (found.tables,)
    shown = write(found.shown, "unicode")
    return finding_of(piece, kind, found.tables.word, shown=(shown,), formulas=(found.shown,), evidence=evidence)


def refused(piece: Piece, refusal: NotUnderstood, table: Symbols | None = None) -> Finding:
    """Returns the finding on a formula that is not understood, with the names that are most like an unknown one.

    table  what the names of the document mean, if it is known
    """
    near = nearest(refusal.name, table) if refusal.name and table is not None else ()
    reason = f"{refusal.fact}; most like it: {', '.join(near)}" if near else refusal.fact
    found = finding_of(piece, "not understood", "not understood", reason=reason, token=refusal.token)
    line, column = piece.passage.place(min(piece.offset + refusal.position, len(piece.passage.latex)))
    return replace(found, at=(line, column))
