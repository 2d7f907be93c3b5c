"""Printing: what was found in a document, as text and as HTML for a notebook."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

from symbackprop.notation import equation, write
from symbackprop.notation.letters import visible

if TYPE_CHECKING:
    from symbackprop.answers.checking.finding import Finding, Findings

_MARKS = {"proved": "✓", "refuted": "✗", "undecided": "?", "not understood": "?", "taken": "·"}
_LONGEST = 200


def as_text(found: Findings) -> str:
    """Returns a line for each formula that is not right, and how many there are of each word."""
    wrong = [finding for finding in found if finding.word not in ("proved", "taken")]
    counts = ", ".join(f"{count} {word}" for word, count in found.counts.items()) or "no formulas"
    lines = [f"{found.file or 'text'}: {found.subject}", *map(_line, wrong), counts]
    return "\n".join(lines)


def _line(finding: Finding) -> str:
    further = "".join(f"\n    {what:<17} {text}" for what, text in _said(finding))
    return f"{_MARKS[finding.word]} {_place(finding)} {finding.word}: {_shown(finding)}{further}"


def as_html(found: Findings) -> str:
    """Returns a table of all formulas, those that were understood as mathematics."""
    rows = "".join(map(_row, found))
    counts = ", ".join(f"{count} {escape(word)}" for word, count in found.counts.items()) or "no formulas"
    head = f"<p><b>{escape(visible(found.file or 'text'))}</b> {escape(found.subject)}: {counts}</p>"
    return f"{head}<table>{rows}</table>"


def _row(finding: Finding) -> str:
    maths = "<br>".join(write(formula, "mathml-inline") for formula in finding.formulas)
    formula = maths or f"<code>{escape(_shown(finding))}</code>"
    said = "<br>".join(f"{escape(what)}: {escape(text)}" for what, text in _said(finding))
    word = f"{_MARKS[finding.word]}&nbsp;{escape(finding.word)}"
    cells = "".join(f'<td style="text-align:left">{cell}</td>' for cell in (_place(finding), word, formula, said))
    return f"<tr>{cells}</tr>"


def _said(finding: Finding) -> Iterator[tuple[str, str]]:
    diagnosis = finding.diagnosis
    if diagnosis is not None and diagnosis.sentence:
        yield "mistake", diagnosis.sentence
    if diagnosis is not None and diagnosis.right is not None:
        yield "right", write(equation(diagnosis.right.lhs, diagnosis.right.rhs), "unicode")
    if finding.reason:
        stopped = f"at {visible(finding.token)}: " if finding.token else ""
        yield "because", f"{stopped}{visible(finding.reason)}"
    yield from (("read as", visible(remark)) for remark in finding.remarks)


def _place(finding: Finding) -> str:
    return f"{finding.cell}/{finding.line}:{finding.column}" if finding.cell else f"{finding.line}:{finding.column}"


def _shown(finding: Finding) -> str:
    text = "; ".join(finding.shown) or " ".join(visible(finding.latex).split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]} …"
