"""Directions: the elements of parameters that are moved, one at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from symbackprop.verification.axes import DIRECTION, Array, Labelled
from symbackprop.verification.frame import Frame


@dataclass(frozen=True, eq=False)
class Directions:
    """Elements of parameters, in a row.

    frame  the network at its sizes
    moved  for each parameter that has any: their places in the flat array
    """

    frame: Frame
    moved: Mapping[sp.Symbol, NDArray[np.int64]]

    @property
    def count(self) -> int:
        """Returns how many there are."""
        return sum(map(len, self.moved.values()))

    def steps(self) -> Iterator[tuple[sp.Symbol, NDArray[np.float64]]]:
        """Returns, for each parameter, an array that is 1 at the element each direction moves, else 0."""
        start = 0
        for symbol, places in self.moved.items():
            shape = self.frame.shapes[symbol]
            steps = np.zeros((self.count, prod(shape)))
            steps[start + np.arange(len(places)), places] = 1
            start += len(places)
            yield symbol, steps.reshape(self.count, *shape)

    def named(self, symbol: sp.Symbol, data: Any) -> Array | Labelled:
        """Returns data that differ between directions as the value of a parameter."""
        return self.frame.named(symbol, data, (DIRECTION,))

    def put_in(self, numbers: NDArray[Any], arrays: Mapping[sp.Symbol, NDArray[Any]]) -> None:
        """Puts a number for each direction at its place in the array of its parameter."""
        start = 0
        for symbol, places in self.moved.items():
            arrays[symbol].reshape(-1)[places] = numbers[start : start + len(places)]
            start += len(places)


LARGEST = 2**20
"""How many numbers the parameters may have together, counted once for each direction."""


def directions(frame: Frame, most: int, seed: int = 0, copies: int = 1) -> Iterator[Directions]:
    """Returns the elements of all parameters, or `most` of each at random, in groups of bounded size.

    copies  how often the parameters are copied for each direction
    """
    rng = np.random.default_rng(seed)
    numbers = copies * sum(prod(frame.shapes[symbol]) for symbol in frame.parameters)
    room = max(1, LARGEST // max(1, numbers, copies * frame.work))
    listed = [
        (symbol, place) for symbol in frame.parameters for place in _places(prod(frame.shapes[symbol]), most, rng)
    ]
    for start in range(0, len(listed), room):
        group = listed[start : start + room]
        symbols = dict.fromkeys(symbol for symbol, _ in group)
        yield Directions(frame, {own: np.array([place for symbol, place in group if symbol == own]) for own in symbols})


def _places(count: int, most: int, rng: np.random.Generator) -> NDArray[np.int64]:
    if count <= most:
        return np.arange(count)
    return np.sort(rng.choice(count, size=most, replace=False))


def unknown_yet(frame: Frame, kind: type) -> Mapping[sp.Symbol, NDArray[Any]]:
    """Returns an array of NaN for each parameter."""
    return {symbol: np.full(frame.shapes[symbol], np.nan, dtype=kind) for symbol in frame.parameters}
