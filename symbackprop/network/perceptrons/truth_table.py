"""The truth table: a Boolean function, as the values it has on all rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from symbackprop.network.perceptrons.refusal import LogicError, counted, visible

MOST_VARIABLES = 12
"""The most variables: 4096 rows, each of which is gone through when something is proved."""

LONGEST_NAME = 20
"""The most characters the name of a variable may have."""

RESERVED = frozenset({"and", "or", "not", "xor", "nor", "nand", "true", "false"})
"""Words, in any case, that are no names: a formula means something by them."""

Row = tuple[int, ...]
"""A value, 0 or 1, for each variable."""

_NAME = re.compile(r"[A-Za-z]\w*", re.ASCII)


@dataclass(frozen=True)
class TruthTable:
    """A Boolean function.

    variables  their names, 1 to 12
    values     0 or 1 for each row; the rows count up in binary, the first variable changes last

    Raises LogicError for anything else.

    >>> table = TruthTable(("x_1", "x_2"), (0, 1, 1, 0))
    >>> table.rows[1], table((1, 1))
    ((0, 1), 0)
    """

    variables: tuple[str, ...]
    values: tuple[int, ...]

    def __init__(self, variables: Iterable[str], values: Iterable[int]) -> None:
        object.__setattr__(self, "variables", tuple(variables))
        object.__setattr__(self, "values", tuple(values))
        check_names(self.variables)
        check_count(len(self.variables), "the truth table")
        rows = 1 << len(self.variables)
        wrong = [value for value in self.values if value not in (0, 1)]
        if len(self.values) != rows or wrong:
            found = f"the value {wrong[0]!r}" if wrong else f"{len(self.values)} values"
            raise LogicError(
                f"a truth table of {counted(len(self.variables), 'variable')} has {rows} rows, each 0 or 1\n"
                f"    given             {found}\n"
                f"    variables         {', '.join(self.variables)}\n"
                "    give              a value for each row, counting up in binary: (0, 1, 1, 0) for x_1 XOR x_2"
            )
        object.__setattr__(self, "values", tuple(map(int, self.values)))

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Returns the inputs of every row."""
        return tuple(map(self.row, range(len(self.values))))

    def row(self, number: int) -> Row:
        """Returns the inputs of the row with this number, counted from 0."""
        return tuple(number >> place & 1 for place in reversed(range(len(self.variables))))

    @cached_property
    def bits(self) -> int:
        """Returns the values as one number, whose bit r is the value on row r."""
        return int("".join(map(str, reversed(self.values))), 2)

    @property
    def constant(self) -> int | None:
        """Returns the value of a function that has only one, None of any other."""
        return self.values[0] if len(set(self.values)) == 1 else None

    def __call__(self, inputs: Iterable[int]) -> int:
        """Returns the value for the inputs.

        Raises LogicError for inputs that are those of no row.
        """
        return self.values[self.number(tuple(inputs))]

    def number(self, inputs: Row) -> int:
        """Returns the number of the row with these inputs, counted from 0.

        Raises LogicError for inputs that are those of no row.
        """
        if len(inputs) != len(self.variables) or any(value not in (0, 1) for value in inputs):
            raise LogicError(
                f"{inputs} is no row of the table\n    variables         {', '.join(self.variables)}\n"
                "    give              0 or 1 for each variable"
            )
        return sum(1 << place for place, value in enumerate(reversed(inputs)) if value)

    def __iter__(self) -> Iterator[tuple[Row, int]]:
        return zip(self.rows, self.values, strict=True)


def of_bits(variables: Iterable[str], bits: int) -> TruthTable:
    """Returns the truth table whose value on row r is bit r of a number.

    >>> of_bits(["A", "B"], 0b0110).values
    (0, 1, 1, 0)
    """
    names = tuple(variables)
    return TruthTable(names, tuple(bits >> row & 1 for row in range(1 << len(names))))


@cache
def column(place: int, count: int) -> int:
    """Returns the value of one of `count` variables on all rows, row r in bit r.

    >>> bin(column(0, 2)), bin(column(1, 2))
    ('0b1100', '0b1010')
    """
    block = 1 << (count - 1 - place)
    return everywhere(count) // ((1 << block) + 1) << block


@cache
def everywhere(count: int) -> int:
    """Returns the function of `count` variables that is 1 on all rows."""
    return (1 << (1 << count)) - 1


def assigned(variables: Iterable[str], inputs: Iterable[int]) -> str:
    """Returns a row in words.

    >>> assigned(("A", "B"), (0, 1))
    'A = 0, B = 1'
    """
    return ", ".join(f"{name} = {value}" for name, value in zip(variables, inputs, strict=True))


def check_names(variables: tuple[str, ...]) -> None:
    """Raises LogicError unless the variables have different names, which a formula can be written with."""
    for name in variables:
        if not (isinstance(name, str) and _NAME.fullmatch(name) and len(name) <= LONGEST_NAME):
            raise LogicError(
                f"{visible(repr(name)[: 2 * LONGEST_NAME])} is no name of a variable\n"
                f"    a name is         letters from a to z, digits and _, a letter first; at most {LONGEST_NAME}\n"
                "    write             x_1 or A"
            )
        if name.lower() in RESERVED:
            raise LogicError(
                f"{name} is no name of a variable, for formulas mean something else by it\n"
                f"    reserved          {', '.join(sorted(RESERVED))}\n"
                f"    write             {name}_1"
            )
    if len(set(variables)) < len(variables):
        twice = next(name for name in variables if variables.count(name) > 1)
        raise LogicError(
            f"the variable {twice} is given twice\n    given             {', '.join(variables)}\n"
            "    give              each variable once"
        )


def check_count(count: int, what: str) -> None:
    """Raises LogicError unless a function may have so many variables."""
    if not 1 <= count <= MOST_VARIABLES:
        raise LogicError(
            f"{what} has {count or 'no'} variables\n"
            f"    the limit         1 to {MOST_VARIABLES} variables: a proof goes through all "
            f"{1 << MOST_VARIABLES} rows\n"
            f"    write             {'one with a variable' if not count else 'a part of it at a time'}"
        )
