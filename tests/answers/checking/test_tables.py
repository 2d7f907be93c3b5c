"""Tables of functions: a row with a function and its derivative is a claim."""

from __future__ import annotations

import pytest

import symbackprop as sb
from symbackprop.answers.documents import read_text, tables

PIPES = """
| {} | {} | {} |
|:--|:-:|--:|
"""
CASES = r"\begin{{cases}} {} & x < 0 \\ {} & x \ge 0 \end{{cases}}"
ROWS = {
    (r"\frac{1}{1 + e^{-x}}", r"f(x)(1 - f(x))"): "proved",
    (r"\frac{1}{1 + e^{-x}}", r"f(1 - f)"): "proved",
    (r"\frac{1}{1 + e^{-x}}", r"f(x)(1 + f(x))"): "refuted",
    (r"\frac{1}{1 + e^{-x}}", r"1 - f(x)^2"): "refuted",
    (r"\tanh(x)", r"1 - f(x)^2"): "proved",
    (r"\tanh(x)", r"1 - \tanh(x)"): "refuted",
    (r"\ln(1 + e^x)", r"\frac{1}{1 + e^{-x}}"): "proved",
    (r"\ln(1 + e^x)", r"\frac{1}{1 + e^x}"): "refuted",
    (r"\max(0, x)", CASES.format("0", "1")): "proved",
    (r"\max(0, x)", CASES.format("0", "x")): "refuted",
    (CASES.format(r"\alpha x", "x"), CASES.format(r"\alpha", "1")): "proved",
    (CASES.format(r"\alpha x", "x"), CASES.format(r"\alpha x", "1")): "refuted",
    (r"|x|", r"\frac{x}{|x|}"): "proved",
    (r"x \sigma(x)", r"\sigma(x) + x \sigma(x)(1 - \sigma(x))"): "proved",
    (r"e^{-x^2}", r"-2 x f(x)"): "proved",
    (r"e^{-x^2}", r"2 x f(x)"): "refuted",
    (r"\sigma(x) = \frac{1}{1 + e^{-x}}", r"\sigma(x)(1 - \sigma(x))"): "proved",
    (r"\tanh(x)", r"1 - y^2"): "taken",
    (r"x \sigma(1.702 x)", r"\sigma(1.702 x) + 1.7 x \sigma(1.702 x)(1 - \sigma(1.702 x))"): "undecided",
}  # fmt: skip


def in_a_table(header: tuple[str, str], rows: list[tuple[str, str]]) -> str:
    lines = [f"| row {number} | ${one}$ | ${two}$ |\n" for number, (one, two) in enumerate(rows)]
    return PIPES.format("name", *header) + "".join(lines)


def derivatives(text: str, first: int) -> list[str]:
    """What is found of the last formula of each row, the rows beginning in a line."""
    by_line = {finding.line: finding.word for finding in sb.check(text)}
    return [word for line, word in by_line.items() if line >= first]


def test_the_derivative_in_a_row_is_proved_or_refuted() -> None:
    assert derivatives(in_a_table(("$f(x)$", "$f'(x)$"), list(ROWS)), 4) == list(ROWS.values())


HEADERS = [
    ("$f(x)$", "$f'(x)$"),
    ("$f$", "$f'$"),
    ("Function $f(x)$", "Derivative"),
    ("function", "Derivative"),
    ("$f(x)$", r"$\frac{df}{dx}$"),
    ("$f(x)$", r"$\frac{d f(x)}{d x}$"),
    ("$f(x)$", r"$\frac{\partial f}{\partial x}$"),
]


@pytest.mark.parametrize("header", HEADERS, ids=str)
def test_the_header_says_which_column_is_the_derivative(header: tuple[str, str]) -> None:
    rows = [(r"x^2", "2 x"), (r"x^2", "x")]
    assert derivatives(in_a_table(header, rows), 4) == ["proved", "refuted"]


@pytest.mark.parametrize("header", [("$f(x)$", "$g'(x)$"), ("$f(x)$", "$f''(x)$"), ("$f(x)$", "range"), ("a", "b")])
def test_other_columns_claim_nothing(header: tuple[str, str]) -> None:
    assert derivatives(in_a_table(header, [("x^2", "x")]), 4) == ["taken"]


LIST = r"""
.. list-table::
   :header-rows: 1

   * - Name
     - :math:`g(z)`
     - :math:`g'(z)`
   * - Logistic
     - :math:`\frac{1}{1 + e^{-z}}`
     - .. math::

          g(z)(1 - g(z))
   * - Softplus
     - :math:`ln(1 + e^z)`
     - :math:`\frac{1}{1 + e^z}`
"""


def test_list_tables_are_read_as_pipe_tables_are() -> None:
    found = {finding.line: finding for finding in sb.check(read_text(LIST, "rst"))}
    assert [found[line].word for line in (12, 15)] == ["proved", "refuted"]
    assert found[15].diagnosis is not None
    assert found[15].diagnosis.sentence == "∂g/∂z is missing the factor e^z"
    assert found[15].remarks == ("the table says that it is the derivative of g by z",)


def test_a_bar_in_a_formula_ends_no_cell() -> None:
    source = read_text("| $f(x)$ | $f'(x)$ |\n|---|---|\n| $|x|$ | $x / |x|$ |\n| a \\| b | $1$ if $x > 0$ |\n")
    (table,) = tables(source)
    assert [[len(cell.passages) for cell in row] for row in table.rows] == [[1, 1], [1, 1], [0, 2]]
    assert [[cell.is_formula(source) for cell in row] for row in table.rows] == [[True] * 2, [True] * 2, [False] * 2]


@pytest.mark.parametrize(
    "text", ["|", "|\n|-|\n", "a|b\n-|-\n$x", "|" * 10_000 + "\n" + "|-" * 10_000, ".. list-table::\n   * -"]
)
def test_broken_tables_are_no_tables_or_empty_ones(text: str) -> None:
    for table in tables(read_text(text)):
        assert not any(cell.passages for row in table.rows for cell in row)
