"""Balls: the algebra of certified intervals at one rational point (python-flint's arb).

Every operation returns a ball that contains the exact value, whatever the precision.
A quantity whose sign decides something (a kink, a domain) and is not certain is `Unclear`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from fractions import Fraction

import sympy as sp
from flint import arb, fmpq
from flint import ctx as flint_context

from symbackprop.proof.reader import Reader
from symbackprop.proof.sums import instantiated, slope_of_item

LARGEST_EXPONENT = 1 << 14


class Unclear(Exception):
    """At this point and precision a quantity is undefined, or its sign is not certain."""


@contextmanager
def working_precision(bits: int) -> Iterator[None]:
    """Lets the balls made inside carry `bits` bits, and restores what was before."""
    before = flint_context.prec
    flint_context.prec = bits
    try:
        yield
    finally:
        flint_context.prec = before


def is_usable(ball: arb) -> bool:
    """Returns whether a ball is finite and of a size that can be written down."""
    if not ball.is_finite():
        return False
    _, exponent = ball.abs_upper().man_exp()
    return abs(int(exponent)) < LARGEST_EXPONENT


class Balls:
    """The algebra whose elements are balls; `value_of` gives the variables' rational values.

    >>> balls = Balls(lambda symbol: Fraction(1, 2))
    >>> x = balls.variable(sp.Symbol("x", real=True))
    >>> balls.multiply(x, x) == arb(1) / 4
    True
    """

    def __init__(self, value_of: Callable[[sp.Expr], Fraction]) -> None:
        self.value_of = value_of

    def number(self, value: sp.Rational) -> arb:
        """Returns a rational number."""
        return arb(fmpq(int(value.p), int(value.q)))

    def variable(self, symbol: sp.Expr) -> arb:
        """Returns the value of a variable at the point."""
        value = self.value_of(symbol)
        return arb(fmpq(value.numerator, value.denominator))

    def pi(self) -> arb:
        """Returns pi."""
        return arb.pi()

    def add(self, a: arb, b: arb) -> arb:
        """Returns a + b."""
        return a + b

    def multiply(self, a: arb, b: arb) -> arb:
        """Returns a b."""
        return a * b

    def negate(self, a: arb) -> arb:
        """Returns -a."""
        return -a

    def power(self, a: arb, exponent: int) -> arb:
        """Returns a^exponent for an integer exponent."""
        return _finite(a**exponent)

    def reciprocal(self, a: arb, label: object) -> arb:
        """Returns 1/a; Unclear if a may be 0."""
        return _finite(1 / a)

    def is_zero(self, a: arb) -> bool:
        """Returns whether a is exactly 0."""
        return a.is_zero()

    def sum_over(self, reader: Reader, node: sp.Sum) -> arb:
        """Returns the sum term by term, the range taken at the point."""
        return instantiated(reader, node, self.value_of)

    def unspecified_slope(self, node: sp.Indexed, cut: tuple[sp.Expr, ...]) -> arb:
        """Returns the value of the unspecified derivative of an item's quantity."""
        return self.variable(slope_of_item(node, cut))

    def exp(self, a: arb) -> arb:
        """Returns e^a."""
        return _finite(a.exp())

    def log(self, a: arb, label: object) -> arb:
        """Returns log a; Unclear unless a is certainly positive."""
        return _finite(_positive(a).log())

    def root(self, a: arb, exponent: sp.Rational, label: object) -> arb:
        """Returns a^exponent; Unclear unless a is certainly positive, or exactly 0 and the exponent positive."""
        if a.is_zero() and exponent > 0:
            return a
        a = _positive(a)
        if exponent.q == 2:
            return _finite(a.sqrt() ** int(exponent.p))
        return _finite((a.log() * self.number(exponent)).exp())

    def cos(self, a: arb) -> arb:
        """Returns cos a."""
        return a.cos()

    def sin(self, a: arb) -> arb:
        """Returns sin a."""
        return a.sin()

    def erf(self, a: arb) -> arb:
        """Returns erf a."""
        return a.erf()

    def unspecified(self, name: str, order: int, a: arb) -> arb:
        """Returns the derivative of the concrete function that stands for an unspecified one."""
        p, q, r = stand_in(name)
        polynomial = [q * a * a / 2 + r * a, q * a + r, arb(q)]
        shift = order % 4
        wave = (a + arb(p)).sin() if shift % 2 == 0 else (a + arb(p)).cos()
        smooth = -wave if shift >= 2 else wave
        return smooth + polynomial[order] if order <= 2 else smooth

    def sign(self, a: arb, label: object) -> int:
        """Returns +1 or -1; Unclear if a may be 0."""
        if a > 0:
            return 1
        if a < 0:
            return -1
        raise Unclear

    def absolute(self, a: arb, label: object) -> arb:
        """Returns |a|."""
        return abs(a)

    def greatest(self, elements: Sequence[arb], arguments: object) -> arb:
        """Returns the greatest of the elements."""
        best = elements[0]
        for element in elements[1:]:
            best = best.max(element)
        return best

    def least(self, elements: Sequence[arb], arguments: object) -> arb:
        """Returns the least of the elements."""
        best = elements[0]
        for element in elements[1:]:
            best = best.min(element)
        return best


def stand_in(name: str) -> tuple[int, int, int]:
    """Returns (p, q, r) of the function sin(x + p) + q x^2/2 + r x that stands for an unspecified one."""
    code = sum((place + 1) * ord(letter) for place, letter in enumerate(name))
    return code % 7, 1 + code % 3, 2 + code % 5


def describe_stand_in(name: str) -> str:
    """Returns the concrete function in words.

    >>> describe_stand_in("g")
    'g(x) = sin(x + 5) + 2*x**2/2 + 5*x'
    """
    p, q, r = stand_in(name)
    return f"{name}(x) = sin(x + {p}) + {q}*x**2/2 + {r}*x"


def _finite(ball: arb) -> arb:
    if not ball.is_finite():
        raise Unclear
    return ball


def _positive(ball: arb) -> arb:
    if not ball > 0:
        raise Unclear
    return ball
