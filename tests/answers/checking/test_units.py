"""Sums and norms over units that are there one by one, over sets and items; quantities with what they depend on."""

from __future__ import annotations

from functools import cache

import pytest

import symbackprop as sb
from symbackprop.answers.understanding import Notation, description_from_toml

NOTES = sb.two_layer()
OUTPUTS = description_from_toml(r"""
[network]
equations = [
    'net_{h1} = w_1 x_1 + w_2 x_2',
    'net_{h2} = w_3 x_1 + w_4 x_2',
    'out_{h1} = \sigma(net_{h1})',
    'out_{h2} = \sigma(net_{h2})',
    'net_{o1} = w_5 out_{h1} + w_6 out_{h2}',
    'net_{o2} = w_7 out_{h1} + w_8 out_{h2}',
    'out_{o1} = \sigma(net_{o1})',
    'out_{o2} = \sigma(net_{o2})',
    'E = \frac12 (t_{o1} - out_{o1})^2 + \frac12 (t_{o2} - out_{o2})^2',
]
[notation.names]
target = "t_o"
output = "out_o"
""")
BATCH = sb.batched(sb.mlp(["n", "m", "K"]), "N")


@cache
def found(formula: str, about: str = "notes") -> tuple[str, str, tuple[str, ...]]:
    """Returns what is found of a formula, why, and how it is read."""
    network, notation = {
        "notes": (NOTES, None),
        "outputs": (OUTPUTS.network, OUTPUTS.notation),
        "batch": (BATCH, Notation({"b": "b^T", "c": "c^T"})),
    }[about]
    (row,) = sb.check(f"$$ {formula} $$", network, notation)
    return row.word, row.reason, row.remarks


def word(formula: str, about: str = "notes") -> str:
    return found(formula, about)[0]


RIGHT = [
    r"s = c + \sum_j v_j y_j",
    r"s = c + \sum_{j=1}^{2} v_j y_j",
    r"s = c + \sum_{j=1}^{m} v_j y_j",
    r"s = c + \sum_{j \in H} v_j y_j",
    r"u_1 = b_1 + \sum_i w_{1i} x_i",
    r"s = c + \sum_j v_j g(b_j + \sum_i w_{ji} x_i)",
    r"\sum_j \frac{\partial E}{\partial v_j} v_j = \delta_{out} \sum_j v_j y_j",
    r"\sum_j \delta_{out} v_j = \delta_{out} (v_1 + v_2)",
]
WRONG = [
    r"s = c + \sum_j v_j y_j^2",
    r"s = c + \sum_j v_j",
    r"s = \sum_j (c + v_j y_j)",
    r"s = c - \sum_j v_j y_j",
    r"s = c + \sum_{j=1}^{1} v_j y_j",
    r"s = c + \sum_{j=2}^{2} v_j y_j",
    r"u_1 = b_1 + \sum_i w_{i1} x_i",
    r"s = c + \sum_j v_j g(b_j + \sum_i w_{ij} x_i)",
    r"\frac{\partial E}{\partial w_{11}} = \sum_j \delta_j x_1",
]
UNREAD = [r"s = c + \sum_{j=1}^{3} v_j y_j", r"s = c + \sum_j v_j z_j", r"s = c + \sum_{j=0}^{2} v_j y_j"]


@pytest.mark.parametrize("formula", RIGHT)
def test_a_sum_over_units_is_written_out(formula: str) -> None:
    assert word(formula) == "proved"


@pytest.mark.parametrize("formula", WRONG)
def test_a_wrong_sum_over_units_is_refuted(formula: str) -> None:
    assert word(formula) == "refuted"


@pytest.mark.parametrize("formula", UNREAD)
def test_a_sum_beyond_the_units_is_not_understood(formula: str) -> None:
    assert word(formula) == "not understood"


def test_a_letter_without_units_still_runs_over_the_items() -> None:
    assert found(r"E = \frac12 \sum_i (z_i - t_i)^2")[0] == "proved"
    assert "the sum over i runs over the training items" in found(r"E = \frac12 \sum_i (z_i - t_i)^2")[2]


def test_the_mean_over_the_items_has_their_number_by_any_letter() -> None:
    mean = r"\frac{\partial E}{\partial v_1} \frac{1}{n} = \frac{1}{n} \sum_{k=SUM} \frac{\partial E_k}{\partial v_1}"
    for ends in ("1}^{n", "0}^{n-1"):
        assert word(mean.replace("SUM", ends)) == "proved"
    for ends in ("0}^{n", "1}^{n-1", "2}^{n", "1}^{m"):
        assert word(mean.replace("SUM", ends)) == "not understood"
    assert word(r"\frac{\partial E}{\partial v_1} = n \delta_{out} y_1") == "not understood"


NAMED = [
    (r"E = \sum_o \frac12 (t_o - out_o)^2", "proved"),
    (r"E = \frac12 \|target - output\|^2", "proved"),
    (r"E = \frac12 \|output - target\|_2^2", "proved"),
    (r"E = \sum \frac12 \|target - output\|^2", "proved"),
    (r"E = \sum_o \frac12 (t_o - net_o)^2", "refuted"),
    (r"E = \|target - output\|^2", "refuted"),
    (r"E = \frac12 \|target + output\|^2", "refuted"),
    (r"E = \frac12 \|target - output\|", "refuted"),
    (r"E = \frac12 \|target - out\|^2", "not understood"),
    (r"E = \sum_o \frac12 (t_o - out_h)^2", "not understood"),
    (r"E = \frac12 \|target - output\|_1^2", "not understood"),
]


@pytest.mark.parametrize(("formula", "expected"), NAMED)
def test_units_with_names_and_vectors_of_them(formula: str, expected: str) -> None:
    assert word(formula, "outputs") == expected


DEPENDING = [
    (r"s(y_1, y_2) = c + v_1 y_1 + v_2 y_2", "proved"),
    (r"s(x) = c + v_1 y_1 + v_2 y_2", "proved"),
    (r"E(w, v) = \frac12 (z - t)^2", "proved"),
    (r"z = z(s)", "proved"),
    (r"z = z(c + v_1 y_1 + v_2 y_2)", "proved"),
    (r"E(z(s), t) = \frac12 (z - t)^2", "not understood"),
    (r"z = z(c + v_1 y_1)", "refuted"),
    (r"z = z(y_1 s)", "refuted"),
    (r"s(y_1, y_2) = c + v_1 y_1 - v_2 y_2", "refuted"),
    (r"s(y_1, y_1) = c + v_1 y_1 + v_2 y_2", "not understood"),
    (r"y_1(x_1, v_1) = g(u_1)", "not understood"),
    (r"\frac{\partial E}{\partial v_1} = \delta_{out}(x_1)", "refuted"),
    (r"\frac{dy_1}{du_1} = y_1 (1 - y_1)", "proved"),
    (r"\frac{dy_1}{du_1} = y_1 (1 + y_1)", "refuted"),
]


@pytest.mark.parametrize(("formula", "expected"), DEPENDING)
def test_a_quantity_with_what_it_depends_on_in_brackets_is_its_value(formula: str, expected: str) -> None:
    assert word(formula) == expected


ONE_ITEM = [
    (r"\frac{\partial E}{\partial c} = \delta_{out}", "proved"),
    (r"\frac{\partial E}{\partial b} = \delta", "proved"),
    (r"\frac{\partial E}{\partial c} = -\delta_{out}", "refuted"),
    (r"\frac{\partial E}{\partial c} = 2 \delta_{out}", "refuted"),
    (r"\frac{\partial E}{\partial b} = \delta_{out}", "refuted"),
]


@pytest.mark.parametrize(("formula", "expected"), ONE_ITEM)
def test_what_fits_only_for_one_item_is_read_for_one_and_says_so(formula: str, expected: str) -> None:
    said, _, remarks = found(formula, "batch")
    assert said == expected
    assert expected != "proved" or "read for one item" in remarks


MOVES = [
    (r"v_1 \rightarrow v_1 - \eta \delta_{out} y_1", "proved"),
    (r"v_1 \to v_1' = v_1 - \eta \frac{\partial E}{\partial v_1}", "proved"),
    (r"v_1 \leftarrow v_1 - \alpha \delta_{out} y_1", "proved"),
    (r"v_1 \rightarrow v_1 + \eta \delta_{out} y_1", "refuted"),
    (r"v_1 \leftarrow v_1 - \alpha \delta_{out}", "refuted"),
    (r"v_1 \leftarrow v_1 - \alpha \eta \delta_{out} y_1", "not understood"),
]


@pytest.mark.parametrize(("formula", "expected"), MOVES)
def test_what_a_parameter_becomes_in_other_spellings(formula: str, expected: str) -> None:
    assert word(formula) == expected


@pytest.mark.parametrize(("of", "word"), [("n", "proved"), ("I", "proved"), ("2", "not understood")])
def test_a_sum_runs_over_a_set_and_over_no_number(of: str, word: str) -> None:
    (found,) = sb.check(rf"$u_j = b_j + \sum_{{i \in {of}}} w_{{ji}} x_i$", sb.mlp(["n", "m", "K"]))
    assert found.word == word
