"""Breaking and widths: pieces make up the formula, lines fit, estimates agree with TeX."""

from __future__ import annotations

import pytest
import sympy as sp
from sympy import Mul, Sum, exp, tanh

from symbackprop.calculus.partial import Partial
from symbackprop.network.heads import sigmoid
from symbackprop.network.names import names
from symbackprop.notation import Notation, equation, layout, lines, pieces, width, write
from symbackprop.notation.tree import Node, Row

x_1, t, b_1, w_11, w_12, x_2, v_1, u_1, y_1, s, z, E, u = names("x_1 t b_1 w_11 w_12 x_2 v_1 u_1 y_1 s z E u")
delta_out, eta, E_all = names("delta_out eta E_all")
p, N, i, n, j = sp.symbols("p N i n j", integer=True)
STYLE = Notation(ordinary=frozenset({"y_1"}), raised=frozenset({"E"}))
PARTIALS = Mul(Partial(E, z), Partial(z, s), Partial(s, y_1), Partial(y_1, u_1), Partial(u_1, w_11), evaluate=False)
STEP = Mul(z - t, z * (1 - z), v_1, y_1 * (1 - y_1), x_1, evaluate=False)
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
]


@pytest.mark.parametrize(("expression", "measured"), MEASURED, ids=lambda row: str(row)[:40])
def test_the_width_of_a_formula_is_known_to_a_tenth_without_tex(expression: sp.Basic, measured: float) -> None:
    assert width(layout(expression, STYLE)) == pytest.approx(measured, rel=0.1)


@pytest.mark.parametrize("expression", [LONG, STEP, PARTIALS, z - t - u, -z * t - u, 2 * z * (1 - z) * t])
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


def test_nothing_breaks_inside_a_fraction_or_a_bracket() -> None:
    for expression in ((z - t) / (1 + u), (1 - z) ** 2, exp(z - t), sp.Abs(z - t)):
        assert pieces(layout(expression)) == (layout(expression),)


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
