"""The perceptron learning rule, on exact numbers: it separates what can be, or is seen to go round in circles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from numbers import Rational
from typing import Any

from symbackprop.training.settings import TrainingError

Vector = tuple[Fraction, ...]

MOST_PASSES = 100_000


@dataclass(frozen=True)
class Separating:
    """Weights at which a whole pass over the items changes nothing.

    weights  one for each input
    bias     what is added
    updates  how often an item was wrong and the weights were changed
    passes   how often the items were gone through, the last pass among them
    course   the bias and the weights at first and after each update
    """

    weights: Vector
    bias: Fraction
    updates: int
    passes: int
    course: tuple[Vector, ...]

    def __str__(self) -> str:
        changes = f"{self.updates} update{'s' * (self.updates != 1)}"
        return f"separated after {changes}: weights {_shown(self.weights)}, bias {self.bias}"


@dataclass(frozen=True)
class Recurring:
    """A proof that the rule never ends: the same weights at the beginning of two passes.

    A pass is determined by the weights it begins with; so what lies between the two is
    repeated for ever, and at least one update lies there. As the updates between them add up
    to 0, no weights whatever separate the items: `multipliers` are those of Farkas' lemma.

    weights      the weights that came again
    bias         the bias with them
    first        the pass that they began for the first time, counted from 1
    again        the pass that they began for the second time
    multipliers  how often each item was wrong between the two: Σ m ±(1, x) = 0
    course       the bias and the weights at first and after each update
    """

    weights: Vector
    bias: Fraction
    first: int
    again: int
    multipliers: tuple[int, ...]
    course: tuple[Vector, ...]

    def __str__(self) -> str:
        return (
            f"never ends: pass {self.again} begins with the weights of pass {self.first}, "
            f"{_shown(self.weights)}, and the bias {self.bias}"
        )


def perceptron_rule(
    inputs: Sequence[Sequence[Any]],
    targets: Sequence[Any],
    *,
    start: Sequence[Any] | None = None,
    most_passes: int = MOST_PASSES,
) -> Separating | Recurring:
    """Returns weights that separate the items, or the weights that recur: then none ever will.

    The items are gone through in order. The output for x is right if b + w·x > 0 where the
    target is 1, and b + w·x < 0 where it is 0; otherwise b ← b ± 1, w ← w ± x, with + for the
    target 1. It ends on items that can be separated (`novikoff_bound`). On others the weights
    stay bounded (H. D. Block, S. A. Levin, On the boundedness of an iterative procedure for
    solving a system of linear inequalities, 1970); being multiples of one fraction, they recur.

    inputs   exact numbers: integers or fractions, a row for each item
    targets  0 or 1 for each item
    start    the bias and the weights at first; None: 0

    Raises TrainingError for anything else, and if nothing is decided after `most_passes`.

    Source: F. Rosenblatt, The perceptron: a probabilistic model for information storage and
    organization in the brain (1958).

    >>> corners = [(0, 0), (0, 1), (1, 0), (1, 1)]
    >>> print(perceptron_rule(corners, [0, 0, 0, 1]))
    separated after 18 updates: weights (3, 2), bias -4
    >>> print(perceptron_rule(corners, [0, 1, 1, 0]))
    never ends: pass 2 begins with the weights of pass 1, (0, 0), and the bias 0
    """
    signed = signed_items(inputs, targets)
    state = _start(start, len(signed[0]))
    course, begun = [state], {state: (1, 0)}
    wrong: list[int] = []
    for number in range(1, most_passes + 1):
        updates = len(wrong)
        for place, item in enumerate(signed):
            if _dot(state, item) <= 0:
                state = tuple(weight + part for weight, part in zip(state, item, strict=True))
                course.append(state)
                wrong.append(place)
        if len(wrong) == updates:
            return Separating(state[1:], state[0], updates, number, tuple(course))
        if state in begun:
            first, before = begun[state]
            multipliers = tuple(map(wrong[before:].count, range(len(signed))))
            return Recurring(state[1:], state[0], first, number + 1, multipliers, tuple(course))
        begun[state] = number + 1, len(wrong)
    raise TrainingError(
        f"neither separated nor recurring after {most_passes} passes\n"
        f"    items             {len(signed)} of {len(signed[0]) - 1} inputs\n"
        "    give              a larger most_passes, or inputs with smaller numbers"
    )


def signed_items(inputs: Sequence[Sequence[Any]], targets: Sequence[Any]) -> tuple[Vector, ...]:
    """Returns (1, x) for each item with the target 1 and (−1, −x) for each with 0.

    Weights separate the items if their product with every one of these is positive. Raises
    TrainingError for items that are none.
    """
    rows, wanted = [tuple(row) for row in inputs], list(targets)
    if not rows or len(rows) != len(wanted) or len({len(row) for row in rows}) > 1:
        raise TrainingError(
            "inputs and targets are not those of a set of items\n"
            f"    inputs            {len(rows)} rows of lengths {sorted({len(row) for row in rows})}\n"
            f"    targets           {len(wanted)}\n"
            "    give              rows of one length, and a target for each of them"
        )
    signs = {0: -1, 1: 1}
    for target in wanted:
        if target not in signs:
            raise TrainingError(f"{target!r} is no target of a perceptron\n    give              0 or 1 for each item")
    return tuple(
        tuple(signs[target] * _exact(part) for part in (1, *row)) for row, target in zip(rows, wanted, strict=True)
    )


def _start(start: Sequence[Any] | None, length: int) -> Vector:
    state = (Fraction(0),) * length if start is None else tuple(map(_exact, start))
    if len(state) != length:
        raise TrainingError(
            f"the start has {len(state)} numbers\n    give              {length}: the bias, and a weight for each input"
        )
    return state


def _exact(value: Any) -> Fraction:
    number = value.item() if hasattr(value, "item") else value
    if not isinstance(number, Rational):
        raise TrainingError(
            f"{value!r} is no exact number\n    found             {type(value).__name__}\n"
            "    give              integers or fractions: the rule is followed exactly"
        )
    return Fraction(number)


def _dot(left: Vector, right: Vector) -> Fraction:
    return sum((a * b for a, b in zip(left, right, strict=True)), Fraction(0))


def _shown(weights: Vector) -> str:
    return f"({', '.join(map(str, weights))})"
