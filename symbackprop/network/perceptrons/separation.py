"""Separation: a perceptron that computes a Boolean function, or the proof that there is none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm
from types import MappingProxyType

from symbackprop.network.perceptrons.perceptron import Perceptron
from symbackprop.network.perceptrons.refusal import LogicError, Unsound
from symbackprop.network.perceptrons.simplex import MOST_PIVOTS, Direction, Weights, smallest, sums
from symbackprop.network.perceptrons.truth_table import Row, TruthTable, assigned
from symbackprop.network.perceptrons.unate import Course, courses


@dataclass(frozen=True)
class RowSum:
    """A row of the proof that a perceptron computes a function.

    inputs  the row
    wanted  the value of the function
    sum     the weighted sum, positive where 1 is wanted, and negative where 0 is
    """

    inputs: Row
    wanted: int
    sum: Fraction


@dataclass(frozen=True)
class Separation:
    """A perceptron that computes a Boolean function: on every row its weighted sum has the right strict sign.

    table       the function
    perceptron  its weights and bias

    Raises Unsound for a perceptron that does not compute it.
    """

    table: TruthTable
    perceptron: Perceptron

    def __post_init__(self) -> None:
        """Checks every row: there is no Separation that separates nothing."""
        self.check()

    @property
    def rows(self) -> tuple[RowSum, ...]:
        """Returns the proof: every row of the table with its weighted sum."""
        return tuple(RowSum(inputs, wanted, self.perceptron.sum(inputs)) for inputs, wanted in self.table)

    def check(self) -> None:
        """Raises Unsound unless the weighted sum is positive on every row with the value 1 and negative on the others.

        It goes through the rows afresh and takes nothing from the search.
        """
        for row in _wrong(self.table, self.perceptron):
            raise Unsound(
                "the perceptron does not compute the function\n"
                f"    row               {assigned(self.table.variables, self.table.row(row))}\n"
                f"    weighted sum      {self.perceptron.sum(self.table.row(row))}, "
                f"where {'> 0' if self.table.values[row] else '< 0'} is needed\n"
                f"    perceptron        {self.perceptron}"
            )

    def __str__(self) -> str:
        from symbackprop.notation.perceptrons import weighted_sum  # noqa: PLC0415  (notation comes after network)

        return f"separable: {weighted_sum(self.perceptron, self.table.variables, 'ascii')} > 0"

    def _repr_latex_(self) -> str:
        from symbackprop.notation.logic import display_separation  # noqa: PLC0415  (the same)

        return display_separation(self)


@dataclass(frozen=True)
class Inequality:
    """What a row of the table demands of a perceptron: sign·(b + w·x) > 0.

    inputs      the row, x
    sign        1 where the function is 1, -1 where it is 0
    multiplier  how often the inequality is taken
    """

    inputs: Row
    sign: int
    multiplier: int


@dataclass(frozen=True)
class Inseparable:
    """The proof that no perceptron computes a Boolean function: its inequalities add up to 0 > 0.

    Every row x of the table demands sign·(b + w·x) > 0. Taken as often as the multipliers say,
    the inequalities add up to 0·b + 0·w > 0, whatever b and w are. Nor can the sum be 0 on rows
    with the value 0, for some of the rows taken have the value 1. By Farkas' lemma there are
    such multipliers whenever there is no perceptron.

    table        the function
    multipliers  a positive integer for each row that is taken, by its number, counted from 0

    Raises Unsound for multipliers that do not show it.

    Source: J. Farkas, Theorie der einfachen Ungleichungen (1902); for XOR: M. Minsky, S. Papert,
    Perceptrons (1969).

    >>> print(Inseparable(TruthTable("AB", (0, 1, 1, 0)), {0: 1, 1: 1, 2: 1, 3: 1}))
    not separable: the inequalities of 4 rows add up to 0 > 0
    """

    table: TruthTable
    multipliers: Mapping[int, int]

    def __init__(self, table: TruthTable, multipliers: Mapping[int, int]) -> None:
        object.__setattr__(self, "table", table)
        object.__setattr__(self, "multipliers", MappingProxyType(dict(sorted(multipliers.items()))))
        self.check()

    @property
    def inequalities(self) -> tuple[Inequality, ...]:
        """Returns the inequalities that are taken, in the order of the rows."""
        table = self.table
        return tuple(
            Inequality(table.row(row), 1 if table.values[row] else -1, multiplier)
            for row, multiplier in self.multipliers.items()
        )

    def check(self) -> None:
        """Raises Unsound unless the inequalities, as often as they are taken, add up to 0 > 0.

        It adds them up afresh and takes nothing from the search.
        """
        table = self.table
        for row, multiplier in self.multipliers.items():
            if type(multiplier) is not int or multiplier < 1 or row not in range(len(table.values)):
                raise Unsound(
                    f"{multiplier!r} times the inequality of row {row} cannot be taken\n"
                    f"    rows              0 to {len(table.values) - 1}\n"
                    "    a multiplier is   a positive integer: a strict inequality may be multiplied by no other"
                )
        total = [0] * (1 + len(table.variables))
        for row, multiplier in self.multipliers.items():
            signed = multiplier if table.values[row] else -multiplier
            total[0] += signed
            for place, value in enumerate(table.row(row), 1):
                total[place] += signed * value
        if not self.multipliers or any(total):
            left = dict(zip(("b", *(f"w of {name}" for name in table.variables)), total, strict=True))
            shown = ", ".join(f"{number} times {what}" for what, number in left.items() if number)
            raise Unsound(
                "the inequalities do not add up to 0 > 0\n"
                f"    left over         {shown or 'everything: no inequality is taken'}\n"
                f"    multipliers       {dict(self.multipliers)}"
            )

    def __hash__(self) -> int:
        return hash((self.table, *self.multipliers.items()))

    def __str__(self) -> str:
        return f"not separable: the inequalities of {len(self.multipliers)} rows add up to 0 > 0"

    def _repr_latex_(self) -> str:
        from symbackprop.notation.logic import display_separation  # noqa: PLC0415  (notation comes after network)

        return display_separation(self)


def separate(table: TruthTable, *, most_pivots: int = MOST_PIVOTS) -> Separation | Inseparable:
    """Returns a perceptron that computes the function, or the proof that there is none; checked either way.

    Weights are integers, and the bias is half-way between the two sides. Where the smallest real
    weights with the margin ½ are integers, as for all functions of up to 4 variables, Σ|w| is the
    smallest there is; else they are a multiple of those real weights.

    A function that goes up and down along one variable is inseparable by the four rows that show
    it. Any other is made increasing (x becomes 1 − x where it goes down) and solved exactly
    (`simplex`). A table has at most 4096 rows; each step costs some thousand additions, and
    there are at most `most_pivots` of them.

    Raises LogicError if that many do not decide it.

    Sources: S. Muroga, Threshold logic and its applications (1971); simplex for threshold
    functions: S. Muroga, I. Toda, S. Takasu, Theory of majority decision elements (1961).

    >>> print(separate(TruthTable(("x_1", "x_2"), (0, 0, 0, 1))))
    separable: x_1 + x_2 - 3/2 > 0
    >>> print(separate(TruthTable(("x_1", "x_2"), (0, 1, 1, 0))))
    not separable: the inequalities of 4 rows add up to 0 > 0
    """
    if table.constant is not None:
        return Separation(table, Perceptron([0] * len(table.variables), Fraction(2 * table.constant - 1, 2)))
    along = courses(table)
    if (crooked := next((course for course in along if course.both), None)) is not None:
        return Inseparable(table, dict.fromkeys(crooked.rows, 1))
    turned = sum(course.step for course in along if course.down >= 0)
    signs = [2 * table.values[row ^ turned] - 1 for row in range(len(table.values))]
    found = smallest(signs, len(table.variables), most_pivots)
    if isinstance(found, Weights):
        return Separation(table, _perceptron(table, along, found))
    return Inseparable(table, _certificate(table, along, found, turned))


def _perceptron(table: TruthTable, along: Sequence[Course], found: Weights) -> Perceptron:
    """Returns the perceptron with integer weights, the bias half-way between the sums of the two sides."""
    scale = lcm(*(weight.denominator for weight in found.weights))
    whole = [int(weight * scale) for weight in found.weights]
    common = gcd(*whole)
    weights = [weight // common * (-1 if course.down >= 0 else 1) for weight, course in zip(whole, along, strict=True)]
    totals = list(zip(sums(weights, 0), table.values, strict=True))
    least = min(total for total, value in totals if value)
    most = max(total for total, value in totals if not value)
    return Perceptron(weights, Fraction(-least - most, 2))


def _certificate(table: TruthTable, along: Sequence[Course], found: Direction, turned: int) -> Mapping[int, int]:
    """Returns the multipliers of a direction, with rows added that take away what it leaves over.

    In the direction Σ y s ≥ 0 and Σ y s x_i ≤ 0 for the increasing function. Two rows along which
    it goes up give x_i alone; the row without ones, on which it is 0, gives −1 alone. Where the
    function does not depend on x_i, a row stands for the one with x_i = 0.
    """
    idle = sum(course.step for course in along if not course.rows)
    taken: dict[int, Fraction] = {}
    left = dict.fromkeys((course.step for course in along), Fraction(0))
    over = Fraction(0)
    for found_row, multiplier in found.multipliers.items():
        row = found_row & ~idle
        taken[row ^ turned] = taken.get(row ^ turned, Fraction(0)) + multiplier
        signed = multiplier * (2 * table.values[row ^ turned] - 1)
        over += signed
        for step in left:
            left[step] += signed if row & step else 0
    added = [(row, -left[course.step]) for course in along for row in course.rows]
    for row, multiplier in (*added, (turned, over)):
        taken[row] = taken.get(row, Fraction(0)) + multiplier
    scale = lcm(*(multiplier.denominator for multiplier in taken.values()))
    whole = {row: int(multiplier * scale) for row, multiplier in sorted(taken.items()) if multiplier}
    common = gcd(*whole.values())
    return {row: multiplier // common for row, multiplier in whole.items()}


def _wrong(table: TruthTable, perceptron: Perceptron) -> Iterator[int]:
    """Returns the rows on which the weighted sum does not have the right strict sign."""
    if len(perceptron.weights) != len(table.variables):
        raise LogicError(
            f"the perceptron has {len(perceptron.weights)} inputs, the function {len(table.variables)} variables\n"
            f"    variables         {', '.join(table.variables)}\n    give              a weight for each variable"
        )
    scale = lcm(*(number.denominator for number in (*perceptron.weights, perceptron.bias)))
    totals = sums([int(weight * scale) for weight in perceptron.weights], int(perceptron.bias * scale))
    for row, (total, value) in enumerate(zip(totals, table.values, strict=True)):
        if total <= 0 if value else total >= 0:
            yield row
