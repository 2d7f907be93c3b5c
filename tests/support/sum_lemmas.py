"""Lemmas: identities between indexed sums that hold for all sizes, and near misses that do not."""

from __future__ import annotations

from typing import NamedTuple

import sympy as sp
from sympy import KroneckerDelta as Delta
from sympy import Sum

from symbackprop.network.functions import unspecified_function
from symbackprop.network.indices import array, index, size
from symbackprop.network.names import names

i, j, k, el, m = map(index, "ijklm")
n, n_0, n_1, n_2 = map(size, ("n", "n_0", "n_1", "n_2"))
u, w, x, y, v, d, a, t, G, c, X = map(array, ("u", "w", "x", "y", "v", "delta", "a", "t", "G", "c", "X"))
mu, r, eps = names("mu r epsilon")
g = unspecified_function("g")
slope = unspecified_function("g", 1)
half = sp.Rational(1, 2)


class Lemma(NamedTuple):
    """lhs = rhs, with letters that run over these sizes."""

    title: str
    lhs: sp.Expr
    rhs: sp.Expr
    letters: dict[sp.Symbol, sp.Expr]


def _exp(place: sp.Symbol) -> sp.Expr:
    return sp.exp(a[place])


Z = Sum(_exp(m), (m, 1, n))
_delta_j = Sum(
    Sum(d[k] * Sum(v[k, m] * Delta(m, el), (m, 1, n_1)), (k, 1, n_2)) * Delta(el, j) * slope(u[el]), (el, 1, n_1)
)
_four_cycle = Sum(w[i, j] * w[j, k] * w[k, el] * w[el, i], (i, 1, n), (j, 1, n), (k, 1, n), (el, 1, n))
_mean = Sum(x[el], (el, 1, n)) / n
_variance = Sum((x[el] - _mean) ** 2, (el, 1, n)) / n
_root = (_variance + eps) ** -half
_hat = (x[i] - _mean) * _root
_xhat = {letter: (x[letter] - _mean) * _root for letter in (i, m)}

TRUE = (
    Lemma("delta_j through nested deltas", _delta_j, Sum(d[k] * v[k, j], (k, 1, n_2)) * slope(u[j]), {j: n_1}),
    Lemma(
        "the slope by a weight",
        Sum(Sum(d[el] * Delta(el, j) * Delta(m, i) * x[m], (m, 1, n_0)), (el, 1, n_1)),
        d[j] * x[i],
        {j: n_1, i: n_0},
    ),
    Lemma(
        "a product of sums with one letter",
        Sum(x[el], (el, 1, n)) * Sum(y[el] * w[el, m], (el, 1, n), (m, 1, n)),
        Sum(Sum(Sum(w[m, el] * y[m] * x[k], (k, 1, n)), (m, 1, n)), (el, 1, n)),
        {},
    ),
    Lemma("the square of a sum", Sum(x[el], (el, 1, n)) ** 2, Sum(x[el] * x[m], (el, 1, n), (m, 1, n)), {}),
    Lemma(
        "a cyclic trace",
        Sum(w[el, m] * v[m, k] * c[k, el], (el, 1, n), (m, 1, n), (k, 1, n)),
        Sum(c[m, k] * w[k, el] * v[el, m], (el, 1, n), (m, 1, n), (k, 1, n)),
        {},
    ),
    Lemma(
        "a cycle of four, relabelled",
        _four_cycle,
        Sum(w[k, j] * w[j, i] * w[el, k] * w[i, el], (i, 1, n), (j, 1, n), (k, 1, n), (el, 1, n)),
        {},
    ),
    Lemma("a softmax adds up to 1", Sum(_exp(k) / Z, (k, 1, n)), sp.S.One, {}),
    Lemma(
        "a softmax does not see a shift",
        sp.exp(a[k] - mu) / Sum(sp.exp(a[m] - mu), (m, 1, n)),
        _exp(k) / Z,
        {k: n},
    ),
    Lemma(
        "the slope of a softmax by the quotient rule",
        (Delta(j, k) * _exp(j) * Z - _exp(j) * _exp(k)) / Z**2,
        _exp(j) / Z * (Delta(j, k) - _exp(k) / Z),
        {j: n, k: n},
    ),
    Lemma(
        "the pullback of a softmax",
        Sum(G[el] * _exp(el) / Z * (Delta(el, k) - _exp(k) / Z), (el, 1, n)),
        _exp(k) / Z * (G[k] - Sum(G[el] * _exp(el), (el, 1, n)) / Z),
        {k: n},
    ),
    Lemma("centred values add up to 0", Sum(x[k] - _mean, (k, 1, n)), sp.S.Zero, {}),
    Lemma(
        "layer norm: the mean of the squares is not 1 but v/(v + eps)",
        Sum(_xhat[m] ** 2, (m, 1, n)) / n * (_variance + eps),
        _variance,
        {},
    ),
    Lemma(
        "powers of one base", _hat * (_variance + eps) ** (-3 * half), (x[i] - _mean) / (_variance + eps) ** 2, {i: n}
    ),
    Lemma("a shadowed index", Sum(Sum(x[i], (i, 1, n)), (j, 1, n)), n * Sum(x[el], (el, 1, n)), {}),
    Lemma(
        "a sum in a denominator under a sum",
        Sum(x[i] / Sum(w[i, m], (m, 1, n)), (i, 1, n)),
        Sum(x[k] / Sum(w[k, el], (el, 1, n)), (k, 1, n)),
        {},
    ),
    Lemma(
        "denominators under a sum are cleared",
        Sum((x[i] + y[i]) / (x[i] + y[i] + 1) + 1 / (x[i] + y[i] + 1), (i, 1, n)),
        n,
        {},
    ),
    Lemma("a bound letter like a free one", Sum(x[j], (j, 1, n)) * y[j], Sum(x[k] * y[j], (k, 1, n)), {j: n}),
    Lemma("a delta of free letters", Delta(i, j) * x[i] * y[j], Delta(i, j) * x[j] * y[i], {i: n, j: n}),
    Lemma("a delta is its square", Delta(i, j) ** 3 * x[i], Delta(i, j) * x[j], {i: n, j: n}),
    Lemma("a delta under a power", (1 + Delta(i, j)) ** 2, 1 + 3 * Delta(i, j), {i: n, j: n}),
    Lemma("a delta in a function", Sum(g(Delta(i, j) * x[j]) * Delta(i, j), (j, 1, n)), g(x[i]), {i: n}),
    Lemma("a delta with a number", Sum(Delta(i, 1) * x[i], (i, 1, n)), x[1], {}),
    Lemma("the size of a range", Sum(1, (i, 1, n)) * Sum(n_1, (j, 1, n_2)), n * n_1 * n_2, {}),
    Lemma(
        "a range cut by another",
        Sum(d[i - k + 1] * y[k], (k, sp.Max(1, i - n_1 + 1), sp.Min(n_2, i))),
        Sum(d[j] * y[k] * Delta(j + k - 1, i), (j, 1, n_1), (k, 1, n_2)),
        {i: n_1 + n_2 - 1},
    ),
    Lemma(
        "a shift of a subscript",
        Sum(Delta(i + k - 1, j) * X[i + k - 1], (j, 1, n_1 + n_2 - 1)),
        X[i + k - 1],
        {i: n_1, k: n_2},
    ),
    Lemma("an index as a number", Sum(i * x[i], (i, 1, n)), Sum(k * x[k], (k, 1, n)), {}),
    Lemma("an index as a number, where a delta fixes it", Sum(Delta(i, j) * i * x[i], (i, 1, n)), j * x[j], {j: n}),
    Lemma(
        "a range up to an index",
        Sum(Sum(x[i], (i, 1, j)) * y[j], (j, 1, n)),
        Sum(x[k] * y[el], (k, 1, el), (el, 1, n)),
        {},
    ),
    Lemma(
        "a delta in a range up to an index",
        Sum(Delta(i, k) * x[i], (i, 1, j)),
        Sum(Delta(i, k), (i, 1, j)) * x[k],
        {j: n, k: n},
    ),
    Lemma("a range up to itself", Sum(Delta(i, j) * x[i], (i, 1, j)), x[j], {j: n}),
    Lemma("a range from an index on", Sum(Sum(x[i], (i, j, n)) * Delta(j, 1), (j, 1, n)), Sum(x[i], (i, 1, n)), {}),
    Lemma("log of a product with e^a", sp.log(sp.exp(a[i]) * mu, evaluate=False), a[i] + sp.log(mu), {i: n}),
    Lemma("the absolute value of a sum", sp.Abs(Sum(x[i], (i, 1, n))) ** 2, Sum(x[i] * x[j], (i, 1, n), (j, 1, n)), {}),
)

FALSE = (
    Lemma("v transposed", _delta_j, Sum(d[k] * v[j, k], (k, 1, n_2)) * slope(u[j]), {j: n_1}),
    Lemma("the square of a sum and the sum of squares", Sum(x[el], (el, 1, n)) ** 2, Sum(x[el] ** 2, (el, 1, n)), {}),
    Lemma(
        "a cycle of four and a path",
        _four_cycle,
        Sum(w[i, j] * w[j, k] * w[k, el] * w[i, el], (i, 1, n), (j, 1, n), (k, 1, n), (el, 1, n)),
        {},
    ),
    Lemma("two sizes", Sum(x[i], (i, 1, n_1)), Sum(x[i], (i, 1, n_2)), {}),
    Lemma(
        "captured in a denominator",
        Sum(x[i] / Sum(w[i, m], (m, 1, n)), (i, 1, n)),
        Sum(x[i] / Sum(w[m, m], (m, 1, n)), (i, 1, n)),
        {},
    ),
    Lemma(
        "transposed in a denominator",
        Sum(x[i] / Sum(w[i, m], (m, 1, n)), (i, 1, n)),
        Sum(x[i] / Sum(w[m, i], (m, 1, n)), (i, 1, n)),
        {},
    ),
    Lemma("captured by a sum", Sum(x[k], (k, 1, n)) * y[k], Sum(x[k] * y[k], (k, 1, n)), {k: n}),
    Lemma("the mean subtracted twice", Sum(x[k] - 2 * _mean, (k, 1, n)), sp.S.Zero, {}),
    Lemma(
        "a softmax delta without the hypothesis",
        Sum(t[el] * (_exp(k) / Z - Delta(el, k)), (el, 1, n)),
        _exp(k) / Z - t[k],
        {k: n},
    ),
    Lemma("a delta across sizes", Sum(Delta(i, j) * x[j], (j, 1, n_2)), x[i], {i: n_1}),
    Lemma("a delta with a number that may be out of range", Sum(Delta(i, 2) * x[i], (i, 1, n)), x[2], {}),
    Lemma("one element and every element", Delta(i, 1) * x[i], x[1], {i: n}),
    Lemma("only where i = j", x[i] * y[j], x[j] * y[i], {i: n, j: n}),
    Lemma("a range too long", Sum(x[i], (i, 1, n)), Sum(x[i], (i, 1, n + 1)), {}),
    Lemma(
        "a range cut elsewhere",
        Sum(d[i - k + 1] * y[k], (k, sp.Max(1, i - n_1 + 1), sp.Min(n_2, i))),
        Sum(d[j] * y[k] * Delta(j + k, i), (j, 1, n_1), (k, 1, n_2)),
        {i: n_1 + n_2 - 1},
    ),
    Lemma("a range up to an index and beyond", Sum(x[i], (i, 1, j)), Sum(x[i], (i, 1, n)), {j: n}),
    Lemma("an index is not its size", Sum(i * x[i], (i, 1, n)), n * Sum(x[i], (i, 1, n)), {}),
    Lemma("an index is not another", i * x[j], j * x[j], {i: n, j: n}),
    Lemma("a root loses the sign", sp.sqrt(x[i] ** 2), x[i], {i: n}),
    Lemma("powers of two bases", (eps + mu) ** -half * (eps - mu) ** -half, 1 / (eps + mu), {}),
    Lemma(
        "a factor that only a step makes 0",
        sp.Piecewise((mu, r > 0), (1 / (1 - sp.Heaviside(r)), True)),
        sp.Piecewise((eps, r > 0), (1, True)),
        {},
    ),
)
