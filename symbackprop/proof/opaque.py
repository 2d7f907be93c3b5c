"""Opaque functions: a generator for each order of derivative and each argument.

An unspecified g and erf are known by their slopes alone. An identity holds for every
differentiable g if it holds with g(A_i), g'(A_i), ... as independent unknowns; and for
pairwise different A_i only then (Hermite interpolation).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from symbackprop.network.functions import PRIME
from symbackprop.proof.field import Ratio

if TYPE_CHECKING:
    from symbackprop.proof.tower import Tower

Kind = Literal["erf", "unspecified"]


class Opaque(NamedTuple):
    """A generator for a function at `argument`.

    kind      "erf", or "unspecified"
    name      what an unspecified function is called, with a prime for each derivative: it
              may be called erf like the one that is known, and is another function then
    """

    generator: int
    kind: Kind
    name: str
    argument: Ratio


class OpaqueFunctions:
    """The opaque functions of one tower."""

    def __init__(self, tower: Tower) -> None:
        self.tower = tower
        self.entries: list[Opaque] = []

    def fork(self, tower: Tower) -> OpaqueFunctions:
        """Returns a copy for another tower."""
        other = OpaqueFunctions(tower)
        other.entries = list(self.entries)
        return other

    def erf(self, argument: Ratio) -> Ratio:
        """Returns erf of the argument; erf is odd."""
        field = self.tower.field
        if field.is_zero(argument):
            return field.zero
        if argument.numerator.leading_coefficient() < 0:
            return field.negate(self.erf(field.negate(argument)))
        entry = self._entry("erf", "erf", argument)
        self.tower.signs.ranges.bounded.add(entry.generator)
        return field.ratio(field.generators[entry.generator])

    def apply(self, name: str, order: int, argument: Ratio) -> Ratio:
        """Returns the value at an argument, the same generator for equal arguments."""
        field = self.tower.field
        entry = self._entry("unspecified", name + PRIME * order, argument)
        return field.ratio(field.generators[entry.generator])

    def _entry(self, kind: Kind, name: str, argument: Ratio) -> Opaque:
        for entry in self.entries:
            if (entry.kind, entry.name) == (kind, name) and self.tower.field.equal(entry.argument, argument):
                return entry
        index = self.tower.new_generator(kind, argument, name=name)
        self.entries.append(Opaque(index, kind, name, argument))
        return self.entries[-1]
