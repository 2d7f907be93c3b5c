"""Every verdict of the tables, and what it must carry."""

from __future__ import annotations

import mpmath as mp
import pytest
import sympy as sp
from claim_tables import EXPECTED, FALSE, OPEN, TRUE, UNDEFINED_ON_ONE_SIDE, Row, raw, user, x, y
from evaluator import Unknown, value
from sympy import Abs, Max, Min, Piecewise, cos, exp, log, sign, sin, sqrt

from symbackprop.network.heads import relu, softplus
from symbackprop.proof import Claim, Hypothesis, Proved, Refuted, Undecided, Verdict, prove


@pytest.mark.parametrize(("row", "kind"), EXPECTED, ids=lambda item: str(getattr(item, "claim", item))[:60])
def test_every_claim_of_the_tables_gets_its_verdict(row: Row, kind: type[Verdict]) -> None:
    verdict = prove(row.claim)
    assert isinstance(verdict, kind), verdict
    assert "defect" not in str(verdict)


def test_no_true_claim_of_the_tables_is_equal_by_construction() -> None:
    assert not [str(row.claim) for row in TRUE if row.claim.lhs == row.claim.rhs]


@pytest.mark.parametrize("row", FALSE, ids=lambda row: str(row.claim)[:60])
def test_the_balls_of_a_refutation_are_disjoint_and_hold_the_values(row: Row) -> None:
    verdict = prove(row.claim)
    assert isinstance(verdict, Refuted)
    left, right = verdict.witness.lhs, verdict.witness.rhs
    assert left is not None
    assert right is not None
    assert left.disjoint(right)
    if verdict.witness.unspecified:
        return
    for side, ball in ((row.claim.lhs, left), (row.claim.rhs, right)):
        with mp.workdps(60):
            number = sp.Rational(mp.nstr(value(side, row.definitions, dict(verdict.witness.point)), 50))
        slack = sp.Rational(1, 10**30) * (1 + abs(sp.Rational(ball.lower)))
        inside = sp.Rational(ball.lower) - slack <= number <= sp.Rational(ball.upper) + slack
        assert inside, (side, number, ball)


@pytest.mark.parametrize(
    ("row", "side"), UNDEFINED_ON_ONE_SIDE, ids=lambda item: str(getattr(item, "claim", item))[:60]
)
def test_a_side_that_is_defined_nowhere_is_named(row: Row, side: str) -> None:
    verdict = prove(row.claim)
    assert isinstance(verdict, Refuted)
    assert verdict.undefined_side == side
    assert (verdict.witness.lhs is None) == (side == "left")
    assert (verdict.witness.rhs is None) == (side == "right")


def test_both_sides_are_finite_at_the_point_of_a_proof() -> None:
    for row in TRUE:
        verdict = prove(row.claim)
        assert isinstance(verdict, Proved)
        assert verdict.point.lhs is not None
        assert verdict.point.rhs is not None
        assert not verdict.point.lhs.disjoint(verdict.point.rhs)


HYPOTHESES = [
    (log(x**2), 2 * log(x), {"x**2 > 0", "x > 0"}),
    (sign(x) ** 2, sp.S.One, {"x != 0"}),
    (Abs(x), Max(x, -x), set()),
    (relu(x), (x + Abs(x)) / 2, set()),
    (Max(x, y) + Min(x, y), x + y, set()),
    (log(1 + exp(-Abs(x))) + Max(x, 0), softplus(x), set()),
    (sp.sign(x**2 + y**2), sp.S.One, {"x**2 + y**2 != 0"}),
    (Abs(x**2 + y**2), x**2 + y**2, set()),
    (raw(sp.Mul, x, 1 / x), sp.S.One, {"x != 0"}),
    (1 / (1 + exp(x)), exp(-x) / (1 + exp(-x)), set()),
    (Piecewise((x, x > 0), (0, True)), Max(x, 0), {"x != 0"}),
    (raw(sp.Pow, x**3, sp.Rational(1, 3)), x, {"x**3 > 0"}),
    (sqrt(x**2 + 1) ** 2, raw(sp.Add, x**2, 1), set()),
    (log(2 + sin(x)), log(1 + sin(x) / 2) + log(2), set()),
    (sin(x) / cos(x), sp.tan(x), {"cos(x) != 0"}),
    (Piecewise((sqrt(y), y > 0), (sqrt(-y), True)), sqrt(Abs(y)), {"y != 0"}),
    (log(x) + Abs(x), x + log(x), {"x > 0", "x != 0"}),
    (1 / (1 + sign(x)), sp.Rational(1, 2), {"x != 0", "sign(x) + 1 != 0"}),
    (1 / (Abs(x) - x), -1 / (2 * x), {"x != 0", "x - Abs(x) != 0"}),
]


@pytest.mark.parametrize(
    ("lhs", "rhs", "expected"),
    HYPOTHESES,
    ids=lambda part: " and ".join(sorted(part)) if isinstance(part, set) else str(part),
)
def test_a_proof_states_its_hypotheses_and_no_more(lhs: sp.Expr, rhs: sp.Expr, expected: set[str]) -> None:
    verdict = prove(Claim(lhs, rhs))
    assert isinstance(verdict, Proved), verdict
    assert {str(hypothesis) for hypothesis in verdict.hypotheses} == expected


def test_what_is_left_open_says_why() -> None:
    for row in OPEN:
        verdict = prove(row.claim)
        assert isinstance(verdict, Undecided)
        assert verdict.missing.strip()


def test_a_verdict_is_no_boolean() -> None:
    for row in (TRUE[0], FALSE[0], OPEN[0]):
        with pytest.raises(TypeError, match=r"isinstance\(verdict, Proved\)"):
            bool(prove(row.claim))


def test_a_verdict_shows_itself() -> None:
    for row in (TRUE[0], FALSE[0], OPEN[0]):
        verdict = prove(row.claim)
        assert str(verdict).startswith(f"{verdict.word}: ")
        assert "<script" not in verdict._repr_html_()
        assert verdict._repr_latex_().startswith("$")


def test_html_is_escaped() -> None:
    evil = sp.Symbol("<script>", real=True)
    assert "<script>" not in prove(Claim(evil, evil + 1))._repr_html_()


def test_the_evidence_says_how_a_decimal_was_read() -> None:
    verdict = prove(Claim(sp.Float("0.1") * x, x / 10))
    assert isinstance(verdict, Proved)
    assert "read as 1/10" in verdict.evidence


def test_a_given_hypothesis_holds_at_every_witness() -> None:
    narrow = user(x, ">") + user(sp.Rational(1, 1000) - x, ">")
    for verdict in (prove(Claim(x, 2 * x, {}, narrow)), prove(Claim(Abs(x), x, {}, narrow))):
        witness = verdict.witness if isinstance(verdict, Refuted) else verdict.point
        assert 0 < dict(witness.point)["x"] < sp.Rational(1, 1000)


def test_two_symbols_that_print_alike_are_rejected() -> None:
    verdict = prove(Claim(sp.Symbol("x") + x, 2 * x))
    assert isinstance(verdict, Undecided)
    assert "two different variables are called x" in verdict.missing


def test_assumptions_of_a_symbol_are_hypotheses() -> None:
    r = sp.Symbol("r", positive=True)
    verdict = prove(Claim(raw(Abs, r), r))
    assert isinstance(verdict, Proved)
    assert Hypothesis(r, ">", "user") in verdict.hypotheses
    assert isinstance(prove(Claim(sp.Symbol("k", prime=True), sp.S(2))), Undecided)


def test_the_evaluator_of_the_tests_knows_when_it_does_not_know() -> None:
    with pytest.raises(Unknown):
        value(log(x), {}, {"x": sp.Rational(-1)})


@pytest.mark.parametrize("text", ["erf", "sigmoid", "exp", "log", "cos", "sin", "root", "variable", "unspecified"])
def test_nothing_is_known_of_an_unspecified_function_whatever_it_is_called(text: str) -> None:
    f = sp.Function(text, real=True)
    for argument in (sp.Integer(2), x):
        for shift in (0, 2):
            value = f(argument) + shift
            assert not isinstance(prove(Claim(sp.Abs(value), value)), Proved)
    assert isinstance(prove(Claim(f(x), sp.erf(x))), Refuted)
    assert not isinstance(prove(Claim(f(-x), -f(x))), Proved)
    assert isinstance(prove(Claim(f(x) * f(1 + x - 1), f(x) ** 2)), Proved)
