"""The perceptron: a weighted sum of the inputs, and a step."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from numbers import Rational
from typing import Any

import sympy as sp

from symbackprop.network.names import name
from symbackprop.network.perceptrons.refusal import LogicError

_PLACE = re.compile("x_([0-9]+)")


@dataclass(frozen=True, init=False, repr=False)
class Perceptron:
    """A unit that is 1 where b + w_1 x_1 + … + w_n x_n > 0, and 0 elsewhere.

    weights  w_1, …, w_n: exact rational numbers
    bias     b: the same

    Raises LogicError for numbers that are not exact, and for none.

    Sources: W. S. McCulloch, W. Pitts, A logical calculus of the ideas immanent in nervous
    activity (1943); F. Rosenblatt, The perceptron: a probabilistic model for information
    storage and organization in the brain (1958).

    >>> both = Perceptron((1, 1), Fraction(-3, 2))
    >>> both((1, 1)), both((1, 0)), both.sum((1, 0))
    (1, 0, Fraction(-1, 2))
    """

    weights: tuple[Fraction, ...]
    bias: Fraction

    def __init__(self, weights: Iterable[Any], bias: Any) -> None:
        object.__setattr__(self, "weights", tuple(map(exact, weights)))
        object.__setattr__(self, "bias", exact(bias))
        if not self.weights:
            raise LogicError("a perceptron has no inputs\n    give              a weight for each input, at least one")

    def sum(self, inputs: Sequence[Any]) -> Fraction:
        """Returns the weighted sum b + w_1 x_1 + … + w_n x_n.

        Raises LogicError for inputs of another number, or that are not exact.
        """
        if len(inputs) != len(self.weights):
            raise LogicError(
                f"the perceptron has {len(self.weights)} inputs, and {len(inputs)} are given\n"
                f"    perceptron        {self}\n    give              a number for each weight"
            )
        return sum((w * exact(x) for w, x in zip(self.weights, inputs, strict=True)), self.bias)

    def __call__(self, inputs: Sequence[Any]) -> int:
        """Returns the output: 1 where the weighted sum is positive, else 0."""
        return int(self.sum(inputs) > 0)

    def equations(self, inputs: Sequence[str] = (), *, total: str = "u", output: str = "y") -> tuple[sp.Eq, sp.Eq]:
        """Returns the two equations of the unit: its weighted sum, and its output.

        inputs  the names of the inputs; (): x_1, x_2, …
        total   the name of the weighted sum
        output  the name of the output

        They are exact, and not differentiable: the step has the slope 0 wherever it has one.

        >>> Perceptron((1, 1), Fraction(-3, 2)).equations()[0]
        Eq(u, x_1 + x_2 - 3/2)
        >>> Perceptron((-1,), Fraction(1, 2)).equations(["A"], total="s", output="z")[1]
        Eq(z, Piecewise((1, s > 0), (0, True)))
        """
        read = [name(text) for text in inputs or numbered("x", len(self.weights))]
        numbers = [sp.Rational(weight.numerator, weight.denominator) for weight in (*self.weights, self.bias)]
        body = sp.Add(*(w * x for w, x in zip(numbers, [*read, sp.S.One], strict=True)))
        u = name(total)
        return sp.Eq(u, body, evaluate=False), sp.Eq(name(output), sp.Piecewise((1, u > 0), (0, True)), evaluate=False)

    def __str__(self) -> str:
        from symbackprop.notation.perceptrons import weighted_sum  # noqa: PLC0415  (notation comes after network)

        return weighted_sum(self, numbered("x", len(self.weights)), "ascii")

    def __repr__(self) -> str:
        weights = ", ".join(map(str, self.weights)) + ("," if len(self.weights) == 1 else "")
        return f"Perceptron(weights=({weights}), bias={self.bias})"

    def _repr_latex_(self) -> str:
        from symbackprop.notation import display, equation  # noqa: PLC0415  (the same)

        return display(*(equation(*line.args) for line in self.equations()))


def numbered(letter: str, count: int) -> tuple[str, ...]:
    """Returns the names x_1, …, x_n.

    >>> numbered("x", 2)
    ('x_1', 'x_2')
    """
    return tuple(f"{letter}_{place}" for place in range(1, count + 1))


def weight_names(variables: Iterable[str]) -> tuple[str, ...]:
    """Returns what the weights of variables are called: w_2 for x_2, if all are called so, else w_A for A.

    >>> weight_names(["x_1", "x_2"]), weight_names(["A", "x_2"])
    (('w_1', 'w_2'), ('w_A', 'w_x_2'))
    """
    listed = tuple(variables)
    places = [_PLACE.fullmatch(text) for text in listed]
    return tuple(f"w_{place[1] if place and all(places) else text}" for place, text in zip(places, listed, strict=True))


def exact(value: Any) -> Fraction:
    """Returns a number as a fraction.

    Raises LogicError for what is no exact rational number: a float has been rounded already.

    >>> exact(sp.Rational(3, 2))
    Fraction(3, 2)
    """
    number = value.item() if hasattr(value, "item") else value
    if not isinstance(number, Rational):
        raise LogicError(
            f"{value!r} is no exact number\n    found             {type(value).__name__}\n"
            "    give              an integer or a fraction: Fraction(-3, 2), sympy.Rational(-3, 2)"
        )
    return Fraction(int(number.numerator), int(number.denominator))
