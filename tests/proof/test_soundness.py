"""Soundness: true identities by rewriting, mutants of true gradients, the kernel with a part switched off."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest
import sympy as sp
from claim_tables import FALSE, OPEN, TRUE, UNDEFINED_ON_ONE_SIDE
from evaluator import Unknown, different
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rewriting import CASES, LONGEST, Case, case, mutate, rewrite

from symbackprop.network.names import names
from symbackprop.proof import Claim, Proved, Prover, Refuted, Undecided, prove
from symbackprop.proof.sign_reasons import Known
from symbackprop.proof.signs import Signs

NETWORKS = {activation: case(activation) for activation in CASES}


def quiet(examples: int) -> settings:
    """Returns settings under which every run draws the same examples."""
    return settings(deadline=None, derandomize=True, max_examples=examples, suppress_health_check=list(HealthCheck))


def point_of(network: Case, random: Random) -> dict[str, Fraction]:
    symbols = {symbol for body in network.definitions.values() for symbol in body.free_symbols}
    return {str(symbol): Fraction(random.randrange(-199, 199), 113) for symbol in sorted(symbols, key=str)}


def differs(lhs: sp.Expr, rhs: sp.Expr, network: Case, random: Random) -> bool:
    """Returns whether the evaluator finds the sides different at one of three points."""
    found = False
    for _ in range(3):
        try:
            found = found or different(lhs, rhs, network.definitions, point_of(network, random))
        except Unknown:
            continue
    return found


@pytest.mark.parametrize("activation", CASES)
@quiet(40)
@given(seed=st.integers(0, 10**9))
def test_a_gradient_equals_every_rewriting_of_itself(activation: str, seed: int) -> None:
    random, network = Random(seed), NETWORKS[activation]
    delta_form, product = random.choice(list(network.gradients.values()))
    for _ in range(random.randint(1, 6)):
        product = rewrite(product, network.definitions, random)
        if product.count_ops() > LONGEST:
            break
    verdict = Prover(network.definitions).prove(delta_form, product)
    assert isinstance(verdict, Proved), verdict


@pytest.mark.parametrize("activation", CASES)
@quiet(30)
@given(seed=st.integers(0, 10**9))
def test_a_mutant_that_the_evaluator_finds_different_is_refuted(activation: str, seed: int) -> None:
    random, network = Random(seed), NETWORKS[activation]
    delta_form, product = random.choice(list(network.gradients.values()))
    mutant, mistake = mutate(product, random)
    verdict = Prover(network.definitions).prove(delta_form, mutant)
    if differs(delta_form, mutant, network, random):
        assert isinstance(verdict, Refuted), (mistake, verdict)
    else:
        assert not isinstance(verdict, Refuted), (mistake, verdict)


@pytest.mark.parametrize("switched_off", ["exponentials", "trigonometric"])
def test_without_the_dependence_test_claims_stay_open_and_none_is_wrong(
    switched_off: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"symbackprop.proof.{switched_off}.combination", lambda *_: None)
    verdicts = [prove(row.claim) for row in TRUE]
    assert not [verdict for verdict in verdicts if isinstance(verdict, Refuted)]
    assert len([verdict for verdict in verdicts if isinstance(verdict, Undecided)]) >= 5
    assert not [row for row in (*FALSE, *OPEN) if isinstance(prove(row.claim), Proved)]
    assert not [row for row, _ in UNDEFINED_ON_ONE_SIDE if isinstance(prove(row.claim), Proved)]


def test_a_kernel_that_calls_every_sign_positive_is_caught_by_the_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Signs, "known", lambda *_, **__: Known(1, strict=True))
    wrong = [row for row in FALSE if isinstance(prove(row.claim), Proved)]
    open_ = [row for row in TRUE if not isinstance(prove(row.claim), Proved)]
    assert wrong or open_


polynomials = st.recursive(
    st.sampled_from(names("x y w")) | st.integers(-3, 3).map(sp.Integer),
    lambda inner: st.tuples(st.sampled_from([sp.Add, sp.Mul]), inner, inner).map(lambda made: made[0](*made[1:])),
    max_leaves=8,
)
functions = st.sampled_from(
    [sp.exp, sp.tanh, sp.sin, sp.cos, sp.Abs, lambda a: sp.Max(a, 0), lambda a: sp.log(1 + a**2)]
)


@quiet(80)
@given(first=polynomials, second=polynomials, function=functions)
def test_the_verdict_on_two_random_expressions_agrees_with_their_values(
    first: sp.Expr, second: sp.Expr, function: type
) -> None:
    lhs, rhs = function(first) * second, function(second) + first
    verdict = prove(Claim(lhs, rhs))
    point = {str(symbol): Fraction(k + 3, 7) for k, symbol in enumerate(names("w x y"))}
    try:
        unequal = different(lhs, rhs, {}, point)
    except Unknown:
        return
    assert not (unequal and isinstance(verdict, Proved)), verdict


@quiet(80)
@given(argument=polynomials, other=polynomials, function=functions)
def test_expanding_an_argument_changes_nothing(argument: sp.Expr, other: sp.Expr, function: type) -> None:
    lhs = function(argument * other) ** 2 - 1
    rhs = (function(sp.expand(argument * other)) - 1) * (function(other * argument) + 1)
    assert isinstance(prove(Claim(lhs, rhs)), Proved)
