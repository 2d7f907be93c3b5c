"""Notes in the dialects of well-known books and courses: every formula is understood, from the document alone."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

import symbackprop as sb
from symbackprop.answers.checking import Findings

NOTES = Path(__file__).parent / "notes"
FORMULAS = {"nielsen": 22, "cs231n": 18, "bishop": 20}
"""How many formulas of each note say something."""

WRONG = {
    "nielsen": [
        r"\delta^L_j = \frac{\partial C}{\partial a^L_j} \sigma(z^L_j)",
        r"\delta^L = (y - a^L) \odot \sigma'(z^L)",
        r"\delta^l = (w^{l+1} \delta^{l+1}) \odot \sigma'(z^l)",
        r"\delta^l = ((w^{l+1})^T \delta^{l+1}) \odot \sigma'(z^{l+1})",
        r"\delta^l_j = \sum_k w^{l+1}_{kj} \delta^{l+1}_k",
        r"\frac{\partial C}{\partial w^l_{jk}} = a^{l-1}_j \delta^l_k",
        r"\frac{\partial C}{\partial w^l_{jk}} = a^l_k \delta^l_j",
        r"\frac{\partial C}{\partial b^l_j} = -\delta^l_j",
        r"\nabla_a C = (y - a^L)",
        r"\delta^l = ((w^L)^T \delta^L) \odot \sigma'(z^l)",
        r"\delta^l = ((w^{l+1})^T \delta^L) \odot \sigma'(z^l)",
        r"\frac{\partial C}{\partial w^l_{jk}} = a^1_k \delta^l_j",
        r"\frac{\partial C}{\partial b^l_j} = \delta^L_j",
        r"\sigma'(z) = \sigma(z)(1+\sigma(z))",
        r"w^l \rightarrow w^l + \eta \delta^l (a^{l-1})^T",
        r"b^l \rightarrow b^l - \eta \delta^{l+1}",
        r"a^l_j = \sigma\left( \sum_k w^l_{kj} a^{l-1}_k + b^l_j \right)",
    ],
    "cs231n": [
        r"\frac{\partial L}{\partial f_{ik}} = p_{ik} - y_{ik}",
        r"\frac{\partial L}{\partial f_{ik}} = \frac{1}{N} (y_{ik} - p_{ik})",
        r"\frac{\partial L}{\partial f} = \frac{1}{N} (p + y)",
        r"\frac{\partial L}{\partial W_2} = \frac{\partial L}{\partial f} h^T",
        r"\frac{\partial L}{\partial W_2} = X^T \frac{\partial L}{\partial f}",
        r"\frac{\partial L}{\partial h} = \frac{\partial L}{\partial f} W_2",
        r"\frac{\partial L}{\partial u} = \frac{\partial L}{\partial h} \odot \mathbb{1}(u < 0)",
        r"\frac{\partial L}{\partial W_1} = X^T \frac{\partial L}{\partial h}",
        r"\frac{\partial L}{\partial b_1} = \sum_i \frac{\partial L}{\partial h_i}",
        r"W_1 \leftarrow W_1 + \alpha \frac{\partial L}{\partial W_1}",
        r"W_2 \leftarrow W_2 - \alpha \frac{\partial L}{\partial W_1}",
    ],
    "bishop": [
        r"\frac{\partial E_n}{\partial y_k} = t_k - y_k",
        r"\delta_j = h'(a_j) \sum_k w_{jk}^{(2)} \delta_k",
        r"\delta_j = \sum_k w_{kj}^{(2)} \delta_k",
        r"\delta_j = (1 - z_j) \sum_{k=1}^{K} w_{kj}^{(2)} \delta_k",
        r"h'(a) = 1 + h(a)^2",
        r"\frac{\partial E_n}{\partial w_{ji}^{(1)}} = \delta_i x_j",
        r"\frac{\partial E_n}{\partial w_{kj}^{(2)}} = \delta_j z_j",
        r"\frac{\partial E_n}{\partial w_{j0}^{(1)}} = \delta_j x_j",
        r"\frac{\partial E_n}{\partial w_{j0}^{(1)}} = 2 \delta_j",
        r"w_{ji}^{(1)} \leftarrow w_{ji}^{(1)} + \eta \frac{\partial E_n}{\partial w_{ji}^{(1)}}",
    ],
}


@cache
def checked(note: str) -> tuple[Findings, int]:
    """Returns what is found of a note with wrong formulas behind it, and the line on which these begin."""
    text = (NOTES / f"{note}.md").read_text()
    wrong = "".join(f"$$ {latex} $$\n\n" for latex in WRONG[note])
    return sb.check(f"{text}\n{wrong}"), text.count("\n") + 2


@pytest.mark.parametrize("note", FORMULAS)
def test_every_formula_of_a_note_is_proved_or_taken_from_the_document_alone(note: str) -> None:
    found, begin = checked(note)
    assert "read from the document" in found.subject
    rows = [row for row in found if row.line < begin and row.kind != "notation"]
    assert [row.latex for row in rows if row.word not in {"proved", "taken"}] == []
    assert len(rows) == FORMULAS[note]
    assert sum(row.word == "proved" for row in rows) > len(rows) / 2


@pytest.mark.parametrize("note", FORMULAS)
def test_a_wrong_formula_behind_a_note_is_refuted_or_its_index_does_not_fit(note: str) -> None:
    found, begin = checked(note)
    rows = [row for row in found if row.line >= begin]
    assert len(rows) == len(WRONG[note])
    others = [row for row in rows if row.word != "refuted"]
    assert [row.latex for row in others if row.word != "not understood" or " runs to " not in row.reason] == []
    assert len(others) <= len(rows) / 3
