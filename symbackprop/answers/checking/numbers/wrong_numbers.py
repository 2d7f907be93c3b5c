"""Wrong numbers: what is wrong with a line of numbers that is refuted."""

from __future__ import annotations

from collections.abc import Mapping

import sympy as sp

from symbackprop.answers.checking.numbers.instances import is_result
from symbackprop.answers.checking.numbers.numerals import Numerals, point
from symbackprop.answers.latex.tree import Number
from symbackprop.answers.mistakes import Diagnosis
from symbackprop.answers.mistakes.numbers import Printed, With, Worked, diagnose_number
from symbackprop.proof import Claim
from symbackprop.proof.enclosure import Enclosure


def wrong_number(  # noqa: PLR0913  (these are what a number is said of)
    claim: Claim,
    numbers: Numerals,
    found: Enclosure,
    value: Enclosure,
    *,
    wide: Enclosure | None = None,
    names: Mapping[sp.Expr, Enclosure] | None = None,
    with_: With = lambda name, number: None,
) -> Diagnosis:
    """Returns what is wrong with a number.

    claim    that its left side has the value on its right, which is made of numbers
    numbers  the decimal numbers
    found    what the right side comes to
    value    what the left side is
    wide     what it can be with rounding on the way
    names    the names that it reads, with their values
    with_    what it is with another number put in for a name
    """
    own = claim.rhs.free_symbols & numbers.numbers.keys()
    put_in = {numbers.numbers[symbol].digits: point(numbers.numbers[symbol].value) for symbol in own}
    printed = _printed(claim.rhs, numbers) if is_result(claim.rhs) else None
    return diagnose_number(Worked(claim, printed, found, value, wide or value, names or {}, put_in, with_))


def _printed(side: sp.Expr, numbers: Numerals) -> Printed | None:
    """Returns a number as it is printed, with its sign; None if a power of ten stands behind it."""
    (symbol,) = side.free_symbols
    number = numbers.numbers[symbol]
    sign = side / symbol
    if sign not in (1, -1) or "e" in number.digits.lower():
        return None
    return Printed(number.digits.replace(".", ""), _decimals(number), int(sign))


def _decimals(number: Number) -> int:
    return len(number.digits.partition(".")[2])
