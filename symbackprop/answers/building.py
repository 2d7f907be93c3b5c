"""Building: expressions exactly as they were typed, nothing evaluated, and within limits.

SymPy simplifies while it builds: x/x becomes 1, log(exp(x)) becomes x. A claim must reach
the kernel as it stands, so everything here is built unevaluated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from math import prod

import sympy as sp

LARGEST_EXPONENT = 1000
MOST_BITS = 10_000


class TooLarge(Exception):
    """A number that a formula would make too large; the text says which limit."""


def number(value: Fraction) -> sp.Rational:
    """Returns a rational number exactly.

    >>> number(Fraction("0.1"))
    1/10
    """
    return sp.Rational(value.numerator, value.denominator)


def summed(terms: Iterable[sp.Expr]) -> sp.Expr:
    """Returns the sum of two or more terms as written."""
    return sp.Add(*terms, evaluate=False)


def multiplied(factors: Iterable[sp.Expr]) -> sp.Expr:
    """Returns the product of two or more factors as written; a factor that is a product stays a group."""
    return sp.Mul(*factors, evaluate=False)


def negated(term: sp.Expr) -> sp.Expr:
    """Returns the term with a minus sign, the coefficient of a product negated in place.

    >>> x = sp.Symbol("x")
    >>> negated(sp.Mul(2, x)), negated(x).args
    (-2*x, (-1, x))
    """
    if term.is_Rational:
        return -term
    if term.is_Mul and term.args[0].is_Rational and term.args[0] > 0:
        first, *rest = term.args
        return sp.Mul(-first, *rest, evaluate=False)
    factors = term.args if term.is_Mul and not term.args[0].is_Rational else (term,)
    return sp.Mul(-1, *factors, evaluate=False)


def inverted(divisor: sp.Expr) -> sp.Expr:
    """Returns 1/divisor as written; a power x^k becomes x^(-k), as it is printed in a denominator."""
    if divisor.is_Rational and divisor != 0:
        return 1 / divisor
    if divisor.is_Pow and divisor.exp.is_Rational and divisor.exp > 0:
        return sp.Pow(divisor.base, -divisor.exp, evaluate=False)
    return sp.Pow(divisor, -1, evaluate=False)


def raised(base: sp.Expr, exponent: sp.Expr) -> sp.Expr:
    """Returns base^exponent as written.

    Raises TooLarge for a numeric exponent beyond LARGEST_EXPONENT, a power of numbers in a
    numeric exponent, and a power whose numbers, multiplied out, could have more than MOST_BITS bits.
    None of them is computed.

    >>> raised(sp.Symbol("x"), sp.Integer(2))
    x**2
    """
    if exponent.is_number and any(not _is_root(power) for power in exponent.atoms(sp.Pow)):
        raise TooLarge("a power of numbers stands in an exponent")
    value = _rational(exponent)
    is_root = value is not None and base != sp.E and value.denominator > LARGEST_EXPONENT
    if value is not None and (abs(value) > LARGEST_EXPONENT or is_root):
        raise TooLarge(f"an exponent is at most {LARGEST_EXPONENT}")
    if base == sp.E:
        return sp.exp(exponent, evaluate=False)
    power = sp.Pow(base, exponent, evaluate=False)
    if _bits(power) > MOST_BITS:
        raise TooLarge(f"the numbers of a power have at most {MOST_BITS} bits")
    return power


def settled(expression: sp.Expr) -> sp.Expr:
    """Returns an expression with each exponent that is made of numbers as the number it is, the rest as it stands.

    >>> x = sp.Symbol("x")
    >>> settled(sp.Pow(x, sp.Add(2, -1, evaluate=False), evaluate=False)).args
    (x, 1)
    """
    powers = [power for power in expression.atoms(sp.Pow) if not power.exp.is_Rational]
    found = {power: _rational(power.exp) for power in powers}
    return _with_exponents(expression, {power: value for power, value in found.items() if value is not None})


def _with_exponents(expression: sp.Expr, exponents: Mapping[sp.Expr, Fraction]) -> sp.Expr:
    if not exponents or not expression.has(sp.Pow):
        return expression
    parts = [_with_exponents(part, exponents) for part in expression.args]
    if expression in exponents:
        return sp.Pow(parts[0], number(exponents[expression]), evaluate=False)
    if all(part is before for part, before in zip(parts, expression.args, strict=True)):
        return expression
    return (
        expression.func(*parts, evaluate=False) if expression.is_Add or expression.is_Mul else expression.func(*parts)
    )


def _is_root(power: sp.Pow) -> bool:
    """Returns whether a power is no larger than its base: a root, or one over something."""
    return bool(power.exp.is_Rational and abs(power.exp) <= 1)


def _rational(expression: sp.Expr) -> Fraction | None:
    """Returns the value of a sum or product of rational numbers, and None for anything else."""
    if expression.is_Rational:
        return Fraction(int(expression.p), int(expression.q))
    rule = _ARITHMETIC.get(expression.func)
    values = [_rational(argument) for argument in expression.args] if rule else [None]
    return rule([value for value in values if value is not None]) if rule and None not in values else None


_ARITHMETIC: Mapping[type, Callable[[list[Fraction]], Fraction]] = {
    sp.Add: lambda values: sum(values, Fraction(0)),
    sp.Mul: lambda values: prod(values, start=Fraction(1)),
}


def _bits(expression: sp.Expr) -> Fraction:
    """Returns a bound on the length of the numbers in an expression, multiplied out."""
    if expression.is_Rational:
        return Fraction(max(int(expression.p).bit_length(), int(expression.q).bit_length()))
    if expression.is_Pow:
        exponent = _rational(expression.exp)
        return _bits(expression.base) * (1 if exponent is None else max(Fraction(1), abs(exponent)))
    bits = [_bits(argument) for argument in expression.args]
    return sum(bits, Fraction(0)) if expression.is_Mul or expression.is_Add else max(bits, default=Fraction(0))
