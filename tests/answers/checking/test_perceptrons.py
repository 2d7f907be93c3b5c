"""Perceptrons: their learning rule is proved, and what follows from it; no other step is taken for it."""

from __future__ import annotations

import pytest

import symbackprop as sb
from symbackprop.answers.understanding import Notation

PERCEPTRON = sb.mlp([2, 1], activation="step")
LETTERS = Notation({"w_0": "b"})
UP = (r"w_0 \leftarrow w_0 + \eta", r"w_i \leftarrow w_i + \eta x_i")
DOWN = (r"w_0 \leftarrow w_0 - \eta", r"w_i \leftarrow w_i - \eta x_i")


def words(*formulas: str, network: sb.Network = PERCEPTRON) -> list[str]:
    text = "\n\n".join(f"$$ {formula} $$" for formula in formulas)
    return [finding.word for finding in sb.check(text, network, LETTERS)]


RULES = [
    *UP,
    *DOWN,
    r"w_1 \leftarrow w_1 - \eta x_1",
    r"w_i := w_i + \eta (t - z) x_i",
    r"w_i \leftarrow w_i - \eta (z - t) x_i",
    r"w_0 \leftarrow w_0 + \eta (t - z)",
    r"b \leftarrow b + \eta (t - z)",
]
NO_RULES = [
    r"w_i \leftarrow w_i + \eta x_i^2",
    r"w_i \leftarrow w_i + \eta x_k",
    r"w_1 \leftarrow w_1 + \eta x_2",
    r"w_i \leftarrow w_i + 2 \eta x_i",
    r"w_i \leftarrow w_i + \eta",
    r"w_i \leftarrow \eta x_i",
    r"w_i \leftarrow w_i + x_i",
    r"w_i \leftarrow w_i + \eta w_i",
    r"w_i \leftarrow w_i + \eta \sum_k x_k",
    r"w_0 \leftarrow w_0 + \eta x_1",
    r"w_0 \leftarrow w_0 + \eta^2",
    r"w_i \leftarrow w_i + \eta (t - z)",
    r"w_i \leftarrow w_i + \eta (t - s) x_i",
    r"w_i \leftarrow w_i + \eta t x_i",
    r"w_0 \leftarrow w_0 + \eta (t + z)",
]
WRONG_WAY = [r"w_i \leftarrow w_i + \eta (z - t) x_i", r"w_0 \leftarrow w_0 - \eta (t - z)"]


def test_every_form_of_the_learning_rule_is_proved() -> None:
    assert words(*RULES) == ["proved"] * len(RULES)


def test_no_other_step_is_taken_for_the_learning_rule() -> None:
    assert set(words(*NO_RULES)) == {"undecided"}


def test_a_step_away_from_the_target_is_refuted_and_its_sign_is_named() -> None:
    found = sb.check("".join(f"$$ {formula} $$\n\n" for formula in WRONG_WAY), PERCEPTRON, LETTERS)
    assert [finding.word for finding in found] == ["refuted"] * len(WRONG_WAY)
    assert {finding.diagnosis.sentence for finding in found if finding.diagnosis} == {"the sign of the step is wrong"}


def test_a_unit_without_a_threshold_does_not_learn_by_this_rule() -> None:
    assert words(*UP, network=sb.mlp([2, 1])) == ["undecided"] * 2


def test_every_unit_of_several_has_the_rule() -> None:
    several = sb.mlp([2, 2], activation="step")
    assert words(r"w_{ji} \leftarrow w_{ji} + \eta (t_j - z_j) x_i", network=several) == ["proved"]
    assert words(r"w_{ji} \leftarrow w_{ji} + \eta (t_i - z_j) x_i", network=several) == ["undecided"]


FOLLOWS = [
    r"s \leftarrow s + \eta (1 + \sum_k x_k^2)",
    r"s \leftarrow s + \eta + \eta \sum_i x_i^2",
    r"s \leftarrow s + \eta (1 + x_1^2 + x_2^2)",
]
DOES_NOT_FOLLOW = [
    r"s \leftarrow s + \eta (1 + \sum_k x_k)",
    r"s \leftarrow s - \eta (1 + \sum_k x_k^2)",
    r"s \leftarrow s + \eta (1 - \sum_k x_k^2)",
    r"s \leftarrow s + \eta \sum_k x_k^2",
    r"s \leftarrow s + \eta (1 + \sum_k x_k^3)",
    r"s \leftarrow s + \eta (2 + \sum_k x_k^2)",
    r"s \leftarrow s + \eta (1 + \sum_k w_k x_k)",
    r"s \leftarrow s + \eta^2 (1 + \sum_k x_k^2)",
    r"s \leftarrow s + \eta (1 + x_1^2)",
]


def test_what_follows_from_the_new_parameters_is_proved() -> None:
    assert words(*UP, *FOLLOWS) == ["proved"] * (len(UP) + len(FOLLOWS))


def test_what_does_not_follow_from_them_is_refuted() -> None:
    assert words(*UP, *DOES_NOT_FOLLOW)[len(UP) :] == ["refuted"] * len(DOES_NOT_FOLLOW)


@pytest.mark.parametrize("sign", "+-")
def test_it_follows_from_any_of_two_rounds_and_from_no_mixture(sign: str) -> None:
    both = (*UP, *DOWN)
    assert words(*both, rf"s \leftarrow s {sign} \eta (1 + \sum_k x_k^2)")[-1] == "proved"
    assert words(*both, rf"s \leftarrow s {sign} \eta (1 - \sum_k x_k^2)")[-1] == "refuted"


def test_without_the_new_parameters_nothing_is_said_of_what_follows() -> None:
    assert set(words(*FOLLOWS, *DOES_NOT_FOLLOW)) == {"undecided"}
    assert words(UP[1], *FOLLOWS)[1:] == ["undecided"] * len(FOLLOWS)
    assert words(UP[1], r"s \leftarrow s + \eta \sum_k x_k^2") == ["proved"] * 2


def test_what_follows_for_a_quantity_behind_others_that_change_is_undecided() -> None:
    network = sb.two_layer()
    steps = [rf"{p} \leftarrow {p} - \eta \frac{{\partial E}}{{\partial {p}}}" for p in ("c", "v_1", "v_2")]
    assert words(*steps, r"s \leftarrow s - \eta \delta_{out}", network=network)[-1] == "undecided"
