"""Reasons for a sign: what makes a polynomial in the generators positive or negative everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from flint import fmpz_mpoly

from symbackprop.proof.feasibility import Inequality, contradictory, definite
from symbackprop.proof.field import Field

_TERMS_TO_COMPARE = 60
_TERMS_TO_MULTIPLY = 6
_FACTS_TO_MULTIPLY = 5


class Known(NamedTuple):
    """A sign, +1 or -1; `strict` if the quantity is nowhere 0."""

    sign: int
    strict: bool


class Fact(NamedTuple):
    """sign * polynomial > 0: a hypothesis, a condition of the domain or the case."""

    polynomial: fmpz_mpoly
    sign: int


@dataclass
class Ranges:
    """Where the values of generators lie, by index.

    positive     > 0
    nonnegative  >= 0
    sigmoids     in (0, 1)
    bounded      in [-1, 1]
    """

    positive: set[int] = field(default_factory=set)
    nonnegative: set[int] = field(default_factory=set)
    sigmoids: set[int] = field(default_factory=set)
    bounded: set[int] = field(default_factory=set)

    def fork(self) -> Ranges:
        """Returns a copy."""
        return Ranges(set(self.positive), set(self.nonnegative), set(self.sigmoids), set(self.bounded))


def sign_by_reason(ring: Field, ranges: Ranges, facts: Sequence[Fact], p: fmpz_mpoly) -> Known | None:
    """Returns the sign of p that follows from the ranges of its generators and the facts, or None."""
    return _by_coefficients(ring, ranges, facts, p) or _by_squares(p) or _by_contradiction(ring, ranges, facts, p)


def _by_coefficients(ring: Field, ranges: Ranges, facts: Sequence[Fact], p: fmpz_mpoly) -> Known | None:
    """All terms of one sign, sigmoid generators written as th/(1 + th)."""
    p, exponentials = _without_sigmoids(ring, ranges, p)
    certain = dict.fromkeys(ranges.positive | exponentials, 1) | _signed_generators(facts)
    signs, nowhere_zero, constant = set(), False, 0
    for powers, coefficient in p.terms():
        sign, strict = _sign_of_monomial(powers, certain, ranges)
        signs.add(sign if coefficient > 0 else -sign)
        nowhere_zero = nowhere_zero or strict
        constant = constant if any(powers) else int(coefficient)
    if len(signs) == 1 and 0 not in signs:
        return Known(signs.pop(), nowhere_zero)
    return _by_bounds(ranges, p, constant)


def _by_bounds(ranges: Ranges, p: fmpz_mpoly, constant: int) -> Known | None:
    """A constant at least as large as all other terms together, over generators in [-1, 1]."""
    if any(degree > 0 and index not in ranges.bounded for index, degree in enumerate(p.degrees())):
        return None
    rest = sum(abs(int(coefficient)) for coefficient in p.coeffs()) - abs(constant)
    return Known(1 if constant > 0 else -1, abs(constant) > rest) if abs(constant) >= rest > 0 else None


def _without_sigmoids(ring: Field, ranges: Ranges, p: fmpz_mpoly) -> tuple[fmpz_mpoly, set[int]]:
    """Returns p times powers of 1 + th, with th/(1 + th) for each sigmoid, and the indices of the th."""
    degrees = p.degrees()
    present = {index for index in ranges.sigmoids if degrees[index] > 0}
    for index in sorted(present):
        th, total = ring.generators[index], ring.nothing
        for powers, coefficient in p.terms():
            power = powers[index]
            rest = ring.context.from_dict({(*powers[:index], 0, *powers[index + 1 :]): coefficient})
            total += ring.product(rest * th**power, (1 + th) ** (degrees[index] - power))
        p = total
    return p, present


def _by_squares(p: fmpz_mpoly) -> Known | None:
    if p.total_degree() > 2 or len(p) > _TERMS_TO_COMPARE:
        return None
    form = {monomial: int(coefficient) for monomial, coefficient in p.terms()}
    for sign in (1, -1):
        grade = definite({monomial: sign * c for monomial, c in form.items()})
        if grade:
            return Known(sign, grade > 1)
    return None


def _by_contradiction(ring: Field, ranges: Ranges, facts: Sequence[Fact], p: fmpz_mpoly) -> Known | None:
    """The other sign contradicts the facts."""
    if len(facts) + len(ranges.sigmoids) == 0 or len(p) > _TERMS_TO_COMPARE:
        return None
    rows = [_inequality(fact.polynomial, fact.sign, strict=True) for fact in facts]
    rows += _products(facts)
    rows += [_inequality(1 - ring.generators[index], 1, strict=True) for index in sorted(ranges.sigmoids)]
    certain = dict.fromkeys(ranges.positive | ranges.sigmoids, 1) | _signed_generators(facts)
    for monomial in sorted({monomial for row in rows for monomial in row.form} | set(p.to_dict())):
        sign, strict = _sign_of_monomial(monomial, certain, ranges)
        if sign and any(monomial):
            rows.append(Inequality({monomial: sign}, strict))
    for sign in (1, -1):
        if contradictory([*rows, _inequality(p, -sign, strict=True)]):
            return Known(sign, contradictory([*rows, _inequality(p, -sign, strict=False)]))
    return None


def _products(facts: Sequence[Fact]) -> list[Inequality]:
    """Returns that the product of two short facts is positive."""
    short = [fact for fact in facts if len(fact.polynomial) <= _TERMS_TO_MULTIPLY][:_FACTS_TO_MULTIPLY]
    return [
        _inequality(first.polynomial * second.polynomial, first.sign * second.sign, strict=True)
        for place, first in enumerate(short)
        for second in short[place:]
    ]


def _sign_of_monomial(powers: tuple[int, ...], certain: dict[int, int], ranges: Ranges) -> Known:
    """Returns the sign of a monomial, 0 if it is not known; strict if the monomial is nowhere 0."""
    sign = 1
    for index, power in enumerate(powers):
        if power % 2 and index not in ranges.nonnegative:
            sign *= certain.get(index, 0)
    return Known(sign, all(index in certain for index, power in enumerate(powers) if power))


def _signed_generators(facts: Sequence[Fact]) -> dict[int, int]:
    """Returns the signs of the generators that facts are about."""
    signs = {}
    for fact in facts:
        if len(fact.polynomial) == 1 and sum(fact.polynomial.monomial(0)) == 1:
            signs[fact.polynomial.monomial(0).index(1)] = fact.sign
    return signs


def _inequality(p: fmpz_mpoly, sign: int, *, strict: bool) -> Inequality:
    return Inequality({monomial: sign * int(c) for monomial, c in p.terms()}, strict)
