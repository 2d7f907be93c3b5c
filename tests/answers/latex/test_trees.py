"""Trees: every spelling of one thing has one tree, and every token of a formula is in its tree."""

from __future__ import annotations

import json
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from symbackprop.answers.latex import NotUnderstood, read_display
from symbackprop.answers.latex.statement import Statement
from symbackprop.answers.latex.tokens import tokens
from symbackprop.answers.latex.tree import Derivative, Gradient, Letter, Node, Number, Product

CORPUS = [json.loads(line) for line in (Path(__file__).parent / "corpus.jsonl").read_text().splitlines()]


def tree(text: str) -> Node:
    (statement,) = read_display(text)
    (side,) = statement.sides
    assert side is not None
    return side


ALIKE = {
    r"\frac{\partial E}{\partial w_{11}}": [
        r"\dfrac{\partial E}{\partial w_{11}}",
        r"{\partial E \over \partial w_{11}}",
        r"\partial E/\partial w_{11}",
        "∂E/∂w₁₁",
        r"\frac{\partial{E}}{\partial{w_{11}}}",
        r"\frac{\textcolor{red}{\partial E}}{\color{blue}\partial w_{11}}",
        r"\frac {\partial \, E} {\partial \, w_{11}}",
    ],
    r"\frac{dy_1}{du_1}": [
        "dy_1/du_1",
        r"{dy_1 \over du_1}",
        r"\frac{\mathrm{d} y_1}{\mathrm{d} u_1}",
        r"\tfrac{d y_1}{d u_1}",
    ],
    r"\frac{\partial^2 E}{\partial w^2}": [r"\partial^2 E/\partial w^2", r"{\partial^2 E \over \partial w^2}"],
    r"\frac{d}{dx} f": [r"\tfrac{d}{dx} f", r"{d \over dx} f"],
    r"\frac12": [r"\frac{1}{2}", r"\frac 1 2", r"{1 \over 2}", "½", r"\dfrac12"],
    "f'": [r"f^\prime", r"f^{\prime}", "f′"],
    r"W^\top": [r"W^{\top}", r"W^{\intercal}", "Wᵀ", r"W^\intercal"],
    "x^2_1": ["x_1^2", "x_{1}^{2}", "x₁²"],
}


@pytest.mark.parametrize("text", ALIKE)
def test_every_spelling_of_one_thing_has_one_tree(text: str) -> None:
    for other in ALIKE[text]:
        assert tree(other) == tree(text), other


DIFFERENT = [
    *("a b c", "a / b c", "a (b c)", "a_b c", "a^b c", r"\frac{a}{b} c", r"\frac{a}{b c}", "a - b c", "a b - c"),
    *("a b_c", r"\bar a b c", r"a' b c", r"a \odot b c", r"a^\top b c", "|a| b c", r"\sqrt{a} b c", r"\sum_a b c"),
    *(r"\mathbf a b c", "a, b c", r"\partial a b c", r"\nabla_a b c", r"\{a\} b c", "[a] b c"),
]


def test_what_is_written_differently_has_another_tree() -> None:
    found = [tuple(statement.sides for statement in read_display(text)) for text in DIFFERENT]
    assert len(set(found)) == len(DIFFERENT)


ARGUMENTS = (r"\sqrt", r"\sqrt[3]", r"\frac{z}", r"\dfrac12^", "z^", r"e^", r"\hat", r"\mathbf", r"\nabla_", r"|a|^")
INSIDE = (
    "a",
    "a^2",
    "a_1",
    "a b",
    "a + b",
    "-a",
    "(a + b)",
    "(a) b",
    "a (b)",
    "{a}^2",
    "{a} b",
    r"\frac12 a",
    "12",
    "2 a",
)


@pytest.mark.parametrize("command", ARGUMENTS)
def test_what_stands_in_the_braces_of_an_argument_stays_in_it(command: str) -> None:
    for inside in INSIDE:
        try:
            found = tree(f"{command}{{{inside}}} q")
        except NotUnderstood:
            continue
        if isinstance(found, Gradient):
            assert (found.by, found.of) == (tree(inside), Letter("q"))
            continue
        assert isinstance(found, Product), inside
        assert (len(found.factors), found.factors[1].node) == (2, Letter("q")), inside


def test_a_number_keeps_its_digits() -> None:
    number = tree("0.7513")
    assert isinstance(number, Number)
    assert (number.value, number.precision) == (Fraction("0.7513"), Fraction(1, 20000))
    assert Number("40").precision == 0


def test_a_second_derivative_is_by_each_of_its_variables() -> None:
    mixed = tree(r"\frac{\partial^2 E}{\partial v_1 \partial w_{11}}")
    assert isinstance(mixed, Derivative)
    assert [count for _, count in mixed.by] == [1, 1]
    twice = tree(r"\frac{d^2 E}{dw^2}")
    assert isinstance(twice, Derivative)
    assert [count for _, count in twice.by] == [2]


REFUSED = {
    "x_1^10": "set as",
    "{a + b}^2": "braces print nothing",
    "x_1_2": "two scripts",
    "(x": "missing",
    "x)": "does not fit",
    r"\left( x )": "do not fit",
    r"\int x": "integrals",
    r"\lim x": "limits",
    r"\frac{1}": "too early",
    r"\frac{}{2}": "does not fit",
    "a ** b": "does not fit",
    "f(x": "missing",
    r"\mathbf{x + y}": "no letter",
    "n!": "does not fit",
    r"a \pm b": "two values",
    r"\begin{pmatrix} 1 \end{bmatrix}": "does not fit",
    r"\begin{array}{c} 1 \end{array}": "not read",
    r"\left. x \right)": "missing",
    r"\partial^{a} x": "order",
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_has_no_tree_is_refused(text: str) -> None:
    with pytest.raises(NotUnderstood, match=REFUSED[text]):
        read_display(text)


@pytest.mark.parametrize("row", CORPUS, ids=lambda row: f"{row['doc']}-{row['id']}")
def test_every_formula_of_the_corpus_has_a_tree(row: dict[str, str]) -> None:
    assert read_display(row["latex"])


LAYOUT = frozenset(
    {"&", r"\\", ",", ".", r"\quad", r"\,", r"\;", r"\left", r"\right", r"\big", r"\Big", "{", "}", "if"}
)
"""Without these a formula may say the same."""


def said(found: tuple[Statement, ...]) -> tuple[object, ...]:
    return tuple((item.sides, item.relations, item.joined, item.remarks) for item in found)


def shortened(text: str) -> Iterator[tuple[str, str]]:
    """Yields each token of the formula and the formula without it."""
    for token in tokens(text)[:-1]:
        yield token.text, text[: token.position] + " " + text[token.end :]


SAYING = [row for row in CORPUS if not any(word in row["latex"] for word in ("color", "hspace", r"\tag", "underbrace"))]


@pytest.mark.parametrize("row", SAYING, ids=lambda row: str(row["id"]))
def test_no_token_is_dropped_in_silence(row: dict[str, str]) -> None:
    whole = said(read_display(row["latex"]))
    for token, text in shortened(row["latex"]):
        if token in LAYOUT or token.startswith(r"\bigg"):
            continue
        try:
            found = said(read_display(text))
        except NotUnderstood:
            continue
        assert found != whole, (token, text)
