"""Second derivatives in the kernel: SymPy's `diff` as the oracle, kinks, and what is refused."""

from __future__ import annotations

from itertools import combinations_with_replacement

import pytest
import sympy as sp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sympy import Abs, Max, Min, Piecewise, Rational, cos, erf, exp, log, sign, sin, sqrt, tanh

from symbackprop.calculus import Partial
from symbackprop.network.functions import unspecified_function
from symbackprop.network.heads import gelu, relu, sigmoid, silu, softplus, softsign, step
from symbackprop.network.names import name, names
from symbackprop.proof import Claim, Proved, Refuted, Undecided, Verdict, prove
from symbackprop.proof.limits import OutOfReach
from symbackprop.proof.second_order import UNFOLDINGS, refuse_what_depends, unfolded

x, y, w, u, s, z, a, E, t = names("x y w u s z a E t")
g, g1, g2 = (unspecified_function("g", order) for order in range(3))

SMOOTH = [
    x**3 * y**2 + x * y,
    exp(x * y) / (1 + x**2),
    log(1 + x**2 + y**2),
    sin(x * y) * cos(x - y),
    sqrt(1 + x**2 * y**2),
    (1 + x**2) ** y,
    (1 + y**2) ** Rational(-3, 2) * x,
    tanh(x * y) ** 2,
    erf(x * y),
    sp.sinh(x) * sp.cosh(y) + sp.erfc(x),
    sigmoid(x * y) * softplus(x),
    silu(x + y**2) * gelu(x),
    Rational(1, 2) * (sigmoid(y * sigmoid(x)) - a) ** 2,
]


def twice(of: sp.Expr, one: sp.Expr, other: sp.Expr) -> Partial:
    return Partial(Partial(of, one), other)


def verdict_on(lhs: sp.Expr, rhs: sp.Expr, definitions: dict[sp.Expr, sp.Expr] | None = None) -> Verdict:
    return prove(Claim(sp.sympify(lhs), sp.sympify(rhs), definitions or {}))


@pytest.mark.parametrize("function", SMOOTH, ids=str)
def test_the_second_derivatives_are_those_of_sympy_and_no_others(function: sp.Expr) -> None:
    for one, other in combinations_with_replacement((x, y), 2):
        expected = sp.diff(function, one, other)
        assert isinstance(verdict_on(twice(function, one, other), expected), Proved), (one, other)
        assert isinstance(verdict_on(twice(function, one, other), expected + Rational(1, 1000)), Refuted), (one, other)


@pytest.mark.parametrize("function", SMOOTH, ids=str)
def test_the_order_of_differentiation_does_not_matter(function: sp.Expr) -> None:
    assert isinstance(verdict_on(twice(function, x, y), twice(function, y, x)), Proved)


@pytest.mark.parametrize(
    ("function", "expected", "kinks"),
    [
        (Abs(x), 0, {x}),
        (x * Abs(x), 2 * sign(x), {x}),
        (Abs(x) ** 3, 6 * Abs(x), {x}),
        (relu(x) ** 2, 2 * step(x), {x}),
        (Max(x, y, a) ** 2, Piecewise((2, (x > y) & (x > a)), (0, True)), None),
        (Min(x, 1) ** 3, Piecewise((6 * x, x < 1), (0, True)), {x - 1}),
        (step(x) * x**3, 6 * x * step(x), {x}),
        (sign(x) * x**2, 2 * sign(x), {x}),
        (Piecewise((x**3, x > y), (x, True)), Piecewise((6 * x, x > y), (0, True)), {x - y}),
        (softsign(x), -2 * sign(x) / (1 + Abs(x)) ** 3, {x}),
    ],
    ids=str,
)
def test_a_kink_is_left_out_and_named(function: sp.Expr, expected: sp.Expr, kinks: set[sp.Expr] | None) -> None:
    verdict = verdict_on(twice(function, x, x), expected)
    assert isinstance(verdict, Proved), verdict
    found = {known.expression for known in verdict.hypotheses if known.sort == "kink"}
    assert found == kinks if kinks is not None else found
    assert isinstance(verdict_on(twice(function, x, x), expected + 1), Refuted)


def test_the_domain_is_a_hypothesis() -> None:
    verdict = verdict_on(twice(log(x) * y, x, x), -y / x**2)
    assert isinstance(verdict, Proved)
    assert [str(known) for known in verdict.hypotheses] == ["x > 0"]


def test_of_an_unspecified_function_the_second_derivative_is_a_name_of_its_own() -> None:
    assert isinstance(verdict_on(twice(g(w * x), w, w), g2(w * x) * x**2), Proved)
    assert isinstance(verdict_on(twice(g(w * x), w, x), g2(w * x) * w * x + g1(w * x)), Proved)
    assert isinstance(verdict_on(twice(g(w * x), w, x), g2(w * x) * w * x), Refuted)


def test_a_third_derivative_unfolds_twice() -> None:
    assert isinstance(verdict_on(Partial(twice(exp(x * y), x, y), x), sp.diff(exp(x * y), x, y, x)), Proved)


CHAIN = {u: w * x, s: tanh(u) + a * u, z: sigmoid(s), E: (z - t) ** 2 / 2}


@pytest.mark.parametrize(
    ("lhs", "rhs"),
    [
        (twice(E, z, z), 1),
        (twice(E, s, s), (z * (1 - z)) ** 2 + (z - t) * z * (1 - z) * (1 - 2 * z)),
        (twice(E, s, u), twice(E, s, s) * (1 - tanh(u) ** 2 + a)),
        (twice(E, u, w), twice(E, u, u) * x),
        (twice(E, w, a), twice(E, a, w)),
        (twice(s, u, a), 1),
        (Partial(Partial(s, u) * x, a), x),
        (twice(E, t, t), 1),
        (twice(E, s, t), -z * (1 - z)),
    ],
    ids=str,
)
def test_the_chain_rule_is_used_twice_and_the_graph_is_cut_at_names(lhs: sp.Expr, rhs: sp.Expr) -> None:
    assert isinstance(verdict_on(lhs, rhs, CHAIN), Proved)
    assert isinstance(verdict_on(lhs, rhs + x, CHAIN), Refuted)


def test_a_name_that_stands_for_a_derivative_is_differentiated_as_what_it_stands_for() -> None:
    delta, second = names("delta second")
    definitions = {**CHAIN, delta: Partial(E, s), second: Partial(delta, s)}
    assert isinstance(verdict_on(Partial(delta * x, w), second * x * Partial(s, w), definitions), Proved)


def test_names_held_fixed_stay_fixed_in_both() -> None:
    definitions = {u: w**2, s: w * u}
    assert isinstance(verdict_on(twice(s, w, w), 6 * w, definitions), Proved)
    held = Partial(Partial(s, w, u), w, u)
    assert isinstance(verdict_on(held, 0, definitions), Proved)
    assert isinstance(verdict_on(Partial(Partial(s, w, u), u, w), 1, definitions), Proved)
    assert isinstance(verdict_on(Partial(Partial(s, w, u), w), 2 * w, definitions), Proved)


@pytest.mark.parametrize(
    ("lhs", "missing"),
    [
        (twice(E, s, z), "a derivative by s cannot be differentiated by z, which depends on s"),
        (twice(E, w, u), "a derivative by w cannot be differentiated by u, which depends on w"),
        (Partial(Partial(E, w), a, z), "a derivative by w cannot be differentiated by z, which depends on w"),
        (twice(sp.besselj(0, x), x, x), "no rule for besselj"),
    ],
    ids=str,
)
def test_what_has_no_meaning_or_no_rule_is_undecided_and_says_why(lhs: sp.Expr, missing: str) -> None:
    verdict = verdict_on(lhs, 0, CHAIN)
    assert isinstance(verdict, Undecided)
    assert missing in verdict.missing


def test_the_second_derivative_of_an_item_without_a_definition_is_undecided_not_zero() -> None:
    p, N = sp.Symbol("p", integer=True), sp.Symbol("N", integer=True, positive=True)
    items, whole = sp.IndexedBase("E", real=True), name("E_all")
    definitions = {whole: sp.Sum(items[p], (p, 1, N))}
    for side in (twice(items[p], w, w), twice(whole, w, w)):
        assert isinstance(verdict_on(side, 0, definitions), Undecided)


def test_the_chain_rule_has_no_value_where_the_function_is_flat_at_its_kink() -> None:
    assert isinstance(verdict_on(twice(Abs(y - w), w, w), 0, {y: x, w: x}), Undecided)


def test_every_head_that_has_a_first_derivative_has_a_second() -> None:
    from symbackprop.proof.derivation import SLOPES  # noqa: PLC0415

    assert set(SLOPES) == set(UNFOLDINGS)


def test_without_the_refusal_a_meaningless_claim_would_be_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("symbackprop.proof.derivation.refuse_what_depends", lambda *_: None)
    assert not isinstance(verdict_on(twice(E, s, z), 0, CHAIN), Undecided)


def test_the_refusal_follows_definitions_but_not_through_what_is_held() -> None:
    refuse_what_depends(Partial(E, s), (w,), CHAIN)
    refuse_what_depends(Partial(E, s, z), (z,), CHAIN)
    with pytest.raises(OutOfReach, match="which depends on u"):
        refuse_what_depends(Partial(E, u), (z,), CHAIN)


def test_what_is_unfolded_is_one_level_only() -> None:
    assert unfolded(Partial(x * sin(y), x), {}) == Partial(x, x) * sin(y) + x * Partial(sin(y), x)
    assert unfolded(Partial(x, x), {}) == 1


polynomials = st.recursive(
    st.sampled_from((x, y)) | st.integers(-3, 3).map(sp.Integer),
    lambda inner: st.tuples(st.sampled_from([sp.Add, sp.Mul]), inner, inner).map(lambda made: made[0](*made[1:])),
    max_leaves=6,
)
functions = st.sampled_from([exp, tanh, sin, sigmoid, lambda inner: log(1 + inner**2), lambda inner: inner**3])


@settings(deadline=None, derandomize=True, max_examples=60, suppress_health_check=list(HealthCheck))
@given(first=polynomials, second=polynomials, outer=functions, inner=functions, mistake=st.integers(-1, 1))
def test_a_random_claim_gets_the_verdict_that_sympy_says_is_right(
    first: sp.Expr, second: sp.Expr, outer: type, inner: type, mistake: int
) -> None:
    function = outer(first * second) * second + inner(second)
    claimed = sp.diff(function, x, y) + mistake * first**2
    wrong = sp.expand(mistake * first**2) != 0
    verdict = verdict_on(twice(function, x, y), claimed)
    assert isinstance(verdict, Refuted if wrong else Proved), verdict
