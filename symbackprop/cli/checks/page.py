"""HTML: each document as it stands, its formulas marked, what was understood and found beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from symbackprop.answers.checking import Finding, Findings
from symbackprop.answers.mistakes import Diagnosis
from symbackprop.cli.checks.marking import Stretch, stretches
from symbackprop.cli.terminal.findings import place_of
from symbackprop.cli.terminal.screen import MARKS, Screen
from symbackprop.cli.terminal.verdicts import point
from symbackprop.notation import equation, write
from symbackprop.notation.letters import visible
from symbackprop.proof import Refuted
from symbackprop.report.html import look
from symbackprop.report.html.trusted import trusted

_ENVIRONMENT = Environment(
    loader=PackageLoader("symbackprop.cli.checks", "templates"),
    undefined=StrictUndefined,
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
)


@dataclass(frozen=True)
class _Note:
    """What stands beside a formula.

    anchor  what links to it
    place   where the formula stands
    mark    the sign of the verdict
    word    the verdict
    kind    what the formula is
    maths   what was understood
    rows    what else is to be said
    """

    anchor: str
    place: str
    mark: str
    word: str
    kind: str
    maths: tuple[Markup, ...]
    rows: tuple[tuple[str, Markup | str], ...]

    @property
    def style(self) -> str:
        """Returns the class of its verdict."""
        return self.word.replace(" ", "-")


def html(documents: Sequence[Findings], screen: Screen, every: bool) -> str:  # noqa: FBT001  (a page lists them all)
    """Returns a page with the documents, which needs nothing else and makes no request."""
    parts = [_part(number, found) for number, found in enumerate(documents, 1)]
    styles = [look.font(), look.palette(), _style()]
    title = visible(documents[0].file or "notes") if len(documents) == 1 else f"{len(documents)} documents"
    return _ENVIRONMENT.get_template("page.html").render(title=title, styles=styles, parts=parts) + "\n"


def _part(number: int, found: Findings) -> Mapping[str, object]:
    notes = [_note(f"f{number}-{place}", finding) for place, finding in enumerate(found, 1)]
    cells = []
    for cell, text in found.texts.items():
        inside = [(place, finding) for place, finding in enumerate(found) if finding.cell == cell]
        cells.append({"number": cell, "stretches": [_told(stretch, notes) for stretch in stretches(text, inside)]})
    return {
        "file": visible(found.file or "standard input"),
        "subject": found.subject,
        "completed": ", ".join(found.completed),
        "counts": [(word, MARKS[word], count) for word, count in found.counts.items()],
        "wrong": [note for note in notes if note.word == "refuted"],
        "cells": cells,
        "remarks": [visible(remark) for remark in found.remarks],
    }


def _told(stretch: Stretch, notes: Sequence[_Note]) -> Mapping[str, object]:
    runs = [(_shown(run.text), notes[run.finding] if run.finding is not None else None) for run in stretch.runs]
    return {"runs": runs, "notes": [notes[place] for place in stretch.findings]}


def _shown(text: str) -> str:
    """Returns text with signs in the place of what shows nothing, lines and tabs kept."""
    return "\n".join("\t".join(map(visible, line.split("\t"))) for line in text.split("\n"))


def _note(anchor: str, finding: Finding) -> _Note:
    maths = tuple(trusted(write(formula, "mathml-inline")) for formula in finding.formulas)
    kind = finding.kind if finding.kind != finding.word else ""
    return _Note(anchor, place_of(finding), MARKS[finding.word], finding.word, kind, maths, tuple(_rows(finding)))


def _rows(finding: Finding) -> Iterator[tuple[str, Markup | str]]:
    diagnosis = finding.diagnosis
    if diagnosis is not None and diagnosis.sentence:
        yield "mistake", _sentence(diagnosis)
    if diagnosis is not None and diagnosis.right is not None:
        sides = (diagnosis.right.lhs, diagnosis.right.rhs, diagnosis.shortest)
        written = equation(*(side for side in sides if side is not None))
        yield "right", trusted(write(written, "mathml-inline"))
    wrong = next((item for item in finding.evidence if item.word == "refuted"), None)
    if isinstance(wrong, Refuted):
        yield "at", point(wrong.witness)
    if wrong is not None:
        yield from ((what, text) for what, text in wrong.details() if what != "at")
    if finding.reason:
        stopped = f"at “{visible(finding.token)}”: " if finding.token else ""
        yield "because", f"{stopped}{visible(finding.reason)}"
    yield from (("read as", visible(remark)) for remark in finding.remarks)


def _sentence(diagnosis: Diagnosis) -> Markup | str:
    """Returns what is wrong, its formulas as mathematics."""
    pieces = (
        escape(piece) if isinstance(piece, str) else trusted(write(piece, "mathml-inline"))
        for piece in diagnosis.statement
    )
    return Markup("").join(pieces) or diagnosis.sentence


@cache
def _style() -> Markup:
    return trusted(files("symbackprop.cli.checks").joinpath("page.css").read_text(encoding="utf-8"))
