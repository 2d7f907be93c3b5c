"""Whole derivations of indexed networks: every step for all sizes; wrong ones refuted."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from random import Random

import pytest
import sympy as sp
from evaluator import Unknown, different
from networks_to_prove import NETWORKS, derived
from random_networks import network
from random_sums import mutated

from symbackprop.calculus import derive
from symbackprop.calculus.partial import Partial
from symbackprop.errors import SymbackpropError
from symbackprop.network.indices import renamed
from symbackprop.proof import Claim, Proved, Refuted, Undecided
from symbackprop.proof.indexed import IndexedProver
from symbackprop.proof.indexed.small_sizes.instances import MIXED, everywhere


@pytest.mark.parametrize("text", NETWORKS)
def test_every_step_of_a_derivation_is_proved_for_all_sizes(text: str) -> None:
    found, prover = derived(text)
    for step in found.steps:
        if step.claimed is not None:
            verdict = prover.prove(*step.claimed)
            assert isinstance(verdict, Proved), verdict
            assert not verdict.sizes, verdict


def mistakes(gradient: sp.Expr) -> Iterator[sp.Expr]:
    """Yields what people write instead of a gradient: a sign, a factor, a power, an index."""
    yield -gradient
    yield 2 * gradient
    yield gradient + 1
    for node in sorted(gradient.atoms(sp.Indexed), key=str):
        yield gradient.xreplace({node: node**2})
        yield gradient.xreplace({node: sp.S.One})
    indices = sorted(
        {place for node in gradient.atoms(sp.Indexed) for place in node.indices if place.is_Symbol}, key=str
    )
    free = [letter for letter in indices if letter in gradient.free_symbols]
    for letter in free:
        yield renamed(gradient, {letter: sp.S.One})


@pytest.mark.parametrize("text", ["two layers", "two layers, any function", "layer norm", "attention", "recurrent"])
def test_a_wrong_gradient_is_refuted_at_small_sizes(text: str) -> None:
    found, prover = derived(text)
    for parameter, gradient in found.gradients.items():
        for wrong in mistakes(gradient.delta_form):
            verdict = prover.prove(Partial(found.network.loss.name, parameter), wrong)
            assert isinstance(verdict, Refuted), verdict
            assert verdict.witness.point[0][0] in map(str, found.network.sizes)


def disagrees(prover: IndexedProver, lhs: sp.Expr, rhs: sp.Expr) -> bool:
    """Returns whether the sides differ somewhere at small sizes, by difference quotients to fifty digits."""
    claim = Claim(lhs, rhs)
    for spot, _, left, right in prover.written(claim, MIXED[:1], everywhere):
        bodies = (*spot.definitions.values(), left, right)
        symbols = sorted({symbol.name for body in bodies for symbol in body.free_symbols})
        for start in (Fraction(1, 7), Fraction(-3, 2)):
            point = {text: start + Fraction(3 * place, 17) for place, text in enumerate(symbols)}
            try:
                if different(left, right, spot.definitions, point):
                    return True
            except Unknown:
                continue
    return False


@pytest.mark.parametrize("seed", range(4))
def test_verdicts_on_random_networks_agree_with_difference_quotients(seed: int) -> None:
    random = Random(seed)
    counts = {"proved": 0, "refuted": 0, "undecided": 0}
    while sum(counts.values()) < 20:
        try:
            found = derive(network(random))
        except SymbackpropError:
            continue
        prover = IndexedProver(found.network, found.definitions)
        loss = found.network.loss.name
        for parameter, gradient in found.gradients.items():
            right = gradient.delta_form
            assert isinstance(prover.prove(Partial(loss, parameter), right), Proved)
            wrong = mutated(right, random)
            verdict = prover.prove(Partial(loss, parameter), wrong)
            counts[verdict.word] += 1
            if isinstance(verdict, Proved):
                assert not disagrees(prover, Partial(loss, parameter), wrong), verdict
            if isinstance(verdict, Refuted) and verdict.undefined_side is None:
                assert disagrees(prover, Partial(loss, parameter), wrong), verdict
            if isinstance(verdict, Undecided):
                assert "runs to" in verdict.missing, verdict
    assert counts["refuted"] > 10
