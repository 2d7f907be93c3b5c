"""A formula of the notes that was changed is never proved, unless it still says the same."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import symbackprop as sb
from symbackprop.answers.judging import judged
from symbackprop.answers.latex import Symbols, read
from symbackprop.answers.latex.tokens import tokens
from symbackprop.answers.vocabulary import vocabulary
from symbackprop.errors import FormulaError

SYMBOLS = Symbols(vocabulary(sb.two_layer()))
ROWS = [json.loads(line) for line in (Path(__file__).parent / "corpus.jsonl").read_text().splitlines()]
FORMULAS = {row["id"]: row["latex"] for row in ROWS if row["id"] in (2, 4, 5, 6, 7, 12, 13, 14, 15, 17, 18, 19, 20)}
LAYOUT = frozenset({"&", r"\\"})


def proved(text: str) -> bool:
    """Returns whether the formula has a reading all of whose claims, at least one, are proved."""
    try:
        (ways,) = read(text, SYMBOLS)
    except (FormulaError, ValueError):
        return False
    verdicts = [judged(tuple(way.claims()), SYMBOLS.vocabulary) for way in ways]
    return any(found and all(isinstance(verdict, sb.Proved) for verdict in found) for found in verdicts)


def without_one(text: str) -> Iterator[str]:
    for token in tokens(text)[:-1]:
        if token.text not in LAYOUT:
            yield text[: token.position] + text[token.end :]
            yield text[: token.position] + " " + text[token.end :]


SWAPPED = [
    *(
        (r"\+", "-"),
        (r"(?<!\^\{)-", "+"),
        ("_1", "_2"),
        ("_{11}", "_{12}"),
        ("_{12}", "_{21}"),
        ("v_1", "y_1"),
        ("y_1", "u_1"),
    ),
    *(("x_1", "x_2"), ("1 - ", "2 - "), ("z", "t"), ("s", "z"), (r"\^\{-s\}", "^{s}"), ("delta_1", "delta_2")),
    *(("= ", "= 2 "), ("= ", "= -"), ("u_1", "u_2"), ("b_1", "c"), (r"\(1", r"(1 + 1"), ("$", " s")),
]


def changed(text: str) -> Iterator[str]:
    """Yields the formula with one occurrence of something replaced by something else."""
    for old, new in SWAPPED:
        for found in re.finditer(old, text):
            yield text[: found.start()] + new + text[found.end() :]


def test_the_formulas_are_proved_as_they_stand() -> None:
    assert all(map(proved, FORMULAS.values()))


@pytest.mark.parametrize("number", FORMULAS)
def test_no_token_can_be_left_out(number: int) -> None:
    for text in without_one(FORMULAS[number]):
        assert not proved(text), text


@pytest.mark.parametrize("number", FORMULAS)
def test_nothing_can_be_replaced(number: int) -> None:
    for text in changed(FORMULAS[number]):
        assert not proved(text), text


LINES = (4, 5, 6, 12, 14, 17, 18, 19, 20)
"""Formulas no two of which have a side in common."""


def test_what_is_exchanged_among_the_formulas_is_not_proved() -> None:
    sides = [FORMULAS[number].replace("&", "").replace(r"\\", "").split("=") for number in LINES]
    for left, _ in sides:
        for other, right in sides:
            assert left == other or not proved(f"{left} = {right}"), (left, right)
