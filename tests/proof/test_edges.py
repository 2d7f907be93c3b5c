"""Edges of domains, bound indices, subscripts: claims that a careless kernel gets wrong."""

from __future__ import annotations

import pytest
import sympy as sp
from sympy import Abs, Heaviside, IndexedBase, Piecewise, Sum, log, sign, sqrt

from symbackprop.calculus.partial import Partial
from symbackprop.network import names
from symbackprop.proof import Claim, Hypothesis, Proved, Refuted, prove

x, y, z, a, b, i, N, p, q = names("x y z a b i N p q")
X, Y = IndexedBase("X", real=True), IndexedBase("Y", real=True)
positive, whole = sp.Symbol("k", positive=True), sp.Symbol("n", integer=True)


def given(expression: sp.Expr, relation: str) -> tuple[Hypothesis, ...]:
    return (Hypothesis(expression, relation, "user"),)


FALSE = [
    Claim(Piecewise((sqrt(x) + sqrt(-x), y > 0), (1, True)), Piecewise((7, y > 0), (1, True))),
    Claim(Sum(i, (i, 1, N)), Sum(2, (i, 1, N)), {i: sp.S(2)}),
    Claim(Sum(a, (i, 1, N)), Sum(i, (i, 1, N)), {a: i}),
    Claim(Sum(Abs(i - 3), (i, 1, N)), Sum(i - 3, (i, 1, N)), given=given(i - 3, ">")),
    Claim(Sum(i**2, (i, 1, N)), Sum(2 * i, (i, 1, N)), given=given(i - 2, "=")),
    Claim(Sum(sign(i - 3) ** 2, (i, 1, N)), Sum(1, (i, 1, N))),
    Claim(log(x, 2, evaluate=False), log(x)),
]
TRUE = [
    Claim(sqrt(x) + sqrt(-x), sp.S(0)),
    Claim(Sum(X[N + 1 - i], (i, 1, N)), Sum(X[i], (i, 1, N))),
    Claim(Sum(X[i], (i, 1, 1)), Sum(X[1], (i, 1, 1))),
    Claim(Sum(X[i], (i, 1, 0)), Sum(Y[i], (i, 1, 0))),
    Claim(Partial(y, x), sp.Float("0.0123456789012345") * y / x, {y: x ** sp.Float("0.0123456789012345")}),
    Claim((1 - (-1) ** whole) * (1 + (-1) ** whole), sp.S(0)),
    Claim(z**x, sp.S(0), {z: sp.S(0)}, given(x, ">")),
    Claim(Abs(a), positive, given=given(positive - a, "=")),
    Claim(X[p], X[q], given=given(p - q, "=")),
    Claim(X[p], X[1], {p: sp.S(1)}),
    Claim(log(x**2), 2 * log(Abs(x)), given=given(Abs(x) - 1, ">")),
    Claim(Sum(log(-1 - a**2), (i, 1, N)), sp.S(0)),
]


@pytest.mark.parametrize("claim", FALSE, ids=str)
def test_what_is_false_at_an_edge_is_not_proved(claim: Claim) -> None:
    assert not isinstance(prove(claim), Proved)


@pytest.mark.parametrize("claim", TRUE, ids=str)
def test_what_is_true_at_an_edge_is_not_refuted(claim: Claim) -> None:
    assert not isinstance(prove(claim), Refuted)


@pytest.mark.parametrize(
    ("claim", "needed"),
    [
        (Claim(Heaviside(Piecewise((1, x < -1), (sqrt(y), True))), sp.S(1)), "y > 0"),
        (
            Claim(
                Piecewise((sqrt(x - 1) + sign(x - 1), x > 0), (0, True)), Piecewise((sqrt(x - 1) + 1, x > 0), (0, True))
            ),
            "x - 1 > 0",
        ),
    ],
    ids=str,
)
def test_that_a_root_was_taken_for_positive_is_said_even_if_one_case_alone_needs_it(claim: Claim, needed: str) -> None:
    verdict = prove(claim)
    assert isinstance(verdict, Proved)
    assert needed in map(str, verdict.hypotheses)


def test_a_refutation_of_sums_keeps_to_the_hypotheses() -> None:
    verdict = prove(Claim(Sum(X[i], (i, 1, N)), Sum(Y[i], (i, 1, N)), given=given(N - 2, ">")))
    point = dict(verdict.witness.point)
    assert len(point) == len(verdict.witness.point)
    assert point["N"] > 2
