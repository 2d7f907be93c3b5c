"""Spacing: where the stops of a layered graph stand across the layers, in order and far enough apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate, pairwise

from symbackprop.report.figures.layering import Layering, Stop, Unit

Room = Callable[[Unit], tuple[float, float]]
_SWEEPS = 32
_LANE = 0.8
_OF_GIVEN, _OF_LANE, _TO_THE_MIDDLE = 0.02, 0.4, 0.04
"""How much what is given, lanes, and the middle of the figure count, where a node counts 1."""


def across(layering: Layering, room: Room, gap: float) -> Mapping[Stop, float]:
    """Returns where each stop stands across the layers: near its neighbours, so that ways are level.

    room  how much room a node needs on either side of its middle
    gap   what is left free between two of them
    """

    def sides(stop: Stop) -> tuple[float, float]:
        return (_LANE, _LANE) if layering.is_lane(stop) else room(stop.unit)

    def weight(stop: Stop) -> float:
        return _OF_LANE if layering.is_lane(stop) else _OF_GIVEN if _is_aside(stop, layering) else 1.0

    gaps = [[sides(one)[1] + sides(other)[0] + gap for one, other in pairwise(layer)] for layer in layering.layers]
    found = {stop: 0.0 for layer in layering.layers for stop in layer}
    for sweep in range(_SWEEPS):
        for place in _order(len(gaps), sweep):
            layer = layering.layers[place]
            wanted = [_wanted(stop, found, layering) for stop in layer]
            found.update(zip(layer, spaced(wanted, gaps[place], [weight(stop) for stop in layer]), strict=True))
    return found


def _order(count: int, sweep: int) -> range:
    return range(count) if sweep % 2 == 0 else range(count - 1, -1, -1)


def _is_aside(stop: Stop, layering: Layering) -> bool:
    """Returns whether the stop is something given that does not stand at the very beginning."""
    return stop.unit in layering.given and stop.layer > 0


def _wanted(stop: Stop, found: Mapping[Stop, float], layering: Layering) -> float:
    """Returns the mean of where its neighbours stand, drawn a little to the middle."""
    neighbours = (*layering.before.get(stop, ()), *layering.after.get(stop, ()))
    pulls = [(found[other], _OF_GIVEN if _is_aside(other, layering) else 1.0) for other in neighbours]
    return sum(place * pull for place, pull in pulls) / (_TO_THE_MIDDLE + sum(pull for _, pull in pulls))


def spaced(wanted: Sequence[float], apart: Sequence[float], weights: Sequence[float]) -> list[float]:
    """Returns places in the same order with the least squared distance from those wanted.

    wanted   where each would like to be
    apart    how far each is to be from the one before it, at least; one fewer
    weights  how much each minds being moved

    Pooling of neighbours that violate the order (Barlow, Bartholomew, Bremner, Brunk 1972).

    >>> spaced([0.0, 0.0, 10.0], [4, 4], [1, 1, 1])
    [-2.0, 2.0, 10.0]
    """
    shifts = [0.0, *accumulate(apart)]
    pools: list[tuple[float, float, int]] = []
    for place, shift, weight in zip(wanted, shifts, weights, strict=True):
        mean, total, count = place - shift, weight, 1
        while pools and pools[-1][0] > mean:
            before, carried, members = pools.pop()
            mean = (before * carried + mean * total) / (carried + total)
            total, count = carried + total, members + count
        pools.append((mean, total, count))
    means = [mean for mean, _, count in pools for _ in range(count)]
    return [mean + shift for mean, shift in zip(means, shifts, strict=True)]
