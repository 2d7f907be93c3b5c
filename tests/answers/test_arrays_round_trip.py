"""What `derive --ascii` prints of a network of any size is read back as the same expression, and proved."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sympy as sp
from indexed_networks import NETWORKS
from sympy.core.parameters import distribute

from symbackprop.answers import Vocabulary, vocabulary
from symbackprop.answers.judging import judged
from symbackprop.answers.parser import parse
from symbackprop.calculus import Step
from symbackprop.network import Network, mlp
from symbackprop.network.layers import given, layer, sequential
from symbackprop.notation import write
from symbackprop.proof import Claim, Proved

SUBJECTS = {
    **{text: build for text, (build, _) in NETWORKS.items()},
    "no hidden layer": lambda: mlp(["n", "K"], loss="cross_entropy"),
    "one hidden layer": lambda: mlp(["n", "m", "K"], activation="tanh"),
    "sizes that are numbers": lambda: mlp([2, 3, 1]),
    "two hidden layers": lambda: mlp(["n", "m", "l", 3], loss="cross_entropy"),
    "three hidden layers": lambda: mlp(
        [2, 3, 3, 2, 1], activation="relu", output="sigmoid", loss="binary_cross_entropy"
    ),
    "any activation": lambda: mlp(["n", "m", 1], activation="any"),
    "recurrent": lambda: sequential(given("x", k="n"), layer("recurrent", units="m", steps=2), layer("dense", units=1)),
}


def shown(words: Vocabulary) -> Iterator[Step]:
    """Yields the steps that a page of the derivation shows."""
    derivation = words.derivation
    for item in (*derivation.deltas, *derivation.gradients.values()):
        yield from item.steps
    yield from (delta.definition for delta in derivation.deltas)


def rebuilt(expression: sp.Basic) -> sp.Basic:
    """Returns the expression as SymPy makes it of its parts, with 2 (a + b) left as it is written."""
    with distribute(False):  # noqa: FBT003  (SymPy's own way)
        return expression.func(*map(rebuilt, expression.args)) if expression.args else expression


def read(step: Step, words: Vocabulary, form: str) -> tuple[sp.Expr, sp.Expr]:
    left, right = parse(f"{write(step.lhs, form)} = {write(step.rhs, form)}", words)
    return left, right


@pytest.mark.parametrize("form", ["ascii", "unicode"])
@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_step_that_is_shown_is_read_back(subject: str, form: str) -> None:
    words = vocabulary(SUBJECTS[subject]())
    for step in shown(words):
        assert tuple(map(rebuilt, read(step, words, form))) == tuple(map(rebuilt, (step.lhs, step.rhs)))


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_step_that_is_shown_is_proved_when_it_is_typed(subject: str) -> None:
    words = vocabulary(SUBJECTS[subject]())
    for step in shown(words):
        (verdict,) = judged([Claim(*read(step, words, "ascii"), words.definitions)], words)
        assert isinstance(verdict, Proved), verdict


def test_equations_of_the_forward_pass_are_read_back() -> None:
    for build in SUBJECTS.values():
        words = vocabulary(build())
        for line in words.network:
            sides = parse(f"{write(line.name, 'ascii')} = {write(line.body, 'ascii')}", words)
            assert tuple(map(rebuilt, sides)) == (line.name, rebuilt(line.body))


def test_there_are_networks_of_every_kind() -> None:
    found: list[Network] = [build() for build in SUBJECTS.values()]
    assert {bool(network.sizes) for network in found} == {True, False}
    assert all(network.is_indexed for network in found)
