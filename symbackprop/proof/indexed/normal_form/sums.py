"""Sums over index variables.

What does not depend on a bound variable is taken out of the sum, a closed sum that does is
opened, Kronecker deltas are contracted, and what is left falls into connected components:
each is a TOTAL, an atom. A bound variable in no factor gives its size.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from symbackprop.proof.indexed.normal_form.atoms import CAREFUL, NF, Factor, Kind, Monomial
from symbackprop.proof.indexed.normal_form.canonical import Canonical
from symbackprop.proof.indexed.normal_form.linear import combined
from symbackprop.proof.indexed.normal_form.ring import add_to, collected
from symbackprop.proof.indexed.normal_form.variables import (
    FRESH,
    UNKNOWN,
    Subscript,
    Variable,
    as_linear,
    size_of,
    variable,
)
from symbackprop.proof.limits import OutOfReach, TooBig

MOST_BOUND = 12
"""The most bound variables of one connected sum."""


class Sums(Canonical):
    """The ring with sums over index variables."""

    def __init__(self) -> None:
        super().__init__()
        self._serial = 0

    def begin(self, work: int | None = None) -> None:
        """Begins a claim: no fresh variable is in use any more."""
        super().begin(*(() if work is None else (work,)))
        self._serial = 0

    @contextmanager
    def fresh(self, sizes: Sequence[int]) -> Iterator[tuple[Variable, ...]]:
        """Lends variables of these sizes that occur nowhere else, for the length of the block."""
        before = self._serial
        self._serial += len(sizes)
        try:
            yield tuple(variable(FRESH, size, before + place) for place, size in enumerate(sizes))
        finally:
            self._serial = before

    def summed(self, form: NF, bound: Sequence[Variable]) -> NF:
        """Returns the sum over fresh variables; none of them occurs in the result."""
        if not bound:
            return form
        total: NF = {}
        for monomial, c in form.items():
            self.budget.spend(len(monomial) + len(bound))
            add_to(total, self._summed_monomial(monomial, tuple(bound)), c)
        return total

    def _summed_monomial(self, monomial: Monomial, bound: tuple[Variable, ...]) -> NF:
        table = self.table
        for place, (atom, exponent) in enumerate(monomial):
            found = table[atom]
            to_be_opened = found.kind is Kind.TOTAL and exponent.denominator == 1 and exponent > 0
            if to_be_opened and not found.variables.isdisjoint(bound):
                return self._opened(monomial, place, bound)
        if monomial and monomial[-1][0] >= CAREFUL:
            contracted = self.contracted(monomial, bound)
            if contracted is not None:
                return self.summed(*contracted)
        return self._split(monomial, bound)

    def _opened(self, monomial: Monomial, place: int, bound: tuple[Variable, ...]) -> NF:
        """Returns the sum with one copy of a closed sum opened: its bound variables are bound with the others."""
        atom, exponent = monomial[place]
        inner, body = self.table[atom].data
        if len(bound) + len(inner) > MOST_BOUND:
            raise TooBig(f"a sum over more than {MOST_BOUND} indices")
        rest = [*monomial[:place], *monomial[place + 1 :]]
        if exponent > 1:
            rest.append((atom, exponent - 1))
        with self.fresh([size_of(index) for index in inner]) as names:
            opened = self.renamed({body: 1}, dict(zip(inner, names, strict=True)))
            return self.summed(self.multiply({tuple(sorted(rest)): 1}, opened), bound + names)

    def _split(self, monomial: Monomial, bound: tuple[Variable, ...]) -> NF:
        """Returns the product of the connected components, each summed over its own variables."""
        outside, parts = self._components(monomial, bound)
        result: NF = {collected(outside): 1}
        left = set(bound)
        for variables, factors in parts:
            left -= variables
            sign, total = self.closed(tuple(sorted(variables)), tuple(sorted(factors)))
            result = self.multiply(result, {((total, 1),): sign})
        for index in sorted(left):
            result = self.multiply(result, self.size(size_of(index)))
        return result

    def _components(
        self, monomial: Monomial, bound: tuple[Variable, ...]
    ) -> tuple[list[Factor], list[tuple[set[Variable], list[Factor]]]]:
        outside: list[Factor] = []
        parts: list[tuple[set[Variable], list[Factor]]] = []
        for factor in monomial:
            variables = self.table[factor[0]].variables.intersection(bound)
            if not variables:
                outside.append(factor)
                continue
            joined, factors, others = set(variables), [factor], []
            for part in parts:
                if part[0].isdisjoint(joined):
                    others.append(part)
                else:
                    joined |= part[0]
                    factors += part[1]
            parts = [*others, (joined, factors)]
        return outside, parts

    def number_of(self, subscript: Subscript) -> NF:
        """Returns a subscript as a number: an index i is the sum of [r <= i] over r in its range.

        Raises OutOfReach for an index of which nothing tells how far it runs.
        """
        constant, terms = as_linear(subscript)
        total = dict(self.number(constant))
        for index, factor in terms:
            if size_of(index) == UNKNOWN:
                raise OutOfReach("an index as a number of which nothing tells how far it runs")
            with self.fresh([size_of(index)]) as (below,):
                counted = self.order(combined((1, as_linear(index)), (-1, as_linear(below))))
                add_to(total, self.summed(counted, [below]), factor)
        return total

    def size(self, number: int) -> NF:
        """Returns a size as a normal form."""
        form = self.sizes.form(number)
        if form is None:
            raise OutOfReach("a range that nothing tells")
        constant, terms = form
        total = dict(self.number(constant))
        for text, factor in terms:
            add_to(total, self.atom(self.table.size(text)), factor)
        return total
