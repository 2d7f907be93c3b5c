"""Wiring: which arrays of an indexed network share a box, what each box reads, where each delta comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import sympy as sp

from symbackprop.calculus import Delta, Derivation
from symbackprop.calculus.paths import segments
from symbackprop.network import Network
from symbackprop.network.indices import head
from symbackprop.report.figures.layering import Layering, Unit


def units(network: Network) -> tuple[Unit, ...]:
    """Returns what shares a box: a preactivation and its activation where nothing else reads the preactivation.

    >>> from symbackprop.network import mlp
    >>> units(mlp(["n", "m", 1]))
    ((x,), (u, y), (s, z), (t,), (E,))
    """
    partner: dict[sp.Symbol, sp.Symbol] = {}
    for line in network.equations[:-1]:
        argument = line.preactivation
        if argument is not None and network.defines(argument) and len(network.readers[head(argument)]) == 1:
            partner[head(argument)] = line.symbol
    second = set(partner.values())
    inputs = [head(quantity) for quantity in network.inputs if head(quantity) not in network.constants]
    defined = [line.symbol for line in network.equations[:-1] if line.symbol not in second]
    targets = [head(quantity) for quantity in network.targets]
    firsts = (*inputs, *defined, *targets, network.loss.symbol)
    return tuple((name, partner[name]) if name in partner else (name,) for name in firsts)


@dataclass(frozen=True, eq=False)
class Wiring:
    """The boxes of an indexed network and what leads from one to another."""

    derivation: Derivation

    @property
    def network(self) -> Network:
        """Returns the network."""
        return self.derivation.network

    @cached_property
    def unit(self) -> Mapping[sp.Symbol, Unit]:
        """Returns the box of each array."""
        return {name: unit for unit in units(self.network) for name in unit}

    @cached_property
    def layering(self) -> Layering:
        """Returns the boxes in layers."""
        boxes = tuple(dict.fromkeys(self.unit.values()))
        given = frozenset(unit for unit in boxes if not self.network.defines(unit[0]))
        return Layering({unit: tuple(self._sources(unit)) for unit in boxes}, given)

    def _symbols(self, unit: Unit) -> Iterator[sp.Symbol]:
        """Returns everything that the equations of a box read, each once."""
        lines = [self.network.equation(name) for name in unit if self.network.defines(name)]
        yield from dict.fromkeys(symbol for line in lines for symbol in line.reads)

    def _sources(self, unit: Unit) -> Iterator[Unit]:
        read = (symbol for symbol in self._symbols(unit) if symbol in self.unit and symbol not in unit)
        yield from dict.fromkeys(self.unit[symbol] for symbol in read)

    @cached_property
    def stubs(self) -> Mapping[Unit, tuple[sp.Symbol, ...]]:
        """Returns the parameters and constants that enter each box."""
        entering = (*map(head, self.network.parameters), *self.network.constants)
        read = {unit: set(self._symbols(unit)) for unit in self.layering.reads}
        return {unit: tuple(symbol for symbol in entering if symbol in read[unit]) for unit in read}

    @cached_property
    def tags(self) -> Mapping[Unit, sp.Symbol]:
        """Returns the delta of each box that has one."""
        return {self.unit[head(delta.of)]: head(delta.name) for delta in self.derivation.deltas}

    def only_source(self, delta: Delta) -> Unit | None:
        """Returns the box whose delta, or loss, this one alone is made of; None if there are several, or none."""
        end = self.unit[head(delta.of)]
        adjoint = self.derivation.ledger.adjoints[head(delta.of)]
        found = {self.unit[head(segment.start.of)] for segment in segments(adjoint)} - {end}
        return next(iter(found)) if len(found) == 1 else None
