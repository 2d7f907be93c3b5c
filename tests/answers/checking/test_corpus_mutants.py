"""Mutants of right formulas of public notes, a sign, an index, a factor or a sum changed: none is proved or taken."""

from __future__ import annotations

from bisect import bisect
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
from corpus import CORPUS

import symbackprop as sb
from symbackprop.answers.understanding import description_from_toml

NOTATIONS = Path(__file__).parents[1] / "notations"
LATEX = {int(row["id"]): str(row["latex"]) for row in CORPUS}

BEFORE = {
    28: (26, 27),
    30: (r"\eta = 0.1", r"s = w_0 + w_1 x_1 + w_2 x_2 = -0.1 + 0.2 \times 1 + 0.0 \times 1 = 0.1"),
}
"""What stands before a formula in its document, and what is about it: formulas of the corpus, or what it says."""

NOTATION = {
    **dict.fromkeys((26, 27, 28, 30), "comp9444-1a"),
    33: "ml-glossary-one-unit",
    **dict.fromkeys((68, 72), "britz-nn"),
    **dict.fromkeys((100, 105, 117), "mazur-vortune"),
    154: "cs231n-neuron",
    **dict.fromkeys((157, 158), "cs231n"),
    159: "cs231n-batch",
    165: "sudeepraja",
    167: "sudeepraja-batch",
    176: "sudeepraja-general",
    279: "3b1b",
}
MUTANTS = {
    26: [("+ \\eta", "+ 2 \\eta"), ("+ \\eta", "+ \\eta x_1"), ("+ \\eta", "+ \\eta^2"), ("+ \\eta", "")],
    27: [("x_i", "x_i^2"), ("x_i", "x_k"), ("x_i", ""), ("\\eta x", "\\eta w"), ("\\eta", "2 \\eta")],
    28: [
        ("x_k^2", "x_k"),
        ("x_k^2", "x_k^3"),
        ("x_k^2", "w_k^2"),
        ("1 +", "1 -"),
        ("1 +", ""),
        ("1 +", "2 +"),
        ("s + ", "s - "),
        ("\\sum_k x_k^2", "x_1^2"),
    ],
    30: [("- \\eta", "+ \\eta"), ("x_1", "x_2"), ("x_1", "x_1^2"), ("0.1", "0.3"), ("- \\eta", "- 2 \\eta")],
    33: [("C(R(Z(X W)))", f"C({text})") for text in ("Z(R(X W))", "Z(X W)", "R(Z(X + W))", "R(Z(X W^2))", "R(X)")]
    + [("= C", "= -C"), ("= C", "= 2 C"), ("C(R", "R(C")],
    68: [
        ("= -", "="),
        ("\\frac{1}{N}", ""),
        ("\\frac{1}{N}", "\\frac{1}{2 N}"),
        ("\\sum_{n \\in N}", ""),
        ("\\sum_{i \\in C}", ""),
        ("y_{n,i} \\log\\hat{y}_{n,i}", "\\hat{y}_{n,i} \\log y_{n,i}"),
        ("y_{n,i} \\log", "y_{i,n} \\log"),
        ("\\log\\hat{y}_{n,i}", "\\hat{y}_{n,i}"),
        ("y_{n,i} \\log", "y_{n,i}^2 \\log"),
        ("n \\in N", "n \\in K"),
    ],
    72: [("\\delta_3", text) for text in ("-\\delta_3", "\\delta_2", "2 \\delta_3", "\\delta_3 W_2^T", "\\hat{y} + y")]
    + [("b_2", "b_1"), ("\\delta_3", "\\frac{1}{N} \\delta_3")],
    100: [
        ("\\frac{1}{2}", ""),
        ("target - output", "target + output"),
        ("^2", ""),
        ("^2", "^3"),
        ("\\frac{1}{2}", "-\\frac{1}{2}"),
        ("target - output", "target"),
    ],
    105: [
        ("1-1", "2-1"),
        ("+ 0 + 0", "+ 1"),
        ("&= out_{h1}", "&= out_{h2}"),
        ("1 \\cdot", "2 \\cdot"),
        ("w_5}", "w_6}"),
    ],
    117: [
        ("\\sum_o", ""),
        ("\\delta_o \\cdot w_{ho}", "\\delta_o"),
        ("\\delta_o \\cdot w_{ho}", "\\delta_o \\cdot w_{ho}^2"),
        ("1-out_{h1}", "1+out_{h1}"),
        ("\\cdot i_1", "\\cdot i_2"),
        ("&= \\delta_{h1}", "&= -\\delta_{h1}"),
        ("\\partial net_o}{\\partial out_{h1}", "\\partial net_o}{\\partial out_{h2}"),
        ("\\sum_o \\delta_o", "\\sum_o \\delta_{h1}"),
    ],
    154: [
        ("e^{-", "e^{"),
        ("w_1x_1", "w_1x_0"),
        ("+ w_2", ""),
        ("1+e", "1-e"),
        ("f(w,x)", "f(w,y)"),
        ("= ", "= 2 \\cdot "),
    ],
    157: [
        ("-\\log", "\\log"),
        ("f_{y_i}", "f_k"),
        ("\\sum_j", ""),
        ("e^{f_{y_i}}", "f_{y_i}"),
        ("e^{f_j}", "e^{p_j}"),
        ("-\\log", "-2 \\log"),
        ("-\\log", "-"),
    ],
    158: [
        ("p_k -", "p_k +"),
        ("p_k -", "-p_k +"),
        ("- \\mathbb{1}(y_i = k)", ""),
        ("p_k", "p_{y_i}"),
        ("p_k", "p_k^2"),
        ("- \\mathbb{1}(y_i = k)", "- y_k^2"),
    ],
    159: [
        ("\\frac{1}{N}", ""),
        ("\\frac{1}{2}", ""),
        ("\\lambda", ""),
        ("^2", "^3"),
        ("\\sum_i L_i", "L_i"),
        ("+ \\underbrace", "- \\underbrace"),
        ("\\sum_l", ""),
    ],
    165: [
        ("x_0\\\\", "x_1\\\\"),
        ("Output} = x_3", "Output} = x_2"),
        ("f_3", "f_2"),
        ("W_3x_2", "W_2x_2"),
        ("W_1x_0", "x_0"),
    ],
    167: [
        ("\\frac{1}{2}", ""),
        ("\\sum_{i\\in Batch}", ""),
        ("z_i-t_i", "z_i+t_i"),
        ("z_i-t_i", "z_i"),
        ("_2^2", "_2"),
        ("_2^2", "_1^2"),
        ("\\frac{1}{2}", "-\\frac{1}{2}"),
    ],
    176: [
        ("W_i - ", "W_i + "),
        ("E}{\\partial W_i", "E}{\\partial W_1"),
        ("\\circ", "^2 \\circ"),
        ("W_i - ", "2 W_i - "),
    ],
    279: [
        ("\\frac{1}{n}", ""),
        ("\\frac{1}{n}", "\\frac{2}{n}"),
        ("\\frac{1}{n}", "-\\frac{1}{n}"),
        ("\\frac{1}{n}", "\\frac{1}{n^2}"),
        ("n-1", "n"),
        ("k=0", "k=1"),
        ("\\sum_{k=0}^{n-1}", ""),
        ("C_k", "C_0"),
        ("{blue}{\\partial w^{(L)}}} = ", "{blue}{\\partial b^{(L)}}} = "),
    ],
}


def mutants_of(number: int) -> list[str]:
    assert all(old in LATEX[number] for old, _ in MUTANTS[number])
    made = (LATEX[number].replace(old, new) for old, new in MUTANTS[number])
    return [text for text in made if text != LATEX[number]]


@cache
def found_in(notation: str) -> Mapping[int, tuple[tuple[str, frozenset[str]], ...]]:
    """Returns what is found of the statements of each formula of a document, and of its mutants."""
    numbers = [number for number in MUTANTS if NOTATION[number] == notation]
    texts = {number: (LATEX[number], *mutants_of(number)) for number in numbers}
    before = {number: [LATEX.get(text, text) for text in BEFORE.get(number, ())] for number in numbers}
    lines, document = [], ""
    for number in numbers:
        for text in (*before[number], *texts[number]):
            lines.append(document.count("\n") + 1)
            document += f"$$\n{text}\n$$\n\n"
    said = description_from_toml(NOTATIONS / f"{notation}.toml")
    words = defaultdict(set)
    for row in sb.check(document, said.network, said.notation):
        words[bisect(lines, row.line)].add(row.word)
    place, found = 0, {}
    for number in numbers:
        begin = place + len(before[number])
        place = begin + len(texts[number])
        found[number] = tuple((text, frozenset(words[begin + k + 1])) for k, text in enumerate(texts[number]))
    return found


@pytest.mark.parametrize("number", sorted(MUTANTS))
def test_a_right_formula_is_proved_or_taken_and_none_of_its_mutants(number: int) -> None:
    (_, of_right), *of_mutants = found_in(NOTATION[number])[number]
    assert of_right <= {"proved", "taken"}
    assert len(of_mutants) == len(mutants_of(number)) > 3
    assert [text for text, of_one in of_mutants if not of_one - {"proved", "taken"}] == []
