"""Points: where a program is compared: seeded, at several scales of the weights, and next to kinks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from symbackprop.network.indices import head
from symbackprop.verification.frame import Frame

Floats = NDArray[np.float64]

SCALES = (1e-3, 0.1, 1.0, 10.0, 100.0, 1000.0)
"""The scales of the weights: parameters are drawn from N(0, scale²)."""

SCALES_OF_SETS = (0.1, 1.0, 10.0)
"""Those at which there is a set of items besides a single one."""

_SIXTY_FOURTHS = 64
"""Targets that add up to a given sum are multiples of 1/64 of it, so that they do so exactly."""


@dataclass(frozen=True, eq=False)
class Point:
    """Parameters and a set of items.

    label   what a table calls the point: "scale 10", "u_1 = +1e-07"
    frame   the network, its sizes, and what differs between items
    params  parameter -> array
    given   input or target -> array, the items along the first axis where it differs between them
    items   how many items there are

    Arrays are known by their labels; a number is an array without axes.
    """

    label: str
    frame: Frame
    params: Mapping[sp.Symbol, Floats]
    given: Mapping[sp.Symbol, Floats]
    items: int

    @cached_property
    def arrays(self) -> Mapping[sp.Symbol, Floats]:
        """Returns every given array."""
        return {**self.params, **self.given}

    def moved(self, label: str, symbol: sp.Symbol, place: tuple[int, ...], distance: float) -> Point:
        """Returns the point with one element of a parameter, or all of it for the place (), moved by a distance."""
        array = np.array(self.params[symbol])
        array[tuple(number - 1 for number in place)] += distance
        return Point(label, self.frame, {**self.params, symbol: array}, self.given, self.items)


def random_points(frame: Frame, seed: int, items: int) -> Iterator[Point]:
    """Returns the seeded points: inputs from N(0, 1), targets that suit the loss, weights at every scale.

    At each scale there is a single item, in which nothing can hide behind a larger term of
    a sum, and at those that are not extreme a set of `items` items as well; where the network
    is that of a batch already, there is one batch.
    """
    rng = np.random.default_rng(seed)
    for scale in SCALES:
        for size in (items, 1) if frame.rows and scale in SCALES_OF_SETS else (1,):
            params = {symbol: np.asarray(scale * rng.normal(size=frame.shapes[symbol])) for symbol in frame.parameters}
            yield drawn(f"scale {scale:g}", frame, params, rng, size)


def drawn(label: str, frame: Frame, params: Mapping[sp.Symbol, Floats], rng: np.random.Generator, items: int) -> Point:
    """Returns a point with inputs, constants and targets drawn at random."""
    network = frame.network
    given = {
        symbol: _input(_shape(frame, symbol, items), rng, is_constant=symbol in network.constants)
        for symbol in map(head, network.inputs)
    }
    targets = {symbol: _target(_shape(frame, symbol, items), frame, rng) for symbol in map(head, network.targets)}
    for left, right in network.hypotheses:
        _share_out(left, float(right), targets, rng)
    return Point(label, frame, params, {**given, **targets}, items)


def _shape(frame: Frame, symbol: sp.Symbol, items: int) -> tuple[int, ...]:
    return (items, *frame.shapes[symbol]) if symbol in frame.rows else frame.shapes[symbol]


def _input(shape: tuple[int, ...], rng: np.random.Generator, *, is_constant: bool) -> Floats:
    """Returns numbers for an input; a constant, such as a rate or an epsilon, lies between 0 and 1."""
    return np.asarray(rng.uniform(0.1, 0.9, size=shape) if is_constant else rng.normal(size=shape))


def _target(shape: tuple[int, ...], frame: Frame, rng: np.random.Generator) -> Floats:
    """Returns targets among those that the loss is for; 0, 1 and between where it says nothing."""
    row = frame.network.loss_row
    listed = row.targets if row is not None else sp.S.Reals
    values = [float(value) for value in listed] if isinstance(listed, sp.FiniteSet) else [0.0, 1.0, rng.uniform()]
    return np.asarray(rng.choice(values, size=shape))


def _share_out(left: sp.Expr, whole: float, targets: dict[sp.Symbol, Floats], rng: np.random.Generator) -> None:
    """Makes the targets add up to what a hypothesis says: an indexed sum of an array, or a sum of numbers."""
    if isinstance(left, sp.Sum) and head(left.function) in targets and len(left.variables) == 1:
        symbol, letter = head(left.function), left.variables[0]
        place = left.function.indices.index(letter) - len(left.function.indices)
        array = np.moveaxis(targets[symbol], place, -1)
        array[...] = whole * _parts(array.shape[:-1], array.shape[-1], rng)
    if isinstance(left, sp.Add) and set(left.args) <= set(targets):
        parts = _parts(targets[left.args[0]].shape, len(left.args), rng)
        targets.update({symbol: whole * parts[..., place] for place, symbol in enumerate(left.args)})


def _parts(shape: tuple[int, ...], count: int, rng: np.random.Generator) -> Floats:
    """Returns numbers between 0 and 1 that add up to 1 exactly, along a last axis."""
    return rng.multinomial(_SIXTY_FOURTHS, np.full(count, 1 / count), size=shape) / _SIXTY_FOURTHS
