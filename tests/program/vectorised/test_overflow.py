"""No overflow in a product of matrices goes unseen: behind it is a check, or the loss shows it."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import numpy as np
import pytest
import sympy as sp
from array_cases import CASES, drawn

from symbackprop.network import ACTIVATIONS, mlp
from symbackprop.network.indices import array, head, index, size
from symbackprop.network.names import name
from symbackprop.program import lambdify
from symbackprop.program.execution import compiled
from symbackprop.program.vectorised.page import ArrayPage
from symbackprop.program.vectorised.passing import seen_in
from symbackprop.program.vectorised.plan import ArrayLine
from symbackprop.program.vectorised.planning import plan_arrays

i, k, l = map(index, "ikl")  # noqa: E741
n, K = map(size, "nK")
a, p, t, w = map(array, "aptw")
E = name("E")

SMALL = {"v": (2, 3), "c": (2,), "w": (3, 4), "b": (3,)}
NETWORKS: dict[str, Any] = {
    **{label: make for label, (make, _) in CASES.items()},
    **{text: lambda text=text: mlp(["n", "m", "K"], activation=text, loss="cross_entropy") for text in ACTIVATIONS},
}


def _spoilt(page: ArrayPage, source: str, symbol: sp.Symbol) -> ModuleType:
    """Returns the program in which `spoil` is called with one array as soon as that is computed."""
    begin = source.index("def value_and_grad")
    last = page._written[symbol][-1]
    head_of, body = source[:begin], source[begin:]
    assert body.count(f"{last}\n") == 1
    return compiled(head_of + body.replace(last, f"{last}\n    spoil({page.identifiers[symbol]})"))


@pytest.mark.parametrize("label", NETWORKS)
@pytest.mark.parametrize("bad", [np.inf, -np.inf, np.nan])
@pytest.mark.filterwarnings("ignore:invalid value")
def test_a_number_that_is_not_finite_in_a_product_is_never_unseen(label: str, bad: float) -> None:
    network = NETWORKS[label]()
    page, program = ArrayPage(plan_arrays(network)), lambdify(network)
    if label in CASES:
        params, X, T = drawn(CASES[label][1])
    else:
        rng = np.random.default_rng(0)
        params = {text: rng.normal(size=shape) for text, shape in SMALL.items()}
        X, T = {"x": rng.normal(size=(5, 4))}, np.eye(2)[[0, 1, 1, 0, 1]]
    given = next(iter(X.values())) if len(X) == 1 else X
    program.value_and_grad(params, given, T)
    assert page._overflowing
    for symbol in page._overflowing:
        module = _spoilt(page, program.source, symbol)
        for place in (0, -1):
            module.spoil = lambda found, place=place: found.flat.__setitem__(place, bad)
            with pytest.raises(FloatingPointError):
                module.value_and_grad(params, given, T)


def _line(quantity: sp.Expr, value: sp.Expr, *ranges: tuple[sp.Symbol, sp.Expr]) -> ArrayLine:
    return ArrayLine(quantity, ranges, value, None, "forward")


PASSING = {
    "a sum": sp.Sum(a[k], (k, 1, K)),
    "a product with what may be zero": sp.Sum(t[k] * a[k], (k, 1, K)),
    "a square": sp.Sum((a[k] - t[k]) ** 2, (k, 1, K)) / 2,
    "a sum by another letter": sp.Sum(a[l], (l, 1, K)),
    "a product of all pairs": sp.Sum(w[i, k] * a[k], (k, 1, K), (i, 1, n)),
}
NOT_PASSING = {
    "one element": a[1],
    "the last element": a[K],
    "all but the first": sp.Sum(a[k], (k, 2, K)),
    "as many as another size": sp.Sum(a[i], (i, 1, n)),
    "one element by a Kronecker delta": sp.Sum(a[k] * sp.KroneckerDelta(k, 1), (k, 1, K)),
    "a quotient by it": sp.Sum(t[k] / a[k], (k, 1, K)),
    "a function": sp.Sum(sp.tanh(a[k]), (k, 1, K)),
    "the larger": sp.Sum(sp.Max(a[k], 0), (k, 1, K)),
    "another array": sp.Sum(t[k], (k, 1, K)),
}


@pytest.mark.parametrize("value", PASSING.values(), ids=PASSING)
def test_sums_and_products_of_all_elements_pass_on_what_is_not_finite(value: sp.Expr) -> None:
    assert head(a[k]) in seen_in(E, [_line(a[k], t[k], (k, K)), _line(E, value)])


@pytest.mark.parametrize("value", NOT_PASSING.values(), ids=NOT_PASSING)
def test_nothing_else_passes_it_on_for_sure(value: sp.Expr) -> None:
    assert head(a[k]) not in seen_in(E, [_line(a[k], t[k], (k, K)), _line(E, value)])


def test_a_diagonal_does_not_pass_on_what_is_beside_it() -> None:
    matrix = _line(w[i, k], t[k], (i, K), (k, K))
    assert head(w[i, k]) not in seen_in(E, [matrix, _line(E, sp.Sum(w[k, k], (k, 1, K)))])
    assert head(w[i, k]) in seen_in(E, [matrix, _line(E, sp.Sum(w[k, l], (k, 1, K), (l, 1, K)))])


def test_it_passes_through_several_lines() -> None:
    start, middle = _line(a[k], t[k], (k, K)), _line(p[k], 2 * a[k] - t[k], (k, K))
    assert head(a[k]) in seen_in(E, [start, middle, _line(E, sp.Sum(p[k] ** 2, (k, 1, K)))])
    assert head(a[k]) not in seen_in(E, [start, middle, _line(E, sp.Sum(sp.exp(p[k]), (k, 1, K)))])


def test_the_loss_is_looked_at_where_no_product_is() -> None:
    source = lambdify(mlp(["n", "K"], output="identity", loss="squared_error")).source
    backward = source[source.index("def value_and_grad") :]
    assert "finite(" not in backward.replace("math.isfinite(E)", "")
    assert "    finite(s)\n" in source[source.index("def forward") : source.index("def loss")]
