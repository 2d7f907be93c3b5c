"""The corpus: each document in its own notation; no right formula is called wrong, and no wrong one proved."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
from formulas_judged import word_of_display

from symbackprop.answers.latex import Symbols
from symbackprop.answers.understanding import description_from_toml

ANSWERS = Path(__file__).parents[1]
NOTATIONS = ANSWERS / "notations"
CORPUS = [json.loads(line) for line in (ANSWERS / "latex" / "corpus.jsonl").read_text().splitlines()]
DOCUMENTS = tuple(dict.fromkeys(row["doc"] for row in CORPUS))
FILES = {
    doc: [
        path
        for path in sorted(NOTATIONS.glob("*.toml"))
        if max((other for other in DOCUMENTS if f"{path.stem}-".startswith(f"{other}-")), key=len, default="") == doc
    ]
    for doc in DOCUMENTS
}
UNREAD = {
    "gurunars-act": {379},
    "britz-nn": {72},
}
"""Right formulas that are not understood here: cases without a left side, what holds for one item alone."""

REFUTED = {
    "melfm": {80, 84, 85, 87},
    "calasans-mlp": {54, 55, 57, 58, 60, 62, 63, 64},
    "britz-nn": {69},
    "britz-nn-old": {74, 75},
    "sudeepraja": {173},
    "welch": {230, 231, 233, 234},
}
"""Wrong formulas without a decimal number that are refuted."""


@cache
def tables(doc: str) -> tuple[Symbols, ...]:
    return tuple(description_from_toml(path).table() for path in FILES[doc])


@cache
def words(doc: str) -> dict[int, tuple[str, str]]:
    """Returns, for each formula, its judgement in the corpus, and the word in the network that it fits."""
    found = {}
    for row in (row for row in CORPUS if row["doc"] == doc):
        each = [word_of_display(row["latex"], table) for table in tables(doc)]
        best = next((word for word in ("proved", "taken", "numbers", "refuted", "undecided") if word in each), each[0])
        found[row["id"]] = (row["status"], best)
    return found


def ids(doc: str, status: str, *accepted: str) -> set[int]:
    return {number for number, (judgement, word) in words(doc).items() if judgement == status and word in accepted}


@pytest.mark.parametrize("doc", DOCUMENTS)
def test_every_document_has_a_notation_that_is_read(doc: str) -> None:
    assert FILES[doc]
    assert all(table.vocabulary.network.equations for table in tables(doc))


@pytest.mark.parametrize("doc", DOCUMENTS)
def test_no_right_formula_is_refuted_and_no_wrong_one_proved(doc: str) -> None:
    assert not ids(doc, "correct", "refuted", "undecided")
    assert not ids(doc, "wrong", "proved")


@pytest.mark.parametrize("doc", DOCUMENTS)
def test_right_formulas_are_proved_or_taken_but_for_those_listed(doc: str) -> None:
    assert ids(doc, "correct", "not understood") == UNREAD.get(doc, set())
    assert ids(doc, "wrong", "refuted") == REFUTED.get(doc, set())


def test_each_file_is_that_of_a_document() -> None:
    assert sorted(path for files in FILES.values() for path in files) == sorted(NOTATIONS.glob("*.toml"))
