"""Signs of polynomials in the generators, and the question of a case.

A sign is known for a reason that holds at every point (all coefficients have one sign
over positive generators, a positive quadratic form, a contradiction otherwise), from a
hypothesis, or from the case under consideration. If it is not known, `Split` asks for
two cases; every point with p != 0 lies in exactly one of them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import sympy as sp
from flint import fmpq, fmpz_mpoly

from symbackprop.proof.constants import sign_of_constant
from symbackprop.proof.field import Ratio
from symbackprop.proof.limits import OutOfReach, Undefined
from symbackprop.proof.sign_reasons import Fact, Known, Ranges, sign_by_reason

if TYPE_CHECKING:
    from symbackprop.proof.tower import Tower

Label = Callable[[], sp.Expr]


class Split(Exception):
    """The sign of `polynomial` is not known: two cases, without the points where it is 0.

    label        what was asked about; it is 0 wherever the polynomial is
    orientation  the sign of what was asked about where the polynomial is positive; 0 if
                 that depends on more
    """

    def __init__(self, polynomial: fmpz_mpoly, label: Label | None, orientation: int) -> None:
        super().__init__("a sign is not known")
        self.polynomial = polynomial
        self.label = label
        self.orientation = orientation


class Contradiction(Exception):
    """No point satisfies the facts of the case."""


class Signs:
    """What is known about signs in one tower."""

    def __init__(self, tower: Tower) -> None:
        self.tower = tower
        self.facts: list[Fact] = []
        self.relations: list[tuple[list[fmpz_mpoly], int]] = []
        self.ranges = Ranges()

    def fork(self, tower: Tower) -> Signs:
        """Returns a copy for another tower."""
        other = Signs(tower)
        other.facts, other.relations = list(self.facts), list(self.relations)
        other.ranges = self.ranges.fork()
        return other

    # asking

    def of(self, a: Ratio, label: Label | None) -> Known:
        """Returns the sign of an element that is not 0; raises Split if it is not known."""
        content, powers = self.tower.factors(a)
        for p, exponent in powers:
            if exponent % 2 and self.known(p) is None:
                raise self._question(p, label, (1 if content > 0 else -1) if len(powers) == 1 else 0)
        known = self._product(content, powers)
        assert known is not None  # noqa: S101 (no factor of odd power is unknown)
        return known

    def of_irreducible(self, p: fmpz_mpoly) -> int:
        """Returns the sign of a polynomial known to be different from 0; raises Split."""
        known = self.known(p)
        if known is None:
            raise self._question(p, None, 0)
        return known.sign

    def _question(self, p: fmpz_mpoly, label: Label | None, orientation: int) -> Split:
        """Returns the question to ask for the sign of p, about an argument if it is monotone in one."""
        argument = self.tower.argument_of_same_sign(p)
        if argument is None:
            return Split(p, label, orientation)
        _, powers = self.tower.factors(argument)
        unknown = [q for q, exponent in powers if exponent % 2 and self.known(q) is None]
        return self._question(unknown[0], label, 0) if unknown else Split(p, label, orientation)

    def known(self, p: fmpz_mpoly) -> Known | None:
        """Returns the sign of p for all points of the case, or None."""
        for fact in self.facts:
            if fact.polynomial == p:
                return Known(fact.sign, strict=True)
        constant = sign_of_constant(self.tower, p)
        if constant:
            return Known(constant, strict=True)
        reason = sign_by_reason(self.tower.field, self.ranges, self.facts, p)
        return reason or self._by_monotony(p)

    # learning

    def require_positive(self, a: Ratio, label: Label, *, zero_is_defined: bool) -> None:
        """Takes a > 0 for granted from here on, as the domain of a logarithm or a root.

        Raises Undefined if a is nowhere positive in the case.
        """
        content, powers = self.tower.factors(a)
        sign, unknown = (1 if content > 0 else -1), []
        for p, _ in (power for power in powers if power[1] % 2):
            known = self.known(p)
            sign *= known.sign if known else 1
            unknown += [] if known else [p]
        in_case = self._product(content, powers)
        if in_case == Known(1, strict=True):
            self.tower.note_implied(label(), ">")
        else:
            self.tower.record(label(), ">", "domain")
            if zero_is_defined:
                self.tower.note_rooted(label())
        if unknown:
            self._relate(unknown, sign)
        elif sign < 0 and zero_is_defined and self._may_be_zero(in_case, label):
            raise OutOfReach(f"{label()} is nowhere positive: its root is defined at most where it is 0")
        elif sign < 0:
            raise Undefined(f"{label()} is nowhere positive, so its logarithm or root is undefined")

    def _may_be_zero(self, in_case: Known | None, label: Label) -> bool:
        """Returns whether the argument of a root may be 0 somewhere in the domain, where the root is defined."""
        return self.tower.takes_roots_as_positive(label()) or not (in_case and in_case.strict)

    def _product(self, content: fmpq, powers: list[tuple[fmpz_mpoly, int]]) -> Known | None:
        """Returns the sign of a product of powers, if those of its factors are known."""
        sign, strict = (1 if content > 0 else -1), True
        for p, exponent in powers:
            known = self.known(p)
            if known is None and exponent % 2:
                return None
            strict = strict and known is not None and known.strict
            sign *= known.sign if known is not None and exponent % 2 else 1
        return Known(sign, strict)

    def assume(self, p: fmpz_mpoly, sign: int) -> None:
        """Adds the fact sign * p > 0; raises Contradiction if nothing satisfies it."""
        known = self.known(p)
        if known is not None and known.sign != sign:
            raise Contradiction
        self.facts.append(Fact(p, sign))
        self._propagate()

    def assume_positive(self, a: Ratio) -> None:
        """Adds the hypothesis a > 0 of the claim."""
        content, powers = self.tower.factors(a)
        sign, odd = (1 if content > 0 else -1), [p for p, exponent in powers if exponent % 2]
        if len(odd) == 1:
            self.assume(odd[0], sign)
        elif odd:
            self._relate(odd, sign)
        elif sign < 0:
            raise Contradiction

    def _relate(self, polynomials: list[fmpz_mpoly], sign: int) -> None:
        self.relations.append((polynomials, sign))
        self._propagate()

    def _propagate(self) -> None:
        """Turns relations with one unknown sign into facts."""
        before = None
        while before != len(self.facts):
            before = len(self.facts)
            pending, self.relations = self.relations, []
            for polynomials, sign in pending:
                self._propagate_one(polynomials, sign)

    def _propagate_one(self, polynomials: list[fmpz_mpoly], sign: int) -> None:
        unknown = []
        for p in polynomials:
            known = self.known(p)
            if known is None:
                unknown.append(p)
            else:
                sign *= known.sign
        if len(unknown) > 1:
            self.relations.append((unknown, sign))
        elif unknown:
            self.facts.append(Fact(unknown[0], sign))
        elif sign < 0:
            raise Contradiction

    def _by_monotony(self, p: fmpz_mpoly) -> Known | None:
        """An increasing function that is 0 at 0 has the sign of its argument."""
        argument = self.tower.argument_of_same_sign(p)
        if argument is None or self.tower.field.is_zero(argument):
            return None
        return self._product(*self.tower.factors(argument))
