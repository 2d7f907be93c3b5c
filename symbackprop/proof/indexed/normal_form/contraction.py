"""Kronecker deltas: what they do to the other factors of a product, and to a sum over them."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from math import gcd

from symbackprop.proof.indexed.normal_form.atoms import CAREFUL, NF, Atom, Kind, Monomial
from symbackprop.proof.indexed.normal_form.functions import Functions
from symbackprop.proof.indexed.normal_form.linear import Linear, combined
from symbackprop.proof.indexed.normal_form.ring import ONE, ZERO
from symbackprop.proof.indexed.normal_form.variables import (
    Subscript,
    Variable,
    as_linear,
    as_subscript,
    size_of,
)

Places = Mapping[Variable, Subscript]


class Contraction(Functions):
    """The ring with functions and Kronecker deltas."""

    @abstractmethod
    def renamed(self, form: NF, places: Places) -> NF:
        """Returns the normal form with index variables replaced."""

    @abstractmethod
    def shortened(self, form: NF, zero: Linear) -> NF:
        """Returns the normal form with variables for the computed subscripts that equal them where `zero` is 0."""

    def delta(self, a: Subscript, b: Subscript) -> NF:
        """Returns the delta of two subscripts: 1, 0 or an atom.

        Two variables stand in order; a number stands before a variable; any other pair is
        kept as the equation (0, form) with coefficients that have no common divisor.
        """
        constant, terms = combined((1, as_linear(a)), (-1, as_linear(b)))
        if not terms:
            return ZERO if constant else ONE
        divisor = gcd(*(factor for _, factor in terms))
        if constant % divisor:
            return ZERO
        divisor = divisor if terms[0][1] > 0 else -divisor
        least = tuple((index, factor // divisor) for index, factor in terms)
        return self.atom(self.table.number(Kind.DELTA, _pair(constant // divisor, least)))

    def order(self, form: Linear) -> NF:
        """Returns 1 where a linear form in variables is at least 0 and 0 elsewhere: 1, 0 or an atom."""
        constant, terms = form
        divisor = gcd(*(factor for _, factor in terms)) or 1
        least: Linear = constant // divisor, tuple((index, factor // divisor) for index, factor in terms)
        known = self.sizes.sign(least)
        if known is not None:
            return ONE if known else ZERO
        return self.atom(self.table.number(Kind.ORDER, least))

    def settled(self, monomial: Monomial) -> NF:
        """Returns the normal form of a product: powers of careful atoms, and what deltas identify."""
        for place in range(len(monomial) - 1, -1, -1):
            atom, exponent = monomial[place]
            if atom < CAREFUL:
                break
            power = self.settled_power(atom, exponent)
            if power != {((atom, exponent),): 1}:
                return self.multiply({monomial[:place] + monomial[place + 1 :]: 1}, power)
        for place, (atom, _) in enumerate(monomial):
            if atom >= CAREFUL and self.table[atom].kind is Kind.DELTA:
                rest = monomial[:place] + monomial[place + 1 :]
                told = self._told(self.table[atom], rest)
                if told is not None:
                    return self.multiply(self.atom(atom), told)
        return {monomial: 1}

    def _told(self, delta: Atom, rest: Monomial) -> NF | None:
        """Returns what a delta makes of the other factors; None if it changes nothing.

        A later variable is replaced by the earlier one, a variable by a number, a computed
        subscript by the variable it equals.
        """
        first, second = delta.data
        if not isinstance(second, int):
            shorter = self.shortened({rest: 1}, second)
            return None if shorter == {rest: 1} else shorter
        return self.renamed({rest: 1}, {second: first}) if second in self.table.variables(rest) else None

    def contracted(self, monomial: Monomial, bound: Sequence[Variable]) -> tuple[NF, tuple[Variable, ...]] | None:
        """Returns what is left of the summand and of the bound variables when one delta is summed over.

        None if no delta can be: if no bound variable is determined by it, or if it is not
        seen that the value lies in the variable's range.
        """
        found = [
            (not isinstance(value, int), place, index, value)
            for place, (atom, _) in enumerate(monomial)
            if atom >= CAREFUL and self.table[atom].kind is Kind.DELTA
            for index, value in _solutions(self.table[atom].data)
            if index in bound
        ]
        for _, place, index, value in sorted(found, key=lambda solution: solution[:2]):
            size = size_of(index)
            if self.sizes.misses(size, value):
                return ZERO, ()
            if self.sizes.holds(size, value):
                rest: NF = {monomial[:place] + monomial[place + 1 :]: 1}
                return self.renamed(rest, {index: value}), tuple(other for other in bound if other != index)
        return None


def shorter(subscript: Subscript, zero: Linear) -> Subscript:
    """Returns a variable that equals a computed subscript where the form `zero` is 0, if there is one."""
    if isinstance(subscript, int):
        return subscript
    others = (as_subscript(combined((1, subscript), (sign, zero))) for sign in (1, -1))
    return min((other for other in others if isinstance(other, int)), default=subscript)


def _pair(constant: int, terms: tuple[tuple[Variable, int], ...]) -> tuple[Subscript, Subscript]:
    """Returns the two sides of the equation constant + terms = 0, whose first coefficient is positive."""
    if len(terms) == 1 and terms[0][1] == 1:
        return (-constant, ()), terms[0][0]
    if constant == 0 and len(terms) == 2 and (terms[0][1], terms[1][1]) == (1, -1):
        return terms[0][0], terms[1][0]
    return (0, ()), (constant, terms)


def _solutions(sides: tuple[Subscript, Subscript]) -> list[tuple[Variable, Subscript]]:
    """Returns the variables that an equation between subscripts determines, with their values; the last first."""
    constant, terms = combined((1, as_linear(sides[0])), (-1, as_linear(sides[1])))
    return [
        (index, as_subscript(combined((-factor, (constant, terms)), (1, (0, ((index, 1),))))))
        for index, factor in reversed(terms)
        if factor in (1, -1)
    ]
