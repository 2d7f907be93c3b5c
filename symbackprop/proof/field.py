"""The field: fractions of polynomials over the integers, modulo algebraic relations.

An element is a pair of python-flint polynomials. Sums and products cancel by Henrici's
rules: a gcd is taken only of what can cancel, and not at all between polynomials. A
relation replaces g^degree for one generator g (a root, a sine) by a polynomial.

Invariant: where an expression is defined, its denominator here has a value other than 0.
Every operation keeps it (a factor of a number that is not 0 is not 0), so an identity
found here holds at every point at which both of its sides are defined.

P. Henrici, A subroutine for computations with rational numbers, J. ACM 3 (1956) 6-9.
"""

from __future__ import annotations

from math import comb
from typing import NamedTuple

import sympy as sp
from flint import Ordering, fmpz, fmpz_mpoly, fmpz_mpoly_ctx

from symbackprop.proof.limits import (
    BITS_OF_A_POWER,
    DEGREE,
    TERMS_OF_A_FACTORISATION,
    TERMS_OF_A_GCD,
    TERMS_OF_A_PRODUCT,
    Budget,
    TooBig,
    Undefined,
)


class Ratio(NamedTuple):
    """numerator / denominator; the denominator's leading coefficient is positive."""

    numerator: fmpz_mpoly
    denominator: fmpz_mpoly


class RootRelation(NamedTuple):
    """generator^degree = replacement."""

    generator: int
    degree: int
    replacement: fmpz_mpoly


class Full(Exception):
    """All generators of the field are in use."""


class Field:
    """Fractions of integer polynomials in at most `size` generators.

    >>> field = Field(2)
    >>> x = field.ratio(field.new_generator())
    >>> one_over_x = field.invert(x)
    >>> field.add(one_over_x, field.negate(one_over_x)).numerator.is_zero()
    True
    """

    def __init__(self, size: int, budget: Budget | None = None) -> None:
        self.context = fmpz_mpoly_ctx.get([f"g{index}" for index in range(size)], Ordering.lex)
        self.generators = self.context.gens()
        self.used = 0
        self.relations: list[RootRelation] = []
        self.budget = budget or Budget()
        self.unit = self.context.constant(1)
        self.nothing = self.context.constant(0)
        self.one = Ratio(self.unit, self.unit)
        self.zero = Ratio(self.nothing, self.unit)

    def fork(self) -> Field:
        """Returns a field with the same generators and relations that can grow by itself."""
        other = object.__new__(Field)
        other.__dict__.update(self.__dict__)
        other.relations = list(self.relations)
        return other

    def new_generator(self) -> fmpz_mpoly:
        """Returns a generator not used before; raises Full if there is none."""
        if self.used == len(self.generators):
            raise Full
        self.used += 1
        return self.generators[self.used - 1]

    # polynomials, measured before they are made

    def product(self, p: fmpz_mpoly, q: fmpz_mpoly) -> fmpz_mpoly:
        """Returns p q; raises TooBig beyond the limits."""
        terms = len(p) * len(q)
        if terms > 64:
            if terms > TERMS_OF_A_PRODUCT:
                raise TooBig("an expression grows beyond the limit of terms")
            self.budget.spend(terms)
        return p * q

    def polynomial_power(self, p: fmpz_mpoly, exponent: int) -> fmpz_mpoly:
        """Returns p^exponent for exponent >= 0; raises TooBig beyond the limits."""
        if exponent <= 1:
            return self.unit if exponent == 0 else p
        terms = len(p)
        if max(p.degrees()) * exponent > DEGREE:
            raise TooBig("a power grows beyond the limit of degree")
        if terms > 1 and comb(terms + exponent - 1, exponent) > TERMS_OF_A_PRODUCT:
            raise TooBig("a power grows beyond the limit of terms")
        if exponent > 8 and exponent * max(int(abs(c)).bit_length() for c in p.coeffs()) > BITS_OF_A_POWER:
            raise TooBig("a number grows beyond the limit of digits")
        return self._reduced(p**exponent)

    def gcd(self, p: fmpz_mpoly, q: fmpz_mpoly) -> fmpz_mpoly:
        """Returns the greatest common divisor; raises TooBig beyond the limits."""
        terms = len(p) + len(q)
        if terms > TERMS_OF_A_GCD:
            raise TooBig("a greatest common divisor is beyond the limit of terms")
        self.budget.spend(20 * terms)
        return p.gcd(q)

    def factors(self, p: fmpz_mpoly) -> tuple[int, list[tuple[fmpz_mpoly, int]]]:
        """Returns (c, [(p_i, e_i)]) with p = c prod p_i^e_i, p_i irreducible with positive leading coefficient."""
        if len(p) > TERMS_OF_A_FACTORISATION:
            raise TooBig("a factorisation is beyond the limit of terms")
        self.budget.spend(200 * len(p))
        content, powers = p.factor()
        return int(content), [(q, int(exponent)) for q, exponent in powers]

    def reduce(self, p: fmpz_mpoly) -> fmpz_mpoly:
        """Returns the polynomial with every relation applied, the latest first."""
        for relation in reversed(self.relations):
            p = self._fold(p, relation)
        return p

    def _reduced(self, p: fmpz_mpoly) -> fmpz_mpoly:
        return self.reduce(p) if self.relations else p

    def _fold(self, p: fmpz_mpoly, relation: RootRelation) -> fmpz_mpoly:
        generator, degree, replacement = relation
        while not p.is_zero() and p.degrees()[generator] >= degree:
            layers: dict[int, dict[tuple[int, ...], fmpz]] = {}
            for powers, coefficient in p.terms():
                times, rest = divmod(powers[generator], degree)
                kept = (*powers[:generator], rest, *powers[generator + 1 :])
                layers.setdefault(times, {})[kept] = coefficient
            p = self.nothing
            for times, layer in layers.items():
                power = replacement**times if times <= 1 else self._plain_power(replacement, times)
                p += self.product(self.context.from_dict(layer), power)
        return p

    def _plain_power(self, p: fmpz_mpoly, exponent: int) -> fmpz_mpoly:
        if comb(len(p) + exponent - 1, exponent) > TERMS_OF_A_PRODUCT:
            raise TooBig("a root's power grows beyond the limit of terms")
        return p**exponent

    # fractions

    def ratio(self, p: fmpz_mpoly) -> Ratio:
        """Returns p / 1."""
        return Ratio(p, self.unit)

    def number(self, value: sp.Rational) -> Ratio:
        """Returns a rational number as an element."""
        return Ratio(self.context.constant(int(value.p)), self.context.constant(int(value.q)))

    def normal(self, numerator: fmpz_mpoly, denominator: fmpz_mpoly) -> Ratio:
        """Returns numerator / denominator in lowest terms."""
        if numerator.is_zero():
            return self.zero
        if denominator.is_one():
            return Ratio(numerator, self.unit)
        common = self.gcd(numerator, denominator)
        if not common.is_one():
            numerator, denominator = numerator // common, denominator // common
        if denominator.leading_coefficient() < 0:
            numerator, denominator = -numerator, -denominator
        return Ratio(numerator, denominator)

    def add(self, a: Ratio, b: Ratio) -> Ratio:
        """Returns a + b."""
        (p, q), (r, s) = a, b
        if q.is_one() and s.is_one():
            return Ratio(p + r, self.unit)
        if q == s:
            return self.normal(p + r, q)
        common = self.gcd(q, s) if not (q.is_one() or s.is_one()) else self.unit
        if common.is_one():
            return self._settled(self.product(p, s) + self.product(r, q), self.product(q, s))
        left, right = q // common, s // common
        total = self.normal(self.product(p, right) + self.product(r, left), common)
        return self._settled(total.numerator, self.product(self.product(left, right), total.denominator))

    def multiply(self, a: Ratio, b: Ratio) -> Ratio:
        """Returns a b."""
        (p, q), (r, s) = a, b
        if not q.is_one():
            r, q = self.normal(r, q)
        if not s.is_one():
            p, s = self.normal(p, s)
        return self._settled(self.product(p, r), self.product(q, s))

    def _settled(self, numerator: fmpz_mpoly, denominator: fmpz_mpoly) -> Ratio:
        """Returns the fraction with the relations applied; coprime input stays as it is."""
        if numerator.is_zero():
            return self.zero
        if not self.relations:
            return Ratio(numerator, denominator)
        denominator = self.reduce(denominator)
        if denominator.is_zero():
            raise Undefined("a denominator is 0")
        return self.normal(self.reduce(numerator), denominator)

    def negate(self, a: Ratio) -> Ratio:
        """Returns -a."""
        return Ratio(-a.numerator, a.denominator)

    def subtract(self, a: Ratio, b: Ratio) -> Ratio:
        """Returns a - b."""
        return self.add(a, self.negate(b))

    def invert(self, a: Ratio) -> Ratio:
        """Returns 1 / a; raises Undefined if a is 0 in the field."""
        if self.is_zero(a):
            raise Undefined("a denominator is 0")
        if a.numerator.leading_coefficient() < 0:
            return Ratio(-a.denominator, -a.numerator)
        return Ratio(a.denominator, a.numerator)

    def power(self, a: Ratio, exponent: int) -> Ratio:
        """Returns a^exponent for an integer exponent."""
        if exponent < 0:
            a, exponent = self.invert(a), -exponent
        raised = (self.polynomial_power(p, exponent) for p in a)
        return self._settled(*raised)

    def scale(self, a: Ratio, p: int, q: int) -> Ratio:
        """Returns a p / q for integers p and q."""
        return self.multiply(a, self.number(sp.Rational(p, q)))

    def is_zero(self, a: Ratio) -> bool:
        """Returns whether the normal form of a is 0."""
        return self._reduced(a.numerator).is_zero()

    def equal(self, a: Ratio, b: Ratio) -> bool:
        """Returns whether the normal form of a - b is 0."""
        return a == b or self.is_zero(self.subtract(a, b))
