"""Formulas about networks of any size mean what they say: elements, sums over indices, Kronecker deltas."""

from __future__ import annotations

import pytest
import sympy as sp
from indexed_networks import NETWORKS
from sympy import KroneckerDelta, Max, Min, Sum

from symbackprop.answers import vocabulary
from symbackprop.answers.parser import parse
from symbackprop.calculus import Partial
from symbackprop.errors import FormulaError
from symbackprop.network import Equation, Network, mlp, name
from symbackprop.network.indices import array, index, size

i, j, k, p, q = map(index, "ijkpq")
K, m, n = map(size, "Kmn")
b, c, s, t, u, v, w, x, y, z = map(array, "bcstuvwxyz")
delta, delta_out = map(array, ["delta", "delta_out"])
E = name("E")
W_1, W_2, delta_1, u_2 = map(array, ["W^(1)", "W^(2)", "delta^(1)", "u^(2)"])

SHALLOW = vocabulary(NETWORKS["two layers"][0]())
DEEP = vocabulary(mlp(["n", "m", "l", 3]))
CONCRETE = vocabulary(mlp([2, 12, 3]))


def read(text: str, words: object = SHALLOW) -> sp.Expr:
    (side,) = parse(text, words)
    return side


def rebuilt(expression: sp.Expr) -> sp.Expr:
    return expression.func(*map(rebuilt, expression.args)) if expression.args else expression


MEANINGS = [
    ("w[j, i]", w[j, i]),
    ("w_ji", w[j, i]),
    ("w_j_i", w[j, i]),
    ("w_qr", w[q, index("r")]),
    ("delta[j] x[i]", delta[j] * x[i]),
    ("δ_j x_i", delta[j] * x[i]),
    ("delta_out_k", delta_out[k]),
    ("delta_out[k]*v[k, j]", delta_out[k] * v[k, j]),
    ("z[k]*(1 - z[k])", z[k] * (1 - z[k])),
    ("Sum(v[k, j]*y[j], (j, 1, m))", Sum(v[k, j] * y[j], (j, 1, m))),
    ("sum(v[k, j]*y[j], j=1..m)", Sum(v[k, j] * y[j], (j, 1, m))),
    ("sum(v[k, j]*y[j], j = 1 .. m)", Sum(v[k, j] * y[j], (j, 1, m))),
    ("sum(v_kj y_j, j)", Sum(v[k, j] * y[j], (j, 1, m))),
    ("Sum(v_kj y_j, (j, 1, m))", Sum(v[k, j] * y[j], (j, 1, m))),
    ("Σ_(j=1..m) v_kj y_j", Sum(v[k, j] * y[j], (j, 1, m))),
    ("∑_(j=1…m) v_kj y_j", Sum(v[k, j] * y[j], (j, 1, m))),
    ("Σ_j v_kj y_j", Sum(v[k, j] * y[j], (j, 1, m))),
    ("Σ_j v_kj y_j + c_k", Sum(v[k, j] * y[j], (j, 1, m)) + c[k]),
    ("2/m Σ_j y_j", 2 / m * Sum(y[j], (j, 1, m))),
    ("sum(sum(w[j, i], i=1..n), j=1..m)", Sum(w[j, i], (i, 1, n), (j, 1, m))),
    ("sum(w[j, i], i=1..n, j=1..m)", Sum(w[j, i], (i, 1, n), (j, 1, m))),
    ("sum(y[j], j=2..m)", Sum(y[j], (j, 2, m))),
    ("sum(y[j]*y[j + 1], j=1..m - 1)", Sum(y[j] * y[j + 1], (j, 1, m - 1))),
    ("sum(y[m - j + 1], j=1..m)", Sum(y[m - j + 1], (j, 1, m))),
    ("sum(sum(y[i], i=1..j), j=1..m)", Sum(y[i], (i, 1, j), (j, 1, m))),
    ("dE/dw[j, i]", Partial(E, w[j, i])),
    ("∂E/∂w_ji", Partial(E, w[j, i])),
    ("dE/ds[k] * ds[k]/dy[j]", Partial(E, s[k]) * Partial(s[k], y[j])),
    ("dE/dz[k]|s[k]", Partial(E, z[k], s[k])),
    ("(∂E/∂z_k)_(s_k)", Partial(E, z[k], s[k])),
    ("sigmoid(u[j])", vocabulary(mlp([1, 1])).functions["sigmoid"].apply(u[j])),
    ("g'(u_j)", vocabulary(mlp([1, 1])).functions["sigmoid"].slopes[0](u[j])),
    ("[k = 2]*z[k]", KroneckerDelta(k, 2) * z[k]),
    ("z[k] [k = q] z_q", KroneckerDelta(k, q) * z[k] * z[q]),
    ("y[j]^2", y[j] ** 2),
    ("y_j²", y[j] ** 2),
    ("E/(m*K)", E / (m * K)),
    ("sum(j*y[j], j=1..m)", Sum(j * y[j], (j, 1, m))),
    ("w[1, 1]", w[1, 1]),
    ("w_11", w[1, 1]),
    ("w[m, n]", w[m, n]),
]


@pytest.mark.parametrize(("text", "meaning"), MEANINGS, ids=lambda part: str(part)[:40])
def test_every_spelling_means_one_expression(text: str, meaning: sp.Expr) -> None:
    assert rebuilt(read(text)) == rebuilt(meaning)


LAYERS = [
    ("W^(2)[k, j]", W_2[k, j]),
    ("W⁽²⁾[k, j]", W_2[k, j]),
    ("W^(2)_kj", W_2[k, j]),
    ("W_kj^(2)", W_2[k, j]),
    ("W⁽²⁾_kj", W_2[k, j]),
    ("W⁽¹⁾₁₁", W_1[1, 1]),
    ("δ⁽¹⁾_j x_i", delta_1[j] * x[i]),
    ("dE/dW^(1)[j, i]", Partial(E, W_1[j, i])),
    ("∂E/∂W⁽¹⁾_ji", Partial(E, W_1[j, i])),
    ("u^(2)[k]^(2)", u_2[k] ** 2),
    ("E^(2)", E**2),
    ("e^(E)", sp.exp(E)),
]


@pytest.mark.parametrize(("text", "meaning"), LAYERS, ids=lambda part: str(part)[:40])
def test_a_layer_is_part_of_a_name_that_has_one_and_a_power_elsewhere(text: str, meaning: sp.Expr) -> None:
    assert rebuilt(read(text, DEEP)) == meaning


def test_numbers_are_subscripts_where_the_sizes_are_numbers() -> None:
    assert read("w[1, 2]", CONCRETE) == read("w_12", CONCRETE) == w[1, 2]
    assert read("w_12_2", CONCRETE) == w[12, 2]
    assert read("y_12", CONCRETE) == y[12]
    assert rebuilt(read("sum(w[j, i]*x[i], i=1..2)", CONCRETE)) == Sum(w[j, i] * x[i], (i, 1, 2))


def test_a_convolution_reads_at_shifted_places() -> None:
    words = vocabulary(NETWORKS["convolution"][0]())
    h, kernel = array("h"), array("w")
    _, right = parse("u[i] = b_0 + sum(w[k]*h[i + k - 1], k=1..K)", words)
    assert rebuilt(right) == name("b_0") + Sum(kernel[k] * h[i + k - 1], (k, 1, K))
    text = "sum(Sum(delta_u[i - k + 1]*w[k], (k, max(1, K + i - n), min(K, i))), i=1..n)"
    inner = array("delta_u")[i - k + 1] * kernel[k]
    assert rebuilt(read(text, words)) == Sum(inner, (k, Max(1, K + i - n), Min(K, i)), (i, 1, n))


SECOND = [
    ("d^2E/(dv[k, j] dw[j, i])", Partial(Partial(E, w[j, i]), v[k, j])),
    ("∂²E/(∂v_kj ∂w_ji)", Partial(Partial(E, w[j, i]), v[k, j])),
    ("d^2E/dw[j, i]^2", Partial(Partial(E, w[j, i]), w[j, i])),
    ("∂²E/∂w_ji²", Partial(Partial(E, w[j, i]), w[j, i])),
    ("d^3E/(dc[k]^2 db[j])", Partial(Partial(Partial(E, b[j]), c[k]), c[k])),
    ("d^2E/d(c[k])^2", Partial(Partial(E, c[k]), c[k])),
    ("d(dE/dc[k]|s[k])/db[j]", Partial(Partial(E, c[k], s[k]), b[j])),
    ("d(tanh(u[j]))/du[j]", Partial(sp.tanh(u[j]), u[j])),
]


@pytest.mark.parametrize(("text", "meaning"), SECOND, ids=lambda part: str(part)[:40])
def test_derivatives_of_derivatives_are_read(text: str, meaning: sp.Expr) -> None:
    assert read(text) == meaning


def test_a_name_and_an_element_that_are_typed_alike_are_told_apart_by_backquotes_and_brackets() -> None:
    element, scalar, loss = array("w"), name("w_ji"), name("L")
    line = Equation(loss, Sum(element[j, i], (i, 1, n), (j, 1, m)) * scalar)
    words = vocabulary(Network([line], parameters=["w", scalar]))
    assert rebuilt(read("`w_ji` + w[j, i]", words)) == scalar + element[j, i]


def test_an_accent_is_part_of_a_name() -> None:
    normed = vocabulary(NETWORKS["layer norm"][0]())
    xhat = array("xhat")
    assert read("xhat[j]", normed) == read("x̂_j", normed) == read("xhat_j", normed) == xhat[j]
    assert read("dE/dx̂_j", normed) == Partial(E, xhat[j])
    applied, loss = array("dot(w)"), name("L")
    line = Equation(loss, Sum(applied[j] ** 2, (j, 1, m)) * name("hat(x)_1") * name("xhat_2") * name("hat(x)_2"))
    words = vocabulary(Network([line], parameters=["dot(w)"]))
    assert read("dot(w)[j]", words) == read("ẇ_j", words) == read("dot(w)_j", words) == applied[j]
    assert read("dL/ddot(w)[j]", words) == Partial(loss, applied[j])
    assert read("x̂_1", words) == read("hat(x)_1", words) == name("hat(x)_1")
    with pytest.raises(FormulaError, match="xhat_2 can be read in two ways"):
        read("x̂_2", words)


def test_an_index_is_told_from_a_constant_of_the_same_name() -> None:
    words = vocabulary(NETWORKS["attention"][0]())
    e = index("e")
    side = read("exp(1)*sum(Q[i, e], e)", words)
    assert rebuilt(side) == sp.E * Sum(array("Q")[i, e], (e, 1, size("d")))
