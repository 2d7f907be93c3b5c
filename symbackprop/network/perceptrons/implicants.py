"""Implicants: the largest subcubes of rows on which a function is 0, all found at once.

A subcube is a row together with a set of variables that are left free. For each of the 2^n sets
of free variables the subcubes are one number, a bit for each row, and those with one variable
more come from it by a shift and an "and". So n variables cost at most n 2^n such operations,
whatever the function; `benchmarks/logic_figures.py` has the time.

Sources: W. V. Quine, The problem of simplifying truth functions (1952); E. J. McCluskey,
Minimization of Boolean functions (1956).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from symbackprop.network.perceptrons.truth_table import TruthTable, column, everywhere


@dataclass(frozen=True, order=True)
class Cube:
    """A subcube of rows.

    row   the number of its first row, in which the free variables are 0
    free  the steps of the free variables, added up: the number of its last row is row + free
    """

    row: int
    free: int

    @property
    def rows(self) -> int:
        """Returns its rows, row r as bit r."""
        found = 1 << self.row
        for place in range(self.free.bit_length()):
            if self.free >> place & 1:
                found |= found << (1 << place)
        return found


def largest_zeros(table: TruthTable) -> tuple[Cube, ...]:
    """Returns the subcubes on which the function is 0 and that lie in no other such subcube.

    >>> largest_zeros(TruthTable("AB", (0, 0, 1, 0)))
    (Cube(row=0, free=1), Cube(row=1, free=2))
    """
    count = len(table.variables)
    cubes = _cubes(table, count)
    found = (Cube(row, free) for free in cubes for row in _places(cubes[free] & ~_inside(cubes, free, count)))
    return tuple(sorted(found))


def _cubes(table: TruthTable, count: int) -> Mapping[int, int]:
    """Returns, for each set of free variables, the first rows of the subcubes on which the function is 0."""
    low = [everywhere(count) ^ column(count - 1 - place, count) for place in range(count)]
    cubes = {0: everywhere(count) ^ table.bits}
    for free in range(1, 1 << count):
        place = free.bit_length() - 1
        smaller = cubes[free ^ 1 << place]
        cubes[free] = smaller & smaller >> (1 << place) & low[place]
    return cubes


def _inside(cubes: Mapping[int, int], free: int, count: int) -> int:
    """Returns the first rows of those subcubes that lie in one with a variable more."""
    found = 0
    for place in range(count):
        if not free >> place & 1:
            larger = cubes[free | 1 << place]
            found |= larger | larger << (1 << place)
    return found


def _places(bits: int) -> Iterator[int]:
    while bits:
        last = bits & -bits
        yield last.bit_length() - 1
        bits ^= last
