"""Enclosures: an interval with exact rational ends that certainly contains a number."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from flint import arb

SMALLEST_EXPONENT = 40_000
"""The binary exponent below which an end of an interval is rounded outwards."""

_FLOOR = SMALLEST_EXPONENT - 2_000  # a mantissa has fewer than 2000 bits


@dataclass(frozen=True)
class Enclosure:
    """A closed interval [lower, upper] with exact ends.

    >>> third = Enclosure(Fraction(1, 3), Fraction(1, 3))
    >>> third.decimals(4)
    ('0.3333', '0.3334')
    >>> print(third)
    [0.3333333333, 0.3333333334]
    """

    lower: Fraction
    upper: Fraction

    def disjoint(self, other: Enclosure) -> bool:
        """Returns whether no number lies in both intervals."""
        return self.upper < other.lower or other.upper < self.lower

    def decimals(self, digits: int = 10) -> tuple[str, str]:
        """Returns the ends in `digits` significant decimals, rounded outwards."""
        return _rounded(self.lower, digits, up=False), _rounded(self.upper, digits, up=True)

    @property
    def low(self) -> str:
        """Returns the lower end in decimals, rounded down."""
        return self.decimals()[0]

    @property
    def high(self) -> str:
        """Returns the upper end in decimals, rounded up."""
        return self.decimals()[1]

    def __str__(self) -> str:
        low, high = self.decimals()
        return low if low == high else f"[{low}, {high}]"


def enclosure_of(ball: arb) -> Enclosure:
    """Returns an interval that contains a finite ball: exactly it, if its ends can be written down.

    What is smaller than 2^-SMALLEST_EXPONENT is rounded outwards: a radius can be as small
    as 2^-(2^60), and no memory holds that fraction.

    >>> print(enclosure_of(arb(3) / 4))
    0.7500000000
    """
    middle, radius = _floored(ball.mid()), _floored(ball.rad())
    slack = middle.slack + radius.slack
    common = min(middle.exponent, radius.exponent, 0)
    centre = middle.mantissa << (middle.exponent - common)
    reach = (radius.mantissa << (radius.exponent - common)) + (slack << (-_FLOOR - common) if slack else 0)
    below = 1 << -common
    return Enclosure(Fraction(centre - reach, below), Fraction(centre + reach, below))


class _Binary(NamedTuple):
    """mantissa * 2^exponent, give or take slack * 2^-_FLOOR."""

    mantissa: int
    exponent: int
    slack: int = 0


def _floored(number: arb) -> _Binary:
    mantissa, exponent = (int(part) for part in number.man_exp())
    if mantissa and exponent < -SMALLEST_EXPONENT:
        return _Binary(0, -_FLOOR, slack=1)
    return _Binary(mantissa, exponent)


def _rounded(number: Fraction, digits: int, *, up: bool) -> str:
    if number == 0:
        return "0"
    exponent = decimal_exponent(abs(number))
    shift = digits - 1 - exponent
    scaled = number * Fraction(10) ** shift
    units = -((-scaled.numerator) // scaled.denominator) if up else scaled.numerator // scaled.denominator
    return _written(units, shift)


def decimal_exponent(number: Fraction) -> int:
    """Returns the k with 10^k <= number < 10^(k+1)."""
    bits = number.numerator.bit_length() - number.denominator.bit_length()
    guess = bits * 30103 // 100_000  # log10(2) = 0.30103
    while Fraction(10) ** guess > number:
        guess -= 1
    while Fraction(10) ** (guess + 1) <= number:
        guess += 1
    return guess


def _written(units: int, shift: int) -> str:
    """Returns units / 10^shift as a decimal, exactly."""
    sign, digits = ("-" if units < 0 else ""), str(abs(units))
    exponent = len(digits) - 1 - shift
    if 0 < shift <= len(digits) + 4:
        digits = digits.zfill(shift + 1)
        return f"{sign}{digits[:-shift]}.{digits[-shift:]}"
    return f"{sign}{digits[0]}.{digits[1:] or '0'}e{exponent}"
