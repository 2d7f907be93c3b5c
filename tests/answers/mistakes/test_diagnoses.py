"""Usual mistakes are named in words; what is right, or wild, is not."""

from __future__ import annotations

import subprocess
import sys
from fractions import Fraction
from random import Random

import pytest
import sympy as sp
from evaluator import Unknown, different
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rewriting import mutate

import symbackprop as sb
from symbackprop.answers import Vocabulary, claims, vocabulary
from symbackprop.answers.judging import judged
from symbackprop.answers.mistakes import MISTAKES, diagnose
from symbackprop.proof import Claim, Proved, Refuted

SIGMOID = vocabulary(sb.two_layer())
TANH = vocabulary(sb.two_layer("tanh"))
RELU = vocabulary(sb.two_layer("relu"))
ANY = vocabulary(sb.two_layer("any"))
ENTROPY = vocabulary(sb.two_layer(loss="binary_cross_entropy"))
SIZES = vocabulary(sb.mlp(["n", "m", "K"]))
SOFTMAX = vocabulary(sb.mlp(["n", "m", "K"], loss="cross_entropy"))
SQUARE = vocabulary(sb.mlp(["n", "n", "n"]))

OF_SIGMOID = "with it the delta is that of squared error and sigmoid units"
OUTPUT = "z(1 − z), the slope of the output unit"

SAID = [
    (SIGMOID, "dE/dw_11 = delta_out*v_1*x_1", "∂E/∂w_11 is missing the factor y_1(1 − y_1), the slope of unit 1"),
    (SIGMOID, "dz/dw_11 = z*(1 - z)*v_1*x_1", "∂z/∂w_11 is missing the factor y_1(1 − y_1), the slope of unit 1"),
    (SIGMOID, "ds/du_1 = v_2*y_1*(1 - y_1)", "v_2 stands in place of v_1"),
    (SIGMOID, "dE/dw_11 = delta_1", "∂E/∂w_11 is missing the factor x_1, the input"),
    (SIGMOID, "dE/dw_11 = x_1", "∂E/∂w_11 is missing the factor δ_1, the delta of unit 1"),
    (SIGMOID, "delta_1 = delta_out*y_1*(1 - y_1)", "δ_1 is missing the factor v_1, the weight"),
    (SIGMOID, "dE/db_1 = delta_1*x_1", "∂E/∂b_1 has the factor x_1, the input, and should not"),
    (SIGMOID, "dE/dw_11 = delta_1*x_2", "x_2 stands in place of x_1: this is ∂E/∂w_12"),
    (SIGMOID, "dE/dw_12 = delta_1*x_1", "x_1 stands in place of x_2: this is ∂E/∂w_11"),
    (SIGMOID, "delta_1*x_2 = dE/dw_11", "x_2 stands in place of x_1: this is ∂E/∂w_12"),
    (SIGMOID, "dE/dw_11 = delta_2*x_2", "this is ∂E/∂w_22, not ∂E/∂w_11"),
    (SIGMOID, "dE/dv_1 = delta_out*x_1", "x_1 stands in place of y_1: it is of another layer"),
    (SIGMOID, "u_1 = b_1 + w_11*x_1 + w_21*x_2", "w_21 stands in place of w_12: the indices are in the wrong order"),
    (SIGMOID, "u_1 = w_11*x_1 + w_12*x_2", "u_1 is missing the term b_1"),
    (SIGMOID, "u_1 = b_1 + w_11*x_1 - w_12*x_2", "the sign before the term w_12 x_2 is wrong"),
    (SIGMOID, "dE/dz = t - z", "t − z stands in place of z − t"),
    (SIGMOID, "dE/dw_11 = -delta_1*x_1", "∂E/∂w_11 has the wrong sign"),
    (SIGMOID, "dE/dz = 2*(z - t)", "∂E/∂z has the factor 2, and should not"),
    (SIGMOID, "E = (z - t)^2", "E is missing the factor ½"),
    (SIGMOID, "E = 1/2*(z - t)", "the exponent of (z − t)² is missing"),
    (SIGMOID, "E_all = Sum((z[p] - t[p])^2, (p, 1, N))/(2*N)", "E_all has the factor 1/N, and should not"),
    (SIGMOID, "w_11 = w_11 + eta*dE/dw_11", "the sign of the step is wrong: descent subtracts η ∂E/∂w_11"),
    (SIGMOID, "z = 1/(1 + e^s)", "e^s stands in place of e^(−s)"),
    (SIGMOID, "sigmoid(s) = 1/(1 + e^s)", "e^s stands in place of e^(−s)"),
    (SIGMOID, "y_1 = sigmoid(u_2)", "u_2 stands in place of u_1"),
    (SIGMOID, "y_1 = tanh(u_1)", "tanh(u_1) stands in place of σ(u_1)"),
    (SIGMOID, "dz/ds = 1 - z", "1 − z stands in place of z(1 − z), the slope of the output unit"),
    (
        SIGMOID,
        "sigmoid'(s) = sigmoid(s)*(1 + sigmoid(s))",
        "z(1 + z) stands in place of z(1 − z), the slope of the output unit",
    ),
    (SIGMOID, "delta_1 = delta_out*v_1*sigmoid(u_1)", "y_1 stands in place of y_1(1 − y_1), the slope of unit 1"),
    (
        SIGMOID,
        "delta_1 = delta_out*v_1*u_1*(1 - u_1)",
        "u_1(1 − u_1) stands in place of y_1(1 − y_1), the slope of unit 1",
    ),
    (
        SIGMOID,
        "delta_1 = delta_out*v_1*(1 - y_1^2)",
        "1 − y_1² stands in place of y_1(1 − y_1), the slope of unit 1: that is the slope of the hyperbolic tangent",
    ),
    (
        SIGMOID,
        "delta_1 = delta_out*v_1*y_1^2*(1 - y_1)^2",
        "δ_1 has the factor y_1(1 − y_1), the slope of unit 1, twice",
    ),
    (
        SIGMOID,
        "delta_out = z - t",
        f"δ_out is missing the factor {OUTPUT}: without it the delta is that of cross-entropy",
    ),
    (
        ENTROPY,
        "delta_out = (z - t)*z*(1 - z)",
        "δ_out has the factor z(1 − z), and should not: with it the delta is that of squared error",
    ),
    (
        ENTROPY,
        "dE/dz = z - t",
        "z − t stands in place of (z − t)/(z(1 − z)): that is the slope of half squared error",
    ),
    (
        ENTROPY,
        "E = 1/2*(z - t)^2",
        "½(z − t)² stands in place of −t log(z) − (1 − t) log(1 − z): that is the half squared error",
    ),
    (
        vocabulary(sb.two_layer(loss="squared_error")),
        "delta_out = 2*(z - t)",
        f"δ_out is missing the factor {OUTPUT}",
    ),
    (TANH, "dz/ds = 1 - z", "1 − z stands in place of 1 − z², the slope of the output unit"),
    (TANH, "dz/ds = -z^2", "−z² stands in place of 1 − z², the slope of the output unit"),
    (TANH, "delta_1 = delta_out*v_1*(1 + y_1^2)", "1 + y_1² stands in place of 1 − y_1², the slope of unit 1"),
    (
        TANH,
        "dE/dw_11 = (z - t)*v_1*x_1",
        "∂E/∂w_11 is missing the factor (1 − z²) · (1 − y_1²), the slopes of the output unit and unit 1",
    ),
    (RELU, "delta_1 = delta_out*v_1*max(u_1, 0)", "y_1 stands in place of step(u_1), the slope of unit 1"),
    (ANY, "delta_1 = delta_out*v_1*g'(y_1)", "g′(y_1) stands in place of g′(u_1), the slope of unit 1"),
    (ANY, "delta_1 = delta_out*v_1", "δ_1 is missing the factor g′(u_1), the slope of unit 1"),
    (SIZES, "dE/dw[j, i] = delta[j]", "∂E/∂w_ji is missing the factor x_i, the input"),
    (SIZES, "delta[j] = sum(delta_out[k]*v[k, j], k)", "δ_j is missing the factor y_j(1 − y_j), the slope of unit j"),
    (SIZES, "delta[l] = sum(delta_out[q]*v[q, l], q)", "δ_l is missing the factor y_l(1 − y_l), the slope of unit l"),
    (SIZES, "delta[j] = delta_out[k]*v[k, j]*y[j]*(1 - y[j])", "the sum over k is missing"),
    (SIZES, "delta[j] = delta_out[1]*v[1, j]*y[j]*(1 - y[j])", "the sum over k is missing"),
    (SIZES, "dE/dw[j, i] = sum(delta[j]*x[i], i)", "there is a sum over i, and should be none"),
    (SIZES, "dE/dw[1, 1] = delta[1]", "∂E/∂w_11 is missing the factor x_1, the input"),
    (SIZES, "E = sum((z[k] - t[k])^2, k)/(2*K)", "E has the factor 1/K, and should not"),
    (SOFTMAX, "delta_out[k] = t[k] - z[k]", "t_k − z_k stands in place of z_k − t_k"),
    (SIZES, "delta_out[k] = (t[k] - z[k])*z[k]*(1 - z[k])", "t_k − z_k stands in place of z_k − t_k"),
    (SOFTMAX, "E = sum(t[k]*log(z[k]), k)", "E has the wrong sign"),
    (SOFTMAX, "z[k] = exp(s[k])", "z_k is missing the factor 1/(Σ_(l=1..K) e^s_l)"),
    (
        SOFTMAX,
        "delta_out[k] = z[k]*(1 - z[k])*(z[k] - t[k])",
        f"δ_out[k] has the factor z_k(1 − z_k), and should not: {OF_SIGMOID}",
    ),
    (SQUARE, "u[j] = b[j] + sum(w[i, j]*x[i], i)", "w_ij stands in place of w_ji: the indices are in the wrong order"),
    (SQUARE, "dE/dw[j, i] = delta[i]*x[j]", "i stands in place of j: the indices are in the wrong order"),
    (SQUARE, "dE/dw[j, i] = delta[j]*y[i]", "y_i stands in place of x_i: it is of another layer"),
    (SIGMOID, "(z - t)*z*(1 - z)*v_1 = (z - t)*z*(1 - z)*v_2", "v_2 stands in place of v_1"),
    (SIGMOID, "dE/dw_11 = delta_2*du_2/dw_11", "the factor ∂u_2/∂w_11 is 0"),
    (SIGMOID, "dz/ds = z*(1 - z^2)", "it is (1 + z) times the right value"),
    (SIGMOID, "delta_out = t - z", "it is −1/(z(1 − z)) times the right value"),
    (SIGMOID, "u_1 = w_12*x_2", "u_1 is missing the terms b_1 + w_11 x_1"),
    (SIGMOID, "dE/dw_11 = -delta_1*x_2", "it is −x_2/x_1 times the right value"),
    (SIGMOID, "u_1 = b_1 + w_11*x_1 + w_12*x_2 + x_1", "u_1 has the term x_1, and should not"),
    (SIGMOID, "u_1 = b_1 + w_11*x_1 + 3*w_12*x_2", "it is the right value plus 2w_12 x_2"),
    (SIGMOID, "E = 2*(z - t)^2", "it is 4 times the right value"),
]


@pytest.mark.parametrize(("words", "formula", "sentence"), SAID, ids=lambda part: part if isinstance(part, str) else "")
def test_a_usual_mistake_is_named_in_words(words: Vocabulary, formula: str, sentence: str) -> None:
    (claim,) = claims(formula, words)
    found = diagnose(claim, words)
    assert found.sentence == str(found) == sentence
    assert isinstance(found.proof, Proved)
    assert (found.mistake in MISTAKES) == (not sentence.startswith("it is "))
    assert found.right is None or isinstance(judged([found.right], words)[0], Proved)


def test_a_diagnosis_has_the_right_value_in_the_form_in_which_the_mistake_is_seen() -> None:
    found = sb.diagnose("dE/dw_11 = delta_out*v_1*x_1")
    assert found is not None
    assert (found.mistake, found.heading) == ("slope missing", "missing")
    assert str(found.culprit) == "y_1*(1 - y_1)"
    assert str(found.right) == "dE/dw_11 = delta_out * v_1 * y_1*(1 - y_1) * x_1"
    assert str(found.shortest) == "delta_1*x_1"


def test_a_diagnosis_shows_itself_in_a_line_and_in_a_notebook() -> None:
    found = sb.diagnose("dE/dw_11 = delta_1*x_2")
    assert found is not None
    assert repr(found) == "Diagnosis(another unit: x_2 stands in place of x_1: this is ∂E/∂w_12)"
    page = found._repr_html_()
    assert page.startswith("<p>$x_2$ stands in place of $x_1$: this is $")
    assert page.count("<p>") == 2
    nothing = sb.diagnose("x_1 = x_2")
    assert nothing is not None
    assert nothing._repr_html_() == "<p>nothing is known of what is wrong</p>"


def test_a_right_formula_has_no_diagnosis() -> None:
    derivation = SIGMOID.derivation
    gradients = [step for gradient in derivation.gradients.values() for step in gradient.steps]
    for step in (*derivation.lemmas[1:], *derivation.partials, *gradients):
        assert sb.diagnose(step, derivation) is None


def test_of_a_chain_the_first_wrong_equality_is_diagnosed() -> None:
    found = sb.diagnose("dE/dw_11 = delta_1*x_1 = delta_out*v_1*x_1 = 0")
    assert found is not None
    assert found.sentence == "the right side is missing the factor y_1(1 − y_1), the slope of unit 1"
    assert str(found.right) == "delta_1*x_1 = delta_out * v_1 * y_1*(1 - y_1) * x_1"


WILD = [
    "dE/dw_11 = y_2*u_1 + t^3",
    "dE/dw_11 = exp(x_1)*w_22",
    "delta_1 = sin(z)",
    "x_1 = x_2",
    "1 = 2",
    "u_1 = z^3",
    "dE/dw_11 = 0",
]


@pytest.mark.parametrize("formula", WILD)
def test_a_wild_formula_gets_none_of_the_rows(formula: str) -> None:
    found = sb.diagnose(formula)
    assert found is not None
    assert (found.mistake, found.sentence, found.proof) == ("", "", None)
    assert str(found) == "nothing is known of what is wrong"


SILLY = [
    "dE[p]/dw_11 = delta_1[p]",
    "delta_1[p] = delta_out[p]*v_1",
    "p = N",
    "e = 3",
    "dE/dx_1 = w_11",
    "dw_11/dw_12 = 1",
]


@pytest.mark.parametrize("formula", SILLY)
def test_of_what_the_derivation_does_not_know_nothing_is_said(formula: str) -> None:
    found = sb.diagnose(formula)
    assert found is None or (found.sentence, found.right) == ("", None)


def test_what_holds_instead_is_known_even_where_no_row_fits() -> None:
    found = sb.diagnose(WILD[0])
    assert found is not None
    assert str(found.right) == "dE/dw_11 = delta_1*x_1"


def _quiet(examples: int) -> settings:
    return settings(deadline=None, derandomize=True, max_examples=examples, suppress_health_check=list(HealthCheck))


def _point(words: Vocabulary, random: Random) -> dict[str, Fraction]:
    network = words.network
    names = (*network.inputs, *network.parameters, *network.targets)
    return {str(name): Fraction(random.randrange(-199, 199), 113) for name in names}


def _differ(lhs: sp.Expr, rhs: sp.Expr, words: Vocabulary, random: Random) -> bool:
    """Returns whether mpmath, at fifty digits, finds the sides different at one of three points."""
    found = False
    for _ in range(3):
        try:
            found = found or different(lhs, rhs, words.derivation.of_one_item, _point(words, random))
        except Unknown:
            continue
    return found


@pytest.mark.parametrize("words", [SIGMOID, TANH, ENTROPY], ids=["sigmoid", "tanh", "cross-entropy"])
@_quiet(10)
@given(seed=st.integers(0, 10**9))
def test_what_is_diagnosed_of_a_mutant_is_so_by_fifty_digits(words: Vocabulary, seed: int) -> None:
    random = Random(seed)
    gradient = random.choice([*words.derivation.gradients.values()])
    wrong, _ = mutate(random.choice([gradient.product, gradient.delta_form]), random)
    claim = Claim(gradient.partial, wrong, words.definitions)
    if not isinstance(judged([claim], words)[0], Refuted):
        return
    found = diagnose(claim, words)
    if found.proof is not None:
        assert found.proof.claim.lhs == claim.rhs
        assert not _differ(found.proof.claim.lhs, found.proof.claim.rhs, words, random)
        assert _differ(claim.lhs, found.proof.claim.rhs, words, random)
    assert found.right is not None
    assert not _differ(found.right.lhs, found.right.rhs, words, random)


def test_a_diagnosis_is_the_same_whatever_the_hash_seed() -> None:
    program = "import symbackprop as sb; print(repr(sb.diagnose('dE/dw_11 = delta_1*x_2').statement))"
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("0", "7")
    }
    assert len(outputs) == 1


def test_the_slope_of_another_function_is_no_coincidence() -> None:
    verdict = sb.diagnose("1 - z*(1 - z) = (1 - z)^2")
    assert "sigmoid linear unit" not in verdict.sentence
