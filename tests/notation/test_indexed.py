"""Networks of any size: names with layers, indices, sums over indices, second derivatives, in every format."""

from __future__ import annotations

import re

import pytest
import sympy as sp
from sympy import KroneckerDelta, Max, Min, Mul, Sum, exp, log

from symbackprop.calculus.partial import Partial
from symbackprop.network.functions import unspecified_function
from symbackprop.network.indices import array, index, size
from symbackprop.network.names import name, names
from symbackprop.notation import WRITERS, Notation, layout, write

c, d, e, i, j, k, q, p = map(index, "cdeijkqp")
K, N, m, n = map(size, "KNmn")
E, eta, mu, u_1, v_1, w_11, y_1 = names("E eta mu u_1 v_1 w_11 y_1")
a, b, delta, s, t, u, v, w, x, y, z = map(array, ("a", "b", "delta", *"stuvwxyz"))
b_2, delta_2, W_1, W_2, y_layer, prob = map(array, ("b^(2)", "delta^(2)", "W^(1)", "W^(2)", "y^(1)", "p"))
g, slope = unspecified_function("g"), unspecified_function("g", 1)
RAISED = Notation(raised=frozenset({"E", "y", "y^(1)", "delta_out"}), item="p")
CONVOLVED = (k, Max(1, q - m + 1), Min(K, q))


def given(*factors: sp.Expr) -> sp.Expr:
    """Returns a product that was put together by hand."""
    return Mul(*factors, evaluate=False)


BACK = Sum(delta_2[k] * W_2[k, j], (k, 1, K))
TWICE = Partial(Partial(E, w_11), v_1)

NAMES = [
    (name("W^(2)"), "W^{(2)}", "W⁽²⁾", "W^(2)"),
    (name("W_Q^(1)"), "W_Q^{(1)}", "W_Q⁽¹⁾", "W_Q^(1)"),
    (name("delta_h^(3)"), r"\delta_h^{(3)}", "δ_h⁽³⁾", "delta_h^(3)"),
    (name("h^(10)"), "h^{(10)}", "h⁽¹⁰⁾", "h^(10)"),
    (name("u^(l)"), "u^{(l)}", "u^(l)", "u^(l)"),
    (name("y^(l-1)"), "y^{(l - 1)}", "y^(l − 1)", "`y^(l-1)`"),
    (name("W^(2,h)"), "W^{(2,h)}", "W^(2,h)", "`W^(2,h)`"),
    (name("W^(out)"), r"W^{(\mathrm{out})}", "W^(out)", "W^(out)"),
    (name("δ^(λ)"), r"\delta^{(\lambda)}", "δ^(λ)", "delta^(lambda)"),
    (name("g^(2)'"), r"g^{\prime(2)}", "g⁽²⁾′", "g^(2)'"),
    (name("sigma^2"), r"\text{sigma\textasciicircum{}2}", "`sigma^2`", "`sigma^2`"),
    (name("W^(2)") ** 2, "(W^{(2)})^2", "(W⁽²⁾)²", "(W^(2))^2"),
]

ENTRIES = [
    (w[j, i], "w_{ji}", "w_ji", "w[j, i]"),
    (w[1, 2], "w_{12}", "w_12", "w[1, 2]"),
    (w[1, 12], "w_{1,12}", "w[1,12]", "w[1, 12]"),
    (x[i + k - 1], "x_{i + k - 1}", "x[i + k − 1]", "x[i + k - 1]"),
    (w[c, i + k - 1], "w_{c,i + k - 1}", "w[c,i + k − 1]", "w[c, i + k - 1]"),
    (y[q - k + 1], "y_{q - k + 1}", "y[q − k + 1]", "y[q - k + 1]"),
    (W_2[k, j], "W_{kj}^{(2)}", "W⁽²⁾_kj", "W^(2)[k, j]"),
    (array("delta^(2)")[k], r"\delta_k^{(2)}", "δ⁽²⁾_k", "delta^(2)[k]"),
    (array("W_Q^(1)")[e, d], "W_{Q,ed}^{(1)}", "W_Q⁽¹⁾[e,d]", "W_Q^(1)[e, d]"),
    (array("delta_out")[k], r"\delta_{\mathrm{out},k}", "δ_out[k]", "delta_out[k]"),
    (y_layer[j] ** 2, "(y_j^{(1)})^2", "(y⁽¹⁾_j)²", "(y^(1)[j])^2"),
    (delta[k] ** 2, r"\delta_k^2", "δ_k²", "delta[k]^2"),
    (array("y'")[j] ** 2, "(y'_j)^2", "(y′_j)²", "(y'[j])^2"),
]

ITEMS = [
    (array("E")[p], "E^{(p)}", "E^(p)", "E[p]"),
    (y[p, j], "y_j^{(p)}", "y^(p)_j", "y[p, j]"),
    (y[p, j] ** 2, "(y_j^{(p)})^2", "(y^(p)_j)²", "(y[p, j])^2"),
    (y_layer[p, j], "y_{pj}^{(1)}", "y⁽¹⁾_pj", "y^(1)[p, j]"),
    (array("delta_out")[p, k], r"\delta_{\mathrm{out},k}^{(p)}", "δ_out^(p)[k]", "delta_out[p, k]"),
    (Partial(array("E")[p], w[j, i]), r"\frac{\partial E^{(p)}}{\partial w_{ji}}", "∂E^(p)/∂w_ji", "dE[p]/dw[j, i]"),
]

SUMS = [
    (
        BACK,
        r"\sum_{k=1}^K \delta_k^{(2)}\,W_{kj}^{(2)}",
        "Σ_(k=1..K) δ⁽²⁾_k W⁽²⁾_kj",
        "Sum(delta^(2)[k]*W^(2)[k, j], (k, 1, K))",
    ),
    (
        BACK * y_layer[j] * (1 - y_layer[j]) * x[i],
        r"\left(\sum_{k=1}^K \delta_k^{(2)}\,W_{kj}^{(2)}\right)\;y_j^{(1)}(1 - y_j^{(1)})\;x_i",
        "(Σ_(k=1..K) δ⁽²⁾_k W⁽²⁾_kj) y⁽¹⁾_j(1 − y⁽¹⁾_j) x_i",
        "(Sum(delta^(2)[k]*W^(2)[k, j], (k, 1, K)))*y^(1)[j]*(1 - y^(1)[j])*x[i]",
    ),
    (
        given(Sum(delta[k] * v[k, j], (k, 1, K)), slope(u[j])),
        r"\left(\sum_{k=1}^K \delta_k\,v_{kj}\right)\;g'(u_j)",
        "(Σ_(k=1..K) δ_k v_kj) g′(u_j)",
        "(Sum(delta[k]*v[k, j], (k, 1, K)))*g'(u[j])",
    ),
    (
        Sum(delta[q - k + 1] * w[k], CONVOLVED),
        r"\sum_{k=\max(1, q - m + 1)}^{\min(K, q)} \delta_{q - k + 1}\,w_k",
        "Σ_(k=max(1, q − m + 1)..min(K, q)) δ[q − k + 1] w_k",
        "Sum(delta[q - k + 1]*w[k], (k, max(1, q - m + 1), min(K, q)))",
    ),
    (
        b_2[k] + Sum(W_2[k, j] * y_layer[j], (j, 1, 784)),
        r"b_k^{(2)} + \sum_{j=1}^{784} W_{kj}^{(2)}\,y_j^{(1)}",
        "b⁽²⁾_k + Σ_(j=1..784) W⁽²⁾_kj y⁽¹⁾_j",
        "b^(2)[k] + Sum(W^(2)[k, j]*y^(1)[j], (j, 1, 784))",
    ),
    (
        Sum((z[p, k] - t[p, k]) ** 2, (k, 1, 10), (p, 1, N)) / (2 * N),
        r"\frac{1}{2N}\sum_{p=1}^N \sum_{k=1}^{10} (z_{pk} - t_{pk})^2",
        "1/(2N) Σ_(p=1..N) Σ_(k=1..10) (z_pk − t_pk)²",
        "1/(2*N)*Sum(Sum((z[p, k] - t[p, k])^2, (k, 1, 10)), (p, 1, N))",
    ),
    (
        Sum(W_1[j, i] * BACK, (j, 1, m)),
        r"\sum_{j=1}^m W_{ji}^{(1)}\sum_{k=1}^K \delta_k^{(2)}\,W_{kj}^{(2)}",
        "Σ_(j=1..m) W⁽¹⁾_ji Σ_(k=1..K) δ⁽²⁾_k W⁽²⁾_kj",
        "Sum(W^(1)[j, i]*Sum(delta^(2)[k]*W^(2)[k, j], (k, 1, K)), (j, 1, m))",
    ),
    (
        -Sum(t[k] * log(z[k]), (k, 1, K)),
        r"-\sum_{k=1}^K t_k\log(z_k)",
        "−Σ_(k=1..K) t_k log(z_k)",
        "-Sum(t[k]*log(z[k]), (k, 1, K))",
    ),
    (
        exp(a[k]) / Sum(exp(a[q]), (q, 1, K)),
        r"\frac{e^{a_k}}{\sum_{q=1}^K e^{a_q}}",
        "e^a_k/(Σ_(q=1..K) e^a_q)",
        "exp(a[k])/(Sum(exp(a[q]), (q, 1, K)))",
    ),
    (
        prob[k] * (KroneckerDelta(k, j) - prob[j]),
        r"p_k\,\bigl([j = k] - p_j\bigr)",
        "p_k ([j = k] − p_j)",
        "p[k]*([j = k] - p[j])",
    ),
]

PARTIALS = [
    (Partial(E, W_2[k, j]), r"\frac{\partial E}{\partial W_{kj}^{(2)}}", "∂E/∂W⁽²⁾_kj", "dE/dW^(2)[k, j]"),
    (Partial(prob[k], a[j]), r"\frac{\partial p_k}{\partial a_j}", "∂p_k/∂a_j", "dp[k]/da[j]"),
    (
        given(Sum(given(Partial(E, s[k]), Partial(s[k], y[j])), (k, 1, K)), Partial(y[j], u[j])),
        (
            r"\left(\sum_{k=1}^K \frac{\partial E}{\partial s_k}\;\frac{\partial s_k}{\partial y_j}\right)"
            r"\;\frac{\partial y_j}{\partial u_j}"
        ),
        "(Σ_(k=1..K) ∂E/∂s_k · ∂s_k/∂y_j) · ∂y_j/∂u_j",
        "(Sum(dE/ds[k] * ds[k]/dy[j], (k, 1, K))) * dy[j]/du[j]",
    ),
    (TWICE, r"\frac{\partial^2E}{\partial v_1\,\partial w_{11}}", "∂²E/(∂v_1 ∂w_11)", "d^2E/(dv_1 dw_11)"),
    (Partial(Partial(E, w_11), w_11), r"\frac{\partial^2E}{\partial w_{11}^2}", "∂²E/∂w_11²", "d^2E/dw_11^2"),
    (
        Partial(Partial(E, W_2[k, j]), W_2[k, j]),
        r"\frac{\partial^2E}{\partial (W_{kj}^{(2)})^2}",
        "∂²E/∂(W⁽²⁾_kj)²",
        "d^2E/d(W^(2)[k, j])^2",
    ),
    (
        Partial(Partial(Partial(E, w_11), v_1), v_1),
        r"\frac{\partial^3E}{\partial v_1^2\,\partial w_{11}}",
        "∂³E/(∂v_1² ∂w_11)",
        "d^3E/(dv_1^2 dw_11)",
    ),
    (Partial(Partial(g(u_1), u_1), u_1), "g''(u_1)", "g′′(u_1)", "d^2g(u_1)/du_1^2"),
    (
        Partial(Partial(E, w_11, u_1), v_1),
        r"\frac{\partial \left(\frac{\partial E}{\partial w_{11}}\right)_{u_1}}{\partial v_1}",
        "∂((∂E/∂w_11)_(u_1))/∂v_1",
        "d(dE/dw_11|u_1)/dv_1",
    ),
    (eta * TWICE, None, "η ∂²E/(∂v_1 ∂w_11)", "eta*d^2E/(dv_1 dw_11)"),
    (2 * TWICE, None, "2 ∂²E/(∂v_1 ∂w_11)", "2*d^2E/(dv_1 dw_11)"),
    (TWICE**2, None, "(∂²E/(∂v_1 ∂w_11))²", "(d^2E/(dv_1 dw_11))^2"),
]

FORMULAS = [*NAMES, *ENTRIES, *ITEMS, *SUMS, *PARTIALS]


@pytest.mark.parametrize(("expression", "latex", "unicode", "ascii_text"), FORMULAS, ids=lambda row: str(row)[:40])
def test_an_indexed_formula_looks_the_same_thing_in_every_format(
    expression: sp.Basic, latex: str | None, unicode: str, ascii_text: str
) -> None:
    if latex is not None:
        assert write(expression, "latex", RAISED) == latex
    assert write(expression, "unicode", RAISED) == unicode
    assert write(expression, "ascii", RAISED) == ascii_text


def test_the_derivative_of_a_quantity_of_one_variable_has_an_upright_d_in_every_order() -> None:
    style = Notation(ordinary=frozenset({"y_1", "y"}))
    assert write(Partial(Partial(y_1, u_1), u_1), "latex", style) == r"\frac{\mathrm{d}^2y_1}{\mathrm{d}u_1^2}"
    assert write(Partial(y[j], u[j]), "unicode", style) == "dy_j/du_j"


@pytest.mark.parametrize("row", FORMULAS, ids=lambda row: str(row[0])[:40])
def test_no_base_has_two_superscripts_or_two_subscripts_in_latex(row: tuple[sp.Basic, ...]) -> None:
    for power in (row[0], row[0] ** 3, sp.Symbol("q") ** row[0]):
        text = write(power, "latex", RAISED)
        script = r"(?:\{(?:[^{}]|\{[^{}]*\})*\}|[A-Za-z0-9])"
        assert not re.search(rf"\^{script}'*\^|_{script}'*_|\^{script}_{script}\^|'+(_{script})?\^", text)


@pytest.mark.parametrize("form", WRITERS)
def test_no_two_names_with_layers_are_written_alike(form: str) -> None:
    distinct = [
        *names("W W^(2) W_2 W^2 W_2^(2) W^(22) W^(2)' W'^(2) W_^(2) W^((2)) W(2) w^(2)"),
        *(array(text)[k, j] for text in ("W", "W^(2)", "W_2", "W_2^(2)", "W^(22)")),
        W_2[j, k],
        W_2[k],
    ]
    assert len({write(quantity, form) for quantity in distinct}) == len(distinct)


def test_without_a_letter_for_the_item_the_first_index_is_raised_whatever_it_is() -> None:
    style = Notation(raised=frozenset({"E"}))
    assert write(array("E")[k], "latex", style) == "E^{(k)}"
    assert write(array("E")[1], "unicode", style) == "E⁽¹⁾"


def test_a_quantity_with_a_layer_has_the_role_of_its_name() -> None:
    style = Notation(palette={"delta^(2)": "db"})
    assert write(delta_2[k], "latex", style) == r"\mathcolor{db}{\delta_k^{(2)}}"
    assert write(delta[k], "latex", style) == r"\delta_k"


def test_the_layout_of_what_is_laid_out_is_no_other() -> None:
    node = layout(BACK, RAISED)
    assert write(node, "unicode") == write(BACK, "unicode")
