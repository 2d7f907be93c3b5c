"""Exponentials: one generator for each exponent that is new over the rational numbers.

The generator for e^A is y = sigmoid(A), so e^A = y/(1 - y): sigmoid, tanh, their slopes
and the slope of softplus are then polynomials in it, and the names of a network are the
generators. Where powers of y/(1 - y) grow too large the plain generator e^A serves.

A product keeps its exponential factor aside (`Scaled`) until something forces it, and a
sum of commensurable exponentials has the least one taken out. What cancels is thus
cancelled before it becomes a generator: (e^a - e^-a)/(e^a + e^-a) reads e^2a alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from flint import fmpq

from symbackprop.proof.dependence import combination, rational_multiple
from symbackprop.proof.field import Ratio
from symbackprop.proof.limits import TooBig

if TYPE_CHECKING:
    from symbackprop.proof.tower import Tower

_LARGEST_POWER = 240


class Scaled(NamedTuple):
    """e^exponent * ratio, with the exponent not 0."""

    exponent: Ratio
    ratio: Ratio


def core(a: Ratio | Scaled) -> Ratio:
    """Returns the element without its exponential: it has the same zeros and the same sign."""
    return a.ratio if isinstance(a, Scaled) else a


class Rebase(Exception):
    """The generator `key` must stand for a smaller unit of its exponent: `unit` times smaller."""

    def __init__(self, key: object, unit: int) -> None:
        super().__init__("an exponent needs a smaller unit")
        self.key, self.unit = key, unit


@dataclass(frozen=True)
class Exponential:
    """A generator: sigmoid(exponent), or e^exponent if it is plain.

    The exponent is the `unit`-th part of the one that asked for the generator.
    """

    key: object
    unit: int
    index: int
    exponent: Ratio
    sigmoid: bool


class Exponentials:
    """The exponentials of one tower."""

    def __init__(self, tower: Tower) -> None:
        self.tower = tower
        self.entries: list[Exponential] = []
        self._values: dict[str, Ratio] = {}

    def fork(self, tower: Tower) -> Exponentials:
        """Returns a copy for another tower."""
        other = Exponentials(tower)
        other.entries, other._values = list(self.entries), dict(self._values)
        return other

    # products with the exponential kept aside

    def add(self, a: Ratio | Scaled, b: Ratio | Scaled) -> Ratio | Scaled:
        """Returns a + b, the least of two commensurable exponentials taken out."""
        field = self.tower.field
        (exponent_a, x), (exponent_b, y) = self._parts(a), self._parts(b)
        if x.numerator.is_zero() or y.numerator.is_zero():
            return a if y.numerator.is_zero() else b
        low, high = exponent_a, exponent_b
        least_is_a = self._less(low, high)
        if least_is_a is None:
            return field.add(self.force(a), self.force(b))
        if not least_is_a:
            (low, x), (high, y) = (high, y), (low, x)
        return self._scaled(low, field.add(x, field.multiply(y, self.value(field.subtract(high, low)))))

    def multiply(self, a: Ratio | Scaled, b: Ratio | Scaled) -> Ratio | Scaled:
        """Returns a b; commensurable exponents are added, of others one is forced."""
        field = self.tower.field
        (exponent_a, x), (exponent_b, y) = self._parts(a), self._parts(b)
        if self._less(exponent_a, exponent_b) is None:
            return self._scaled(exponent_a, field.multiply(x, self.force(b)))
        return self._scaled(field.add(exponent_a, exponent_b), field.multiply(x, y))

    def power(self, a: Scaled, exponent: int) -> Ratio | Scaled:
        """Returns a^exponent for an integer."""
        field = self.tower.field
        return self._scaled(field.scale(a.exponent, exponent, 1), field.power(a.ratio, exponent))

    def force(self, a: Ratio | Scaled) -> Ratio:
        """Returns the element with its exponential multiplied in."""
        if isinstance(a, Scaled):
            return self.tower.field.multiply(a.ratio, self.value(a.exponent))
        return a

    def scaled(self, exponent: Ratio) -> Ratio | Scaled:
        """Returns e^exponent, kept aside."""
        return self._scaled(exponent, self.tower.field.one)

    def _scaled(self, exponent: Ratio, ratio: Ratio) -> Ratio | Scaled:
        if ratio.numerator.is_zero() or self.tower.field.is_zero(exponent):
            return ratio
        return Scaled(exponent, ratio)

    def _parts(self, a: Ratio | Scaled) -> tuple[Ratio, Ratio]:
        return (a.exponent, a.ratio) if isinstance(a, Scaled) else (self.tower.field.zero, a)

    def _less(self, a: Ratio, b: Ratio) -> bool | None:
        """Returns whether a comes before b on their common line, None if they are on no common line."""
        if b.numerator.is_zero():
            return a.numerator.is_zero() or a.numerator.leading_coefficient() < 0
        if a.numerator.is_zero():
            return b.numerator.leading_coefficient() > 0
        times = rational_multiple(self.tower.field, a, b)
        if times is None:
            return None
        return times < 1 if b.numerator.leading_coefficient() > 0 else times >= 1

    # generators

    def value(self, exponent: Ratio) -> Ratio:
        """Returns e^exponent in generators."""
        if self.tower.field.is_zero(exponent):
            return self.tower.field.one
        text = f"{exponent.numerator}/{exponent.denominator}"
        if text not in self._values:
            self._values[text] = self._value(exponent)
        return self._values[text]

    def _value(self, exponent: Ratio) -> Ratio:
        field, logarithms = self.tower.field, self.tower.logarithms.entries
        known = [entry.exponent for entry in self.entries]
        generators = [field.ratio(field.generators[entry.generator]) for entry in logarithms]
        coefficients = combination(field, exponent, [field.one, *known, *generators])
        if coefficients is None:
            return self._new(exponent)
        entries = list(self.entries)
        constant, of_entries, of_logarithms = _cut(coefficients, 1, len(known))
        result = self._power_of_e(constant[0])
        for entry, power in zip(entries, of_entries, strict=True):
            if power != 0:
                result = field.multiply(result, self._entry_power(entry, power))
        for logarithm, power in zip(logarithms, of_logarithms, strict=True):
            if power != 0:
                result = field.multiply(result, self.tower.logarithms.absolute_power(logarithm.polynomial, power))
        return result

    def _new(self, exponent: Ratio) -> Ratio:
        negative = exponent.numerator.leading_coefficient() < 0
        positive = self.tower.field.negate(exponent) if negative else exponent
        entry = self._entry(len(self.entries), positive, sigmoid=self.tower.settings.sigmoids)
        return self._entry_power(entry, fmpq(-entry.unit if negative else entry.unit))

    def _power_of_e(self, power: fmpq) -> Ratio:
        """Returns e^power for a rational power."""
        if power == 0:
            return self.tower.field.one
        entry = next((entry for entry in self.entries if entry.key == "e"), None)
        entry = entry or self._entry("e", self.tower.field.one, sigmoid=False)
        return self._entry_power(entry, power * entry.unit)

    def _entry(self, key: object, exponent: Ratio, *, sigmoid: bool) -> Exponential:
        field = self.tower.field
        unit = self.tower.settings.units.get(key, 1)
        part = field.scale(exponent, 1, unit)
        index = self.tower.new_generator("sigmoid" if sigmoid else "exp", part)
        (self.tower.signs.ranges.sigmoids if sigmoid else self.tower.signs.ranges.positive).add(index)
        self.entries.append(Exponential(key, unit, index, part, sigmoid))
        return self.entries[-1]

    def _entry_power(self, entry: Exponential, power: fmpq) -> Ratio:
        field = self.tower.field
        if power.q != 1:
            raise Rebase(entry.key, int(power.q) * entry.unit)
        if abs(power.p) > _LARGEST_POWER:
            raise TooBig("two exponents stand in a ratio of large numbers")
        y = field.generators[entry.index]
        base = Ratio(-y, y - 1) if entry.sigmoid else field.ratio(y)
        return field.power(base, int(power.p))


def _cut(items: list[fmpq], *lengths: int) -> list[list[fmpq]]:
    pieces, start = [], 0
    for length in lengths:
        pieces.append(items[start : start + length])
        start += length
    return [*pieces, items[start:]]
