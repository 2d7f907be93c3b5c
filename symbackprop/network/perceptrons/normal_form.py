"""The normal form: any Boolean function as a conjunction of clauses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from operator import and_, or_

from symbackprop.network.perceptrons.cover import covered
from symbackprop.network.perceptrons.formula import Formula, Variable, joined, negation
from symbackprop.network.perceptrons.implicants import Cube, largest_zeros
from symbackprop.network.perceptrons.perceptron import Perceptron
from symbackprop.network.perceptrons.refusal import LogicError, Unsound
from symbackprop.network.perceptrons.truth_table import TruthTable, assigned, column, everywhere


@dataclass(frozen=True)
class Clause:
    """Variables, some of them negated, joined by "or": it is 0 on one subcube of rows only.

    literals  (the name of a variable, whether it stands there as it is), in the order of the variables

    Raises LogicError for no literals: that would be the constant 0.
    """

    literals: tuple[tuple[str, bool], ...]

    def __post_init__(self) -> None:
        """Checks that there is a literal."""
        if not self.literals:
            raise LogicError("a clause has no literals\n    give              at least one: (('A', True),)")

    @property
    def formula(self) -> Formula:
        """Returns the clause as a formula."""
        return joined("or", (Variable(name) if plain else negation(Variable(name)) for name, plain in self.literals))

    @property
    def reads(self) -> tuple[str, ...]:
        """Returns the names of its variables."""
        return tuple(name for name, _ in self.literals)

    @property
    def perceptron(self) -> Perceptron:
        """Returns the unit that computes it: its weighted sum is the number of true literals, less ½.

        A variable as it is has the weight 1; a negated one, 1 − x, has −1 and adds 1 to the bias.

        >>> Clause((("A", True), ("B", False))).perceptron
        Perceptron(weights=(1, -1), bias=1/2)
        """
        negated = sum(not plain for _, plain in self.literals)
        return Perceptron([1 if plain else -1 for _, plain in self.literals], Fraction(2 * negated - 1, 2))


@dataclass(frozen=True)
class NormalForm:
    """A conjunction of clauses that has the values of a table.

    table    the function
    clauses  what is joined by "and"; no clause, and no variable of a clause, can be left out

    Raises Unsound for clauses that do not have the values of the table.
    """

    table: TruthTable
    clauses: tuple[Clause, ...]

    def __post_init__(self) -> None:
        """Checks it on every row."""
        self.check()

    @property
    def formula(self) -> Formula:
        """Returns the normal form as a formula."""
        return joined("and", (clause.formula for clause in self.clauses))

    def check(self) -> None:
        """Raises Unsound unless on every row some clause is 0 exactly where the function is."""
        every = everywhere(len(self.table.variables))
        known = {name: column(place, len(self.table.variables)) for place, name in enumerate(self.table.variables)}
        found = reduce(and_, (_values(clause, known, every) for clause in self.clauses), every)
        if wrong := found ^ self.table.bits:
            row = (wrong & -wrong).bit_length() - 1
            value = self.table.values[row]
            raise Unsound(
                f"the normal form is {1 - value} where the function is {value}\n"
                f"    row               {assigned(self.table.variables, self.table.row(row))}\n"
                f"    normal form       {str(self.formula)[:200] if self.clauses else 'no clauses'}"
            )

    def __str__(self) -> str:
        return str(self.formula)

    def _repr_latex_(self) -> str:
        return self.formula._repr_latex_()


def normal_form(table: TruthTable) -> NormalForm:
    """Returns the conjunctive normal form of a function, made from its prime clauses.

    Each clause is 0 on one of the largest subcubes of zeros (`implicants`); few of them that
    have all zeros are taken (`cover`). The time is bounded, for the function that is 0 on the
    rows with 4 to 8 ones of 12 too, which has the most prime clauses: `benchmarks/logic_figures.py`.

    Raises LogicError for a function that is the same everywhere: it has no clauses, or an empty one.

    >>> print(normal_form(TruthTable(("A", "B"), (0, 1, 1, 0))))
    (A | B) & (~A | ~B)
    """
    if table.constant is not None:
        raise constant(table, "the function")
    return NormalForm(table, tuple(_clause(table, cube) for cube in covered(largest_zeros(table))))


def constant(table: TruthTable, what: str) -> LogicError:
    """Returns the error that a function is the same on all rows."""
    kind = "a tautology: true" if table.constant else "a contradiction: false"
    return LogicError(
        f"{what} is {table.constant} on every row, {kind} whatever its variables are\n"
        f"    variables         {', '.join(table.variables)}\n"
        "    write             a formula that is 0 on some rows and 1 on others: no network is needed for a constant"
    )


def _values(clause: Clause, known: Mapping[str, int], every: int) -> int:
    return reduce(or_, (known[name] if plain else every ^ known[name] for name, plain in clause.literals), 0)


def _clause(table: TruthTable, cube: Cube) -> Clause:
    """Returns the clause that is 0 on the subcube: what has the value 0 there stands as it is."""
    row, fixed = table.row(cube.row), table.row(cube.free)
    listed = zip(table.variables, row, fixed, strict=True)
    return Clause(tuple((name, value == 0) for name, value, free in listed if not free))
