"""Appendix: the evidence for every proved line, and the numeric cross-check."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from symbackprop.proof import Hypothesis, Proved
from symbackprop.report.blocks import Block, Evidence, EvidenceRow
from symbackprop.report.comparisons import Compared
from symbackprop.report.contents.story import Story, sentence
from symbackprop.report.document import Section
from symbackprop.report.equivalences import Equivalent
from symbackprop.report.lines import Line, Shown
from symbackprop.report.text import Emphasis, Formula, Inline, Text

_METHODS = {
    "Ring": "the difference of the two sides, written in the names, is the zero polynomial.",
    "Tower": "over the rational functions of inputs and parameters, extended by exponentials, logarithms and "
    "the like, the difference has normal form 0.",
    "Cases": "the line is split by the signs of the quantities named, and each case is decided in the tower.",
    "Sums": "both sides are brought to the normal form of sums over indices, in which every bound index has a "
    "standard name; it does not depend on the sizes.",
    "First principles": "equals the derivative of the loss by two roads that share no code with the backward "
    "sweep: the tower’s own derivation through the equations, and SymPy’s diff of the loss composed into one "
    "expression.",
}
_OF_ARRAYS = {
    "First principles": "equals the derivative of the loss by two roads that share no code with the backward sweep: "
    "for all sizes by the derivation of the normal forms, and at small sizes by SymPy’s diff of the loss composed into "
    "one expression.",
}
_COMPARED = "Arithmetic: both sides computed exactly, as rational numbers."
_EQUIVALENT = "Truth table: both sides have the same value on every row."


def evidence(story: Story) -> Section:
    """Returns the appendix with the evidence for every proved line; equal evidence is told once."""
    methods = _METHODS | (_OF_ARRAYS if story.kind == "arrays" else {})
    return evidence_of(story.lines, methods, story.cross_check)


def evidence_of(
    lines: Iterable[Line], methods: Mapping[str, str] = _METHODS, cross_check: tuple[Block, ...] = ()
) -> Section:
    """Returns the appendix with the evidence for lines of any kind."""
    told: dict[Text, list[str]] = {}
    for line in lines:
        if line.proved:
            told.setdefault(_text(line), []).append(line.number)
    rows = tuple(EvidenceRow(tuple(numbers), text) for text, numbers in told.items())
    blocks = (Evidence(rows, _remarks(told, methods)), *cross_check)
    return Section("evidence", "Evidence", blocks, appendix=True)


def _remarks(told: Iterable[Text], methods: Mapping[str, str]) -> tuple[Text, ...]:
    """Returns what the methods that were used do."""
    words = " ".join(piece for text in told for piece in text if isinstance(piece, str))
    used = {method: what for method, what in methods.items() if f"{method}:" in words}
    return tuple((Emphasis((method,), strong=True), f": {what}") for method, what in used.items())


def _text(line: Line) -> Text:
    sentences: list[Inline] = []
    for shown in line.shown:
        told = _TOLD[type(shown)](shown)
        if sentences[-len(told) :] != list(told):
            sentences += [" ", *told] if sentences else told
    return (*sentences, f" {line.roads}") if line.roads else tuple(sentences)


def _of_step(shown: Shown) -> Text:
    verdict = shown.verdict
    if not isinstance(verdict, Proved):
        return ()
    words = verdict.method.capitalize() + ": " + verdict.evidence + "."
    return sentence(words, _only_at(verdict), _under(verdict.hypotheses))


_TOLD: Mapping[type[Any], Callable[[Any], Text]] = MappingProxyType(
    {Shown: _of_step, Compared: lambda _shown: (_COMPARED,), Equivalent: lambda _shown: (_EQUIVALENT,)}
)
"""What is said of the evidence for each kind of display."""


def _only_at(verdict: Proved) -> Text:
    """Returns at which sizes a claim about arrays was shown, if not for all."""
    chosen = [", ".join(f"{size} = {number}" for size, number in sizes) for sizes in verdict.sizes]
    return (f" Shown at {'; at '.join(chosen)}, and not for other sizes.",) if chosen else ()


def _under(hypotheses: tuple[Hypothesis, ...]) -> Text:
    signs = {">": " > 0", "!=": " ≠ 0", "=": " = 0", ">=": " ≥ 0"}
    pieces: list[Inline] = []
    for position, hypothesis in enumerate(hypotheses):
        pieces += [", " if position else " Where ", Formula(hypothesis.expression), signs[hypothesis.relation]]
    return (*pieces, ".") if pieces else ()
