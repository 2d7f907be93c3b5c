"""The formulas of public documents in matrix notation: none that is right is refuted, none that is wrong proved."""

from __future__ import annotations

import json
import re
from pathlib import Path

import matrix_tables as tables
import pytest
from matrix_verdicts import words

from symbackprop.answers.latex import NotUnderstood, Symbols, read_display
from symbackprop.answers.latex.matrices import read_matrices
from symbackprop.answers.mistakes import MISTAKES, repairs

CORPUS = {row["id"]: row for row in map(json.loads, (Path(__file__).parent / "corpus.jsonl").read_text().splitlines())}

RIGHT: dict[int, Symbols] = {
    **dict.fromkeys((44, 45, 53), tables.CALASANS_OF_TWO),
    **dict.fromkeys((46, 47, 48, 49, 50, 51, 52, 56, 59), tables.CALASANS),
    **dict.fromkeys((65, 66, 67, 68, 70, 71, 73), tables.BRITZ),
    72: tables.BRITZ_OF_ONE_ITEM,
    **dict.fromkeys((165, 166, 168, 169, 170, 171), tables.SUDEEPRAJA),
    **dict.fromkeys((172, 174, 175, 176), tables.SUDEEPRAJA_IN_GENERAL),
    167: tables.SUDEEPRAJA_BATCH,
    **dict.fromkeys((225, 226, 227, 228, 229, 232, 235), tables.WELCH),
    **dict.fromkeys(range(236, 243), tables.D2L),
    **dict.fromkeys((142, 143), tables.BISHOP),
}
WRONG: dict[int, Symbols] = {
    **dict.fromkeys((55, 57, 58, 60, 62, 63, 64), tables.CALASANS),
    54: tables.CALASANS_OF_TWO,
    **dict.fromkeys((69, 74, 75), tables.BRITZ),
    173: tables.SUDEEPRAJA_IN_GENERAL,
    **dict.fromkeys((230, 231, 233, 234), tables.WELCH),
}
NOT_READ: dict[int, tuple[Symbols, str]] = {
    61: (tables.CALASANS, "w^{h0}"),
    76: (tables.BRITZ, r"\delta2"),
}
"""Wrong ones whose names the document has nowhere else, with the token at which they are refused."""

DOCUMENTS = ("calasans-mlp", "britz-nn", "britz-nn-old", "sudeepraja", "welch", "d2l")


@pytest.mark.parametrize("number", RIGHT)
def test_what_is_right_is_proved(number: int) -> None:
    assert CORPUS[number]["status"] == "correct"
    assert set(words(CORPUS[number]["latex"], RIGHT[number])) == {"proved"}


@pytest.mark.parametrize("number", WRONG)
def test_what_is_wrong_is_refuted(number: int) -> None:
    assert CORPUS[number]["status"] == "wrong"
    assert "refuted" in words(CORPUS[number]["latex"], WRONG[number])


@pytest.mark.parametrize("number", NOT_READ)
def test_what_has_names_of_nothing_is_refused_with_the_name(number: int) -> None:
    table, token = NOT_READ[number]
    assert CORPUS[number]["status"] == "wrong"
    assert words(CORPUS[number]["latex"], table) == [f"not understood: {token}"]


def test_every_formula_of_these_documents_is_here() -> None:
    assert {row["id"] for row in CORPUS.values() if row["doc"] in DOCUMENTS} <= {*RIGHT, *WRONG, *NOT_READ}


def test_a_gradient_of_a_bias_that_forgets_the_sum_over_the_items_is_neither_proved_nor_refuted() -> None:
    """It holds for one item, and the document does not say which it means."""
    assert words(CORPUS[72]["latex"], tables.BRITZ) == [r"not understood: \delta_3"]


REPAIRS = {
    **dict.fromkeys((55, 58), ("transpose missing", "the transpose of A^h is missing")),
    60: ("transpose missing", "the transpose of A^{h} is missing"),
    63: ("transpose missing", "the transpose of W^{L+1} is missing"),
    64: ("transpose missing", "the transpose of A^{L-1} is missing"),
    **dict.fromkeys(
        (233, 234),
        ("element by element", r"the product with f^\prime(z^{(2)}) must be element by element, ⊙"),
    ),
}


@pytest.mark.parametrize("number", WRONG)
def test_the_one_change_that_makes_it_right_is_found(number: int) -> None:
    found = [
        (repair.mistake, repair.sentence)
        for statement in read_display(CORPUS[number]["latex"])
        for repair in repairs(statement, WRONG[number])
    ]
    assert found == ([REPAIRS[number]] if number in REPAIRS else [])


def test_the_mistakes_are_rows_of_the_table() -> None:
    assert {mistake for mistake, _ in REPAIRS.values()} <= {*MISTAKES}


@pytest.mark.parametrize("number", [60, 64])
def test_an_update_with_its_transpose_is_proved_to_descend(number: int) -> None:
    (statement,) = read_display(CORPUS[number]["latex"])
    (repair,) = repairs(statement, WRONG[number])
    assert repair.reading.relations == ("<-",)
    assert len(repair.proofs) == len(repair.claims) > 0


CHANGED = (
    *((sign, "") for sign in (r"\^T\b", r"\^\\top", r"\^\{T\}", "'", r"\\prime", r"\\frac\{1\}\{2\}", r"\\hat")),
    *(
        (r"(?<![{^-])-", "+"),
        ("= ", "= -"),
        ("= ", "= 2 "),
        (r"\(2\)", "(1)"),
        (r"\(1\)", "(2)"),
        (r"\+1", ""),
        (r"\^o", "^h"),
    ),
)
"""What is replaced in a formula, and by what."""
ONE_OF_ITS_SIDES_IS_NO_MATTER = frozenset({53})
"""The derivative of a sum by a factor of its first term, whatever stands behind."""


@pytest.mark.parametrize("number", [number for number in RIGHT if number not in ONE_OF_ITS_SIDES_IS_NO_MATTER])
def test_what_is_right_is_no_longer_proved_when_it_is_changed(number: int) -> None:
    latex = CORPUS[number]["latex"]
    for old, new in CHANGED:
        for found in re.finditer(old, latex):
            other = latex[: found.start()] + new + latex[found.end() :]
            assert set(_words(other, RIGHT[number])) != {"proved"}, other


def _words(latex: str, table: Symbols) -> list[str]:
    try:
        return words(latex, table)
    except NotUnderstood:
        return ["not understood"]


def test_a_refusal_says_at_which_token() -> None:
    (statement,) = read_display(CORPUS[61]["latex"])
    with pytest.raises(NotUnderstood) as refusal:
        read_matrices(statement, tables.CALASANS)
    assert refusal.value.position == CORPUS[61]["latex"].index("w^{h0}")
