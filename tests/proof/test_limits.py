"""Limits: whatever is claimed, the answer comes in bounded time and memory."""

from __future__ import annotations

import resource

import pytest
import sympy as sp
from claim_tables import raw, u, v, w, x, y
from sympy import Rational, exp, log

from symbackprop.calculus.partial import Partial
from symbackprop.network.names import name
from symbackprop.proof import Claim, Proved, Refuted, Undecided, prove

MEGABYTES = 1024  # of ru_maxrss, which counts kilobytes
_RATIO = 1 + Rational(1, 10**6)
_SUM = x + y + u + v + w + 1

LARGE = [
    ((exp(x * _RATIO) + 1) * (exp(x) - 1), exp(x * (1 + _RATIO)) - exp(x * _RATIO) + exp(x) - 1),
    (exp(x * _RATIO) * exp(y) - exp(x), exp(x * _RATIO + y) - exp(x)),
    (x ** (9**9), x ** (9**9)),
    ((x + 1) ** (9**9), x),
    (raw(sp.Pow, 2, 9**9), x),
    (_SUM**60, (_SUM - 1) ** 60),
    (_SUM**40 * (x + 1), (x + 1) * sp.Add(_SUM, x, -x, evaluate=False) ** 40),
    (exp(9**9 * x), raw(sp.Pow, exp(x), 9**9)),
    (log(sp.Integer(10) ** 500 + 1), sp.S.One),
    (exp(exp(exp(exp(x)))), exp(exp(exp(x)))),
    (exp(exp(exp(10 * exp(x)))), sp.S.One),
    (1 / (1 + exp(-x / 61)), 1 / (1 + exp(-x / 67)) * exp(x / 71)),
    (sp.Max(*(name(f"m_{k}") for k in range(12)), x), x),
]


@pytest.mark.parametrize(("lhs", "rhs"), LARGE, ids=lambda side: str(type(side).__name__))
def test_a_large_claim_is_answered_within_bounds_of_memory(lhs: sp.Expr, rhs: sp.Expr) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    verdict = prove(Claim(lhs, rhs))
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert isinstance(verdict, (Proved, Refuted, Undecided))
    assert grown < 400 * MEGABYTES


def test_exponents_that_cancel_are_combined_before_they_are_split() -> None:
    claim = Claim((exp(x * _RATIO) + exp(x)) * exp(-x), exp(x / 10**6) + 1)
    assert isinstance(prove(claim), Proved)


def test_a_false_claim_about_a_close_ratio_is_refuted() -> None:
    assert isinstance(prove(Claim(exp(x * _RATIO), exp(x))), Refuted)


def test_a_chain_of_three_hundred_names_has_a_verdict() -> None:
    bodies, last = {}, x
    for k in range(300):
        after = name(f"n_{k}")
        bodies[after] = sp.tanh(last) if k % 2 else last * w + 1
        last = after
    assert isinstance(prove(Claim(last, last + 0, bodies)), Proved)
    assert isinstance(prove(Claim(last, last + Rational(1, 1000), bodies)), Refuted)
    assert isinstance(prove(Claim(Partial(last, w), Partial(last, w) + x, bodies)), Refuted)


def _nested(levels: int) -> sp.Expr:
    expression = x
    for _ in range(levels):
        expression = sp.sin(expression, evaluate=False)
        assert expression.is_commutative  # SymPy asks level by level, and remembers
    return expression


def test_ten_thousand_levels_of_nesting_are_no_recursion_error() -> None:
    deep = _nested(10_000)
    for verdict in (prove(Claim(deep, deep)), prove(Claim(deep, x))):
        assert isinstance(verdict, (Proved, Refuted, Undecided))
        assert str(verdict)


def test_too_many_cases_are_left_open() -> None:
    symbols = [name(f"m_{k}") for k in range(12)]
    verdict = prove(Claim(sp.Add(*map(sp.Abs, symbols)), sp.Add(*(sp.Max(m, -m, evaluate=False) for m in symbols))))
    assert isinstance(verdict, Undecided)
    assert "cases" in verdict.missing
