"""Gradients of networks: by the tower's derivation, by SymPy's diff, and the lemmas they rest on."""

from __future__ import annotations

from itertools import pairwise

import pytest
import sympy as sp
from rewriting import E, b_1, c, case, s, t, u_1, v_1, w_11, x_1, x_2, y_1, z

from symbackprop.calculus.partial import Partial
from symbackprop.network.activations import ACTIVATIONS, unspecified
from symbackprop.network.losses import LOSSES
from symbackprop.network.names import names
from symbackprop.network.two_layer import two_layer
from symbackprop.proof import Proved, Prover, Refuted, Undecided, prove
from symbackprop.proof.first_principles import FirstPrinciples, composed
from symbackprop.proof.lemmas import Lemma, lemmas_of_activation, lemmas_of_loss

LEMMAS = [
    *(lemma for row in (*ACTIVATIONS.values(), unspecified()) for lemma in lemmas_of_activation(row)),
    *(lemma for row in LOSSES.values() for lemma in lemmas_of_loss(row)),
]
ALL = [*ACTIVATIONS, "any"]


@pytest.mark.parametrize("lemma", LEMMAS, ids=lambda lemma: str(lemma.claim)[:60])
def test_every_lemma_of_every_row_is_proved(lemma: Lemma) -> None:
    verdict = prove(lemma.claim)
    assert isinstance(verdict, Proved), (lemma.title, verdict)


@pytest.mark.parametrize("activation", ALL)
def test_every_gradient_is_the_derivative_of_the_loss(activation: str) -> None:
    network = case(activation)
    prover = Prover(network.definitions)
    for parameter, (delta_form, product) in network.gradients.items():
        for gradient in (delta_form, product):
            verdict = prover.prove(Partial(E, parameter), gradient)
            assert isinstance(verdict, Proved), verdict


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "softplus", "silu", "gelu", "relu", "sine", "any"])
def test_every_gradient_is_sympys_derivative_of_the_composed_loss(activation: str) -> None:
    network = case(activation)
    roads = FirstPrinciples(network.definitions, E)
    for parameter in (w_11, v_1, c):
        verdict = roads.by_composition(parameter, network.gradients[parameter][0])
        assert isinstance(verdict, Proved), verdict


@pytest.mark.parametrize("activation", ALL)
def test_a_wrong_gradient_is_refuted_by_both_roads(activation: str) -> None:
    network = case(activation)
    if activation == "step":
        return
    roads = FirstPrinciples(network.definitions, E)
    for verdict in roads.both(w_11, network.gradients[w_11][0] * x_2):
        assert isinstance(verdict, Refuted), verdict


@pytest.mark.parametrize("activation", ["sigmoid", "relu", "any"])
def test_deltas_that_are_partials_prove_the_delta_forms(activation: str) -> None:
    delta_1, delta_out = names("delta_1 delta_out")
    bodies = {equation.name: equation.body for equation in two_layer(activation).equations}
    prover = Prover({**bodies, delta_out: Partial(E, s), delta_1: Partial(E, u_1)})
    assert isinstance(prover.prove(Partial(E, w_11), delta_1 * x_1), Proved)
    assert isinstance(prover.prove(Partial(E, b_1), delta_1), Proved)
    assert isinstance(prover.prove(Partial(E, v_1), delta_out * y_1), Proved)
    assert isinstance(prover.prove(Partial(E, w_11), delta_1 * x_2), Refuted)


def test_a_derivative_is_cut_at_its_variable_and_at_held_names() -> None:
    bodies = case("sigmoid").definitions
    prover = Prover(bodies)
    assert isinstance(prover.prove(Partial(E, z), z - t), Proved)
    assert isinstance(prover.prove(Partial(E, x_1, u_1), Partial(E, x_1) - Partial(E, u_1) * w_11), Proved)


def test_a_loss_too_long_for_sympy_is_left_open() -> None:
    chain = names(" ".join(f"n_{k}" for k in range(40)))
    (x,) = names("x")
    bodies = {
        chain[0]: sp.tanh(x),
        **{after: before * sp.tanh(before) for before, after in pairwise(chain)},
    }
    assert composed(chain[-1], bodies) is None
    verdict = FirstPrinciples(bodies, chain[-1]).by_composition(x, x)
    assert isinstance(verdict, Undecided)
    assert "nodes" in verdict.missing


def test_a_verdict_does_not_depend_on_what_was_proved_before() -> None:
    network = case("tanh")
    warm = Prover(network.definitions)
    for delta_form, product in network.gradients.values():
        warm.prove(delta_form, product)
    for delta_form, product in reversed(network.gradients.values()):
        assert str(warm.prove(delta_form, sp.expand(product))) == str(
            Prover(network.definitions).prove(delta_form, sp.expand(product))
        )
