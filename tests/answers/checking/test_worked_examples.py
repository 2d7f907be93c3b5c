"""Worked examples: no right number is refuted, however its author rounds, and no wrong one is accepted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from random import Random

import mpmath as mp
import pytest
import sympy as sp
from worked_example import GIVEN, NETWORK, OTHERS, ROUNDINGS, Author, Row

import symbackprop as sb
from symbackprop.answers.checking import Findings
from symbackprop.answers.checking.about import about
from symbackprop.answers.checking.judge import Judge
from symbackprop.answers.checking.pieces import Piece, pieces
from symbackprop.answers.documents import read_text
from symbackprop.answers.understanding import description_from_toml

SAID = description_from_toml(NETWORK)
NUMBER = re.compile(r"\d+\.\d+")
SQUASHED = re.compile(r"\\frac\{1\}\{1 \+ e\^\{-\((.*)\)\}\}")
WORDS = [*("4 decimals", "9 decimals", "5 digits", "3 digits"), "4 decimals, cut off"]


def checked(rows: list[Row]) -> Findings:
    return sb.check("\n\n".join(f"$$ {row.text} $$" for row in rows), SAID.network, SAID.notation)


@pytest.mark.parametrize("rounding", WORDS)
def test_no_line_of_a_worked_example_is_refuted(rounding: str) -> None:
    carries = "digits" not in rounding
    given = GIVEN if carries else OTHERS
    rows = list(Author(given, ROUNDINGS[rounding], carries).rows())
    found = checked(rows)
    assert len(found) == len(rows) >= 50
    counts = Counter(finding.word for finding in found)
    assert counts["refuted"] == counts["not understood"] == 0
    assert counts["taken"] == len(given)
    assert counts["undecided"] <= (20 if "cut off" in rounding else 0)


def piece(sides: tuple[str, ...]) -> Piece:
    (found,) = pieces(read_text(f"$$ {Row(sides).text} $$"))
    return found


def worth(calculation: str) -> mp.mpf:
    """What a calculation comes to, by mpmath."""
    squashed = SQUASHED.fullmatch(calculation)
    if squashed is not None:
        return 1 / (1 + mp.exp(-worth(squashed[1])))
    python = calculation.replace(r"\cdot", "*").replace(r"\frac{1}{2}", "1/2 *").replace("^2", "**2")
    return mp.mpf(sp.sympify(python, rational=True).evalf(40))


def other_sign(number: str) -> str:
    return number[1:] if number.startswith("-") else f"-{number}"


def mutants(row: Row, author: Author, random: Random) -> Iterator[tuple[str, ...]]:
    """The line with a sign, a digit that no rounding changes, or a number that is put in, replaced."""
    name, form, numbers, result = row.sides
    yield (name, form, numbers, other_sign(result))
    yield (name, other_sign(result))
    significant = [place for place, sign in enumerate(result) if sign.isdigit() and result[: place + 1].strip("-0.")]
    place = random.choice(significant[: max(1, len(significant) - 2)])
    digit = random.choice([digit for digit in "123456789" if abs(int(digit) - int(result[place])) >= 3])
    mistaken = result[:place] + digit + result[place + 1 :]
    yield (name, form, numbers, mistaken)
    yield (name, mistaken)
    put_in = random.choice(list(NUMBER.finditer(numbers)))
    shown = (number.lstrip("-") for number in author.shown.values())
    others = [number for number in shown if abs(float(number) - float(put_in[0])) > 0.1 * float(put_in[0])]
    changed = numbers[: put_in.start()] + random.choice(others) + numbers[put_in.end() :]
    value = worth(changed)
    if abs(value - float(result)) > 0.05 * abs(float(result)):
        yield (name, form, changed, author.rounded(value))
        yield (name, changed, author.rounded(value))


@pytest.mark.parametrize(("rounding", "given"), [("4 decimals", GIVEN), ("8 digits", OTHERS)])
def test_no_mutant_of_a_line_is_accepted_and_most_are_refuted(rounding: str, given: dict[str, str]) -> None:
    author, random = Author(given, ROUNDINGS[rounding], carries=True), Random(rounding)
    judge = Judge(about(read_text("$x$"), SAID.network, SAID.notation))
    counts: Counter[str] = Counter()
    accepted = []
    for number, row in enumerate(author.rows()):
        for sides in mutants(row, author, random) if len(row.sides) > 2 and number % 2 else ():
            word = judge.find(piece(sides)).finding.word
            counts[word] += 1
            accepted += [sides] if word in ("proved", "taken") else []
        assert judge.judge(piece(row.sides)).finding.word in ("proved", "taken")
    assert accepted == []
    assert counts["refuted"] >= 0.75 * counts.total() > 80
