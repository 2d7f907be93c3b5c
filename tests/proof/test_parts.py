"""A glance parts most of what differs, and nothing that is equal."""

from __future__ import annotations

import pytest
import sympy as sp

import symbackprop as sb
from symbackprop.proof import Proved, Prover
from symbackprop.proof.indexed.prover import IndexedProver

SCALARS = sb.derive(sb.two_layer())
ARRAYS = sb.derive(sb.mlp(["n", "m", "K"]))
LARGE = sb.derive(sb.mlp([784, 128, 10]))
JUDGES = {
    "scalars": (SCALARS, Prover(SCALARS.definitions)),
    "arrays": (ARRAYS, IndexedProver(ARRAYS.network, ARRAYS.definitions)),
    "large": (LARGE, IndexedProver(LARGE.network, LARGE.definitions)),
}


@pytest.mark.parametrize("kind", JUDGES)
def test_a_glance_parts_a_gradient_from_its_double_and_not_from_itself(kind: str) -> None:
    derivation, judge = JUDGES[kind]
    for gradient in derivation.gradients.values():
        assert judge.parts(gradient.partial, 2 * gradient.delta_form)
        assert not judge.parts(gradient.partial, gradient.delta_form)
        assert isinstance(judge.prove(gradient.partial, gradient.delta_form), Proved)


def test_what_cannot_be_evaluated_is_not_parted() -> None:
    items = SCALARS.training_set
    assert not JUDGES["scalars"][1].parts(items.loss, sp.Integer(0))
    assert not JUDGES["scalars"][1].parts(sp.log(-1 - sp.Symbol("x_1", real=True) ** 2), sp.Integer(0))
