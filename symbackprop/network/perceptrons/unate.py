"""Unateness: which way a function goes when one variable goes from 0 to 1.

A function that one perceptron computes goes one way for each variable: up where the weight is
positive, down where it is negative. One that goes both ways is therefore not separable, and
the four rows that show it are Farkas multipliers: Muroga 1971, chapter 3.
"""

from __future__ import annotations

from dataclasses import dataclass

from symbackprop.network.perceptrons.truth_table import TruthTable, column, everywhere

NOWHERE = -1
"""The row that stands for none."""


@dataclass(frozen=True)
class Course:
    """Where a function goes up and down as one variable goes from 0 to 1 and the others stay.

    place  which variable, counted from 0
    step   what the number of a row grows by
    up     the first row with the value 0 that goes up, NOWHERE if there is none
    down   the first row with the value 1 that goes down, NOWHERE if there is none
    """

    place: int
    step: int
    up: int
    down: int

    @property
    def both(self) -> bool:
        """Returns whether the function goes up and down."""
        return NOWHERE not in (self.up, self.down)

    @property
    def rows(self) -> tuple[int, ...]:
        """Returns the rows of which the function goes up and down along this variable."""
        return tuple(row for start in (self.up, self.down) if start != NOWHERE for row in (start, start + self.step))


def courses(table: TruthTable) -> tuple[Course, ...]:
    """Returns the course of a function along each of its variables.

    >>> [course.both for course in courses(TruthTable("AB", (0, 1, 1, 0)))]
    [True, True]
    >>> courses(TruthTable("AB", (0, 0, 0, 1)))[0]
    Course(place=0, step=2, up=1, down=-1)
    """
    count = len(table.variables)
    return tuple(_course(table, place, count) for place in range(count))


def _course(table: TruthTable, place: int, count: int) -> Course:
    step = 1 << (count - 1 - place)
    low = everywhere(count) ^ column(place, count)
    before, after = table.bits & low, table.bits >> step & low
    return Course(place, step, _first(after & ~before), _first(before & ~after))


def _first(bits: int) -> int:
    return (bits & -bits).bit_length() - 1
