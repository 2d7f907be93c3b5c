"""Novikoff's bound: how often the perceptron learning rule can be wrong on items that can be separated."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from symbackprop.training.rule import signed_items
from symbackprop.training.settings import TrainingError


def novikoff_bound(
    inputs: Sequence[Sequence[Any]], targets: Sequence[Any], weights: Sequence[Any], bias: Any
) -> Fraction:
    """Returns (R/γ)², the most updates that `perceptron_rule` makes from 0, exactly.

    R is the length of the longest item (1, x), and γ the margin of the given weights: the
    smallest distance of an item from the hyperplane (b, w)·(1, x) = 0 through the origin.
    With k updates and separating weights u of length 1, k γ ≤ u·w ≤ |w| ≤ √k R. The bound
    holds for any separating weights, and is the smaller the larger their margin.

    Raises TrainingError for weights that do not separate the items.

    Source: A. B. J. Novikoff, On convergence proofs on perceptrons (1962).

    >>> novikoff_bound([(0, 0), (0, 1), (1, 0), (1, 1)], [0, 0, 0, 1], (2, 2), -3)
    Fraction(51, 1)
    """
    signed = signed_items(inputs, targets)
    normal = tuple(map(Fraction, (bias, *weights)))
    if len(normal) != len(signed[0]):
        raise TrainingError(
            f"{len(normal) - 1} weights for {len(signed[0]) - 1} inputs\n    give              one for each"
        )
    margin = min(_dot(normal, item) for item in signed)
    if margin <= 0:
        wrong = sum(_dot(normal, item) <= 0 for item in signed)
        raise TrainingError(
            f"the weights do not separate the items: {wrong} of {len(signed)} are on the wrong side or on the border\n"
            "    give              weights that do, for instance those that perceptron_rule finds"
        )
    return max(_dot(item, item) for item in signed) * _dot(normal, normal) / margin**2


def _dot(left: tuple[Fraction, ...], right: tuple[Fraction, ...]) -> Fraction:
    return sum((a * b for a, b in zip(left, right, strict=True)), Fraction(0))
