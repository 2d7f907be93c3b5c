"""The look of every kind of formula, format by format."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import sympy as sp
from sympy import Abs, Max, Min, Mul, Piecewise, Pow, Rational, Sum, erf, exp, log, sqrt, tanh

from symbackprop.calculus.partial import Partial
from symbackprop.errors import UnknownName
from symbackprop.network.functions import unspecified_function
from symbackprop.network.heads import sigmoid
from symbackprop.network.names import name, names
from symbackprop.notation import Notation, assignment, definition, equation, layout, led_by, write, writer

if TYPE_CHECKING:
    from symbackprop.notation.tree import Node

x_1, x_2, t, w_11, w_12, b_1, v_1, u_1, y_1, s, z, E, u = names("x_1 x_2 t w_11 w_12 b_1 v_1 u_1 y_1 s z E u")
delta_out, delta_1, eta, E_all, w = names("delta_out delta_1 eta E_all w")
i, j, k, n, p, N = sp.symbols("i j k n p N", integer=True)
g = unspecified_function("g")
slope = unspecified_function("g", 1)
STYLE = Notation(ordinary=frozenset({"y_1"}), raised=frozenset({"E"}))


def given(*factors: sp.Expr) -> sp.Expr:
    """Returns a product that was put together by hand."""
    return Mul(*factors, evaluate=False)


PARTIALS = given(Partial(E, z), Partial(z, s), Partial(s, y_1), Partial(y_1, u_1), Partial(u_1, w_11))
STEP = given(z - t, z * (1 - z), v_1, y_1 * (1 - y_1), x_1)
ENTRIES = sp.IndexedBase("delta")[k] * sp.IndexedBase("w")[k, j]
ITEM = sp.IndexedBase("E")[p]

FORMULAS = [
    (z - t, "z - t", "z − t", "z - t"),
    (1 - y_1**2, "1 - y_1^2", "1 − y_1²", "1 - y_1^2"),
    (
        b_1 + w_11 * x_1 + w_12 * x_2,
        "b_1 + w_{11}x_1 + w_{12}x_2",
        "b_1 + w_11 x_1 + w_12 x_2",
        "b_1 + w_11*x_1 + w_12*x_2",
    ),
    ((z - t) ** 2 / 2, r"\tfrac{1}{2}(z - t)^2", "½(z − t)²", "1/2*(z - t)^2"),
    ((z - t) / (z * (1 - z)), r"\frac{z - t}{z(1 - z)}", "(z − t)/(z(1 − z))", "(z - t)/(z*(1 - z))"),
    (
        delta_out * v_1 * y_1 * (1 - y_1),
        r"\delta_{\mathrm{out}}\;v_1\;y_1(1 - y_1)",
        "δ_out v_1 y_1(1 − y_1)",
        "delta_out*v_1*y_1*(1 - y_1)",
    ),
    (delta_1 * x_1, r"\delta_1\,x_1", "δ_1 x_1", "delta_1*x_1"),
    (
        STEP,
        r"(z - t)\;z(1 - z)\;v_1\;y_1(1 - y_1)\;x_1",
        "(z − t) · z(1 − z) · v_1 · y_1(1 − y_1) · x_1",
        "(z - t) * z*(1 - z) * v_1 * y_1*(1 - y_1) * x_1",
    ),
    (
        PARTIALS,
        (
            r"\frac{\partial E}{\partial z}\;\frac{\partial z}{\partial s}\;\frac{\partial s}{\partial y_1}"
            r"\;\frac{\mathrm{d}y_1}{\mathrm{d}u_1}\;\frac{\partial u_1}{\partial w_{11}}"
        ),
        "∂E/∂z · ∂z/∂s · ∂s/∂y_1 · dy_1/du_1 · ∂u_1/∂w_11",
        "dE/dz * dz/ds * ds/dy_1 * dy_1/du_1 * du_1/dw_11",
    ),
    (
        Partial(E, w_11, v_1),
        r"\left(\frac{\partial E}{\partial w_{11}}\right)_{v_1}",
        "(∂E/∂w_11)_(v_1)",
        "dE/dw_11|v_1",
    ),
    (
        w - eta * Partial(E_all, w),
        r"w - \eta\,\frac{\partial E_{\mathrm{all}}}{\partial w}",
        "w − η ∂E_all/∂w",
        "w - eta*dE_all/dw",
    ),
    (Sum(ITEM, (p, 1, N)), "\\sum_{p=1}^N E^{(p)}", "Σ_(p=1..N) E^(p)", "Sum(E[p], (p, 1, N))"),
    (
        Sum(ENTRIES, (k, 1, n)) * slope(u),
        r"\left(\sum_{k=1}^n \delta_k\,w_{kj}\right)\;g'(u)",
        "(Σ_(k=1..n) δ_k w_kj) g′(u)",
        "(Sum(delta[k]*w[k, j], (k, 1, n)))*g'(u)",
    ),
    (given(1 / N, Sum(ITEM, (p, 1, N))), None, "1/N Σ_(p=1..N) E^(p)", "1/N*Sum(E[p], (p, 1, N))"),
    (exp(-u) / (1 + exp(-u)) ** 2, r"\frac{e^{-u}}{(1 + e^{-u})^2}", "e^(−u)/(1 + e^(−u))²", "exp(-u)/(1 + exp(-u))^2"),
    (exp(-(u**2) / 2), "e^{-u^2/2}", "e^(−u²/2)", "exp(-u^2/2)"),
    (exp(1 / (1 + u)), r"\exp\left(\frac{1}{1 + u}\right)", "exp(1/(1 + u))", "exp(1/(1 + u))"),
    (exp(Min(s, 0) - Abs(s)), r"e^{\min(s, 0) - \lvert s\rvert}", "e^(min(s, 0) − |s|)", "exp(min(s, 0) - abs(s))"),
    (
        -t * log(z) - (1 - t) * log(1 - z),
        r"-t\log z - (1 - t)\log(1 - z)",
        "−t log(z) − (1 − t) log(1 − z)",
        "-t*log(z) - (1 - t)*log(1 - z)",
    ),
    (
        Max(u, 0) + Min(u, 0) / 100,
        r"\max(u, 0) + \tfrac{1}{100}\min(u, 0)",
        "max(u, 0) + (1/100) min(u, 0)",
        "max(u, 0) + 1/100*min(u, 0)",
    ),
    (
        Piecewise((1, u > 0), (0, True)),
        r"\begin{cases} 1 & \text{if } u > 0 \\ 0 & \text{otherwise} \end{cases}",
        "{1 if u > 0, 0 otherwise}",
        "if(u > 0, 1, 0)",
    ),
    (
        sigmoid(s) * (1 - sigmoid(s)),
        r"\sigma(s)\,\bigl(1 - \sigma(s)\bigr)",
        "σ(s) (1 − σ(s))",
        "sigmoid(s)*(1 - sigmoid(s))",
    ),
    (tanh(s) ** 2, r"\tanh^2(s)", "tanh²(s)", "tanh(s)^2"),
    (g(s) ** 2, "g(s)^2", "g(s)²", "g(s)^2"),
    (erf(u), r"\operatorname{erf}(u)", "erf(u)", "erf(u)"),
    (sp.sign(u), r"\operatorname{sign}(u)", "sign(u)", "sign(u)"),
    (sp.Heaviside(u), r"\operatorname{heaviside}(u)", "heaviside(u)", "heaviside(u)"),
    (sqrt(1 + u), r"\sqrt{1 + u}", "√(1 + u)", "sqrt(1 + u)"),
    (u ** Rational(1, 3), r"\sqrt[3]{u}", "³√u", "u^(1/3)"),
    (u ** Rational(3, 2), "u^{3/2}", "u^(3/2)", "u^(3/2)"),
    (Pow(10, -300, evaluate=False), "10^{-300}", "10^(−300)", "10^(-300)"),
    (sp.Float("2.5e-20"), r"2.5 \cdot 10^{-20}", "2.5 · 10^(−20)", "2.5*10^(-20)"),
    (sp.KroneckerDelta(i, j), "[i = j]", "[i = j]", "[i = j]"),
    (Partial(E, w_11) ** 2, None, "(∂E/∂w_11)²", "(dE/dw_11)^2"),
    (name("dx") / name("dt"), None, "dx/dt", "(dx)/(dt)"),
    (ITEM**2, "(E^{(p)})^2", "(E^(p))²", "(E[p])^2"),
    (given(-1, z - t), "-(z - t)", "−(z − t)", "-(z - t)"),
    (given(x_1, -1), r"x_1\;(-1)", "x_1 · (−1)", "x_1 * (-1)"),
    (given(2, 3), r"2 \cdot 3", "2 · 3", "2*3"),
    (sp.Ge(u, 0), r"u \ge 0", "u ≥ 0", "u >= 0"),
]


@pytest.mark.parametrize(("expression", "latex", "unicode", "ascii_text"), FORMULAS, ids=lambda row: str(row)[:40])
def test_a_formula_looks_the_same_thing_in_every_format(
    expression: sp.Basic, latex: str | None, unicode: str, ascii_text: str
) -> None:
    if latex is not None:
        assert write(expression, "latex", STYLE) == latex
    assert write(expression, "unicode", STYLE) == unicode
    assert write(expression, "ascii", STYLE) == ascii_text


RELATIONS = [
    (definition(delta_1, Partial(E, u_1)), r"\delta_1 \mathrel{:=} \frac{\partial E}{\partial u_1}", "δ_1 ≔ ∂E/∂u_1"),
    (assignment(w, w - eta), r"w \leftarrow w - \eta", "w ← w − η"),
    (equation(E, z, s), "E = z = s", "E = z = s"),
    (led_by("=", delta_1 * x_1), r"= \delta_1\,x_1", "= δ_1 x_1"),
]


@pytest.mark.parametrize(("node", "latex", "unicode"), RELATIONS)
def test_sides_are_joined_by_the_sign_of_their_relation(node: Node, latex: str, unicode: str) -> None:
    assert write(node, "latex") == latex
    assert write(node, "unicode") == unicode


def test_the_dots_between_factors_are_the_authors_choice() -> None:
    assert write(given(z - t, z * (1 - z)), "unicode", Notation(products="close")) == "(z − t) z(1 − z)"
    assert write(delta_1 * x_1, "unicode", Notation(products="dotted")) == "δ_1 · x_1"
    assert write(delta_1 * x_1, "ascii", Notation(products="dotted")) == "delta_1 * x_1"


def test_a_known_function_is_written_with_the_letter_chosen_for_it_and_no_other_is() -> None:
    chosen = Notation(activations={"sigmoid": "g"})
    assert write(sigmoid(s) + tanh(s), "unicode", chosen) == "g(s) + tanh(s)"


def test_a_role_is_painted_in_every_format_that_has_colours() -> None:
    style = Notation(palette={"delta_1": "db", "delta_out": "da"})
    indexed = sp.IndexedBase("delta_out")[p]
    assert write(delta_1, "latex", style) == r"\mathcolor{db}{\delta_1}"
    assert '<mrow class="db">' in write(delta_1, "mathml", style)
    assert '<mrow class="da">' in write(indexed, "mathml", style)
    assert write(delta_1, "ascii", style) == "delta_1"


def test_a_document_may_paint_with_macros_and_a_terminal_with_codes() -> None:
    macros = writer("latex").painted(lambda role, _text: f"\\{role}")
    node = layout(delta_1 * x_1, Notation(palette={"delta_1": "deltaone"}))
    assert macros.formula(node) == r"\deltaone\,x_1"


def test_an_unknown_format_is_refused_with_the_formats_there_are() -> None:
    with pytest.raises(UnknownName, match=r"available .*latex, mathml, mathml-inline, unicode, ascii"):
        write(x_1, "latx")
