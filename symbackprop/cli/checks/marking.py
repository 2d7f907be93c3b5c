"""Marking: the text of a document as it stands, its formulas marked, what is said of them beside the lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from symbackprop.answers.checking import Finding


@dataclass(frozen=True)
class Run:
    """A piece of text, and the number of the finding that it belongs to; None for text between formulas."""

    text: str
    finding: int | None = None


@dataclass(frozen=True)
class Stretch:
    """Lines of a document, and the numbers of the findings whose formulas end there."""

    runs: tuple[Run, ...]
    findings: tuple[int, ...] = ()


def stretches(text: str, findings: Sequence[tuple[int, Finding]]) -> Iterator[Stretch]:
    """Yields the lines of a text, together as far as no formula ends in them.

    findings  what is found in this text, each with its number

    >>> [stretch.findings for stretch in stretches("a $x$", [(4, Finding("x", 1, 4, "notation", "taken", end=(1, 5)))])]
    [(4,)]
    """
    starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
    spans = _apart([(*_span(finding, starts, len(text)), number) for number, finding in findings])
    runs: list[Run] = []
    for line, (start, end) in enumerate(zip(starts, [*starts[1:-1], len(text)], strict=False), 1):
        runs.extend(_runs(text, start, min(end, len(text)), spans))
        ending = tuple(number for number, finding in findings if max(finding.end[0], finding.line) == line)
        if ending:
            yield Stretch(tuple(runs), ending)
            runs = []
    if runs:
        yield Stretch(tuple(runs))


Span = tuple[int, int, int]


def _span(finding: Finding, starts: Sequence[int], length: int) -> tuple[int, int]:
    """Returns from where to before where a formula stands."""

    def place(line: int, column: int) -> int:
        return min(length, starts[min(line, len(starts)) - 1] + column - 1)

    begin = place(finding.line, finding.column)
    return begin, max(begin, place(*finding.end)) if finding.end[0] else begin


def _apart(spans: Sequence[Span]) -> list[Span]:
    """Returns the spans in their order; one that reaches into that before it begins behind it."""
    found: list[Span] = []
    for begin, end, number in sorted(spans):
        first = max(begin, found[-1][1]) if found else begin
        found.append((first, max(first, end), number))
    return found


def _runs(text: str, start: int, end: int, spans: Sequence[Span]) -> Iterator[Run]:
    """Yields the pieces of the text from `start` to before `end`."""
    place = start
    for begin, stop, number in spans:
        first, last = max(begin, place), min(stop, end)
        if first < last:
            if first > place:
                yield Run(text[place:first])
            yield Run(text[first:last], number)
            place = last
    if place < end:
        yield Run(text[place:end])
