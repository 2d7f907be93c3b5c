"""The corpus: no right formula of public notes is called wrong, and no wrong one is called proved."""

from __future__ import annotations

from collections import Counter, defaultdict

import pytest
from corpus import CORPUS, OTHERS, TABLES

from symbackprop.answers.checking import Finding
from symbackprop.answers.checking.about import About
from symbackprop.answers.checking.checking import checked
from symbackprop.answers.documents import read_text

NOT_OF_ITS_NETWORK = {
    134: "a hidden unit without its bias, as the words behind the formula say",
    **dict.fromkeys((139, 140, 141), "cross-entropy, one output"),
    **dict.fromkeys((142, 143), "rectified units"),
}
"""Right formulas of which the tables here have another network."""

FURTHER = {"comp9444-1b": [About(OTHERS[3], "a network of tanh units"), About(OTHERS[9], "functions of functions")]}
ENOUGH = {"comp9444-1b": 1.0, "bishop-cse627a": 0.45, "mazur-vortune": 0.5}
"""The part of its right formulas that is to be proved or taken."""


def findings(document: str) -> dict[int, list[Finding]]:
    """Returns what is found of each formula of a document, which is made of its formulas."""
    rows = [row for row in CORPUS if row["doc"] == document]
    text, first = "", {}
    for row in rows:
        first[text.count("\n") + 2] = int(row["id"])
        text += f"$$\n{row['latex']}\n$$\n\n"
    found = checked(read_text(text, "markdown"), (About(TABLES[document], document), *FURTHER.get(document, [])))
    by_row: dict[int, list[Finding]] = defaultdict(list)
    for finding in found:
        by_row[first[max(line for line in first if line <= finding.line)]].append(finding)
    return by_row


def word(found: list[Finding]) -> str:
    """Returns what is found of a formula: the worst that is found of its statements."""
    order = ("refuted", "not understood", "undecided", "proved", "taken")
    return min((finding.word for finding in found), key=order.index)


@pytest.mark.parametrize("document", TABLES)
def test_no_right_formula_is_refuted_and_no_wrong_one_proved(document: str) -> None:
    found = findings(document)
    table: dict[str, Counter[str]] = defaultdict(Counter)
    for row in CORPUS:
        number = int(row["id"])
        if row["doc"] == document:
            assert number in found, "every formula is found"
            table[row["status"]][word(found[number])] += 1
            if number not in NOT_OF_ITS_NETWORK:
                assert (row["status"], word(found[number])) not in {("correct", "refuted"), ("wrong", "proved")}, row
    print(document, {status: dict(words) for status, words in table.items()})  # noqa: T201  (shown by pytest -s)
    right = table["correct"]
    assert right["proved"] + right["taken"] >= ENOUGH[document] * right.total()


def test_every_formula_of_the_notes_is_understood() -> None:
    words = {finding.word for found in findings("comp9444-1b").values() for finding in found}
    assert words == {"proved", "taken"}
