"""The perceptron learning rule: it separates what can be separated, within Novikoff's bound, and else it recurs."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import numpy as np
import pytest

from symbackprop.training import Recurring, Separating, TrainingError, novikoff_bound, perceptron_rule
from symbackprop.training.rule import signed_items

CORNERS = list(product((0, 1), repeat=2))
CUBE = list(product((0, 1), repeat=3))


@pytest.mark.parametrize(("name", "targets"), [("AND", (0, 0, 0, 1)), ("OR", (0, 1, 1, 1)), ("NOR", (1, 0, 0, 0))])
def test_a_separable_function_is_learned_with_strict_signs(name: str, targets: tuple[int, ...]) -> None:
    found = perceptron_rule(CORNERS, targets)
    assert isinstance(found, Separating)
    sums = [found.bias + sum(w * x for w, x in zip(found.weights, row, strict=True)) for row in CORNERS]
    assert all((value > 0) if target else (value < 0) for value, target in zip(sums, targets, strict=True))


@pytest.mark.parametrize(("corners", "separable"), [(CORNERS, 14), (CUBE, 104)], ids=["2 inputs", "3 inputs"])
def test_the_rule_ends_on_exactly_the_separable_functions_and_within_the_bound(
    corners: list[tuple[int, ...]], separable: int
) -> None:
    found = {targets: perceptron_rule(corners, targets) for targets in product((0, 1), repeat=len(corners))}
    assert sum(isinstance(result, Separating) for result in found.values()) == separable
    for targets, result in found.items():
        items = signed_items(corners, targets)
        if isinstance(result, Separating):
            assert result.updates <= novikoff_bound(corners, targets, result.weights, result.bias)
        else:
            weighted = [[m * part for part in item] for m, item in zip(result.multipliers, items, strict=True)]
            assert [sum(parts) for parts in zip(*weighted, strict=True)] == [0] * len(items[0])
            assert min(result.multipliers) >= 0 < max(result.multipliers)


def test_the_weights_recur_on_xor() -> None:
    found = perceptron_rule(CORNERS, (0, 1, 1, 0))
    assert isinstance(found, Recurring)
    assert found.course[0] == found.course[-1] == (0, 0, 0)
    assert found.multipliers == (1, 1, 1, 1)


def test_the_weights_recur_on_xor_wherever_the_rule_starts() -> None:
    for start in product((-3, Fraction(1, 2), 7), repeat=3):
        found = perceptron_rule(CORNERS, (0, 1, 1, 0), start=start)
        assert isinstance(found, Recurring)
        assert (found.bias, *found.weights) == found.course[-1]
        assert found.course.count(found.course[-1]) >= 2


def test_fractions_are_exact() -> None:
    inputs = [(Fraction(1, 3),), (Fraction(1, 3) + Fraction(1, 1000),)]
    found = perceptron_rule(inputs, (0, 1))
    assert isinstance(found, Separating)
    assert found.updates <= novikoff_bound(inputs, (0, 1), found.weights, found.bias)


def test_integers_of_numpy_are_exact_numbers() -> None:
    assert perceptron_rule(np.array(CORNERS), np.array([0, 0, 0, 1])) == perceptron_rule(CORNERS, (0, 0, 0, 1))


@pytest.mark.parametrize(
    ("inputs", "targets", "told"),
    [
        ([(0.5, 1)], [1], "0.5 is no exact number"),
        (CORNERS, [0, 1], "targets           2"),
        ([], [], "inputs            0 rows"),
        ([(0,), (0, 1)], [0, 1], r"rows of lengths \[1, 2\]"),
        (CORNERS, [0, 1, 2, 0], "2 is no target of a perceptron"),
    ],
)
def test_what_is_no_set_of_exact_items_is_refused(inputs: list[tuple[int]], targets: list[int], told: str) -> None:
    with pytest.raises(TrainingError, match=told):
        perceptron_rule(inputs, targets)


def test_a_limit_of_passes_and_a_start_of_the_wrong_length_are_told() -> None:
    with pytest.raises(TrainingError, match="neither separated nor recurring after 2 passes"):
        perceptron_rule(CORNERS, (0, 0, 0, 1), most_passes=2)
    with pytest.raises(TrainingError, match="the start has 2 numbers"):
        perceptron_rule(CORNERS, (0, 0, 0, 1), start=(0, 0))


def test_the_bound_needs_weights_that_separate() -> None:
    with pytest.raises(TrainingError, match="1 of 4 are on the wrong side"):
        novikoff_bound(CORNERS, (0, 1, 1, 0), (2, 2), -1)


def test_the_bound_is_that_of_the_hyperplane_whatever_the_length_of_its_weights() -> None:
    # (1, x) of the longest item: 3; the nearest to b + w·x = −3/2 + x_1 + x_2 is 1/2 / √(17/4) away
    for length in (1, 2, Fraction(7, 3)):
        weights, bias = (length, length), Fraction(-3, 2) * length
        assert novikoff_bound(CORNERS, (0, 0, 0, 1), weights, bias) == 3 / (Fraction(1, 4) / Fraction(17, 4))
