"""Every kind of line, as arrays, is what the loops over its indices give."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
import pytest
import sympy as sp
from arrays_by_loops import everywhere
from sympy import KroneckerDelta, Max, Min, Piecewise, Sum, exp, sqrt, tanh

from symbackprop.network.heads import step
from symbackprop.network.indices import array, head, heads, index, size
from symbackprop.program.vectorised.helpers import helpers_for
from symbackprop.program.vectorised.lowering import Lowering
from symbackprop.program.vectorised.plan import ITEMS
from symbackprop.program.vectorised.scope import Scope
from symbackprop.program.vectorised.value import ITEM, aligned

c, d, f, h, i, j, k, l, o, s, t = map(index, "cdfhijklost")  # noqa: E741
C, D, F, H, K, L, T, m, n = map(size, ["C", "D", "F", "H", "K", "L", "T", "m", "n"])
A, P, Q, U, V, W, X, Z, b, delta, g, v, w, x, y = map(
    array, ["A", "P", "Q", "U", "V", "W", "X", "Z", "b", "delta", "g", "v", "w", "x", "y"]
)

SHAPES = {
    "w": (m, n), "x": (n,), "b": (m,), "v": (K, m), "delta": (K,), "y": (m,), "g": (n,),
    "Q": (H, T, D), "A": (H, T, D), "V": (H, T, D), "Z": (H, T, D), "P": (H, T, T), "W": (n, H, D), "X": (T, n),
}  # fmt: skip
CONVOLVED = {"x": (L + K - 1,), "w": (K,), "y": (L,), "U": (C, L + K - 1), "W": (F, C, K), "delta": (F, L)}
STRIDED = {"x": (2 * L + K,), "w": (K,), "y": (L,)}
SIZES = (
    {n: 4, m: 3, K: 2, H: 2, T: 3, D: 5, L: 4, C: 2, F: 3},
    dict.fromkeys((n, m, K, H, T, D, L, C, F), 1),
    {n: 2, m: 1, K: 3, H: 1, T: 4, D: 1, L: 1, C: 3, F: 1},
)
U_J, V_K, W_JI = (j, m), (k, K), (i, n)

DENSE = {
    "a dense layer": (b[j] + Sum(w[j, i] * x[i], (i, 1, n)), [U_J]),
    "an activation": (tanh(b[j]), [U_J]),
    "a delta": (Sum(delta[k] * v[k, j], (k, 1, K)) * y[j] * (1 - y[j]), [U_J]),
    "a gradient": (y[j] * x[i], [U_J, W_JI]),
    "a gradient turned": (y[j] * x[i], [W_JI, U_J]),
    "half a sum of squares": (Sum(x[i] ** 2, (i, 1, n)) / 2, []),
    "a mean": (Sum((x[i] - 1) ** 2, (i, 1, n)) / n, []),
    "a sum within a sum": (Sum(Sum(w[j, i] * x[i], (i, 1, n)) * y[j], (j, 1, m)), []),
    "a chain of matrices": (Sum(delta[k] * v[k, j] * w[j, i] * x[i], (j, 1, m), (i, 1, n), (k, 1, K)), []),
    "a sum beside its own index": (Sum(x[i], (i, 1, n)) * x[i], [W_JI]),
    "columns summed": (Sum(w[j, i], (j, 1, m)), [W_JI]),
    "a summand without the index": (Sum(b[j], (i, 1, n)), [U_J]),
    "a delta contracted": (Sum(KroneckerDelta(i, l) * x[i], (i, 1, n)), [(l, n)]),
    "a delta that stays": (KroneckerDelta(i, j) + x[i], [W_JI, U_J]),
    "a minus sign before a truth value": (-step(x[i]) * step(y[j]), [W_JI, U_J]),
    "four factors": (Sum(delta[k] * v[k, j] * y[j] * b[j], (j, 1, m)), [V_K]),
    "a sum of two terms": (Sum(w[j, i] * (x[i] + y[j]), (i, 1, n)), [U_J]),
    "roots of numbers and sizes": (sqrt(n) * x[i] / sqrt(sp.S(3)), [W_JI]),
    "choices": (Max(x[i], 0) + Piecewise((x[i], x[i] > y[j]), (2, True)), [W_JI, U_J]),
    "a choice between numbers": (Piecewise((1, x[i] > 0), (sp.Rational(1, 100), True)) * y[j], [W_JI, U_J]),
    "an index as a number": (i * x[i] + exp(-i), [W_JI]),
    "steps": (step(x[i]) * y[j] + step(y[j]), [W_JI, U_J]),
    "a sum up to an index": (Sum(x[i], (i, 1, l)), [(l, n)]),
    "a sum from an index on": (Sum(x[i] * g[l], (i, l, n)), [(l, n)]),
    "a number as a subscript": (x[1] * w[j, 1], [U_J]),
    "a product with itself": (Sum(w[j, i] * w[l, i], (i, 1, n)), [U_J, (l, m)]),
    "a triangle": (Sum(Sum(x[i] * x[l], (i, 1, l)), (l, 1, n)), []),
    "a constant": (sp.Integer(2), [U_J]),
    "quotients": (Sum(x[i] / (1 + g[i] ** 2) * x[i], (i, 1, n)) / (1 + b[j] ** 2), [U_J]),
    "a cube": (Sum(x[i] ** 3 * w[j, i], (i, 1, n)), [U_J]),
    "the error function": (sp.erf(x[i]), [W_JI]),
}
ATTENTION = {
    "queries": (Sum(X[t, i] * W[i, h, d], (i, 1, n)), [(h, H), (t, T), (d, D)]),
    "scores": (Sum(Q[h, s, d] * A[h, t, d], (d, 1, D)) / sqrt(D), [(h, H), (s, T), (t, T)]),
    "mixed values": (Sum(P[h, s, t] * V[h, t, d], (t, 1, T)), [(h, H), (s, T), (d, D)]),
    "joined heads": (Sum(W[i, h, d] * Z[h, s, d], (d, 1, D), (h, 1, H)), [(s, T), (i, n)]),
    "slope of a softmax": (
        P[h, s, t]
        * (
            Sum(Z[h, s, d] * V[h, t, d], (d, 1, D))
            - Sum(Sum(Z[h, s, d] * V[h, l, d], (d, 1, D)) * P[h, s, l], (l, 1, T))
        ),
        [(h, H), (s, T), (t, T)],
    ),
    "a gradient of heads": (Sum(Q[h, t, d] * X[t, i], (t, 1, T)), [(h, H), (d, D), (i, n)]),
    "features scaled": (Sum(X[t, i] * g[i] * x[i], (i, 1, n)), [(t, T)]),
    "rows weighted": (Sum(X[t, i] * g[i], (i, 1, n)), [(t, T)]),
    "a causal mask": (Sum(P[h, s, t] * V[h, t, d], (t, 1, s)), [(h, H), (s, T), (d, D)]),
    "two indices at once": (Sum(Q[h, s, d] * X[s, i] * Z[h, t, d], (s, 1, T), (d, 1, D)), [(h, H), (t, T), (i, n)]),
    "a diagonal": (Sum(Q[h, t, d] * A[h, t, d] * P[h, t, t], (d, 1, D)), [(h, H), (t, T)]),
    "a vector and a stack": (Sum(x[i] * X[t, i] * W[i, h, d], (i, 1, n)), [(t, T), (h, H), (d, D)]),
    "rows and a stack": (Sum(P[h, t, s] * X[s, i], (s, 1, T)), [(h, H), (t, T), (i, n)]),
    "a stack of rows": (Sum(Q[h, t, d] * A[h, t, l] * g[i], (t, 1, T)), [(h, H), (d, D), (l, D), (i, n)]),
}
WINDOWS = {
    "a convolution": (Sum(w[k] * x[i + k - 1], (k, 1, K)), [(i, L)]),
    "its gradient": (Sum(y[i] * x[i + k - 1], (i, 1, L)), [(k, K)]),
    "its adjoint": (Sum(y[l - k + 1] * w[k], (k, Max(1, l - L + 1), Min(K, l))), [(l, L + K - 1)]),
    "with channels": (Sum(W[f, c, k] * U[c, i + k - 1], (k, 1, K), (c, 1, C)), [(f, F), (i, L)]),
    "its gradient with channels": (Sum(delta[f, i] * U[c, i + k - 1], (i, 1, L)), [(f, F), (c, C), (k, K)]),
    "its adjoint with channels": (
        Sum(delta[f, l - k + 1] * W[f, c, k], (k, Max(1, l - L + 1), Min(K, l)), (f, 1, F)),
        [(c, C), (l, L + K - 1)],
    ),
    "borders on one side": (Sum(y[l - k + 1], (k, 1, Min(l, K))), [(l, L)]),
}
STEPS = {
    "a stride": (Sum(w[k] * x[2 * i + k - 1], (k, 1, K)), [(i, L)]),
    "a product of neighbours": (Sum(y[i] * y[i - 1], (i, 2, L)), []),
    "a shift": (x[i + 1] - x[i], [(i, L)]),
}
CASES = [
    pytest.param(expression, ranges, shapes, sizes, varying, id=f"{label}, {sizes[L]}, {'items' if varying else 'one'}")
    for cases, shapes in ((DENSE, SHAPES), (ATTENTION, SHAPES), (WINDOWS, CONVOLVED), (STEPS, STRIDED))
    for label, (expression, ranges) in cases.items()
    for sizes in SIZES
    for varying in ((), ("x", "X", "y", "delta", "Q", "A", "V", "Z", "P", "U"))
]


@pytest.mark.parametrize(("expression", "ranges", "shapes", "sizes", "varying"), CASES)
def test_an_array_expression_is_what_loops_over_the_indices_give(
    expression: sp.Expr,
    ranges: list[tuple[sp.Symbol, sp.Expr]],
    shapes: Mapping[str, tuple[sp.Expr, ...]],
    sizes: Mapping[sp.Symbol, int],
    varying: tuple[str, ...],
) -> None:
    rng = np.random.default_rng(len(str(expression)))
    keys = heads(expression)
    numbers = {symbol: sp.Integer(number) for symbol, number in sizes.items()}
    lengths = {key.name: [int(last.xreplace(numbers)) for last in shapes[key.name]] for key in keys}
    items = [{text: rng.normal(size=shape) for text, shape in lengths.items()} for _ in range(3)]
    of_item = [{text: (one if text in varying else items[0])[text] for text in lengths} for one in items]
    differ = any(key.name in varying for key in keys)
    scope = Scope(
        {**{key: key.name for key in keys}, **{symbol: symbol.name for symbol in sizes}, ITEMS: "items"},
        {key: shapes[key.name] for key in keys},
        frozenset(key for key in keys if key.name in varying),
    ).within([*([(ITEM, sp.S.One, ITEMS)] if differ else []), *((x_, sp.S.One, last) for x_, last in ranges)])
    order = (*([ITEM] if differ else []), *(letter for letter, _ in ranges))
    value = Lowering(scope).value(expression, order)
    text = aligned(value, order).text
    space = {
        "np": np, "math": math, "items": 3, "dtype": np.dtype(float), "ones": np.ones(3),
        **{symbol.name: number for symbol, number in sizes.items()},
        **{f"ones_{symbol.name}": np.ones(number) for symbol, number in sizes.items()},
        **{text: np.stack([one[text] for one in items]) if text in varying else items[0][text] for text in lengths},
    }  # fmt: skip
    for helper in helpers_for([text]):
        exec(helper, space)  # noqa: S102  (the text that a program would contain)
    found = eval(text, space)  # noqa: S307  (the same)
    expected = [everywhere(expression, ranges, arrays, sizes) for arrays in of_item]
    shape = (3, *expected[0].shape) if differ else expected[0].shape
    np.testing.assert_allclose(
        np.broadcast_to(found, shape), expected if differ else expected[0], rtol=1e-10, atol=1e-11
    )
    assert "einsum" not in text


def _text(expression: sp.Expr, ranges: list[tuple[sp.Symbol, sp.Expr]], varying: str = "xyX") -> str:
    keys = heads(expression)
    scope = Scope(
        {key: key.name for key in keys} | {symbol: symbol.name for symbol in SIZES[0]},
        {key: SHAPES.get(key.name, ()) for key in keys},
        frozenset(key for key in keys if key.name in varying),
    ).within([(ITEM, sp.S.One, ITEMS), *((letter, sp.S.One, last) for letter, last in ranges)])
    return Lowering(scope).value(expression, (ITEM, *(letter for letter, _ in ranges))).text.text


MATRIX_PRODUCTS = {
    "x @ w.T": (Sum(w[j, i] * x[i], (i, 1, n)), [U_J]),
    "y @ w": (Sum(y[j] * w[j, i], (j, 1, m)), [W_JI]),
    "y.T @ x": (Sum(y[j] * x[i], (ITEM, 1, ITEMS)), [U_J, W_JI]),
    "x.T @ y": (Sum(y[j] * x[i], (ITEM, 1, ITEMS)), [W_JI, U_J]),
    "ones @ y": (Sum(y[j], (ITEM, 1, ITEMS)), [U_J]),
    "y @ b": (Sum(y[j] * b[j], (j, 1, m)), []),
    "np.vdot(x, x)": (Sum(x[i] ** 2, (i, 1, n), (ITEM, 1, ITEMS)), []),
    "np.tensordot(X, w, axes=(2, 1))": (Sum(X[t, i] * w[j, i], (i, 1, n)), [(t, T), U_J]),
    "P @ V": (Sum(P[h, s, t] * V[h, t, d], (t, 1, T)), [(h, H), (s, T), (d, D)]),
    "Q @ A.swapaxes(-1, -2)": (Sum(Q[h, s, d] * A[h, t, d], (d, 1, D)), [(h, H), (s, T), (t, T)]),
}


@pytest.mark.parametrize(("text", "case"), MATRIX_PRODUCTS.items(), ids=MATRIX_PRODUCTS)
def test_a_sum_of_products_is_a_matrix_product(
    text: str, case: tuple[sp.Expr, list[tuple[sp.Symbol, sp.Expr]]]
) -> None:
    expression, ranges = case
    if ITEM in expression.atoms(sp.Symbol) | set(getattr(expression, "variables", ())):
        keys = heads(expression)
        scope = Scope({key: key.name for key in keys}, {key: SHAPES[key.name] for key in keys}, frozenset(keys)).within(
            [(letter, sp.S.One, last) for letter, last in ranges]
        )
        assert Lowering(scope).value(expression, tuple(letter for letter, _ in ranges)).text.text == text
    else:
        assert _text(expression, ranges) == text


def test_factors_are_multiplied_in_the_order_that_costs_least() -> None:
    chain = Sum(delta[k] * v[k, j] * w[j, i] * x[i], (j, 1, m), (i, 1, n), (k, 1, K))
    assert _text(chain, [], varying="") == "x @ ((delta @ v) @ w)"
    softmax = Sum(Sum(Z[h, s, d] * V[h, l, d], (d, 1, D)) * P[h, s, l], (l, 1, T))
    assert _text(softmax, [(h, H), (s, T)], varying="") == "((P @ V) * Z).sum(axis=2)"


def test_a_scalar_stays_in_the_precision_of_the_arrays() -> None:
    assert _text(x[i] / sqrt(n), [W_JI]) == "x / math.sqrt(n)"
    assert _text(head(x[i]) * 0 + x[i] * sp.pi, [W_JI]) == "np.pi * x"
