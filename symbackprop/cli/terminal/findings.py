"""The page of a checked document: what is wrong gets the space, what is right is counted."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import singledispatch

from symbackprop.answers.checking import Finding, Findings, Kind
from symbackprop.answers.checking.booleans import Tables
from symbackprop.answers.checking.numbers.line import Line
from symbackprop.answers.checking.opinions import Shapes
from symbackprop.answers.checking.orderings import Ordering
from symbackprop.cli.terminal.counts import many
from symbackprop.cli.terminal.diagnoses import diagnosis_lines
from symbackprop.cli.terminal.ink import width
from symbackprop.cli.terminal.screen import COLUMNS, Screen
from symbackprop.cli.terminal.verdicts import refutation, row
from symbackprop.notation.letters import visible
from symbackprop.proof import Refuted

_INDENT = 11
_LONGEST = 400
_NOUNS: Mapping[Kind, str] = {
    "definition": "definition",
    "update rule": "update rule",
    "numbers": "line of numbers",
    "notation": "expression",
}
_MANY: Mapping[str, str] = {"line of numbers": "lines of numbers"}


def findings_page(found: Findings, screen: Screen, *, every: bool = False) -> Iterator[str]:
    """Returns the lines that say what was found in a document.

    every  whether what is right is listed, too, and what was passed over
    """
    yield from _opening(found, screen)
    told = [finding for finding in found if every or finding.word in _PAGES]
    for finding in told:
        yield ""
        yield from _finding(finding, screen)
    if every:
        yield from ("" for _ in found.remarks[:1])
        for remark in found.remarks:
            yield from map(screen.soft, row("passed by", _told(remark, screen), screen))
    if told or (every and found.remarks):
        yield ""
    yield count_line(found.findings, screen)


def _opening(found: Findings, screen: Screen) -> Iterator[str]:
    """Yields the name of the document, what it is about, and what was completed."""
    file, subject = _told(found.file or "-", screen), screen.words(found.subject)
    if len(file) + 2 + len(subject) <= COLUMNS:
        yield f"{screen.title(file)}  {subject}"
    else:
        yield screen.title(file)
        yield from textwrap.wrap(subject, COLUMNS, initial_indent="  ", subsequent_indent="  ")
    if found.completed:
        completed = screen.words(f"completed by analogy: {', '.join(found.completed)}")
        lines = textwrap.wrap(completed, COLUMNS, initial_indent="  ", subsequent_indent="    ")
        yield from map(screen.soft, lines)


def count_line(findings: Sequence[Finding], screen: Screen) -> str:
    """Returns how many formulas there are of each kind: ✓ 12 proved   8 definitions   ✗ 1 refuted."""
    if not findings:
        return screen.soft("no formulas")
    right = Counter(finding.kind for finding in findings if finding.word in ("proved", "taken"))
    proved = sum(count for kind, count in right.items() if kind not in _NOUNS)
    soft = [_many(right[kind], noun) for kind, noun in _NOUNS.items() if right[kind]]
    parts = [f"{screen.mark('proved')} {proved} proved"] if proved or not soft else [screen.mark("proved")]
    parts = parts if right else []
    parts += map(screen.soft, soft)
    for word in _PAGES:
        count = sum(finding.word == word for finding in findings)
        parts += [f"{screen.mark(word)} {screen.ink.paint(word, f'{count} {word}')}"] if count else []
    return "\n".join(_lines(parts))


def _lines(parts: Sequence[str]) -> list[str]:
    """Returns the parts side by side, in as many lines as they need."""
    lines = [""]
    for part in parts:
        joined = f"{lines[-1]}   {part}" if lines[-1] else part
        lines[-1:] = [joined] if width(joined) <= COLUMNS else [lines[-1], part]
    return lines


def _many(count: int, noun: str) -> str:
    return f"{count} {_MANY[noun]}" if count != 1 and noun in _MANY else many(count, noun)


def place_of(finding: Finding) -> str:
    """Returns where a formula stands: 87:3, or in a notebook 4/7:3 for line 7 of cell 4."""
    return f"{finding.cell}/{finding.line}:{finding.column}" if finding.cell else f"{finding.line}:{finding.column}"


def _finding(finding: Finding, screen: Screen) -> Iterator[str]:
    head = f"{screen.mark(finding.word)} {screen.ink.paint(finding.word, place_of(finding))}"
    room = COLUMNS - _INDENT - 1
    first, *rest = [line for formula in _formulas(finding) for line in screen.broken(formula, room)] or _source(
        finding, screen, room
    )
    yield head + " " * max(2, _INDENT - width(head)) + first
    yield from (" " * _INDENT + line for line in rest)
    yield from _PAGES.get(finding.word, _right)(finding, screen)
    for remark in finding.remarks:
        yield from map(screen.soft, row("read as", _told(remark, screen), screen))


def _formulas(finding: Finding) -> Sequence:  # type: ignore[type-arg]
    """Returns the part of a chain that the finding is about; all of it if it is right."""
    if finding.word in ("proved", "taken") or len(finding.evidence) != len(finding.formulas):
        return finding.formulas
    return [
        formula
        for formula, verdict in zip(finding.formulas, finding.evidence, strict=True)
        if verdict.word == finding.word
    ][:1]


def _source(finding: Finding, screen: Screen, room: int) -> list[str]:
    """Returns a formula as the document has it, shortened, in lines of a width."""
    text = " ".join(finding.latex[: _LONGEST + 1].split())
    shown = _told(text if len(finding.latex) <= _LONGEST else f"{text[:_LONGEST]} …", screen)
    return [shown[start : start + room] for start in range(0, len(shown), room)] or [""]


def _told(text: str, screen: Screen) -> str:
    """Returns a stranger's words as this screen can show them."""
    shown = screen.words(visible(text))
    return shown.encode("ascii", "backslashreplace").decode() if screen.ascii else shown


def _right(finding: Finding, screen: Screen) -> Iterator[str]:
    yield from ()


def _refuted(finding: Finding, screen: Screen) -> Iterator[str]:
    diagnosis = finding.diagnosis
    if diagnosis is not None and diagnosis.sentence and not diagnosis.remark:
        yield from row(diagnosis.heading, diagnosis.sentence, screen)
    if diagnosis is not None:
        yield from diagnosis_lines(diagnosis, screen)
    evidence = next((verdict for verdict in finding.evidence if verdict.word == "refuted"), None)
    yield from _evidence(evidence, screen)
    if evidence is None:
        yield from row("because", finding.reason, screen)


@singledispatch
def _evidence(evidence: object, screen: Screen) -> Iterator[str]:
    yield from ()


@_evidence.register
def _(evidence: Refuted, screen: Screen) -> Iterator[str]:
    yield from refutation(evidence, screen)


@_evidence.register
def _(evidence: Line, screen: Screen) -> Iterator[str]:
    yield from row("left", screen.numbers(str(evidence.lhs)), screen)
    yield from row("right", f"{screen.numbers(str(evidence.rhs))} (disjoint intervals)", screen)


@_evidence.register
def _(evidence: Shapes, screen: Screen) -> Iterator[str]:
    yield from row("shapes", evidence.fact, screen)


@_evidence.register
def _(evidence: Ordering | Tables, screen: Screen) -> Iterator[str]:
    for what, text in evidence.details():
        yield from row(what, text, screen)


def _undecided(finding: Finding, screen: Screen) -> Iterator[str]:
    yield from row("missing", _told(finding.reason, screen), screen)


def _not_understood(finding: Finding, screen: Screen) -> Iterator[str]:
    place = f" at {finding.at[0]}:{finding.at[1]}" if finding.at[0] else ""
    stopped = f"beyond “{finding.token}”{place}: " if finding.token else ""
    yield from row("not read", _told(f"{stopped}{finding.reason}", screen), screen)


_PAGES: Mapping[str, Callable[[Finding, Screen], Iterator[str]]] = {
    "refuted": _refuted,
    "not understood": _not_understood,
    "undecided": _undecided,
}
