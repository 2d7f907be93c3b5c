"""Breaking and widths: pieces make up the formula, lines fit, estimates agree with TeX."""

from __future__ import annotations

import pytest
import sympy as sp
from sympy import Mul, Sum, exp, tanh

from symbackprop.calculus.partial import Partial
from symbackprop.network.heads import sigmoid
from symbackprop.network.indices import array
from symbackprop.network.names import names
from symbackprop.notation import Notation, equation, layout, lines, pieces, width, write
from symbackprop.notation.tree import Node, Row

x_1, t, b_1, w_11, w_12, x_2, v_1, u_1, y_1, s, z, E, u = names("x_1 t b_1 w_11 w_12 x_2 v_1 u_1 y_1 s z E u")
delta_out, eta, E_all = names("delta_out eta E_all")
p, N, i, n, j, k = sp.symbols("p N i n j k", integer=True)
STYLE = Notation(ordinary=frozenset({"y_1"}), raised=frozenset({"E"}))
PARTIALS = Mul(Partial(E, z), Partial(z, s), Partial(s, y_1), Partial(y_1, u_1), Partial(u_1, w_11), evaluate=False)
STEP = Mul(z - t, z * (1 - z), v_1, y_1 * (1 - y_1), x_1, evaluate=False)
BACK = Sum(array("delta^(2)")[k] * array("W^(2)")[k, j], (k, 1, N))
TWICE = Sum(array("delta^(2)")[k] * array("W^(2)")[k, j], (k, 1, N), (j, 1, n))
LONG = equation(Partial(E, w_11), PARTIALS, STEP, b_1 + w_11 * x_1 + w_12 * x_2 - t, notation=STYLE)

# \settowidth of "$\displaystyle ...$" in pdflatex with mathpazo at 10 pt, divided by 10 pt
MEASURED = [
    (z - t, 2.05),
    (b_1 + w_11 * x_1 + w_12 * x_2, 8.40),
    (delta_out * v_1 * y_1 * (1 - y_1), 7.62),
    (STEP, 13.96),
    (PARTIALS, 9.61),
    ((z - t) ** 2 / 2, 3.96),
    ((z - t) / (z * (1 - z)), 3.76),
    (exp(-u) / (1 + exp(-u)) ** 2, 4.79),
    (w_11 - eta * Partial(E_all, w_11), 5.82),
    (sigmoid(s) * (1 - sigmoid(s)), 6.59),
    (tanh(s) ** 2, 3.69),
    (Sum(sp.IndexedBase("E")[p], (p, 1, N)), 3.42),
    (b_1 + Sum(sp.IndexedBase("w")[j, i] * sp.IndexedBase("x")[i], (i, 1, n)), 5.64),
    (array("W_Q^(1)")[k, j], 2.47),
    (array("y^(1)")[j] ** 2, 2.90),
    (array("x")[i + j - 1], 2.80),
    (w_11**2, 1.55),
    (BACK, 5.35),
    (BACK * array("y^(1)")[j] * (1 - array("y^(1)")[j]), 13.22),
    (Sum(array("w")[i] * array("x")[i + j - 1], (i, sp.Max(1, j - n + 1), sp.Min(N, j))), 10.32),
    (exp(array("a")[j]) / Sum(exp(array("a")[i]), (i, 1, N)), 3.60),
    (Partial(Partial(E, w_11), v_1), 3.94),
]


@pytest.mark.parametrize(("expression", "measured"), MEASURED, ids=lambda row: str(row)[:40])
def test_the_width_of_a_formula_is_known_to_a_tenth_without_tex(expression: sp.Basic, measured: float) -> None:
    assert width(layout(expression, STYLE)) == pytest.approx(measured, rel=0.1)


@pytest.mark.parametrize(
    "expression", [LONG, STEP, PARTIALS, z - t - u, -z * t - u, 2 * z * (1 - z) * t, BACK, b_1 - BACK, BACK * u, TWICE]
)
@pytest.mark.parametrize("form", ["unicode", "ascii"])
def test_the_pieces_side_by_side_are_the_formula(expression: sp.Basic | Node, form: str) -> None:
    node = layout(expression, STYLE)
    assert write(Row(pieces(node)), form) == write(node, form)


def test_a_formula_breaks_before_relations_first_then_before_signs_then_between_factors() -> None:
    assert [write(piece, "ascii")[:2] for piece in pieces(LONG)] == ["dE", "= ", "= ", "= "]
    assert [write(piece, "ascii") for piece in pieces(layout(z - t * u))] == ["z", "- t*u"]
    assert [write(piece, "unicode") for piece in pieces(layout(STEP))] == [
        "(z − t)",
        "· z(1 − z)",
        "· v_1",
        "· y_1(1 − y_1)",
        "· x_1",
    ]


def test_a_sum_of_sums_breaks_before_its_signs_and_what_is_summed_between_its_factors() -> None:
    sums = layout(array("b")[j] + BACK - Sum(array("w")[i], (i, 1, n)))
    assert [write(line, "unicode") for line in lines(sums, 8)] == [
        "b_j + Σ_(k=1..N) δ⁽²⁾_k W⁽²⁾_kj",
        "− Σ_(i=1..n) w_i",
    ]
    assert [write(piece, "unicode") for piece in pieces(layout(BACK))] == ["Σ_(k=1..N) δ⁽²⁾_k", "W⁽²⁾_kj"]
    product = Mul(BACK, Sum(array("w")[i] * array("x")[i], (i, 1, n)), evaluate=False)
    assert [write(line, "unicode") for line in lines(layout(product), 8)] == [
        "(Σ_(k=1..N) δ⁽²⁾_k W⁽²⁾_kj)",
        "Σ_(i=1..n) w_i x_i",
    ]


def test_a_sum_that_is_broken_in_the_formula_language_ends_with_its_limits() -> None:
    both = layout(Sum(BACK * array("v")[i], (i, 1, n)))
    assert [write(piece, "ascii") for piece in pieces(both)] == [
        "Sum(v[i]",
        "*Sum(delta^(2)[k]*W^(2)[k, j], (k, 1, N)), (i, 1, n))",
    ]


def test_nothing_breaks_inside_a_fraction_a_power_or_bars() -> None:
    for expression in ((z - t) / (1 + u), (1 - z) ** 2, tanh(z - t) ** 2, exp(z - t), sp.Abs(z - t), sp.Max(z, t)):
        assert pieces(layout(expression)) == (layout(expression),)


def test_a_bracket_is_broken_inside_only_where_it_is_too_wide_for_a_line() -> None:
    inside = layout(Mul(z, 1 - z * t - u, x_1, evaluate=False))
    assert [write(line, "unicode") for line in lines(inside, 7)] == ["z · (1 − u − t z)", "· x_1"]
    assert [write(line, "unicode") for line in lines(inside, 5)] == ["z", "· (1 − u", "− t z)", "· x_1"]


IN_BRACKETS = {
    "a pair": (y_1 * (1 - y_1), ["y_1(1", "− y_1)"], ["y_1(1", "{} - y_1)"]),
    "a numeral": (Mul(2, z - t, evaluate=False), ["2(z", "− t)"], ["2(z", "{} - t)"]),
    "a function": (sigmoid(z - t), ["σ(z", "− t)"], [r"\sigma(z", "{} - t)"]),
    "one in another": (
        tanh(sigmoid(z - t) + u),
        ["tanh(u", "+ σ(z − t))"],
        [r"\tanh\bigl(u", r"{} + \sigma(z - t)\bigr)"],
    ),
    "a fraction": (tanh(t + u / z), ["tanh(t", "+ u/z)"], [r"\tanh\Bigl(t", r"{} + \frac{u}{z}\Bigr)"]),
    "a sum": (
        Sum(z - array("w")[i], (i, 1, n)),
        ["Σ_(i=1..n) (z", "− w_i)"],
        [r"\sum_{i=1}^n (z", "{} - w_i)"],
    ),
}
"""Formulas that can be broken only between brackets, with their pieces in Unicode and in LaTeX."""


@pytest.mark.parametrize(("expression", "unicode", "latex"), IN_BRACKETS.values(), ids=IN_BRACKETS)
def test_a_bracket_is_opened_by_its_first_piece_and_closed_by_its_last(
    expression: sp.Expr, unicode: list[str], latex: list[str]
) -> None:
    whole = layout(expression)
    parts = pieces(whole)
    assert [write(piece, "unicode") for piece in parts] == unicode
    assert [write(piece, "latex") for piece in parts] == latex
    for form in ("unicode", "ascii"):
        assert write(Row(parts), form) == write(whole, form)
    assert sum(map(width, parts)) == pytest.approx(width(whole))


def test_a_bracket_in_a_bracket_is_broken_in_turn() -> None:
    deep = layout(Mul(z, z - t * (1 - sigmoid(w_11 + b_1)), evaluate=False))
    assert [write(line, "unicode") for line in lines(deep, 9)] == ["z", "(z", "− t", "(1 − σ(b_1 + w_11)))"]
    for measure in (12, 9, 6, 4, 1):
        assert write(Row(lines(deep, measure)), "ascii") == write(deep, "ascii")


def test_both_ends_of_a_broken_bracket_are_equally_high_in_mathml() -> None:
    opened, closed = (write(piece, "mathml") for piece in pieces(layout(tanh(t + u / z))))
    for text, form, bracket in ((opened, "prefix", "("), (closed, "postfix", ")")):
        assert f'<mo form="{form}" minsize="2.4em" maxsize="2.4em">{bracket}</mo>' in text


@pytest.mark.parametrize("measure", [60, 20, 12, 6])
def test_no_line_is_wider_than_the_measure(measure: float) -> None:
    found = lines(LONG, measure)
    assert all(width(line) <= measure for line in found)
    assert " ".join(write(line, "unicode") for line in found) == write(LONG, "unicode")


def test_a_side_that_is_broken_has_its_lines_to_itself() -> None:
    found = [write(line, "unicode") for line in lines(LONG, 12)]
    assert found == [
        "∂E/∂w_11",
        "= ∂E/∂z · ∂z/∂s · ∂s/∂y_1 · dy_1/du_1 · ∂u_1/∂w_11",
        "= (z − t) · z(1 − z) · v_1",
        "· y_1(1 − y_1) · x_1",
        "= b_1 + w_11 x_1 + w_12 x_2 − t",
    ]


def test_what_cannot_be_broken_is_one_line_however_wide() -> None:
    node = layout((z - t + u) / (1 + u))
    assert lines(node, 1) == (node,)
