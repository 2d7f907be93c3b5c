"""Lines of numbers: 0.15 · 0.05 + 0.35 = 0.3575, and numbers put in for names.

Two sides agree if they can be equal within what their digits leave open, and differ if no
numbers that are written so make them equal. In between lies what holds only if numbers that
seem to be given, 0.5, are rounded too, or if the last digit is cut off instead of rounded:
that is not decided.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import sympy as sp

from symbackprop.answers.checking.intervals import enclosed
from symbackprop.answers.checking.numerals import Numerals, around
from symbackprop.notation import equation, write
from symbackprop.proof.enclosure import Enclosure
from symbackprop.proof.reader import Definitions

_CUT = Fraction(2)
_COARSE = 20
"""By how much the interval of a formula may be wider than that of its value, for the value to be shown by it."""


@dataclass(frozen=True)
class Line:
    """The verdict on two sides of which one at least is a number.

    word         "proved" if they agree, "refuted" if they differ, "undecided", or "taken" if a value is stated
    left, right  the sides, the decimal numbers in them as they are written
    lhs, rhs     what they can be; None if that is not known
    values       the values of names that were used, in words: "w_1 = 0.15 (line 12)"
    missing      why nothing is decided
    """

    word: Literal["proved", "refuted", "undecided", "taken"]
    left: sp.Expr
    right: sp.Expr
    lhs: Enclosure | None = None
    rhs: Enclosure | None = None
    values: tuple[str, ...] = ()
    missing: str = ""

    def __str__(self) -> str:
        return write(equation(self.left, self.right), "ascii")

    def details(self) -> tuple[tuple[str, str], ...]:
        """Returns the intervals of the sides, and what is missing."""
        rows = (
            ("left side", str(self.lhs or "")),
            ("right side", str(self.rhs or "")),
            ("with", ", ".join(self.values)),
            ("missing", self.missing),
        )
        return tuple((what, text) for what, text in rows if text)


@dataclass(frozen=True)
class Stated:
    """A value that a document states.

    value  what the number can be
    shown  the number as it is written
    line   where it stands
    """

    value: Enclosure
    shown: str
    line: int


Known = Mapping[sp.Expr, Stated]


def line_of(left: sp.Expr, right: sp.Expr, numbers: Numerals, known: Known, definitions: Definitions) -> Line:
    """Returns the verdict on left = right, of which one is a number; the names of numbers stand for them.

    known  the values that the document has stated so far
    """
    if _is_number(left, numbers) and _is_number(right, numbers):
        return _arithmetic(left, right, numbers)
    put_in = instance(left, right, numbers)
    if put_in:
        return _of_instance(put_in, numbers, known, (left, right))
    return _of_values(left, right, numbers, known, definitions)


def _arithmetic(left: sp.Expr, right: sp.Expr, numbers: Numerals) -> Line:
    sides = left, right
    lhs, rhs = _sides(left, right, numbers, 1)
    if lhs is None or rhs is None:
        return Line("undecided", *sides, missing="a side may be undefined within its digits")
    given = enclosed(left, _values(left, numbers)), enclosed(right, _values(right, numbers))
    if given[0] is not None and given[1] is not None and not given[0].disjoint(given[1]):
        return Line("proved", *sides, *given)
    if not lhs.disjoint(rhs):
        return Line("undecided", *sides, *given, missing="it holds only if the numbers of few digits are rounded, too")
    wide = _sides(left, right, numbers, _CUT)
    if wide[0] is not None and wide[1] is not None and not wide[0].disjoint(wide[1]):
        return Line("undecided", *sides, lhs, rhs, missing="the last digit is off by one, as if it were cut off")
    return Line("refuted", *sides, lhs, rhs)


def _sides(
    left: sp.Expr, right: sp.Expr, numbers: Numerals, units: Fraction | int
) -> tuple[Enclosure | None, Enclosure | None]:
    values = {symbol: around(number, Fraction(units)) for symbol, number in numbers.numbers.items()}
    return enclosed(left, values), enclosed(right, values)


def _values(side: sp.Expr, numbers: Numerals) -> Mapping[sp.Expr, Enclosure]:
    """Returns the values of the numbers of a side: those of few digits are given, a result is rounded."""
    return numbers.rounded() if is_result(side) else numbers.given()


def _of_instance(
    put_in: Mapping[sp.Expr, sp.Expr], numbers: Numerals, known: Known, sides: tuple[sp.Expr, sp.Expr]
) -> Line:
    """Returns the verdict on a side and the same with numbers put in."""
    rounded = numbers.rounded()
    for name, number in put_in.items():
        value = enclosed(number, rounded)
        if name in known and value is not None and known[name].value.disjoint(value):
            earlier = known[name]
            missing = f"{name} is {earlier.shown} in line {earlier.line}, and {_digits(number)} is put in"
            return Line("undecided", *sides, missing=missing)
    return Line("taken", *sides, values=tuple(f"{name} = {_digits(number)}" for name, number in put_in.items()))


def _of_values(left: sp.Expr, right: sp.Expr, numbers: Numerals, known: Known, definitions: Definitions) -> Line:
    """Returns the verdict on a formula and its value, from the values that the document has stated."""
    sides = left, right
    symbolic, number = (right, left) if _is_number(left, numbers) else (left, right)
    used = {name: stated for name, stated in known.items() if name != symbolic}
    values = {name: stated.value for name, stated in used.items()} | dict(numbers.rounded())
    reached = {name: body for name, body in definitions.items() if name not in used}
    found, claimed = enclosed(symbolic, values, reached), enclosed(number, numbers.rounded())
    if found is None or claimed is None:
        return Line("taken", *sides)
    with_values = tuple(f"{name} = {stated.shown} (line {stated.line})" for name, stated in used.items())
    ends = (claimed, found) if symbolic is right else (found, claimed)
    if found.disjoint(claimed):
        return Line("undecided", *sides, *ends, with_values, "it does not follow from the values stated before")
    if found.upper - found.lower > _COARSE * (claimed.upper - claimed.lower):
        return Line("taken", *sides, *ends, with_values)
    return Line("proved", *sides, *ends, with_values)


def instance(left: sp.Expr, right: sp.Expr, numbers: Numerals) -> Mapping[sp.Expr, sp.Expr]:
    """Returns which number was put in for each name of one side to make the other; nothing if the other is another."""
    names, values = (right, left) if _is_number(left, numbers) else (left, right)
    found: dict[sp.Expr, sp.Expr] = {}
    return found if names.args and _matched(names, values, numbers, found) else {}


def _matched(names: sp.Expr, values: sp.Expr, numbers: Numerals, found: dict[sp.Expr, sp.Expr]) -> bool:
    if names == values:
        return True
    if names.is_Symbol or isinstance(names, sp.Indexed):
        number = values.xreplace(dict(numbers.exactly()))
        before = found.setdefault(names, values).xreplace(dict(numbers.exactly()))
        return bool(number.is_Rational and number == before and names not in numbers.numbers)
    if not names.args or names.func is not values.func or len(names.args) != len(values.args):
        return False
    return all(_matched(one, other, numbers, found) for one, other in zip(names.args, values.args, strict=True))


def is_result(side: sp.Expr) -> bool:
    """Returns whether a side is one number, perhaps with a sign or a power of ten: a result, and no calculation."""
    factors = sp.Mul.make_args(side)
    return sum(factor.is_Symbol for factor in factors) == 1 and all(
        factor.is_Symbol or factor.is_Rational or (factor.is_Pow and factor.base == 10) for factor in factors
    )


def _is_number(side: sp.Expr, numbers: Numerals) -> bool:
    return side.free_symbols <= numbers.numbers.keys()


def _digits(number: sp.Expr) -> str:
    return write(number, "unicode")
