"""The corpus: no right formula of public notes is called wrong, and no wrong one is called proved."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
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
BEST_FIRST = ("proved", "taken", "refuted", "undecided", "not understood")


def written(document: str) -> tuple[str, Mapping[int, int]]:
    """Returns a document that is made of the formulas of the corpus, and which formula begins on which line."""
    text, first = "", {}
    for row in CORPUS:
        if row["doc"] == document:
            first[text.count("\n") + 2] = int(row["id"])
            text += f"$$\n{row['latex']}\n$$\n\n"
    return text, first


def by_formula(found: Findings, first: Mapping[int, int]) -> Mapping[int, str]:
    """Returns what is found of each formula: the worst that is found of its statements."""
    words: dict[int, list[str]] = defaultdict(list)
    for finding in found:
        words[first[max(line for line in first if line <= finding.line)]].append(finding.word)
    return {number: min(of_one, key=WORST_FIRST.index) for number, of_one in words.items()}


def in_every_notation(document: str) -> Iterator[Mapping[int, str]]:
    """Yields what is found with each of the files that say what the document, or a part of it, is about."""
    text, first = written(document)
    files = [
        file
        for file in sorted(NOTATIONS.glob(f"{document}*.toml"))
        if max((name for name in DOCUMENTS if file.stem.startswith(name)), key=len) == document
    ]
    assert files, "every document has a file"
    for file in files:
        said = description_from_toml(file)
        yield by_formula(sb.check(text, said.network, said.notation), first)


@cache
def judged(document: str) -> tuple[tuple[str, str, int], ...]:
    """Returns of each formula of a document its judgement by hand, the best that is found of it, and its number."""
    ways = list(in_every_notation(document))
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
    assert counts["wrong", "refuted"] >= 0.66 * wrong


def test_every_formula_of_the_notes_is_understood_from_the_document_alone() -> None:
    text, first = written("comp9444-1b")
    assert set(by_formula(sb.check(text), first).values()) == {"proved", "taken"}
