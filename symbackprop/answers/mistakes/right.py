"""The right value of a claim's left side, in the forms in which people write it."""

from __future__ import annotations

import operator
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

import sympy as sp

from symbackprop.answers.judging import Judge
from symbackprop.answers.known import Known, known, values
from symbackprop.answers.mistakes.form import Factor, Form, Term, evaluated, form_of, slope_factor
from symbackprop.answers.vocabulary import Vocabulary
from symbackprop.calculus import Partial
from symbackprop.calculus.local_partials import LocalPartial
from symbackprop.calculus.paths import Segment, segments
from symbackprop.calculus.rules import ActivationSlope
from symbackprop.calculus.sweep import Adjoint
from symbackprop.network import ACTIVATIONS, Network
from symbackprop.network.indices import head, heads, renamed, subscripts
from symbackprop.proof import Claim, Proved

MOST_TERMS = 12
"""A form with more terms than this is not used, nor opened any further."""
DEEPEST = 4
"""How often deltas are opened."""
MOST_FORMS = 4
"""In how many forms a right value is compared with a claim."""
MOST_MISSING = 4
"""How many names of such a form the claim may not read: a mistake drops one factor, and a name may be spelled out."""


Source = Literal["derivation", "update", "side"]
"""Where a right value comes from: the derivation, the method of descent, or the claim's own other side."""


_CALLED: Mapping[Source, tuple[str, ...]] = {"update": ("the update",), "side": ("the right side",)}


@dataclass(frozen=True, eq=False)
class Right:
    """What is right where a claim is wrong.

    claim   the claim that is refuted, turned so that the side whose value is known stands left
    words   what its names mean
    known   the value of its left side
    source  where that comes from
    """

    claim: Claim
    words: Vocabulary
    known: Known
    source: Source = "derivation"

    @property
    def network(self) -> Network:
        """Returns the network the claim is about."""
        return self.words.network

    @property
    def value(self) -> sp.Expr:
        """Returns the right value, in its shortest form."""
        return self.known.there

    @property
    def left(self) -> tuple[str | sp.Expr, ...]:
        """Returns how a sentence calls what the value belongs to."""
        return (self.claim.lhs,) if self.source == "derivation" else _CALLED[self.source]

    def holds(self, value: sp.Expr, judge: Judge) -> Claim | None:
        """Returns the claim that the left side has the value, proved; None if that is not proved."""
        verdict = judge.prove(self.claim.lhs, value)
        return replace(self.claim, rhs=value) if isinstance(verdict, Proved) and not verdict.sizes else None

    @cached_property
    def forms(self) -> tuple[Form, ...]:
        """Returns the right value with deltas named, opened once, and so on down to the loss; each form once."""
        found: dict[object, Form] = {}
        for form in self._forms():
            found.setdefault(form.spelled, form)
        plain = [form for form in found.values() if not form.value.has(sp.KroneckerDelta)]
        return self._nearest(plain or list(found.values()))

    def _nearest(self, forms: list[Form]) -> tuple[Form, ...]:
        """Returns the first form, and those few of the others whose names the claim reads, nearly all of them."""
        read = {*heads(self.claim.rhs)}
        missing = {form: len({*heads(form.value)} - read) for form in forms}
        near = [form for form in forms[1:] if missing[form] <= MOST_MISSING]
        return (*forms[:1], *sorted(near, key=missing.__getitem__)[: MOST_FORMS - 1])

    def _forms(self) -> Iterator[Form]:
        places = self.known.places or {}
        if self.known.adjoint is not None:
            for form in _of_adjoint(self.known.adjoint, self.words):
                yield form.at(places)
        elif self.known.chain:
            yield Form(tuple(map(_term, self.known.chain)))
        elif self.known.slope is not None:
            yield Form((Term((Factor(self.value, self.known.slope),)),)).at(places)
        else:
            yield from _of_value(self.value, self.words)
        yield form_of(self.value)


def right_of(claim: Claim, words: Vocabulary) -> Right | None:
    """Returns what is right where a claim is wrong; None if nothing is known of its sides.

    The left side has a value of its own, or the right one has, or the left one is a product,
    a sum or the like, and taken at its word.
    """
    turned = replace(claim, lhs=claim.rhs, rhs=claim.lhs)
    for way in (claim, turned):
        if (found := known(way.lhs, words)) is not None:
            return Right(way, words, found)
    if claim.lhs in words.network.parameters:
        return Right(claim, words, _update(claim.lhs, words), "update")
    if claim.lhs.is_Atom or claim.lhs.is_number:
        return None
    return Right(claim, words, _side(claim.lhs, words), "side")


def _side(side: sp.Expr, words: Vocabulary) -> Known:
    """Returns a side of a claim as its own value; one that is the value of a derivative in names, with its deltas."""
    whole = evaluated(side)
    same = (found.adjoint for found in values(words) if found.adjoint is not None and evaluated(found.value) == whole)
    return Known(side, side, next(same, None))


def _update(parameter: sp.Expr, words: Vocabulary) -> Known:
    rate, loss = words.derivation.training_set.rate, words.network.loss.name
    return Known(parameter, parameter - rate * Partial(loss, parameter))


def _of_adjoint(adjoint: Adjoint, words: Vocabulary) -> Iterator[Form]:
    """Yields an adjoint from the nearest deltas on, and with these opened, until the loss is reached."""
    found = tuple(segments(adjoint))
    for _ in range(DEEPEST):
        if len(found) > MOST_TERMS:
            return
        yield Form(tuple(map(_term, found)))
        yield from _with_values(found, words)
        further = tuple(longer for segment in found for longer in opened(segment))
        if len(further) == len(found) and all(map(operator.is_, further, found)):
            return
        found = further


def _with_values(found: Iterable[Segment], words: Vocabulary) -> Iterator[Form]:
    """Yields the form with deltas replaced by their values where these are no products: z - t."""
    terms = []
    for segment in found:
        delta = words.derivation.ledger.deltas.get(head(segment.start.of))
        value = None if delta is None else delta.value
        if value is None or not value.is_Add:
            return
        places = dict(zip(subscripts(segment.start.of), subscripts(segment.hops[0].of), strict=True))
        terms.append(Term((Factor(renamed(value, places)), *_factors(segment.hops)), segment.limits))
    yield Form(tuple(terms))


def opened(segment: Segment) -> Iterator[Segment]:
    """Yields the segments with the delta that it starts with opened; one that starts at the loss stays as it is."""
    if not segment.start.terms:
        yield segment
        return
    pending = [segment.before(upstream, hop) for upstream, hop in reversed(segment.start.readers)]
    while pending:
        longer = pending.pop()
        if longer.start.delta is not None or not longer.start.terms:
            yield longer
        else:
            pending += [longer.before(upstream, hop) for upstream, hop in reversed(longer.start.readers)]


def _term(segment: Segment) -> Term:
    start = (Factor(part) for part in segment.start_reference)
    return Term((*start, *_factors(segment.hops)), segment.limits)


def _factors(hops: Iterable[LocalPartial]) -> Iterator[Factor]:
    for hop in hops:
        if isinstance(hop.rule, ActivationSlope):
            yield slope_factor(hop.rule.activation, hop.wrt, hop.of)
        else:
            yield from (Factor(part) for part in sp.Mul.make_args(hop.value) if part != 1)


def _of_value(value: sp.Expr, words: Vocabulary) -> Iterator[Form]:
    """Yields a value as it stands; with its activation spelled out, and with names replaced by what they mean."""
    yield Form(tuple(_with_slopes(term, words) for term in form_of(value).terms))
    rows = [row for row in ACTIVATIONS.values() if value.func == row.function]
    yield from (form_of(row.value_at(value.args[0])) for row in rows)
    bodies = {name: body for name, body in words.definitions.items() if not body.has(Partial)}
    opened_once = value.xreplace(bodies)
    if opened_once != value:
        yield form_of(opened_once)


def _with_slopes(term: Term, words: Vocabulary) -> Term:
    """Returns a product with the slopes of activations put together: y_1*(1 - y_1) is one factor."""
    for line in words.network:
        if line.activation is None or line.preactivation is None:
            continue
        slope = slope_factor(line.activation, line.preactivation, line.name)
        parts = sp.Mul.make_args(slope.value)
        if all(part in [factor.value for factor in term.factors] for part in parts):
            rest = tuple(factor for factor in term.factors if factor.value not in parts)
            term = replace(term, factors=(*rest, slope))
    return term
