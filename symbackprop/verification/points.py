"""Points: where a program is compared: seeded, at several scales of the weights, and next to kinks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from symbackprop.network import Equation, Network
from symbackprop.network.activations import activation_of
from symbackprop.verification.arithmetic import evaluate, forward
from symbackprop.verification.bounded import BOUNDED, Bounded, bounded

Floats = NDArray[np.float64]

SCALES = (1e-3, 0.1, 1.0, 10.0, 100.0, 1000.0)
"""The scales of the weights: parameters are drawn from N(0, scale²)."""

DISTANCES = (1e-3, 1e-7)
"""How far from a kink its neighbours are."""


@dataclass(frozen=True)
class Point:
    """Parameters and a set of items.

    label   what a table calls the point: "scale 10", "u_1 = +1e-07"
    params  parameter -> value
    inputs  input -> its column
    goals   target -> its column
    items   how many items there are
    """

    label: str
    params: Mapping[sp.Symbol, float]
    inputs: Mapping[sp.Symbol, Floats]
    goals: Mapping[sp.Symbol, Floats]
    items: int

    @property
    def X(self) -> Floats | None:  # noqa: N802  (the name a program gives it)
        """Returns the inputs as a program takes them."""
        return np.column_stack(list(self.inputs.values())) if self.inputs else None

    @property
    def matrix(self) -> Floats:
        """Returns the inputs as a matrix, (items, n_inputs)."""
        return np.column_stack([np.empty((self.items, 0)), *self.inputs.values()])

    @property
    def column(self) -> Floats:
        """Returns the first target's column."""
        return next(iter(self.goals.values()))

    @property
    def T(self) -> Floats | None:  # noqa: N802  (the same)
        """Returns the targets as a program takes them."""
        columns = list(self.goals.values())
        return None if not columns else columns[0] if len(columns) == 1 else np.column_stack(columns)

    @cached_property
    def given(self) -> Mapping[sp.Symbol, Any]:
        """Returns every given value: a number for a parameter, a column for an input or target."""
        return {**self.params, **self.inputs, **self.goals}

    def item(self, index: int) -> Mapping[sp.Symbol, float]:
        """Returns the given values of one item."""
        columns = {**self.inputs, **self.goals}
        return {**self.params, **{symbol: float(column[index]) for symbol, column in columns.items()}}


def random_points(network: Network, seed: int, items: int) -> Iterator[Point]:
    """Returns the seeded points: inputs from N(0, 1), targets 0, 1 and between, weights at every scale.

    At each scale there is a set of `items` items and a single item, in which nothing can
    hide behind a larger term of the sum.
    """
    rng = np.random.default_rng(seed)
    for scale in SCALES:
        for size in (items, 1):
            params = {symbol: float(scale * rng.normal()) for symbol in network.parameters}
            yield _point(f"scale {scale:g}", network, params, rng, size)


def _point(
    label: str, network: Network, params: Mapping[sp.Symbol, float], rng: np.random.Generator, items: int
) -> Point:
    inputs = {symbol: rng.normal(size=items) for symbol in network.inputs}
    goals = {symbol: rng.choice([0.0, 1.0, rng.uniform()], size=items) for symbol in network.targets}
    return Point(label, params, inputs, goals, items if inputs or goals else 1)


@dataclass(frozen=True)
class Kink:
    """A place where a line has no slope: `argument` = 0 in the equation of `reader`."""

    reader: sp.Symbol
    argument: sp.Expr

    def __str__(self) -> str:
        return f"{self.argument} = 0"


def kinks(network: Network) -> tuple[Kink, ...]:
    """Returns the kinks of a network: of the rows of its activations, of |·|, max and min.

    >>> from symbackprop.network import two_layer
    >>> [str(kink) for kink in kinks(two_layer("relu"))]
    ['u_1 = 0', 'u_2 = 0', 's = 0']
    """
    found = {Kink(equation.name, argument): None for equation in network for argument in _arguments(equation)}
    return tuple(found)


def _arguments(equation: Equation) -> Iterator[sp.Expr]:
    for part in sp.preorder_traversal(equation.body):
        if isinstance(part, sp.Function) and (row := activation_of(part)) is not None:
            yield from (part.args[0] - kink for kink in row.kinks)
        if part.func in (sp.Abs, sp.sign):
            yield part.args[0]
        if part.func in (sp.Max, sp.Min):
            pairs = [(one, other) for place, one in enumerate(part.args) for other in part.args[:place]]
            yield from (one - other for one, other in pairs)


def near_kinks(network: Network, seed: int) -> Iterator[Point]:
    """Returns single items just left and right of each kink that a bias can reach.

    The argument of the kink is a preactivation with a parameter that stands alone in its
    sum; that parameter is moved.
    """
    rng = np.random.default_rng(seed)
    for kink in kinks(network):
        bias = bias_of(kink, network)
        if bias is None:
            continue
        base = at_kink(kink, network, rng)
        for distance in (side * size for size in DISTANCES for side in (-1, 1)):
            params = {**base.params, bias: base.params[bias] + distance}
            yield Point(f"{kink.argument} = {distance:+.0e}", params, base.inputs, base.goals, 1)


def at_kink(kink: Kink, network: Network, rng: np.random.Generator) -> Point:
    """Returns a single item at which the argument of the kink is 0, up to rounding.

    Raises KeyError for a kink that no bias can reach.
    """
    params = {symbol: float(np.round(rng.normal() * 64) / 64) for symbol in network.parameters}
    bias = bias_of(kink, network)
    if bias is None:
        raise KeyError(kink)
    start = _point("", network, params, rng, 1)
    inputs = {symbol: np.round(column * 64) / 64 for symbol, column in start.inputs.items()}
    for _ in range(3):  # the second and third time take away what rounding left
        found = Point(f"{kink.argument} = 0", params, inputs, start.goals, 1)
        params = {**params, bias: params[bias] - float(argument_value(kink, network, found).value.ravel()[0])}
    return Point(f"{kink.argument} = 0", params, inputs, start.goals, 1)


def argument_value(kink: Kink, network: Network, point: Point) -> Bounded:
    """Returns the argument of the kink at each item, with a bound on its rounding."""
    values = forward(network, {symbol: bounded(value) for symbol, value in point.given.items()}, BOUNDED)
    return evaluate(kink.argument, values, BOUNDED)


def bias_of(kink: Kink, network: Network) -> sp.Symbol | None:
    """Returns a parameter that moves the argument of the kink one to one, if there is one."""
    argument = kink.argument
    body = network.definitions.get(argument, argument) if argument.is_Symbol else argument
    alone = [term for term in sp.Add.make_args(body) if term in network.parameters]
    steady = [
        term
        for term in alone
        if not any(term in other.free_symbols for other in sp.Add.make_args(body) if other != term)
    ]
    return steady[0] if steady and not _depends_otherwise(body, steady[0], network) else None


def _depends_otherwise(body: sp.Expr, parameter: sp.Symbol, network: Network) -> bool:
    pending = [symbol for symbol in body.free_symbols if symbol in network.definitions]
    seen: set[sp.Symbol] = set()
    while pending:
        symbol = pending.pop()
        if symbol in seen:
            continue
        seen.add(symbol)
        reads = network.definitions[symbol].free_symbols
        if parameter in reads:
            return True
        pending += [other for other in reads if other in network.definitions]
    return False
