"""The corpus: no right formula of public notes is called wrong, and no wrong one is called proved."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
from corpus import CORPUS

import symbackprop as sb
from symbackprop.answers.checking import Findings
from symbackprop.answers.understanding import description_from_toml

NOTATIONS = Path(__file__).parents[1] / "notations"
DOCUMENTS = tuple(dict.fromkeys(str(row["doc"]) for row in CORPUS))
WORST_FIRST = ("refuted", "not understood", "undecided", "proved", "taken")
_PLACE = re.compile(r"\{\d+\}")
BEST_FIRST = ("proved", "taken", "refuted", "undecided", "not understood")


def written(document: str) -> tuple[str, Mapping[int, int]]:
    """Returns a document that is made of the formulas of the corpus, and which of them stands on which line.

    Where a formula says something only by its place, the document has a frame: "{378}" in a table.
    """
    formulas = {int(row["id"]): str(row["latex"]) for row in CORPUS if row["doc"] == document}
    frame = NOTATIONS / f"{document}.rst"
    plain = "".join(f"$$\n{{{number}}}\n$$\n\n" for number in formulas)
    text, lines = "", {}
    for line in (frame.read_text() if frame.exists() else plain).splitlines(keepends=True):
        number = int(line.strip()[1:-1]) if _PLACE.fullmatch(line.strip()) else None
        shown = line if number is None else line.replace(f"{{{number}}}", formulas[number])
        if number is not None:
            lines.update(dict.fromkeys(range(text.count("\n") + 1, text.count("\n") + shown.count("\n") + 1), number))
        text += shown
    assert {*lines.values()} == {*formulas}
    return text, lines


def by_formula(found: Findings, lines: Mapping[int, int]) -> Mapping[int, str]:
    """Returns what is found of each formula: the worst that is found of its statements."""
    words: dict[int, list[str]] = defaultdict(list)
    for finding in found:
        if finding.line in lines:
            words[lines[finding.line]].append(finding.word)
    return {number: min(of_one, key=WORST_FIRST.index) for number, of_one in words.items()}


@cache
def in_every_notation(document: str) -> tuple[Findings, ...]:
    """Returns what is found with each of the files that say what the document, or a part of it, is about."""
    text, _ = written(document)
    files = [
        file
        for file in sorted(NOTATIONS.glob(f"{document}*.toml"))
        if max((name for name in DOCUMENTS if file.stem.startswith(name)), key=len) == document
    ]
    assert files, "every document has a file"
    described = map(description_from_toml, files)
    return tuple(sb.check(text, said.network, said.notation) for said in described)


def judged(document: str) -> tuple[tuple[str, str, int], ...]:
    """Returns of each formula of a document its judgement by hand, the best that is found of it, and its number."""
    _, lines = written(document)
    ways = [by_formula(found, lines) for found in in_every_notation(document)]
    rows = [(row["status"], int(row["id"])) for row in CORPUS if row["doc"] == document]
    return tuple((status, min((way[number] for way in ways), key=BEST_FIRST.index), number) for status, number in rows)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_no_right_formula_is_refuted_and_no_wrong_one_proved(document: str) -> None:
    assert [row for row in judged(document) if row[:2] in {("correct", "refuted"), ("wrong", "proved")}] == []


def test_most_right_formulas_are_proved_or_taken_and_most_wrong_ones_refuted() -> None:
    counts = Counter(row[:2] for document in DOCUMENTS for row in judged(document))
    right, wrong = (
        sum(count for (status, _), count in counts.items() if status == one) for one in ("correct", "wrong")
    )
    assert (right, wrong) == (147, 30)
    assert counts["correct", "proved"] + counts["correct", "taken"] >= 0.99 * right
    assert counts["wrong", "refuted"] >= 0.9 * wrong
    assert counts["wrong", "refuted"] + counts["wrong", "not understood"] == wrong


def named(document: str) -> set[int]:
    """Returns the formulas of a document that are refuted, and of which it is said what is wrong."""
    _, lines = written(document)
    findings = (finding for found in in_every_notation(document) for finding in found if finding.word == "refuted")
    told = (finding for finding in findings if finding.diagnosis is not None and finding.diagnosis.mistake)
    return {lines[finding.line] for finding in told}


def test_the_mistake_is_named_in_most_of_the_wrong_formulas_that_are_refuted() -> None:
    wrong = [
        (document, number)
        for document in DOCUMENTS
        for status, word, number in judged(document)
        if (status, word) == ("wrong", "refuted")
    ]
    assert sum(number in named(document) for document, number in wrong) >= 0.85 * len(wrong)


def test_every_formula_of_the_notes_is_understood_from_the_document_alone() -> None:
    text, first = written("comp9444-1b")
    assert set(by_formula(sb.check(text), first).values()) == {"proved", "taken"}
