"""Sine and cosine: a pair of generators for each angle that is new over the rationals.

The pair (c, s) stands for e^(iA) = c + is, with the relation s^2 = 1 - c^2, so that no
imaginary unit is needed: the addition theorems are products of such pairs. Angles that
are rational multiples of pi up to denominator 12 have their values in square roots.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import sympy as sp
from flint import fmpq

from symbackprop.proof.dependence import combination
from symbackprop.proof.exponentials import Rebase
from symbackprop.proof.field import Ratio, RootRelation
from symbackprop.proof.limits import OutOfReach, TooBig

if TYPE_CHECKING:
    from symbackprop.proof.tower import Tower

_LARGEST_MULTIPLE = 60
Pair = tuple[Ratio, Ratio]


@dataclass(frozen=True)
class Angle:
    """Generators for the cosine and the sine of `angle`, a `unit`-th part of what asked for it."""

    key: object
    unit: int
    cosine: int
    sine: int
    angle: Ratio


class Angles:
    """The angles of one tower."""

    def __init__(self, tower: Tower) -> None:
        self.tower = tower
        self.entries: list[Angle] = []

    def fork(self, tower: Tower) -> Angles:
        """Returns a copy for another tower."""
        other = Angles(tower)
        other.entries = list(self.entries)
        return other

    def pair(self, angle: Ratio) -> Pair:
        """Returns (cos, sin) of the angle."""
        field = self.tower.field
        if field.is_zero(angle):
            return field.one, field.zero
        pi = [self.tower.pi()] if self.tower.has_pi else []
        coefficients = combination(field, angle, [*pi, *(entry.angle for entry in self.entries)])
        if coefficients is None:
            return self._new(angle)
        entries = list(self.entries)
        result = self._multiple_of_pi(coefficients[0]) if pi else (field.one, field.zero)
        for entry, times in zip(entries, coefficients[len(pi) :], strict=True):
            if times != 0:
                result = self._product(result, self._multiple(entry, times))
        return result

    def _new(self, angle: Ratio) -> Pair:
        field, tower = self.tower.field, self.tower
        negative = angle.numerator.leading_coefficient() < 0
        key = ("angle", len(self.entries))
        unit = tower.settings.units.get(key, 1)
        part = field.scale(angle, -1 if negative else 1, unit)
        cosine, sine = tower.new_generator("cos", part), tower.new_generator("sin", part)
        tower.signs.ranges.bounded |= {cosine, sine}
        field.relations.append(RootRelation(sine, 2, 1 - field.generators[cosine] ** 2))
        entry = Angle(key, unit, cosine, sine, part)
        self.entries.append(entry)
        return self._multiple(entry, fmpq(-unit if negative else unit))

    def _multiple(self, entry: Angle, times: fmpq) -> Pair:
        """Returns (cos, sin) of times * the entry's angle."""
        field = self.tower.field
        if times.q != 1:
            raise Rebase(entry.key, int(times.q) * entry.unit)
        if abs(times.p) > _LARGEST_MULTIPLE:
            raise TooBig("two angles stand in a ratio of large numbers")
        cosine, sine = (field.ratio(field.generators[index]) for index in (entry.cosine, entry.sine))
        base, result = (cosine, sine if times > 0 else field.negate(sine)), (field.one, field.zero)
        for _ in range(abs(int(times.p))):
            result = self._product(result, base)
        return result

    def _product(self, a: Pair, b: Pair) -> Pair:
        """Returns the pair of the sum of two angles."""
        field = self.tower.field
        (c, s), (d, t) = a, b
        return (
            field.subtract(field.multiply(c, d), field.multiply(s, t)),
            field.add(field.multiply(s, d), field.multiply(c, t)),
        )

    def _multiple_of_pi(self, times: fmpq) -> Pair:
        """Returns (cos, sin) of times * pi."""
        if 12 % times.q:
            raise OutOfReach(f"the cosine of {times} pi")
        angle = sp.Rational(int(times.p), int(times.q)) * sp.pi
        return self._algebraic(sp.cos(angle)), self._algebraic(sp.sin(angle))

    def _algebraic(self, value: sp.Expr) -> Ratio:
        """Returns a sum of rational multiples of square roots."""
        field, total = self.tower.field, self.tower.field.zero
        for term in sp.Add.make_args(sp.expand(value)):
            square = sp.Rational(term**2)
            root = self.tower.logarithms.root(field.number(square), fmpq(1, 2), partial(_itself, term))
            total = field.add(total, root if term.is_positive else field.negate(root))
        return total


def _itself(term: sp.Expr) -> sp.Expr:
    return term
