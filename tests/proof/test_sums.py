"""Sums over items, and quantities of an item that depend on the variables in an unspecified way."""

from __future__ import annotations

import pytest
import sympy as sp

from symbackprop.calculus.partial import Partial
from symbackprop.network.names import names
from symbackprop.proof import Claim, Proved, Refuted, Undecided, Verdict, prove

p, q, N, w, a, b, u, x, E_all = names("p q N w a b u x E_all")
E, t = sp.IndexedBase("E"), sp.IndexedBase("t")


def total(summand: sp.Expr, index: sp.Symbol = p) -> sp.Sum:
    return sp.Sum(summand, (index, 1, N))


CLAIMS = [
    (Partial(E_all, w), total(Partial(E[p], w)), {E_all: total(E[p])}, Proved),
    (Partial(E_all, w), total(Partial(E[q], w), q), {E_all: total(E[p])}, Proved),
    (Partial(E_all, w), total(Partial(E[p], w)) / N, {E_all: total(E[p]) / N}, Proved),
    (Partial(E_all, w), total(Partial(E[p], w)), {E_all: total(E[p]) / N}, Refuted),
    (Partial(E_all, w), 2 * total(Partial(E[p], w)), {E_all: total(E[p])}, Refuted),
    (Partial(E_all, w), sp.S.Zero, {E_all: total(E[p])}, Refuted),
    (Partial(E_all, w), total(2 * E[p] * Partial(E[p], w)), {E_all: total(E[p] ** 2)}, Proved),
    (Partial(E_all, w), total(Partial(E[p], w)) * w + total(E[p]), {E_all: w * total(E[p])}, Proved),
    (total(a * E[p] + b), a * total(E[q], q) + b * N, {}, Proved),
    (total(E[p]) ** 2, total(E[p] ** 2), {}, Refuted),
    (total(E[p]) / N, total(E[p]), {}, Refuted),
    (total(E[p]), N * E[1], {}, Refuted),
    (sp.Sum(E[p], (p, 1, 3)), E[1] + E[2] + E[3], {}, Proved),
    (sp.Sum(p, (p, 1, 4)), sp.Integer(10), {}, Proved),
    (Partial(u, w), x, {u: w * x + t[p]}, Proved),
    (Partial(E[p], w), sp.S.Zero, {}, Refuted),
    (total(sp.sin(sp.pi * N) * E[p]), sp.S.Zero, {}, Undecided),
]


@pytest.mark.parametrize(("lhs", "rhs", "definitions", "kind"), CLAIMS, ids=str)
def test_every_claim_about_sums_gets_its_verdict(
    lhs: sp.Expr, rhs: sp.Expr, definitions: dict[sp.Expr, sp.Expr], kind: type[Verdict]
) -> None:
    verdict = prove(Claim(lhs, rhs, definitions))
    assert isinstance(verdict, kind), verdict


def test_the_name_of_the_index_means_nothing() -> None:
    verdict = prove(Claim(total(E[p] * x), x * total(E[q], q)))
    assert isinstance(verdict, Proved)
