"""Matrix expressions: bold names, products, transposes, ⊙, functions element by element, in every format."""

from __future__ import annotations

from typing import Self
from xml.etree import ElementTree as ET

import pytest
import sympy as sp
from sympy import Integer, Rational

from symbackprop.calculus.partial import Partial
from symbackprop.network.functions import unspecified_function
from symbackprop.network.heads import sigmoid
from symbackprop.network.names import name, names
from symbackprop.notation import WRITERS, Notation, layout, lines, pieces, width, write
from symbackprop.notation.tree import Row


class MatrixName(sp.Expr):
    def __new__(cls, text: str) -> Self:
        return super().__new__(cls, sp.Symbol(text))


class Ones(sp.Expr): ...


class Transposed(sp.Expr): ...


class MatrixProduct(sp.Expr): ...


class Outer(sp.Expr): ...


class Hadamard(sp.Expr): ...


class Elementwise(sp.Expr): ...


class Scaled(sp.Expr): ...


class MatrixSum(sp.Expr): ...


E, eta, lam = names("E eta lambda")
N = sp.Symbol("N", integer=True, positive=True)
W, X, Y, b, x, y = map(MatrixName, "WXYbxy")
D, delta, delta_2, W_Q = map(MatrixName, ("Delta", "delta", "delta^(2)", "W_Q"))
W_1, W_2, b_1, u_1, y_1 = map(MatrixName, ("W^(1)", "W^(2)", "b^(1)", "u^(1)", "y^(1)"))
MINUS = Integer(-1)
BACK = Hadamard(MatrixProduct(Transposed(W_2), delta_2), Elementwise(sp.Symbol("g'"), u_1))
RIDGE = MatrixSum(W, Scaled(-eta, MatrixSum(Partial(E, W), Scaled(lam, W))))

FORMULAS = [
    (W, r"\mathbf{W}", "W", "W"),
    (x, r"\mathbf{x}", "x", "x"),
    (D, r"\boldsymbol{\Delta}", "Δ", "Delta"),
    (delta_2, r"\boldsymbol{\delta}^{(2)}", "δ⁽²⁾", "delta^(2)"),
    (MatrixName("W_Q^(1)"), r"\mathbf{W}_Q^{(1)}", "W_Q⁽¹⁾", "W_Q^(1)"),
    (MatrixName("loss"), r"\mathbf{loss}", "loss", "loss"),
    (MatrixName("50%"), r"\textbf{50\%}", "`50%`", "`50%`"),
    (Transposed(W), r"\mathbf{W}^{\mathsf{T}}", "Wᵀ", "W^T"),
    (Transposed(W_Q), r"\mathbf{W}_Q^{\mathsf{T}}", "W_Qᵀ", "W_Q^T"),
    (Transposed(W_2), r"(\mathbf{W}^{(2)})^{\mathsf{T}}", "(W⁽²⁾)ᵀ", "(W^(2))^T"),
    (Transposed(Transposed(W)), r"(\mathbf{W}^{\mathsf{T}})^{\mathsf{T}}", "(Wᵀ)ᵀ", "(W^T)^T"),
    (Transposed(MatrixProduct(W, X)), r"(\mathbf{W}\mathbf{X})^{\mathsf{T}}", "(W X)ᵀ", "(W @ X)^T"),
    (
        MatrixSum(MatrixProduct(W_1, x), b_1),
        r"\mathbf{W}^{(1)}\mathbf{x} + \mathbf{b}^{(1)}",
        "W⁽¹⁾ x + b⁽¹⁾",
        "W^(1) @ x + b^(1)",
    ),
    (MatrixProduct(MatrixSum(W, X), x), r"(\mathbf{W} + \mathbf{X})\mathbf{x}", "(W + X) x", "(W + X) @ x"),
    (MatrixProduct(MatrixProduct(W, X), x), r"\mathbf{W}\mathbf{X}\mathbf{x}", "W X x", "W @ X @ x"),
    (MatrixProduct(W, MatrixProduct(X, x)), r"\mathbf{W}(\mathbf{X}\mathbf{x})", "W (X x)", "W @ (X @ x)"),
    (MatrixProduct(Scaled(MINUS, W), x), r"-\mathbf{W}\mathbf{x}", "−W x", "-W @ x"),
    (
        BACK,
        r"\bigl((\mathbf{W}^{(2)})^{\mathsf{T}}\boldsymbol{\delta}^{(2)}\bigr) \odot g'(\mathbf{u}^{(1)})",
        "((W⁽²⁾)ᵀ δ⁽²⁾) ⊙ g′(u⁽¹⁾)",
        "((W^(2))^T @ delta^(2)) .* g'(u^(1))",
    ),
    (
        Hadamard(y_1, MatrixSum(Integer(1), Scaled(MINUS, y_1))),
        r"\mathbf{y}^{(1)} \odot (1 - \mathbf{y}^{(1)})",
        "y⁽¹⁾ ⊙ (1 − y⁽¹⁾)",
        "y^(1) .* (1 - y^(1))",
    ),
    (MatrixProduct(Hadamard(W, X), x), r"(\mathbf{W} \odot \mathbf{X})\mathbf{x}", "(W ⊙ X) x", "(W .* X) @ x"),
    (
        MatrixSum(Hadamard(W, X), Scaled(MINUS, Hadamard(Y, X))),
        r"\mathbf{W} \odot \mathbf{X} - \mathbf{Y} \odot \mathbf{X}",
        "W ⊙ X − Y ⊙ X",
        "W .* X - Y .* X",
    ),
    (MatrixSum(W, Scaled(MINUS, MatrixSum(X, Y))), None, "W − (X + Y)", "W - (X + Y)"),
    (Elementwise(sp.Symbol("g"), u_1), r"g(\mathbf{u}^{(1)})", "g(u⁽¹⁾)", "g(u^(1))"),
    (Elementwise(unspecified_function("g", 2), u_1), r"g''(\mathbf{u}^{(1)})", "g′′(u⁽¹⁾)", "g''(u^(1))"),
    (Elementwise(sp.Symbol("sigmoid"), u_1), r"\sigma(\mathbf{u}^{(1)})", "σ(u⁽¹⁾)", "sigmoid(u^(1))"),
    (Elementwise(sigmoid, u_1), r"\sigma(\mathbf{u}^{(1)})", "σ(u⁽¹⁾)", "sigmoid(u^(1))"),
    (Elementwise(sigmoid(name("s")), u_1), r"\sigma(\mathbf{u}^{(1)})", "σ(u⁽¹⁾)", "sigmoid(u^(1))"),
    (Elementwise(sp.Symbol("sigmoid'"), u_1), r"\sigma'(\mathbf{u}^{(1)})", "σ′(u⁽¹⁾)", "sigmoid'(u^(1))"),
    (Elementwise(sp.log, y), r"\log(\mathbf{y})", "log(y)", "log(y)"),
    (
        Elementwise(sp.tanh, MatrixSum(MatrixProduct(W, x), b)),
        r"\tanh(\mathbf{W}\mathbf{x} + \mathbf{b})",
        "tanh(W x + b)",
        "tanh(W @ x + b)",
    ),
    (
        Outer(delta_2, y_1),
        r"\boldsymbol{\delta}^{(2)}(\mathbf{y}^{(1)})^{\mathsf{T}}",
        "δ⁽²⁾ (y⁽¹⁾)ᵀ",
        "delta^(2) @ (y^(1))^T",
    ),
    (
        Scaled(1 / N, MatrixProduct(Transposed(delta), X)),
        r"\frac{1}{N}\;\boldsymbol{\delta}^{\mathsf{T}}\mathbf{X}",
        "1/N · δᵀ X",
        "1/N * delta^T @ X",
    ),
    (
        MatrixProduct(Transposed(Ones()), delta),
        r"\mathbf{1}^{\mathsf{T}}\boldsymbol{\delta}",
        "1ᵀ δ",
        "ones^T @ delta",
    ),
    (
        MatrixSum(MatrixProduct(X, Transposed(W)), Outer(Ones(), b)),
        r"\mathbf{X}\mathbf{W}^{\mathsf{T}} + \mathbf{1}\mathbf{b}^{\mathsf{T}}",
        "X Wᵀ + 1 bᵀ",
        "X @ W^T + ones @ b^T",
    ),
    (
        RIDGE,
        r"\mathbf{W} - \eta\,\left(\frac{\partial E}{\partial \mathbf{W}} + \lambda\,\mathbf{W}\right)",
        "W − η (∂E/∂W + λ W)",
        "W - eta*(dE/dW + lambda*W)",
    ),
    (Scaled(Integer(2), W), r"2\mathbf{W}", "2W", "2*W"),
    (Scaled(Integer(1), W), r"\mathbf{W}", "W", "W"),
    (Scaled(1 - eta, W), r"(1 - \eta)\,\mathbf{W}", "(1 − η) W", "(1 - eta)*W"),
    (Scaled(Rational(-1, 2), Hadamard(W, X)), None, "−½(W ⊙ X)", "-1/2*(W .* X)"),
    (Partial(E, W_2), r"\frac{\partial E}{\partial \mathbf{W}^{(2)}}", "∂E/∂W⁽²⁾", "dE/dW^(2)"),
]


@pytest.mark.parametrize(("expression", "latex", "unicode", "ascii_text"), FORMULAS, ids=lambda row: str(row)[:40])
def test_a_matrix_expression_looks_the_same_thing_in_every_format(
    expression: sp.Basic, latex: str | None, unicode: str, ascii_text: str
) -> None:
    if latex is not None:
        assert write(expression, "latex") == latex
    assert write(expression, "unicode") == unicode
    assert write(expression, "ascii") == ascii_text


def test_a_matrix_is_bold_by_its_character_in_mathml() -> None:
    for text, shown in (("W", "𝐖"), ("x", "𝐱"), ("delta", "𝜹"), ("Delta", "𝜟"), ("loss", "𝐥𝐨𝐬𝐬")):
        assert write(MatrixName(text), "mathml-inline") == f"<math><mi>{shown}</mi></math>"
    assert write(Transposed(Ones()), "mathml-inline") == "<math><msup><mi>𝟏</mi><mi>𝖳</mi></msup></math>"


@pytest.mark.parametrize("row", FORMULAS, ids=lambda row: str(row[0])[:40])
def test_a_matrix_expression_is_well_formed_and_has_a_width(row: tuple[sp.Basic, ...]) -> None:
    root = ET.fromstring(write(row[0], "mathml"))
    for element in root.iter("mo"):
        if element.text in ("⊙", "−", "+"):
            assert element.get("form") in ("infix", "prefix")
    assert width(layout(row[0])) > 0


def test_a_matrix_has_the_role_and_a_function_the_letter_that_the_author_chose() -> None:
    style = Notation(palette={"delta^(2)": "db"}, activations={"sigmoid": "g"})
    assert write(Transposed(delta_2), "latex", style).startswith(r"(\mathcolor{db}{\boldsymbol{\delta}^{(2)}})^")
    assert write(Elementwise(sp.Symbol("sigmoid'"), u_1), "unicode", style) == "g′(u⁽¹⁾)"


@pytest.mark.parametrize("form", WRITERS)
def test_products_of_different_kinds_are_not_written_alike(form: str) -> None:
    shared = [
        MatrixProduct(W, X),
        Hadamard(W, X),
        MatrixSum(W, X),
        Transposed(MatrixProduct(W, X)),
        MatrixProduct(Transposed(W), X),
        MatrixProduct(W, Transposed(X)),
        Scaled(Integer(2), W),
        Outer(X, W),
        Hadamard(MatrixProduct(W, X), Y),
        MatrixProduct(W, Hadamard(X, Y)),
        MatrixProduct(W, X, Y),
        Elementwise(sp.Symbol("g"), W),
    ]
    assert len({write(expression, form) for expression in shared}) == len(shared)


@pytest.mark.parametrize("form", ["unicode", "ascii"])
@pytest.mark.parametrize("expression", [BACK, RIDGE, MatrixProduct(W, X, Y), Scaled(-eta, BACK)])
def test_the_pieces_of_a_matrix_expression_side_by_side_are_the_whole(expression: sp.Basic, form: str) -> None:
    node = layout(expression)
    assert write(Row(pieces(node)), form) == write(node, form)


def test_a_long_product_breaks_before_its_signs() -> None:
    long = MatrixSum(Hadamard(MatrixProduct(Transposed(W_2), delta_2), y_1), Outer(delta_2, y_1), b_1)
    assert [write(line, "unicode") for line in lines(layout(long), 7)] == [
        "((W⁽²⁾)ᵀ δ⁽²⁾)",
        "⊙ y⁽¹⁾",
        "+ δ⁽²⁾ (y⁽¹⁾)ᵀ",
        "+ b⁽¹⁾",
    ]
    assert write(lines(layout(BACK), 7)[1], "latex") == r"{} \odot g'(\mathbf{u}^{(1)})"
