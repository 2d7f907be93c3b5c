"""Numbers that a user gives: sizes, rates and thresholds, read exactly and checked."""

from __future__ import annotations

import re
from fractions import Fraction

import sympy as sp

from symbackprop.errors import NetworkError
from symbackprop.network.indices import size
from symbackprop.network.names import name

_IDENTIFIER = re.compile(r"[^\W\d_]\w*")
_DECIMAL = re.compile(r"[+-]?(\d+(/\d+)?|\d*\.?\d+(e[+-]?\d{1,3})?)", re.IGNORECASE)
_LONGEST = 40


def identifier(given: object, what: str) -> str:
    """Returns the text if it can be a name: letters, digits and _, a letter first.

    Raises NetworkError for anything else.

    >>> identifier("x_1", "the input")
    'x_1'
    """
    if isinstance(given, str) and _IDENTIFIER.fullmatch(given) and len(given) <= _LONGEST:
        return given
    raise NetworkError(
        f"{given!r} is no name\n    for               {what}\n"
        "    a name is made of letters, digits and _, a letter first"
    )


def size_of(given: object, what: str) -> sp.Expr:
    """Returns a size: a number, a symbol for a name, or an expression in sizes as it is.

    what  what is counted, for the error: "the number of units"

    Raises NetworkError for a number below 1 or with a fraction, and for text that is no name.

    >>> size_of("m", "the number of units"), size_of(3, "the number of units")
    (m, 3)
    """
    if isinstance(given, str) and _IDENTIFIER.fullmatch(given) and len(given) <= _LONGEST:
        return size(given)
    if isinstance(given, int) and not isinstance(given, bool) and given > 0:
        return sp.Integer(given)
    if isinstance(given, sp.Expr) and given.is_integer and given.is_positive is not False:
        return given
    raise NetworkError(
        f"{given!r} is no size\n    for               {what}\n"
        '    a size is a whole number, 1 or more, or a name for one: 3, "m"'
    )


def exact_number(given: object, what: str) -> sp.Rational:
    """Returns a number exactly: 0.1 is 1/10, as it is written.

    Raises NetworkError for what is no finite number.

    >>> exact_number(0.1, "the rate"), exact_number("1/3", "the rate")
    (1/10, 1/3)
    """
    text = str(given).strip()
    number = isinstance(given, int | float | str | sp.Rational) and not isinstance(given, bool)
    if not number or len(text) > _LONGEST or not _DECIMAL.fullmatch(text) or re.search("/0+$", text):
        raise NetworkError(f'{given!r} is no number\n    for               {what}\n    write             0.1 or "1/3"')
    fraction = Fraction(text)
    return sp.Rational(fraction.numerator, fraction.denominator)


def positive_number(given: object, what: str) -> sp.Rational:
    """Returns a number exactly; raises NetworkError unless it is greater than 0.

    >>> positive_number("0.5", "the threshold")
    1/2
    """
    number = exact_number(given, what)
    if number <= 0:
        raise NetworkError(
            f"{number} is not greater than 0\n    for               {what}\n    choose            1, or 0.1"
        )
    return number


def number_or_name(given: object, what: str) -> sp.Expr:
    """Returns a number exactly, or the symbol for a name.

    Raises NetworkError for what is neither.

    >>> number_or_name("lambda", "the rate"), number_or_name(0.5, "the rate")
    (lambda, 1/2)
    """
    if isinstance(given, sp.Symbol):
        return name(given.name)
    is_name = isinstance(given, str) and _IDENTIFIER.fullmatch(given) and len(given) <= _LONGEST
    return name(str(given)) if is_name else exact_number(given, what)
