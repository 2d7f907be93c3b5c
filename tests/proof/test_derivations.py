"""Whole derivations: right ones are proved to the last step, wrong ones are refuted where they go wrong."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sympy import Eq, tanh

from symbackprop.calculus import derive
from symbackprop.network import ACTIVATIONS, Network, names, two_layer
from symbackprop.network.activation import Y
from symbackprop.network.losses import LOSSES, LOSSES_OF_ONE_OUTPUT, T, Z
from symbackprop.proof import Proved, Refuted, Undecided
from symbackprop.proof.derivations import prove_derivation

x, w, a, b, u, y, s, t, E = names("x w a b u y s t E")
SKIP = Network(
    [Eq(u, w * x + b), Eq(y, tanh(u)), Eq(s, y + a * u), Eq(E, (s - t) ** 2)], parameters=[w, a, b], targets=[t]
)


@pytest.mark.parametrize("name", [*ACTIVATIONS, "any"])
def test_every_step_is_proved_and_every_gradient_by_both_roads_again(name: str) -> None:
    proofs = prove_derivation(derive(two_layer(name)))
    assert proofs.ok, [str(verdict) for verdict in proofs if not isinstance(verdict, Proved)]
    assert {len(verdicts) for verdicts in proofs.first_principles.values()} == {2}


@pytest.mark.parametrize("loss", LOSSES_OF_ONE_OUTPUT)
def test_every_loss_is_derived_to_the_last_step(loss: str) -> None:
    assert prove_derivation(derive(two_layer("tanh", loss, output="sigmoid"))).ok


def test_paths_that_join_are_proved() -> None:
    assert prove_derivation(derive(SKIP)).ok


def test_a_wrong_slope_is_refuted_in_its_lemma_and_in_every_gradient_it_reaches() -> None:
    wrong = replace(ACTIVATIONS["sigmoid"], slope=Y * (1 + Y))
    proofs = prove_derivation(derive(two_layer(wrong)))
    refuted = {step.key for step, verdict in proofs.verdicts.items() if isinstance(verdict, Refuted)}
    assert {
        "sigmoid slope in output",
        "partial z s",
        "delta_out value",
        "delta_1 value",
        "gradient w_11 product",
    } <= refuted
    assert proofs.counts["refuted"] + proofs.counts["proved"] == len(list(proofs))


def test_a_wrong_slope_of_the_loss_is_refuted() -> None:
    wrong = replace(LOSSES["half_squared_error"], slope=2 * (Z - T))
    proofs = prove_derivation(derive(two_layer(loss=wrong)))
    refuted = {step.key for step, verdict in proofs.verdicts.items() if isinstance(verdict, Refuted)}
    assert {"partial E z", "delta_out value", "gradient c product"} <= refuted


def test_a_gradient_with_a_road_left_open_is_not_called_proved_from_first_principles() -> None:
    proofs = prove_derivation(derive(two_layer()))
    parameter = proofs.derivation.network.parameter("w_11")
    last = proofs.derivation.gradient(parameter).steps[-1]
    assert proofs.roads[last] == 2
    by_derivation, by_composition = proofs.first_principles[parameter]
    open_road = (by_derivation, Undecided(by_composition.claim, "for this test"))
    broken = replace(proofs, first_principles={**proofs.first_principles, parameter: open_road})
    assert last not in broken.roads
    assert not broken.ok
