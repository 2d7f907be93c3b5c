"""Computation: the proof that a network of perceptrons computes a Boolean function, row by row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from symbackprop.network.perceptrons.layered import Fired, PerceptronNetwork
from symbackprop.network.perceptrons.refusal import Unsound
from symbackprop.network.perceptrons.truth_table import Row, TruthTable, assigned


@dataclass(frozen=True)
class Traced:
    """A row of the proof: the inputs, the value that is wanted, and what every unit does.

    inputs  the row
    wanted  the value of the function
    fired   the weighted sum and the output of every unit; the last is the output of the network
    """

    inputs: Row
    wanted: int
    fired: tuple[Fired, ...]


@dataclass(frozen=True)
class Computation:
    """A network that computes a Boolean function: on every row its output is the value, and no weighted sum is 0.

    table    the function
    network  the network; its inputs are the variables of the function

    That no weighted sum is 0 makes it hold whatever the step function is at 0. Raises Unsound
    for a network that does not compute the function so.

    >>> from symbackprop.network.perceptrons.building import xor_network
    >>> Computation(TruthTable(("x_1", "x_2"), (0, 1, 1, 0)), xor_network()).row(3).fired[-1].sum
    Fraction(-1, 2)
    """

    table: TruthTable
    network: PerceptronNetwork

    def __post_init__(self) -> None:
        """Checks every row: there is no Computation of a network that computes something else."""
        self.check()

    def row(self, number: int) -> Traced:
        """Returns the proof of one row, by its number, counted from 0."""
        inputs = self.table.row(number)
        return Traced(inputs, self.table.values[number], self.network.run(inputs))

    @property
    def rows(self) -> Iterator[Traced]:
        """Returns the proof: every row of the table with what every unit does."""
        return map(self.row, range(len(self.table.values)))

    def check(self) -> None:
        """Raises Unsound unless on every row the output is the value of the function and no weighted sum is 0."""
        if self.network.inputs != self.table.variables:
            raise Unsound(
                "the network reads other inputs than the function\n"
                f"    inputs            {', '.join(self.network.inputs)}\n"
                f"    variables         {', '.join(self.table.variables)}"
            )
        totals: list[int] = []
        for unit, totals in self.network.everywhere():
            if 0 in totals:
                raise self._unsound(totals.index(0), f"the weighted sum {unit.total} is 0, where only a sign decides")
        outputs = (int(total > 0) for total in totals)
        for row, (output, value) in enumerate(zip(outputs, self.table.values, strict=True)):
            if output != value:
                raise self._unsound(row, f"the output of the network is {output} where the function is {value}")

    def _unsound(self, row: int, fact: str) -> Unsound:
        inputs = assigned(self.table.variables, self.table.row(row))
        return Unsound(f"{fact}\n    row               {inputs}\n    network           {len(self.network.units)} units")

    def __str__(self) -> str:
        return f"{self.network.output.output} is the value of the function on all {len(self.table.values)} rows"
