"""A claim is judged in whatever form it comes."""

from __future__ import annotations

import pytest
import sympy as sp

import symbackprop as sb
from symbackprop.answers.correction import correction
from symbackprop.errors import FormulaError, UnknownName

NETWORK = sb.two_layer()
DERIVATION = sb.derive(NETWORK)


def test_the_right_formula_is_proved_and_the_wrong_one_refuted() -> None:
    assert isinstance(sb.prove("dE/dw_11 = delta_1*x_1", NETWORK), sb.Proved)
    refuted = sb.prove("dE/dw_11 = delta_1*x_2", NETWORK)
    assert isinstance(refuted, sb.Refuted)
    assert refuted.witness.lhs is not None
    assert refuted.witness.rhs is not None
    assert refuted.witness.lhs.disjoint(refuted.witness.rhs)


def test_every_form_of_one_claim_has_the_same_verdict() -> None:
    gradient = DERIVATION.gradient("w_11")
    equation = sp.Eq(gradient.partial, gradient.delta_form)
    claim = sb.Claim(gradient.partial, gradient.delta_form, DERIVATION.definitions)
    for form in ("∂E/∂w_11 = δ_1 x_1", equation, claim, gradient.steps[-1]):
        assert isinstance(sb.prove(form, DERIVATION), sb.Proved)


def test_a_whole_derivation_is_proved() -> None:
    assert sb.prove(DERIVATION).ok


def test_a_chain_gets_a_verdict_for_each_equality_sign() -> None:
    verdicts = sb.prove("delta_1 = dE/du_1 = delta_out*v_1", NETWORK)
    assert [type(verdict) for verdict in verdicts] == [sb.Proved, sb.Refuted]


def test_the_default_network_is_that_of_the_notes() -> None:
    assert isinstance(sb.prove("y_1 = sigmoid(b_1 + w_11*x_1 + w_12*x_2)"), sb.Proved)


GRADIENTS = {
    "v_1": "delta_out*y_1",
    "v_2": "delta_out*y_2",
    "c": "delta_out",
    "w_11": "delta_1*x_1",
    "w_12": "delta_1*x_2",
    "b_1": "delta_1",
    "w_21": "delta_2*x_1",
    "w_22": "delta_2*x_2",
    "b_2": "delta_2",
}


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu", "any"])
def test_the_nine_gradients_as_typed_are_proved_and_each_others_are_refuted(activation: str) -> None:
    derivation = sb.derive(sb.two_layer(activation))
    values = list(GRADIENTS.values())
    for parameter, right in GRADIENTS.items():
        assert isinstance(sb.prove(f"dE/d{parameter} = {right}", derivation), sb.Proved)
        wrong = values[values.index(right) - 1]
        assert isinstance(sb.prove(f"dE/d{parameter} = {wrong}", derivation), sb.Refuted)


NOTES = {
    "sigmoid": ["dz/ds = z(1 - z)", "delta_out = (z - t) z(1 - z)", "delta_1 = delta_out v_1 y_1(1 - y_1)"],
    "tanh": ["z'(s) = 1 - z²", "tanh(s) = (e^s - e^(-s))/(e^s + e^(-s))", "tanh(s) = 2/(1 + e^(-2s)) - 1"],
    "any": ["delta_1 = delta_out*v_1*g'(u_1)", "dz/ds = g'(s)", "dE/dw_22 = (z - t)*g'(s)*v_2*g'(u_2)*x_2"],
}


@pytest.mark.parametrize("activation", NOTES)
def test_the_formulas_of_the_notes_are_proved(activation: str) -> None:
    for formula in NOTES[activation]:
        assert isinstance(sb.prove(formula, sb.two_layer(activation)), sb.Proved), formula


def test_a_name_the_network_does_not_have_is_no_free_variable() -> None:
    with pytest.raises(UnknownName, match="there is no quantity named 'w_13'"):
        sb.prove(sp.Eq(sp.Symbol("w_13"), sp.Symbol("w_11")), NETWORK)


@pytest.mark.parametrize("claim", [True, 1, None, sp.Eq(sp.Symbol("x"), sp.Symbol("x")), DERIVATION.steps[0]])
def test_what_claims_nothing_is_refused(claim: object) -> None:
    with pytest.raises(FormulaError, match=r"is no claim|claims nothing"):
        sb.prove(claim, NETWORK)


def test_what_holds_instead_is_known_for_gradients_deltas_and_local_partials() -> None:
    words = sb.answers.vocabulary(DERIVATION)
    for wrong in ("dE/dw_11 = x_1", "delta_1 = x_1", "dE/du_1 = x_1", "ds/dy_1 = x_1"):
        (claim,) = sb.answers.claims(wrong, words)
        right = correction(claim, words)
        assert right is not None
        assert right.lhs == claim.lhs
    (claim,) = sb.answers.claims("x_1 = x_2", words)
    assert correction(claim, words) is None


def test_what_holds_instead_is_proved_before_it_is_said() -> None:
    gradient = DERIVATION.gradient("w_11")
    of_another_network = sb.Claim(gradient.partial, gradient.partial, sb.two_layer("tanh").definitions)
    assert correction(of_another_network, sb.answers.vocabulary(DERIVATION)) is None
