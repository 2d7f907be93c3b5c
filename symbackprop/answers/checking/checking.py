"""Checking a document: it is read, split into statements, and each is judged within bounds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import sympy as sp

from symbackprop.answers.checking.about import NOTHING, About, Letters, about
from symbackprop.answers.checking.cases import with_cases
from symbackprop.answers.checking.finding import Finding, Findings
from symbackprop.answers.checking.guard import Stopped, guarded
from symbackprop.answers.checking.judge import Judge, Outcome
from symbackprop.answers.checking.pieces import Piece, pieces
from symbackprop.answers.checking.slopes_in_tables import slopes_in_tables
from symbackprop.answers.checking.telling import finding_of
from symbackprop.answers.documents import DocumentError, Picture, Remark, Source, read
from symbackprop.answers.mistakes import Diagnosis
from symbackprop.answers.understanding import Notation, Span, wrong_in
from symbackprop.network import ACTIVATIONS, Network

MOST_FORMULAS = 20_000
"""The most formulas of a document that are judged."""


def check(
    document: str | Path | Source, network: Network | None = None, notation: Notation | Letters | None = None
) -> Findings:
    r"""Returns what is found of every formula of a document: proved, refuted, undecided, not understood.

    document  the name of a file that is there, or the text of a document in Markdown, LaTeX or
              reStructuredText, or of a notebook, or a Source that has been read
    network   what the document is about; None: what its front matter names, else what its own equations define, else
              the 2-2-1 network of the notes if its letters are those of it
    notation  what its letters are in the network, {"net_hj": "u_j"}, or a Notation; None: what its front matter says

    A formula is judged only if every token of it was understood. Each has at most two seconds and a
    gigabyte, then it is undecided. Raises DocumentError for what cannot be read or has more than
    MOST_FORMULAS formulas, NotationError for front matter that is wrong.

    >>> found = check(r"$$\frac{\partial E}{\partial w_{11}} = \delta_1 x_1$$ and $\delta_1 = x_1$")
    >>> [(finding.kind, finding.word) for finding in found]
    [('claim', 'proved'), ('claim', 'refuted')]
    """
    source = document if isinstance(document, Source) else read(document)
    if len(source.passages) > MOST_FORMULAS:
        raise DocumentError(
            f"{source.file or 'the text'} has {len(source.passages)} formulas\n"
            f"    at most           {MOST_FORMULAS}\n"
            "    choose            a part of it"
        )
    return checked(source, about(source, network, notation))


def checked(source: Source, subjects: tuple[About, ...]) -> Findings:
    """Returns what is found of every formula of a document that has been read.

    subjects  what it is about, the main one first
    """
    main = next((about.subject for about in subjects if about.subject.about is None), None)
    parts = [about.words for about in subjects if isinstance(about.subject.about, Span)]
    return Findings(
        source.file,
        main.words if main is not None else _listed(parts) or NOTHING,
        tuple(_findings(source, subjects)),
        () if main is None else main.completed,
        {} if main is None else {letter: str(meaning) for letter, meaning in main.table.notation.items()},
        (*(remark for about in subjects for remark in about.subject.remarks), *_passed_over(source)),
        source.texts,
    )


def _listed(parts: Sequence[str]) -> str:
    """Returns in words what the parts of a document are about; "" if none says it."""
    return f"{len(parts)} parts, each with what it is about" if len(parts) > 1 else "".join(parts)


def _findings(source: Source, subjects: tuple[About, ...]) -> Iterator[Finding]:
    judge = Judge(subjects, slopes_in_tables(source), wrong_in(source))
    statements = list(with_cases(list(pieces(source))))
    outcomes: list[Outcome] = []
    for piece, result in zip(statements, guarded(statements, judge.judge, _kept(subjects)), strict=True):
        outcomes.append(_outcome(piece, result))
        judge.remember(outcomes[-1])
    wrong = [outcome for outcome in outcomes if outcome.finding.word == "refuted"]
    diagnoses = guarded(wrong, judge.diagnose, _kept(subjects))
    for outcome in outcomes:
        yield _with_diagnosis(outcome.finding, diagnoses)


def _with_diagnosis(finding: Finding, diagnoses: Iterator[Diagnosis | Stopped | None]) -> Finding:
    """Returns a finding with what is wrong, if it is refuted and that is found in time: it is wrong all the same."""
    found = next(diagnoses) if finding.word == "refuted" else None
    return finding if isinstance(found, Stopped) else replace(finding, diagnosis=found)


def _outcome(piece: Piece, outcome: Outcome | Stopped) -> Outcome:
    if isinstance(outcome, Stopped):
        return Outcome(finding_of(piece, "claim", "undecided", reason=outcome.reason))
    return outcome


def _kept(subjects: tuple[About, ...]) -> Iterator[object]:
    """Yields what findings share with the network: its definitions, and functions that exist but once."""
    yield from (row.function for row in ACTIVATIONS.values())
    for subject in subjects:
        words = subject.table.vocabulary
        yield words.definitions
        yield from {type(node) for body in words.definitions.values() for node in body.atoms(sp.Function)}


def _passed_over(source: Source) -> Iterator[str]:
    """Yields what was passed over, with its place: pictures, files that are not followed."""
    remarks: list[Remark | Picture] = [*source.remarks, *source.pictures]
    for remark in sorted(remarks, key=lambda remark: (remark.cell, remark.line, remark.column)):
        cell = f"cell {remark.cell}, " if remark.cell else ""
        yield f"{cell}line {remark.line}: {remark.fact}"
