"""Derivatives of lines: what each name of a line contributes to the line's derivative by a name.

A line reads deltas and names of the forward pass. A name contributes the line's slope by
it times its own derivative: that of a delta is a delta of second order, that of another
name the product of the local partials along its paths.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import sympy as sp

from symbackprop.calculus.ledger import Ledger
from symbackprop.calculus.local_partials import LocalPartial
from symbackprop.calculus.partial import Partial
from symbackprop.calculus.second_order.lines import Reading, readings
from symbackprop.calculus.second_order.moving import path
from symbackprop.calculus.second_order.routes import Routes
from symbackprop.calculus.second_order.terms import Sizes, Term, contracted, value, written
from symbackprop.network.indices import head, indices_in, subscripts

Reference = Callable[[sp.Expr, sp.Expr], tuple[sp.Expr, ...]]
"""From an element of a name with a delta, and another name, to the factors of their second derivative."""


@dataclass(frozen=True)
class Contribution:
    """One path from a line to the variable.

    chain    the term with the derivatives along the path
    value    the same term with names and values put in
    hops     the local partials that were put in
    second   the delta of second order that was put in, if any: what it is the derivative of, and by what
    """

    chain: Term
    value: Term
    hops: tuple[LocalPartial, ...] = ()
    second: tuple[sp.Expr, sp.Expr] | None = None


@dataclass(frozen=True)
class Derivative:
    """The derivative of a line, or of a delta, by one name: three forms and what they rest on.

    by_names  the slopes times the derivatives of the names; None for a delta that is not read in a line
    chain     the derivatives of the names as partials along their paths
    terms     the terms of the value: names and values put in
    hops      the local partials that were put in
    second    the deltas of second order that were put in: of what, and by what
    through   the names through which a delta depends on the variable
    """

    by_names: sp.Expr | None
    chain: sp.Expr
    terms: tuple[Term, ...]
    hops: tuple[LocalPartial, ...]
    second: tuple[tuple[sp.Expr, sp.Expr], ...]
    through: tuple[sp.Expr, ...] = ()

    @property
    def value(self) -> sp.Expr:
        """Returns the derivative in names."""
        return value(self.terms)

    @property
    def ties(self) -> tuple[sp.KroneckerDelta, ...]:
        """Returns the Kronecker deltas that are factors of every term."""
        first, *others = (term.ties for term in self.terms) if self.terms else ((),)
        return tuple(tie for tie in first if all(tie in found for found in others))


@dataclass(frozen=True, eq=False)
class Differentiation:
    """The lines of a derivation of first order, differentiated on demand.

    ledger     the network, its adjoints and deltas
    routes     which names depend on which
    reference  how a second derivative is written in deltas of second order
    """

    ledger: Ledger
    routes: Routes
    reference: Reference

    def of_line(self, line: sp.Expr, at: sp.Expr, by: sp.Expr) -> Derivative:
        """Returns the derivative of a line by the element `by`.

        at  the element the line is about; its letters are those of the line
        """
        sizes = self._sizes(at, by)
        found = [reading for reading in readings(line, sizes) if self._depends(reading, by)]
        by_names = [self._read(Term((Partial(reading.element, by),)), reading) for reading in found]
        taken = {*sizes, *(letter for reading in found for letter, _, _ in reading.limits), *indices_in(line)}
        terms = [part for reading in found for part in self._contributions(reading, by, taken)]
        return _collected(_own_derivatives(by_names, sizes), terms, sizes)

    def of_delta(self, of: sp.Expr, by: sp.Expr) -> Derivative | None:
        """Returns the derivative of the delta of `of` by `by` through the names in between.

        None if it depends on `by` in other ways too.
        """
        sizes = self._sizes(of, by)
        found = self._through(of, by, set(sizes))
        return None if found is None else _collected(None, found, sizes)

    def _contributions(self, reading: Reading, by: sp.Expr, taken: set[sp.Symbol]) -> Iterator[Contribution]:
        owner = self._owner(reading.element)
        found = self._of_name(reading.element, by, taken) if owner is None else self._of_delta(owner, by, taken)
        for part in found:
            chain, named = self._read(part.chain, reading), self._read(part.value, reading)
            yield Contribution(chain, named, part.hops, part.second)

    def _read(self, part: Term, reading: Reading) -> Term:
        """Returns the derivative of a name times the line's slope by it; a delta comes first."""
        is_delta = self._owner(reading.element) is not None
        factors = (*part.factors, reading.slope) if is_delta else (reading.slope, *part.factors)
        return Term(factors, (*part.limits, *reading.limits))

    def _of_name(self, quantity: sp.Expr, by: sp.Expr, taken: set[sp.Symbol]) -> Iterator[Contribution]:
        if head(quantity) == head(by):
            same = Term(_ties(quantity, by))
            yield Contribution(same, same)
            return
        for segment in self.routes.between(head(by), head(quantity)):
            way = path(segment, by, taken, self.ledger.network)
            ties = _ties(way.end, quantity)
            yield Contribution(
                Term((*ties, *way.partials), way.limits), Term((*ties, *way.values), way.limits), way.hops
            )

    def _of_delta(self, owner: sp.Expr, by: sp.Expr, taken: set[sp.Symbol]) -> Iterator[Contribution]:
        through = None if head(by) in self.ledger.deltas else self._through(owner, by, taken)
        if through is not None:
            yield from through
        else:
            chain = Term((Partial(self._delta(owner), by),))
            yield Contribution(chain, Term(self.reference(owner, by)), (), (owner, by))

    def _through(self, of: sp.Expr, by: sp.Expr, taken: set[sp.Symbol]) -> list[Contribution] | None:
        found = self.routes.to_named(head(by), head(of))
        if found is None:
            return None
        parts = []
        for segment in found:
            way = path(segment, by, taken, self.ledger.network)
            chain = Term((Partial(self._delta(of), way.end), *way.partials), way.limits)
            named = Term((*self.reference(of, way.end), *way.values), way.limits)
            parts.append(Contribution(chain, named, way.hops, (of, way.end)))
        return parts

    def _owner(self, quantity: sp.Expr) -> sp.Expr | None:
        """Returns the element of the name whose delta this is, None if it is no delta."""
        of = self._owners.get(head(quantity))
        return None if of is None else _at(of, subscripts(quantity))

    @cached_property
    def _owners(self) -> Mapping[sp.Symbol, sp.Expr]:
        return {head(item.name): item.of for item in self.ledger.deltas.values()}

    def _delta(self, of: sp.Expr) -> sp.Expr:
        return _at(self.ledger.deltas[head(of)].name, subscripts(of))

    def _depends(self, reading: Reading, by: sp.Expr) -> bool:
        read, variable = head(reading.element), head(by)
        return read == variable or variable in self.routes.sources(read) or self._owner(reading.element) is not None

    def _sizes(self, at: sp.Expr, by: sp.Expr) -> Sizes:
        network = self.ledger.network
        found: dict[sp.Symbol, sp.Expr] = {}
        for quantity in (at, by):
            found |= dict(zip(subscripts(quantity), network.shape(quantity), strict=True))
        return found


def _collected(by_names: list[Term] | None, terms: Sequence[Contribution], sizes: Sizes) -> Derivative:
    chain = [small for part in terms for small in contracted(part.chain, sizes)]
    named = [small for part in terms for small in contracted(part.value, sizes)]
    return Derivative(
        None if by_names is None else written(by_names),
        written(chain),
        tuple(named),
        tuple(hop for part in terms for hop in part.hops),
        tuple(part.second for part in terms if part.second is not None),
        tuple(dict.fromkeys(part.second[1] for part in terms if part.second is not None)),
    )


def _own_derivatives(terms: Sequence[Term], sizes: Sizes) -> list[Term]:
    """Returns the terms with the derivative of a name by itself as 1, or as a Kronecker delta."""
    found: list[Term] = []
    for term in terms:
        factors = (part for factor in term.factors for part in _own_derivative(factor))
        found += contracted(Term(tuple(factors), term.limits), sizes)
    return found


def _own_derivative(factor: sp.Expr) -> tuple[sp.Expr, ...]:
    own = isinstance(factor, Partial) and head(factor.of) == head(factor.wrt)
    return _ties(factor.of, factor.wrt) if own else (factor,)


def _ties(one: sp.Expr, other: sp.Expr) -> tuple[sp.Expr, ...]:
    pairs = zip(subscripts(one), subscripts(other), strict=True)
    return tuple(sp.KroneckerDelta(mine, yours) for mine, yours in pairs if mine != yours)


def _at(quantity: sp.Expr, places: Sequence[sp.Expr]) -> sp.Expr:
    return quantity.base[tuple(places)] if places else quantity
