"""Layering: which layer each node of a graph stands in, and in which order, links through lanes of their own.

Layers as Sugiyama, Tagawa and Toda (1981) make them: the layer of a node is the longest way
to it; a link over several layers passes each in a lane, which all links from one node
share; barycentre sweeps put each layer in order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple, TypeAlias

import sympy as sp

Unit: TypeAlias = tuple[sp.Symbol, ...]
"""What one node shows."""
_SWEEPS = 8


class Stop(NamedTuple):
    """Where the links from a node pass a layer: the node itself in its own layer, its lane in another."""

    unit: Unit
    layer: int


Link: TypeAlias = tuple[Stop, Stop]
Layers: TypeAlias = list[list[Stop]]


@dataclass(frozen=True, eq=False)
class Layering:
    """A graph in layers.

    reads  what each node reads, each node after all it reads; the last one is the loss
    given  the nodes that read nothing: each stands just before the first node that reads it
    """

    reads: Mapping[Unit, tuple[Unit, ...]]
    given: frozenset[Unit]

    @cached_property
    def places(self) -> Mapping[Unit, Stop]:
        """Returns the stop of each node itself; the last node stands alone in the last layer."""
        layer: dict[Unit, int] = {}
        for unit, sources in self.reads.items():
            layer[unit] = max((1 + layer[source] for source in sources), default=0)
        *_, last = self.reads
        layer[last] = max([layer[last], *(1 + place for unit, place in layer.items() if unit != last)])
        for unit in self.given:
            layer[unit] = min((layer[other] for other, sources in self.reads.items() if unit in sources), default=1) - 1
        return {unit: Stop(unit, layer[unit]) for unit in self.reads}

    def is_lane(self, stop: Stop) -> bool:
        """Returns whether a node's links pass a layer there, and the node stands elsewhere."""
        return stop != self.places[stop.unit]

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Returns the links between neighbouring layers, through the lanes."""
        found: dict[Link, None] = {}
        for unit, sources in self.reads.items():
            for source in sources:
                start, end = self.places[source], self.places[unit]
                between = (Stop(source, layer) for layer in range(start.layer + 1, end.layer))
                found.update(dict.fromkeys(pairwise((start, *between, end))))
        return tuple(found)

    @cached_property
    def before(self) -> Mapping[Stop, list[Stop]]:
        """Returns the stops from which links lead to each stop."""
        return _grouped((end, start) for start, end in self.links)

    @cached_property
    def after(self) -> Mapping[Stop, list[Stop]]:
        """Returns the stops to which links lead from each stop."""
        return _grouped(self.links)

    @cached_property
    def layers(self) -> Layers:
        """Returns the stops layer by layer, in the order with the fewest crossings that was found."""
        best = tried = self._declared()
        fewest = self._crossings(best)
        for sweep in range(_SWEEPS):
            tried = self._forwards(tried) if sweep % 2 == 0 else self._backwards(tried)
            if (found := self._crossings(tried)) < fewest:
                best, fewest = tried, found
        return best

    def _declared(self) -> Layers:
        order = {unit: place for place, unit in enumerate(self.reads)}
        stops = dict.fromkeys((*self.places.values(), *(stop for link in self.links for stop in link)))
        ordered = sorted(stops, key=lambda stop: order[stop.unit])
        return [[stop for stop in ordered if stop.layer == layer] for layer in range(1 + max(s.layer for s in stops))]

    def _forwards(self, layers: Layers) -> Layers:
        return _swept(layers, self.before)

    def _backwards(self, layers: Layers) -> Layers:
        return _swept(layers[::-1], self.after)[::-1]

    def _crossings(self, layers: Layers) -> int:
        row = {stop: place for layer in layers for place, stop in enumerate(layer)}
        count = 0
        for layer in range(len(layers) - 1):
            between = [(row[a], row[b]) for a, b in self.links if a.layer == layer]
            count += sum((a - c) * (b - d) < 0 for i, (a, b) in enumerate(between) for c, d in between[:i])
        return count


def _swept(layers: Layers, neighbours: Mapping[Stop, Sequence[Stop]]) -> Layers:
    """Returns the layers with each put in the order of the middles of its neighbours in the one before."""
    swept = [list(layers[0])]
    for layer in layers[1:]:
        height = _heights(swept[-1])
        own = _heights(layer)
        wanted = {}
        for stop in layer:
            known = [height[other] for other in neighbours.get(stop, ())]
            wanted[stop] = sum(known) / len(known) if known else own[stop]
        swept.append(sorted(layer, key=wanted.__getitem__))
    return swept


def _heights(layer: Sequence[Stop]) -> Mapping[Stop, float]:
    return {stop: row - (len(layer) - 1) / 2 for row, stop in enumerate(layer)}


def _grouped(pairs: Iterable[Link]) -> Mapping[Stop, list[Stop]]:
    found: dict[Stop, list[Stop]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found
