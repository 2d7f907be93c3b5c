"""Numbers: what is wrong with a number that is not the value it is said to be.

NUMBER_MISTAKES has a row for each way in which numbers go wrong. What a row makes of the right value is compared
with the number that is printed, within its digits; the first that agrees is named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from types import MappingProxyType
from typing import TypeAlias

import sympy as sp

from symbackprop.answers.mistakes.diagnosis import Diagnosis, Piece, Within, in_words
from symbackprop.answers.numeral import numeral
from symbackprop.proof import Claim
from symbackprop.proof.enclosure import Enclosure, decimal_exponent

With: TypeAlias = Callable[[sp.Expr, Enclosure], Enclosure | None]
"""What a side is with another number put in for a name."""

MOST_UNITS = 20
"""Within how many units of its last digit a number may have been rounded on the way."""

HIGHEST_POWER = 3
"""By how many places a decimal point is looked for elsewhere."""


@dataclass(frozen=True)
class Printed:
    """A number as it is printed.

    digits   its digits without sign and point, "1904919" of -0.01904919
    decimals how many of them stand behind the point
    sign     -1 or 1
    """

    digits: str
    decimals: int
    sign: int

    @property
    def value(self) -> Fraction:
        """Returns the number as it stands."""
        return self.sign * Fraction(int(self.digits or "0"), 10**self.decimals)

    @property
    def within(self) -> Enclosure:
        """Returns what it may have been before it was rounded."""
        reach = Fraction(1, 2 * 10**self.decimals)
        return Enclosure(self.value - reach, self.value + reach)

    def written(self, value: Fraction) -> str:
        """Returns a number with as many decimals as this one has.

        >>> Printed("250", 2, 1).written(Fraction(1, 3))
        '0.33'
        """
        units = round(abs(value) * 10**self.decimals)
        text = str(units).zfill(self.decimals + 1)
        whole, decimals = text[: len(text) - self.decimals], text[len(text) - self.decimals :]
        return f"{'-' if value < 0 and units else ''}{whole}{'.' if decimals else ''}{decimals}"


@dataclass(frozen=True)
class Worked:
    """A number that is not the value it is said to be.

    claim    the claim, its number on the right
    printed  the number; None if it is a calculation
    found    what the side of the number comes to
    value    what the left side is
    wide     what it can be if its author rounds on the way
    names    the names that the left side reads, with their values
    numbers  the numbers of the calculation, as they are written, with what they can be
    with_    what the left side is with another number put in for a name
    """

    claim: Claim
    printed: Printed | None
    found: Enclosure
    value: Enclosure
    wide: Enclosure
    names: Mapping[sp.Expr, Enclosure] = field(default_factory=dict)
    numbers: Mapping[str, Enclosure] = field(default_factory=dict)
    with_: With = lambda name, number: None

    @property
    def near(self) -> Enclosure:
        """Returns what the left side can be with rounding on the way, if that leaves no digit open but the last."""
        unit = Fraction(1, 10**self.printed.decimals) if self.printed is not None else Fraction(0)
        return self.wide if self.wide.upper - self.wide.lower <= MOST_UNITS * unit else self.value

    @property
    def right(self) -> str:
        """Returns the value with as many digits as the number has."""
        middle = _middle(self.value)
        if self.printed is None:
            return _as_fine_as(self.value, self.found).written(middle)
        sizes = [decimal_exponent(abs(number)) if number else 0 for number in (self.printed.value, middle)]
        return Printed("", self.printed.decimals + max(0, sizes[0] - sizes[1]), 1).written(middle)


@dataclass(frozen=True)
class NumberSlip:
    """A mistake that gives the number that is printed: what it says, and the two intervals that agree."""

    said: tuple[Piece, ...]
    made: Enclosure
    printed: Enclosure


@dataclass(frozen=True)
class NumberMistake:
    """One known mistake with numbers.

    name   the key of the row
    slips  what it makes of the right value
    """

    name: str
    slips: Callable[[Worked], Iterator[NumberSlip]]


def diagnose_number(worked: Worked) -> Diagnosis:
    """Returns what is wrong with a number that is not the value it is said to be.

    >>> x = sp.Symbol("x", real=True)
    >>> third = Enclosure(Fraction(1, 3), Fraction(1, 3))
    >>> printed = Printed("323", 3, 1)
    >>> worked = Worked(Claim(x, sp.Symbol("0.323")), printed, printed.within, third, third)
    >>> diagnose_number(worked).sentence
    'a digit is wrong: it is 0.333'
    """
    right = replace(worked.claim, rhs=numeral(worked.right))
    for row in NUMBER_MISTAKES.values():
        for slip in row.slips(worked):
            if not slip.made.disjoint(slip.printed):
                said = slip.said
                return Diagnosis(
                    worked.claim,
                    row.name,
                    in_words(said),
                    right=right,
                    proof=Within(slip.made, slip.printed),
                    remark=said,
                    statement=said,
                )
    said = ("it is ", worked.right)
    proof = Within(worked.value, worked.value)
    return Diagnosis(
        worked.claim, DOES_NOT_FOLLOW, in_words(said), right=right, proof=proof, remark=said, statement=said
    )


DOES_NOT_FOLLOW = "number that does not follow"


def _another_number(worked: Worked) -> Iterator[NumberSlip]:
    """Yields the value with a number of the calculation put in for a name that has another."""
    for name, right in worked.names.items():
        for text, number in worked.numbers.items():
            made = worked.with_(name, number) if number.disjoint(right) else None
            if made is not None:
                shown = Printed("", worked.printed.decimals if worked.printed else 4, 1).written(_middle(right))
                yield NumberSlip(
                    (f"{text} is put in for ", name, f", which is {_short(right, shown)}"), made, worked.found
                )


def _sign(worked: Worked) -> Iterator[NumberSlip]:
    """Yields the value with the other sign."""
    yield NumberSlip(("the sign is wrong",), _times(worked.near, Fraction(-1)), worked.found)


def _factor(worked: Worked) -> Iterator[NumberSlip]:
    """Yields half of the value, and twice the value."""
    yield NumberSlip(
        ("it is half of the right value, ", worked.right), _times(worked.value, Fraction(1, 2)), worked.found
    )
    yield NumberSlip(("it is twice the right value, ", worked.right), _times(worked.value, Fraction(2)), worked.found)


def _point(worked: Worked) -> Iterator[NumberSlip]:
    """Yields the value with its decimal point elsewhere."""
    said = f"the decimal point is in the wrong place: it is {worked.right}"
    for power in (*range(-HIGHEST_POWER, 0), *range(1, HIGHEST_POWER + 1)):
        yield NumberSlip((said,), _times(worked.value, Fraction(10) ** power), worked.found)


def _digit_missing(worked: Worked) -> Iterator[NumberSlip]:
    """Yields what is printed with one digit more behind the point."""
    printed = worked.printed
    if printed is None or printed.decimals < _FEWEST:
        return
    finer = Printed("", printed.decimals + 1, 1)
    said = f"a digit is missing: it is {finer.written(_middle(worked.value))}"
    digits = printed.digits.zfill(printed.decimals + 1)
    for place in range(len(digits) - printed.decimals, len(digits)):
        for digit in "0123456789":
            other = Printed(digits[:place] + digit + digits[place:], printed.decimals + 1, printed.sign)
            yield NumberSlip((said,), worked.near, Enclosure(other.value, other.value))


def _digits_exchanged(worked: Worked) -> Iterator[NumberSlip]:
    """Yields what is printed with two neighbouring digits exchanged."""
    printed = worked.printed
    if printed is None or printed.decimals < _FEWEST:
        return
    for place in range(len(printed.digits) - 1):
        one, two = printed.digits[place], printed.digits[place + 1]
        digits = printed.digits[:place] + two + one + printed.digits[place + 2 :]
        other = Printed(digits, printed.decimals, printed.sign)
        if one != two:
            yield NumberSlip((f"two digits are exchanged: it is {worked.right}",), worked.near, other.within)


def _digit_wrong(worked: Worked) -> Iterator[NumberSlip]:
    """Yields what is printed with one digit replaced by another."""
    printed = worked.printed
    if printed is None or printed.decimals < _FEWEST:
        return
    for place, own in enumerate(printed.digits):
        for digit in "0123456789".replace(own, ""):
            other = Printed(
                printed.digits[:place] + digit + printed.digits[place + 1 :], printed.decimals, printed.sign
            )
            yield NumberSlip((f"a digit is wrong: it is {worked.right}",), worked.near, other.within)


_FEWEST = 3
"""How many decimals a number has in which a wrong digit is looked for."""

_ROWS = (
    NumberMistake("another number", _another_number),
    NumberMistake("sign of a number", _sign),
    NumberMistake("factor of a number", _factor),
    NumberMistake("digit missing", _digit_missing),
    NumberMistake("digits exchanged", _digits_exchanged),
    NumberMistake("digit", _digit_wrong),
    NumberMistake("decimal point", _point),
)

NUMBER_MISTAKES: Mapping[str, NumberMistake] = MappingProxyType({row.name: row for row in _ROWS})
"""The known mistakes with numbers, by name, in the order in which they are tried."""


def _as_fine_as(value: Enclosure, found: Enclosure) -> Printed:
    """Returns a number with enough decimals to tell two values apart."""
    apart = abs(_middle(value) - _middle(found))
    decimals = next((places for places in range(3, 30) if Fraction(1, 10**places) < apart / 10), 30)
    return Printed("", decimals, 1)


def _short(value: Enclosure, shown: str) -> str:
    """Returns a number without the zeros at its end, if it is exactly that number."""
    bare = shown.rstrip("0").rstrip(".")
    return bare if Fraction(bare or "0") == _middle(value) else shown


def _middle(value: Enclosure) -> Fraction:
    return (value.lower + value.upper) / 2


def _times(value: Enclosure, factor: Fraction) -> Enclosure:
    ends = sorted((value.lower * factor, value.upper * factor))
    return Enclosure(ends[0], ends[1])
