"""Whatever a document says, there are subjects or none: no error, nothing carried out, and each page stays bounded."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from formulas_judged import words_of_source

from symbackprop.answers.documents import read_text
from symbackprop.answers.understanding import subjects_of

PARTS = (
    *("u_1", "y_1", "y_2", "w_{11}", "w_{12}", "x_1", "s", "z", "t", "E", "c", "g", "f", r"\sigma", r"\tanh", "e", "d"),
    *("dz", r"\delta_1", r"\delta_j", "a_j", "w_{ji}", "w_{kj}", "x_i", "z_j", "y_k", "t_k", r"\sum_i", r"\sum", "N"),
    *(r"\sum_{i=1}^n", r"\frac{\partial E}{\partial u_1}", r"\frac{1}{N}", r"\frac{1}{1+e^{-s}}", "(z-t)^2", "(", "'"),
    *(r"\hat{y}", "a^{(1)}", "a^{(L-1)}", "^2", "^*", "_{1,j}", "0.5", "net_{h1}", r"\|z-t\|^2", r"\log", r"\lambda"),
    *(r"\begin{cases} 1 & s > 0 \\ 0 & s < 0 \end{cases}", "E_n", "E_p", "net_{pj}", "o_{pj}", "h1", "W^T", r"\odot"),
)
SIGNS = (" = ", " + ", " - ", " ", "*", "/", " := ", r" \leftarrow ", ", ", ")", "(s)", r" \quad \text{if } ")
WORDS = ("", "", "sigmoid", "tanh units", "a matrix", "rectified linear units")


def page(lots: random.Random) -> str:
    def formula() -> str:
        if lots.random() < 0.5:
            return f"{lots.choice(PARTS)} = {' + '.join(lots.choice(PARTS) for _ in range(lots.randint(1, 4)))}"
        return "".join(lots.choice(PARTS) + lots.choice(SIGNS) for _ in range(lots.randint(1, 6))) + lots.choice(PARTS)

    return "\n\n".join(f"{lots.choice(WORDS)}\n\n$$\n{formula()}\n$$" for _ in range(lots.randint(1, 10)))


@pytest.mark.parametrize("seed", range(40))
def test_pages_of_fragments_have_subjects_or_none(seed: int) -> None:
    for subject in subjects_of(read_text(page(random.Random(seed)), "markdown")):
        assert subject.words
        assert subject.table.vocabulary.network.equations


HOSTILE = (
    "$__class__ = __import__$ $E = __builtins__$",
    r"$E = \input{/etc/passwd}$ $y = \write18{true}$",
    rf"$E = {'{' * 20_000}$",
    "$E = 9^{9^{9^9}}$ $y = 9^{9^{9^9}} x$",
    "$" + "x_1 + " * 3_000 + "x_1 = E$",
    "\n".join(f"$a_{{{number}}} = a_{{{number + 1}}} w$" for number in range(400)),
    "\n".join(f"$f_{{{number}}}(s) = s^{{{number}}}$" for number in range(200)),
    r"\newcommand{\a}{\a\a} $E = \a$",
    "$E = y^{1000}$ $y = (w x + 1)^{1000}$",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_pages_have_subjects_or_none(text: str) -> None:
    for subject in subjects_of(read_text(text, "markdown")):
        assert len(subject.table.vocabulary.network.equations) <= 500


FORWARD = (r"h = \tanh(w_1 x + b_1)", r"\hat{y} = \sigma(w_2 h + b_2)", r"L = \frac12 (\hat{y} - y)^2")
CLAIMS = (
    r"\delta = (\hat{y} - y) \hat{y} (1 - \hat{y})",
    r"\frac{\partial L}{\partial w_2} = (\hat{y} - y) \hat{y} (1 - \hat{y}) h",
    r"\frac{\partial L}{\partial w_1} = (\hat{y} - y) \hat{y} (1 - \hat{y}) w_2 (1 - h^2) x",
)
CHANGES = (
    ("- y", "+ y"),
    ("1 - ", "1 + "),
    ("w_2", "w_1"),
    ("h", "x"),
    ("= ", "= -"),
    ("= ", r"= 2 \cdot "),
    ("h^2", "h"),
)


def changed(latex: str) -> Iterator[str]:
    left, right = latex.split("= ")
    for old, new in CHANGES:
        if old in f"= {right}":
            yield left + f"= {right}".replace(old, new, 1)


@pytest.mark.parametrize("number", [1, 2])
def test_a_claim_that_was_changed_is_neither_proved_nor_taken_for_a_definition(number: int) -> None:
    for latex in changed(CLAIMS[number]):
        source = read_text("\n\n".join(f"$${one}$$" for one in (*FORWARD, latex)), "markdown")
        subjects = subjects_of(source)
        assert words_of_source(source, subjects)[-1] in ("refuted", "not understood"), latex
        assert all((3, 0) not in subject.definitions for subject in subjects)
