"""Networks of perceptrons: named units, each of which reads inputs or earlier units."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, reduce
from math import lcm
from operator import add

import sympy as sp

from symbackprop.network.perceptrons.perceptron import Perceptron
from symbackprop.network.perceptrons.refusal import LogicError
from symbackprop.network.perceptrons.simplex import sums
from symbackprop.network.perceptrons.truth_table import Row

_ZERO_BELOW = (0).__lt__


@dataclass(frozen=True)
class Unit:
    """A perceptron in a network.

    total       the name of its weighted sum
    output      the name of its output
    reads       the names of what it reads
    perceptron  its weights and bias
    """

    total: str
    output: str
    reads: tuple[str, ...]
    perceptron: Perceptron

    @property
    def equations(self) -> tuple[sp.Eq, sp.Eq]:
        """Returns the equations of the weighted sum and of the output, for documents."""
        return self.perceptron.equations(self.reads, total=self.total, output=self.output)


@dataclass(frozen=True)
class Fired:
    """What a unit does on a row: its weighted sum and its output."""

    unit: Unit
    sum: Fraction
    output: int


@dataclass(frozen=True)
class PerceptronNetwork:
    """An ordered tuple of perceptrons, each of which reads inputs or earlier units; the last is the output.

    inputs  the names of the inputs
    units   the perceptrons

    Raises LogicError for a unit that reads what is not there yet.
    """

    inputs: tuple[str, ...]
    units: tuple[Unit, ...]

    def __post_init__(self) -> None:
        """Checks that it can be read from first to last."""
        known, sums_named = dict.fromkeys(self.inputs), set[str]()
        if not self.units:
            raise LogicError("the network has no units\n    give              at least one: the output")
        for unit in self.units:
            missing = [name for name in unit.reads if name not in known]
            twice = [name for name in (unit.total, unit.output) if name in known or name in sums_named]
            if missing or twice:
                fact = f"reads {missing[0]}, which is not there yet" if missing else f"defines {twice[0]} again"
                raise LogicError(
                    f"the unit {unit.output} {fact}\n    there so far      {', '.join(known)}\n"
                    "    give              the units in the order in which they are computed"
                )
            if len(unit.reads) != len(unit.perceptron.weights):
                raise LogicError(
                    f"the unit {unit.output} has {len(unit.reads)} names and {len(unit.perceptron.weights)} weights\n"
                    "    give              a weight for each name"
                )
            known[unit.output] = None
            sums_named.add(unit.total)

    @property
    def output(self) -> Unit:
        """Returns the last unit."""
        return self.units[-1]

    @cached_property
    def hidden(self) -> tuple[Unit, ...]:
        """Returns all units but the last."""
        return self.units[:-1]

    @property
    def equations(self) -> tuple[sp.Eq, ...]:
        """Returns two equations for each unit, in the order of the forward pass."""
        return tuple(equation for unit in self.units for equation in unit.equations)

    def run(self, inputs: Iterable[int]) -> tuple[Fired, ...]:
        """Returns the weighted sum and the output of every unit on one row.

        Raises LogicError for another number of inputs.
        """
        row = tuple(inputs)
        if len(row) != len(self.inputs):
            raise LogicError(
                f"the network has {len(self.inputs)} inputs, and {len(row)} are given\n"
                f"    inputs            {', '.join(self.inputs)}\n    give              0 or 1 for each"
            )
        known: dict[str, int] = dict(zip(self.inputs, row, strict=True))
        found = []
        for unit in self.units:
            total = unit.perceptron.sum([known[name] for name in unit.reads])
            known[unit.output] = int(total > 0)
            found.append(Fired(unit, total, known[unit.output]))
        return tuple(found)

    def __call__(self, inputs: Row) -> int:
        """Returns the output on one row."""
        return self.run(inputs)[-1].output

    def everywhere(self) -> Iterator[tuple[Unit, list[int]]]:
        """Returns the weighted sums of every unit on all rows, times a positive integer: only the signs matter.

        A sum over inputs costs one addition for each row, however many inputs there are.
        """
        computed: dict[str, list[bool]] = {}
        for unit in self.units:
            totals = self._totals(unit, computed)
            computed[unit.output] = list(map(_ZERO_BELOW, totals))
            yield unit, totals

    def _totals(self, unit: Unit, computed: Mapping[str, list[bool]]) -> list[int]:
        perceptron = unit.perceptron
        scale = lcm(*(number.denominator for number in (*perceptron.weights, perceptron.bias)))
        weights = dict.fromkeys((*self.inputs, *unit.reads), 0)
        for name, weight in zip(unit.reads, perceptron.weights, strict=True):
            weights[name] += int(weight * scale)
        totals = sums([weights[name] for name in self.inputs], int(perceptron.bias * scale))
        units = [name for name in weights if name in computed]
        for factor in dict.fromkeys(weights[name] for name in units):
            alike = [computed[name] for name in units if weights[name] == factor]
            count = reduce(lambda found, values: list(map(add, found, values)), alike[1:], list(map(int, alike[0])))
            totals = [total + factor * value for total, value in zip(totals, count, strict=True)]
        return totals

    def __str__(self) -> str:
        from symbackprop.notation.perceptrons import network_text  # noqa: PLC0415  (notation comes after network)

        return network_text(self)

    def _repr_latex_(self) -> str:
        from symbackprop.notation.perceptrons import display_network  # noqa: PLC0415  (the same)

        return display_network(self)
