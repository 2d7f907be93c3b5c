"""GATES: the gates that one perceptron computes, found by the search and proved on their truth tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from symbackprop.errors import unknown
from symbackprop.network.perceptrons.perceptron import numbered
from symbackprop.network.perceptrons.refusal import LogicError
from symbackprop.network.perceptrons.separation import Inseparable, Separation, separate
from symbackprop.network.perceptrons.truth_table import MOST_VARIABLES, Row, TruthTable


@dataclass(frozen=True)
class Gate:
    """A gate: a Boolean function of any number of inputs.

    name   what it is called
    least  the fewest inputs
    most   the most inputs
    value  its value for a row
    """

    name: str
    least: int
    most: int
    value: Callable[[Row], bool]

    def table(self, count: int) -> TruthTable:
        """Returns its truth table for so many inputs x_1, …, x_n.

        Raises LogicError for a number of inputs that it cannot have.
        """
        if not self.least <= count <= self.most:
            inputs = "one input" if self.most == 1 else f"{self.least} to {self.most} inputs"
            raise LogicError(
                f"{self.name} has {inputs}, and {count} are asked for\n    give              a number of those"
            )
        rows = TruthTable(numbered("x", count), [0] * (1 << count)).rows
        return TruthTable(numbered("x", count), tuple(int(self.value(row)) for row in rows))


GATES: Mapping[str, Gate] = MappingProxyType(
    {
        row.name: row
        for row in (
            Gate("AND", 2, MOST_VARIABLES, all),
            Gate("OR", 2, MOST_VARIABLES, any),
            Gate("NOT", 1, 1, lambda row: not row[0]),
            Gate("NAND", 2, MOST_VARIABLES, lambda row: not all(row)),
            Gate("NOR", 2, MOST_VARIABLES, lambda row: not any(row)),
        )
    }
)
"""The gates, by name."""


@cache
def gate(name: str, inputs: int = 0) -> Separation:
    """Returns the perceptron that computes a gate, with its proof on every row.

    name    AND, OR, NOT, NAND or NOR
    inputs  how many inputs it has; 0: as few as it can have

    Raises UnknownName for another name, LogicError for a number of inputs it cannot have.

    >>> print(gate("AND"))
    separable: x_1 + x_2 - 3/2 > 0
    >>> print(gate("NOR", 3))
    separable: 1/2 - x_1 - x_2 - x_3 > 0
    >>> [(row.inputs, row.sum) for row in gate("NOT").rows]
    [((0,), Fraction(1, 2)), ((1,), Fraction(-1, 2))]
    """
    if name not in GATES:
        raise unknown("gate", name, GATES)
    found = separate(GATES[name].table(inputs or GATES[name].least))
    if isinstance(found, Inseparable):
        raise LogicError(f"{name} is no gate of one perceptron: {found}\n    give              a network: logic(…)")
    return found
