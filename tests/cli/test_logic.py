"""`symbackprop logic`: the table, the perceptron or the certificate, the normal form, the network, the proof."""

from __future__ import annotations

import json
import re
from fractions import Fraction

import pytest

from symbackprop.cli import main
from symbackprop.network.perceptrons import Inseparable, Perceptron, TruthTable, parse

PARITY = " ^ ".join(f"x_{place}" for place in range(1, 13))
XOR = """\
A ^ B
2 variables, 4 rows, 2 of them true

  A  B   A ^ B
  0  0       0
  0  1       1
  1  0       1
  1  1       0

no perceptron computes it: some of the rows demand what adds up to 0 > 0     ok
  00  1 * -b > 0
  01  1 * b + w_B > 0
  10  1 * b + w_A > 0
  11  1 * -b - w_A - w_B > 0
      sum 0 > 0

conjunctive normal form, 2 clauses
  (A | B) & (~A | ~B)

network of two layers, 3 perceptrons
  y_1 = [A + B - 1/2 > 0]               A | B
  y_2 = [3/2 - A - B > 0]               ~A | ~B
  z = [y_1 + y_2 - 3/2 > 0]

  A  B    u_1  y_1   u_2  y_2     s  z
  0  0   -1/2    0  +3/2    1  -1/2  0  ok
  0  1   +1/2    1  +1/2    1  +1/2  1  ok
  1  0   +1/2    1  +1/2    1  +1/2  1  ok
  1  1   +3/2    1  -1/2    0  -1/2  0  ok
ok proved on all 4 rows: z is the value of the formula, no weighted sum is 0
"""


def printed(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["logic", *words]) == 0
    return capsys.readouterr().out


def test_the_page_of_the_exclusive_or(capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(capsys, "A ^ B", "--ascii") == XOR


def test_a_formula_may_be_typed_in_several_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(capsys, "A", "xor", "B", "--ascii") == XOR


def test_one_perceptron_is_shown_with_each_rows_sum_and_sign(capsys: pytest.CaptureFixture[str]) -> None:
    page = printed(capsys, "(A | B) & ~C")
    assert "one perceptron computes it " in page
    assert "  A + B − 2C − 1/2 > 0\n" in page
    table = page.split("sum\n")[1].split("\n\n")[0]
    rows = [re.fullmatch(r"  (\d)  (\d)  (\d) +(\d)  ([+−])(\d)/2", line) for line in table.splitlines()]
    assert len(rows) == 8
    for row in rows:
        assert row is not None
        a, b, c, value = (int(row[place]) for place in range(1, 5))
        twice = 2 * a + 2 * b - 4 * c - 1
        assert (row[5], int(row[6])) == ("+" if twice > 0 else "−", abs(twice))
        assert value == int((a or b) and not c) == int(twice > 0)


@pytest.mark.parametrize("formula", ["A ^ B", "(A | B) & ~C", "A", PARITY, " | ".join(f"name_{n}" for n in range(12))])
@pytest.mark.parametrize("options", [(), ("--ascii",)])
def test_no_line_is_wider_than_the_screen(
    formula: str, options: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    page = printed(capsys, formula, *options)
    assert max(map(len, page.splitlines())) <= 80
    assert page.isascii() == bool(options)


def test_a_long_table_is_cut_and_says_how_much_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    page = printed(capsys, PARITY)
    assert page.count("… 4084 rows more") == 2
    assert "… 2040 clauses more" in page
    assert "… 2037 perceptrons more" in page
    assert "z = [Σ_(k=1..2048) y_k − 4095/2 > 0]" in page
    assert "✓ proved on all 4096 rows" in page
    assert len(page.splitlines()) < 100


def test_a_long_formula_is_cut_in_the_title(capsys: pytest.CaptureFixture[str]) -> None:
    page = printed(capsys, " & ".join(["(A | B)"] * 900))
    assert "lines more\n2 variables, 4 rows, 3 of them true" in page


def test_colour_is_for_verdicts_and_titles_only(capsys: pytest.CaptureFixture[str]) -> None:
    page = printed(capsys, "A ^ B", "--color", "always")
    assert set(re.findall("\x1b\\[([0-9;]+)m", page)) == {"0", "1", "2", "32"}
    assert re.sub("\x1b\\[[0-9;]+m", "", page) == printed(capsys, "A ^ B")


@pytest.mark.parametrize("formula", ["A -> B & C", "A <-> B", "A ^ B ^ C ^ D ^ E"])
def test_json_holds_evidence_that_can_be_checked(formula: str, capsys: pytest.CaptureFixture[str]) -> None:
    record = json.loads(printed(capsys, formula, "--json"))
    table = TruthTable(record["variables"], record["table"])
    assert table == parse(formula).table
    if record["separable"]:
        perceptron = Perceptron(map(int, record["perceptron"]["weights"]), Fraction(record["perceptron"]["bias"]))
        assert [perceptron(row) for row in table.rows] == record["table"]
    else:
        Inseparable(table, {table.number(tuple(item["row"])): item["multiplier"] for item in record["certificate"]})
    assert parse(" & ".join(f"({clause})" for clause in record["clauses"])).table == table
    for inputs, value in table:
        known = dict(zip(table.variables, inputs, strict=True))
        for unit in record["network"]:
            perceptron = Perceptron(map(int, unit["weights"]), Fraction(unit["bias"]))
            known[unit["output"]] = perceptron([known[name] for name in unit["reads"]])
        assert known[record["network"][-1]["output"]] == value
    assert record["rows_proved"] == len(record["table"])
    assert record["status"] == 0


@pytest.mark.parametrize(
    ("formula", "told"),
    [
        (
            "",
            "symbackprop: the formula is empty\n    write             a formula with a variable, for instance A ^ B\n",
        ),
        (
            "A & (B",
            "symbackprop: the bracket ( is not closed\n    in                A & (B\n    here                  ^ ",
        ),
        (
            "A @ B",
            "symbackprop: the character '@' has no meaning in a formula\n    in                A @ B\n    here      ",
        ),
        ("0", "symbackprop: 0 is no variable, and a formula has no constants\n"),
        ("A | ~A", "symbackprop: the formula is 1 on every row, a tautology: true whatever its variables are\n"),
        (PARITY + " ^ x_13", "symbackprop: the formula has 13 variables\n    the limit         1 to 12 variables"),
        ("(" * 100_000, "symbackprop: a formula has at most 10000 characters, this one has 100000\n"),
        ("(" * 500 + "A" + ")" * 500, "symbackprop: a formula is nested at most 100 deep\n"),
        ("A\x1b[2J", "symbackprop: the character '\N{REPLACEMENT CHARACTER}' has no meaning in a formula\n"),
    ],
    ids=["empty", "open", "character", "constant", "tautology", "thirteen", "long", "deep", "escape"],
)
def test_what_is_no_formula_is_misuse(formula: str, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["logic", formula]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith(told)
