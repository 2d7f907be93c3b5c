"""Logarithms and roots, over the irreducible factors of their arguments.

log B = sum e_i log|p_i| and B^r = prod |p_i|^(r e_i) where B = c prod p_i^e_i is positive.
A logarithm of an irreducible p is a generator; so is |p|^(1/d), with the relation that
its d-th power is the sign of p times p. Prime factors of c are treated the same way.
"""

from __future__ import annotations

from math import lcm
from typing import TYPE_CHECKING, NamedTuple

from flint import fmpq, fmpz, fmpz_mpoly

from symbackprop.proof.exponentials import Rebase
from symbackprop.proof.field import Ratio, RootRelation
from symbackprop.proof.limits import BITS_TO_FACTOR, TooBig, Undefined
from symbackprop.proof.signs import Label

if TYPE_CHECKING:
    from symbackprop.proof.tower import Tower

_LARGEST_DEGREE = 60


class Logarithm(NamedTuple):
    """A generator for log|polynomial|."""

    generator: int
    polynomial: fmpz_mpoly


class Root(NamedTuple):
    """A generator for |polynomial|^(1/degree)."""

    generator: int
    polynomial: fmpz_mpoly
    degree: int


class Logarithms:
    """The logarithms and roots of one tower."""

    def __init__(self, tower: Tower) -> None:
        self.tower = tower
        self.entries: list[Logarithm] = []
        self.roots: list[Root] = []

    def fork(self, tower: Tower) -> Logarithms:
        """Returns a copy for another tower."""
        other = Logarithms(tower)
        other.entries, other.roots = list(self.entries), list(self.roots)
        return other

    def logarithm(self, a: Ratio, label: Label) -> Ratio:
        """Returns log a; records a > 0, raises Undefined where that is impossible."""
        if self.tower.field.is_zero(a):
            raise Undefined("the logarithm of 0")
        self.tower.signs.require_positive(a, label, zero_is_defined=False)
        field, total = self.tower.field, self.tower.field.zero
        for p, exponent in self._parts(a):
            total = field.add(total, field.scale(self._of_irreducible(p), exponent, 1))
        return total

    def root(self, a: Ratio, exponent: fmpq, label: Label) -> Ratio:
        """Returns a^exponent for an exponent that is no integer; records a > 0."""
        if self.tower.field.is_zero(a):
            if exponent < 0:
                raise Undefined("a negative power of 0")
            return self.tower.field.zero
        self.tower.signs.require_positive(a, label, zero_is_defined=exponent > 0)
        result = self.tower.field.one
        for p, power in self._parts(a):
            result = self.tower.field.multiply(result, self._power(p, exponent * power))
        return result

    def absolute_power(self, p: fmpz_mpoly, exponent: fmpq) -> Ratio:
        """Returns |p|^exponent for an irreducible p that is not 0."""
        field = self.tower.field
        whole = exponent.p // exponent.q
        result = field.power(field.ratio(p), int(whole))
        if whole % 2:
            result = field.scale(result, self.tower.signs.of_irreducible(p), 1)
        rest = exponent - whole
        return result if rest == 0 else field.multiply(result, self._radical(p, rest))

    def _parts(self, a: Ratio) -> list[tuple[fmpz_mpoly, int]]:
        """Returns the prime and irreducible factors of |a| with their exponents."""
        content, powers = self.tower.factors(a)
        constant = self.tower.field.context.constant
        primes = [(constant(p), e) for p, e in _primes(int(content.p))]
        primes += [(constant(p), -e) for p, e in _primes(int(content.q))]
        return primes + powers

    def _of_irreducible(self, p: fmpz_mpoly) -> Ratio:
        field = self.tower.field
        for entry in self.tower.exponentials.entries:
            if p == field.generators[entry.index]:
                rest = self._of_irreducible(p - 1) if entry.sigmoid else field.zero
                return field.add(entry.exponent, rest)
        for root in self.roots:
            if p == field.generators[root.generator]:
                return field.scale(self._of_irreducible(root.polynomial), 1, root.degree)
        for logarithm in self.entries:
            if p == logarithm.polynomial:
                return field.ratio(field.generators[logarithm.generator])
        index = self.tower.new_generator("log", field.ratio(p))
        self.entries.append(Logarithm(index, p))
        if p.is_constant():
            self.tower.signs.ranges.positive.add(index)  # a prime is greater than 1
        return field.ratio(field.generators[index])

    def _power(self, p: fmpz_mpoly, exponent: fmpq) -> Ratio:
        """Returns |p|^exponent, through the exponent or the radicand if p is itself a generator."""
        field = self.tower.field
        for entry in self.tower.exponentials.entries:
            if p == field.generators[entry.index]:
                scaled = field.scale(entry.exponent, int(exponent.p), int(exponent.q))
                rest = self.absolute_power(p - 1, exponent) if entry.sigmoid else field.one
                return field.multiply(self.tower.exponentials.value(scaled), rest)
        for root in self.roots:
            if p == field.generators[root.generator]:
                return self._power(root.polynomial, exponent / root.degree)
        return self.absolute_power(p, exponent)

    def _radical(self, p: fmpz_mpoly, exponent: fmpq) -> Ratio:
        """Returns |p|^exponent for 0 < exponent < 1."""
        field, key = self.tower.field, f"root of {p}"
        degree = lcm(int(exponent.q), self.tower.settings.units.get(key, 1))
        if degree > _LARGEST_DEGREE:
            raise TooBig("a root of too high a degree")
        root = next((root for root in self.roots if root.polynomial == p), None)
        if root is None:
            root = self._new_root(p, degree)
        elif root.degree % exponent.q:
            raise Rebase(key, lcm(root.degree, int(exponent.q)))
        generator = field.generators[root.generator]
        return field.power(field.ratio(generator), int((exponent * root.degree).p))

    def _new_root(self, p: fmpz_mpoly, degree: int) -> Root:
        field = self.tower.field
        sign = self.tower.signs.of_irreducible(p)
        index = self.tower.new_generator("root", field.ratio(sign * p), degree)
        field.relations.append(RootRelation(index, degree, sign * p))
        known, ranges = self.tower.signs.known(p), self.tower.signs.ranges
        (ranges.positive if known is not None and known.strict else ranges.nonnegative).add(index)
        self.roots.append(Root(index, p, degree))
        return self.roots[-1]


def _primes(number: int) -> list[tuple[int, int]]:
    """Returns the prime factors of |number|; a number too long to factor counts as prime."""
    number = abs(number)
    if number == 1:
        return []
    if number.bit_length() > BITS_TO_FACTOR:
        return [(number, 1)]
    return [(int(p), int(exponent)) for p, exponent in fmpz(number).factor()]
