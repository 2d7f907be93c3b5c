"""The simplex method on exact numbers, for the smallest weights that separate an increasing function.

Wanted are β ≥ 0 and w ≥ 0 with the least w_1 + … + w_n such that, on every row x of the table,

    s (w·x − β) ≥ ½,    s = 1 where the function is 1, s = −1 where it is 0.

Solved is the dual: multipliers y ≥ 0 on the rows with the greatest ½ Σ y such that
Σ y s x_i ≤ 1 for every i and −Σ y s ≤ 0. It has a basis of only n + 1 rows, and begins at
y = 0. Its prices are (β, w), so the row that enters the basis is the one that the weights
found so far get most wrong. If nothing is wrong, the weights are optimal. If Σ y can grow
without bound, the direction in which it does is a certificate: no weights separate the rows.

The row that leaves is chosen lexicographically, so no basis comes twice and the method ends
(G. Dantzig, A. Orden, P. Wolfe, The generalized simplex method, 1955).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from operator import mul

from symbackprop.network.perceptrons.refusal import LogicError

MOST_PIVOTS = 2000
"""The most steps, so that the time is bounded."""

Vector = list[Fraction]
_HALF = Fraction(1, 2)
_ZERO, _ONE = Fraction(0), Fraction(1)


@dataclass(frozen=True)
class Weights:
    """The smallest weights of an increasing function: w, and β, so that it is 1 where w·x > β.

    pivots  how many steps they took
    """

    weights: tuple[Fraction, ...]
    threshold: Fraction
    pivots: int


@dataclass(frozen=True)
class Direction:
    """A direction in which Σ y grows without bound: y, by the number of the row."""

    multipliers: dict[int, Fraction]
    pivots: int


def smallest(signs: Sequence[int], count: int, most_pivots: int = MOST_PIVOTS) -> Weights | Direction:
    """Returns the smallest weights of an increasing function, or a direction that shows that there are none.

    signs  s of every row, -1 on the first: rows count up in binary, the first variable changes last
    count  how many variables there are

    In a direction Σ y s ≥ 0 and Σ y s x_i ≤ 0 for every i. Raises LogicError after `most_pivots`.

    >>> smallest((-1, -1, -1, 1), 2)
    Weights(weights=(Fraction(1, 1), Fraction(1, 1)), threshold=Fraction(3, 2), pivots=4)
    """
    tableau = _Tableau(signs, count)
    for pivots in range(most_pivots):
        prices = tableau.prices()
        entering = tableau.most_wrong(prices)
        if entering is None:
            return Weights(tuple(prices[1:]), prices[0], pivots)
        along = tableau.column(entering)
        leaving = [place for place, value in enumerate(along) if value > 0]
        if not leaving:
            return Direction(tableau.direction(entering, along), pivots)
        tableau.pivot(entering, along, leaving)
    raise LogicError(
        f"whether the function is separable is not decided after {most_pivots} steps of the simplex method\n"
        f"    the function      {len(signs)} rows\n    give              a larger most_pivots"
    )


class _Tableau:
    """The basis, its inverse, and its solution: every row is the value of a basic variable and a row of the inverse.

    A variable is the number of a row of the table, or −1 − i for the slack of the i-th inequality.
    """

    def __init__(self, signs: Sequence[int], count: int) -> None:
        self.signs, self.count = signs, count
        self.basis = [-1 - place for place in range(count + 1)]
        self.rows: list[Vector] = [
            [_ONE if place else _ZERO, *(_ONE if place == other else _ZERO for other in range(count + 1))]
            for place in range(count + 1)
        ]

    def prices(self) -> Vector:
        """Returns β and w."""
        basic = [row for variable, row in zip(self.basis, self.rows, strict=True) if variable >= 0]
        return [_HALF * sum((row[place] for row in basic), _ZERO) for place in range(1, self.count + 2)]

    def most_wrong(self, prices: Vector) -> int | None:
        """Returns the variable to enter: a weight that is negative, else the row with the least margin below ½."""
        worst = min(range(self.count + 1), key=prices.__getitem__)
        if prices[worst] < 0:
            return -1 - worst
        scale = lcm(*(price.denominator for price in prices))
        threshold, *weights = (int(price * scale) for price in prices)
        margins = list(map(mul, self.signs, sums(weights, -threshold)))
        least = min(margins)
        return margins.index(least) if 2 * least < scale else None

    def column(self, variable: int) -> Vector:
        """Returns the column of a variable, in the basis."""
        if variable < 0:
            return [row[-variable] for row in self.rows]
        sign, places = self.signs[variable], [0, *self._ones(variable)]
        parts = [-sign, *[sign] * (len(places) - 1)]
        return [sum((part * row[1 + at] for part, at in zip(parts, places, strict=True)), _ZERO) for row in self.rows]

    def _ones(self, row: int) -> list[int]:
        return [place + 1 for place in range(self.count) if row >> (self.count - 1 - place) & 1]

    def pivot(self, entering: int, along: Vector, places: Sequence[int]) -> None:
        """Brings a variable into the basis for that of the lexicographically least row."""
        least, leaving = min(([value / along[place] for value in self.rows[place]], place) for place in places)
        for place, row in enumerate(self.rows):
            if place != leaving and (factor := along[place]):
                self.rows[place] = [value - factor * part for value, part in zip(row, least, strict=True)]
        self.rows[leaving], self.basis[leaving] = least, entering

    def direction(self, entering: int, along: Vector) -> dict[int, Fraction]:
        """Returns the multipliers of the rows as the entering variable grows by 1."""
        moved = {entering: _ONE, **{variable: -value for variable, value in zip(self.basis, along, strict=True)}}
        return {variable: value for variable, value in sorted(moved.items()) if variable >= 0 and value}


def sums(weights: Sequence[int], bias: int) -> list[int]:
    """Returns bias + w·x for every row x of a table.

    >>> sums([10, 1], 5)
    [5, 6, 15, 16]
    """
    found = [bias]
    for weight in reversed(weights):
        found += [total + weight for total in found]
    return found
