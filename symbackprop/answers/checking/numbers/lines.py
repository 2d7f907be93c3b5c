"""Lines of numbers: 0.15 · 0.05 + 0.35 = 0.3575, and numbers put in for names.

Two sides agree if they can be equal within what their digits leave open, and differ if no
numbers that are written so make them equal. In between lies what holds only if numbers that
seem to be given, 0.5, are rounded too, or if the last digit is cut off instead of rounded:
that is not decided.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import sympy as sp

from symbackprop.answers.checking.numbers.computed import CUT, Computing, exact_numbers
from symbackprop.answers.checking.numbers.instances import instance, is_result
from symbackprop.answers.checking.numbers.intervals import enclosed
from symbackprop.answers.checking.numbers.line import Line
from symbackprop.answers.checking.numbers.numerals import Numerals
from symbackprop.answers.checking.numbers.values import Values
from symbackprop.answers.checking.numbers.wrong_numbers import wrong_number
from symbackprop.answers.mistakes import Diagnosis
from symbackprop.notation import write
from symbackprop.proof import Claim
from symbackprop.proof.enclosure import Enclosure
from symbackprop.proof.reader import Definitions

_SHARP = 20
"""By how much more a result says than rounded numbers could, for the numbers to be exact."""


def line_of(left: sp.Expr, right: sp.Expr, numbers: Numerals, values: Values, definitions: Definitions) -> Line:
    """Returns the verdict on left = right, of which one is a number; the names of numbers stand for them.

    values  what the document has stated so far
    """
    if numbers.has_all_of(left) and numbers.has_all_of(right):
        return _arithmetic(left, right, numbers, exact_numbers(values, definitions))
    found = Computing(left, right, numbers, values, definitions).line()
    put_in = instance(left, right, numbers)
    return _of_instance(put_in, numbers, values, found) if put_in and found.word != "refuted" else found


def calculates_exactly(left: sp.Expr, right: sp.Expr, numbers: Numerals) -> bool | None:
    """Returns whether a calculation agrees with its result only with its numbers as they stand.

    False if it agrees only with those of few digits rounded, None if that is not seen.
    """
    if not (numbers.has_all_of(left) and numbers.has_all_of(right)):
        return None
    one, other = enclosed(left, _values(left, numbers)), enclosed(right, _values(right, numbers))
    rounded, result = enclosed(left, numbers.rounded()), enclosed(right, numbers.rounded())
    if one is None or other is None or rounded is None or result is None:
        return None
    if one.disjoint(other):
        return None if rounded.disjoint(result) else False
    narrow, wide = sorted((rounded.upper - rounded.lower, result.upper - result.lower))
    return True if wide > _SHARP * narrow > 0 else None


def _arithmetic(left: sp.Expr, right: sp.Expr, numbers: Numerals, exact: frozenset[Fraction]) -> Line:
    sides = left, right
    lhs, rhs = _sides(left, right, numbers, Fraction(1), exact)
    if lhs is None or rhs is None:
        return Line("undecided", *sides, missing="a side may be undefined within its digits")
    given = enclosed(left, _values(left, numbers)), enclosed(right, _values(right, numbers))
    if given[0] is not None and given[1] is not None and not given[0].disjoint(given[1]):
        return Line("proved", *sides, *given)
    if not lhs.disjoint(rhs):
        return Line("undecided", *sides, *given, missing="it holds only if the numbers of few digits are rounded, too")
    wide = _sides(left, right, numbers, CUT, exact)
    if wide[0] is not None and wide[1] is not None and not wide[0].disjoint(wide[1]):
        return Line("undecided", *sides, lhs, rhs, missing="the last digit is off by one, as if it were cut off")
    return Line("refuted", *sides, lhs, rhs, diagnosis=_diagnosis(left, right, numbers))


def _diagnosis(left: sp.Expr, right: sp.Expr, numbers: Numerals) -> Diagnosis | None:
    """Returns what is wrong with the result of a calculation; None if neither side is the result of the other."""
    for calculation, result in ((left, right), (right, left)):
        value, found = enclosed(calculation, numbers.given()), enclosed(result, numbers.rounded())
        if is_result(result) and not is_result(calculation) and value is not None and found is not None:
            return wrong_number(Claim(calculation, result, {}), numbers, found, value)
    return None


def _sides(
    left: sp.Expr, right: sp.Expr, numbers: Numerals, units: Fraction, exact: frozenset[Fraction]
) -> tuple[Enclosure | None, Enclosure | None]:
    """Returns what the sides can be: the numbers of a calculation that are exact as they stand, all others rounded."""
    found = (enclosed(side, numbers.within(units, _none if is_result(side) else exact)) for side in (left, right))
    lhs, rhs = found
    return lhs, rhs


_none: frozenset[Fraction] = frozenset()


def _values(side: sp.Expr, numbers: Numerals) -> Mapping[sp.Expr, Enclosure]:
    """Returns the values of the numbers of a side: those of few digits are given, a result is rounded."""
    return numbers.rounded() if is_result(side) else numbers.given()


def _of_instance(put_in: Mapping[sp.Expr, sp.Expr], numbers: Numerals, values: Values, found: Line) -> Line:
    """Returns the verdict on a formula and the same with numbers put in, whose values do not refute it."""
    given = numbers.given()
    for name, number in put_in.items():
        value = enclosed(number, given)
        if value is not None and values.contradicts(name, value):
            earlier = values.known[name]
            missing = f"{name} is {earlier.shown} in {earlier.place}, and {_digits(number)} is put in"
            return Line("undecided", found.left, found.right, missing=missing)
    said = tuple(f"{name} = {_digits(number)}" for name, number in put_in.items())
    return found if found.word == "proved" else Line("taken", found.left, found.right, values=said)


def _digits(number: sp.Expr) -> str:
    return write(number, "unicode")
