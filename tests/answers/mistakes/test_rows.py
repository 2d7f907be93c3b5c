"""Every mistaken form that a row of MISTAKES makes is refuted, and diagnosed as what it is."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import islice
from random import Random

import pytest
import sympy as sp

import symbackprop as sb
from symbackprop.answers import Vocabulary, vocabulary
from symbackprop.answers.judging import judge_of, judged
from symbackprop.answers.mistakes import MISTAKES, diagnose
from symbackprop.answers.mistakes.mistake import no_changes, no_slips
from symbackprop.answers.mistakes.right import right_of
from symbackprop.network.indices import free_indices, head
from symbackprop.proof import Claim, Proved, Refuted

NETWORKS = {
    "sigmoid": sb.two_layer,
    "tanh": lambda: sb.two_layer("tanh"),
    "relu": lambda: sb.two_layer("relu"),
    "softplus": lambda: sb.two_layer("softplus"),
    "cross-entropy": lambda: sb.two_layer(loss="binary_cross_entropy"),
    "perceptron": lambda: sb.mlp(["n", "m", "K"]),
    "softmax": lambda: sb.mlp(["n", "m", "K"], loss="cross_entropy"),
    "square": lambda: sb.mlp(["n", "n", "n"], activation="tanh"),
}
ROWS = list(MISTAKES)
_MANY, _FEW, _ROUNDS = 30, 5, 3


@cache
def words_of(network: str) -> Vocabulary:
    return vocabulary(NETWORKS[network]())


def lefts(words: Vocabulary) -> list[sp.Expr]:
    """What the derivation has a value for, and a parameter, for the update."""
    derivation = words.derivation
    scalars = [] if words.network.is_indexed else [derivation.network.parameters[0]]
    return [
        *(gradient.partial for gradient in derivation.gradients.values()),
        *(delta.name for delta in derivation.deltas),
        *(step.lhs for step in derivation.partials),
        *(line.name for line in words.network),
        *([] if words.network.is_indexed else [derivation.training_set.loss]),
        *scalars,
    ]


def everything(words: Vocabulary) -> sp.Expr:
    """A side that reads every name, every function and a reversed difference: a row may put any of them anywhere."""
    network = words.network
    names = (*network.inputs, *network.parameters, *network.targets, *network.definitions)
    outputs = [name for name in network.definitions if head(name) in network.loss.reads]
    differences = [one - other for other in outputs for one in network.targets]
    bodies = [line.body for line in network if line.activation is not None]
    return sp.Mul(*names, *(delta.name for delta in words.derivation.deltas), *differences, *bodies, sp.exp(outputs[0]))


def mistaken(row: str, words: Vocabulary) -> Iterator[Claim]:
    """The forms that a row makes of right values, as claims: one of each left side, then another, in a fixed order."""
    random = Random(row)
    claimed = everything(words) + (words.network.loss.name if row == "term too many" else 0)
    turns = [_of_one(row, left, claimed, words, random) for left in lefts(words)]
    random.shuffle(turns)
    for _ in range(_ROUNDS):
        for turn in turns:
            yield from islice(turn, 1)


def _of_one(row: str, left: sp.Expr, claimed: sp.Expr, words: Vocabulary, random: Random) -> Iterator[Claim]:
    right = right_of(Claim(left, claimed, words.definitions), words)
    assert right is not None
    forms = list(right.forms)
    random.shuffle(forms)
    for form in forms:
        slips = list(MISTAKES[row].slips(right, form))
        random.shuffle(slips)
        for slip in slips:
            if row == "sum missing" or {*free_indices(slip.value)} <= {*free_indices(left), *words.sizes}:
                yield Claim(left, slip.value, words.definitions)


def refuted(row: str, words: Vocabulary, attempts: int) -> Claim | None:
    """The first of them that is refuted and speaks of one range for each index, if one of the first few does."""
    for claim in islice(mistaken(row, words), attempts):
        well_formed = isinstance(judge_of(claim, words).prove(claim.rhs, claim.rhs), Proved)
        if well_formed and isinstance(judged([claim], words)[0], Refuted):
            return claim
    return None


_SCALARS = {"sigmoid", "tanh", "relu", "softplus", "cross-entropy"}
_ARRAYS = {"perceptron", "softmax", "square"}
_OF_ENTROPY = {"cross-entropy", "softmax"}
NOWHERE = {
    "zero factor": {*NETWORKS},  # what it makes is 0, whatever the factor was
    "sign of the update": _ARRAYS,  # the rule is written for the parameters of a network of scalars
    "delta of cross-entropy": {"tanh", "relu", "softplus", "square", *_OF_ENTROPY},  # no sigmoid output, or that loss
    "delta of squared error": {*NETWORKS} - _OF_ENTROPY,
    "slope twice": {"relu"},  # the square of a step is the step
    "number missing": _OF_ENTROPY,  # there is no number in it
    "exponent missing": _OF_ENTROPY,  # there is no exponent in it
    "terms missing": _ARRAYS,  # no right value has three terms: the paths of an array are one sum
    "sum missing": _SCALARS,  # the sums are over items, and such claims are not decided
    "sum too many": _SCALARS,
    "another derivative": _ARRAYS,  # is looked for among scalars
    **{row: {*NETWORKS} for row in ROWS if MISTAKES[row].slips is no_slips},  # is undone in what is written
}
"""Where a row makes nothing that is refuted, and why."""


def test_every_row_is_about_values_or_about_what_is_written() -> None:
    assert {(row.slips is no_slips) + (row.changes is no_changes) for row in MISTAKES.values()} == {1}


@pytest.mark.parametrize("network", NETWORKS)
@pytest.mark.parametrize("row", ROWS)
def test_the_form_of_a_row_is_diagnosed_as_that_row_or_an_earlier_one_that_makes_it_too(row: str, network: str) -> None:
    words = words_of(network)
    expected = network not in NOWHERE.get(row, set())
    claim = refuted(row, words, attempts=_MANY if expected else _FEW)
    assert (claim is not None) == expected
    if claim is None:
        return
    diagnosis = diagnose(claim, words)
    assert diagnosis.mistake in ROWS[: ROWS.index(row) + 1], f"{claim}: {diagnosis}"
    assert isinstance(diagnosis.proof, Proved)
    assert diagnosis.proof.claim.lhs == claim.rhs
    assert diagnosis.sentence
    if diagnosis.right is not None:
        assert isinstance(judged([diagnosis.right], words)[0], Proved)
