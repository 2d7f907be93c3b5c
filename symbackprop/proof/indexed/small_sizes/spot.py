"""Spots: an indexed network written out in scalars at given sizes, seen at rational points."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import sympy as sp
from flint import arb
from sympy.core.function import AppliedUndef

from symbackprop.calculus.partial import Partial
from symbackprop.network.functions import base_and_order
from symbackprop.network.instances import Instance
from symbackprop.proof.balls import describe_stand_in
from symbackprop.proof.claims import Claim, Hypothesis
from symbackprop.proof.enclosure import enclosure_of
from symbackprop.proof.equations import solve
from symbackprop.proof.indexed.small_sizes.dependencies import Dependencies
from symbackprop.proof.indexed.small_sizes.numeric_derivatives import Graph
from symbackprop.proof.limits import OutOfReach
from symbackprop.proof.prover import Prover
from symbackprop.proof.reader import Scope
from symbackprop.proof.sampling import Point, bounds_from
from symbackprop.proof.verdict import Refuted, Witness
from symbackprop.proof.witnesses import FIRST_BITS, Site

Places = dict[sp.Symbol, sp.Expr]
"""Numbers for free indices."""
Sizes = tuple[tuple[str, int], ...]
_SHARED = 2
_MORE = range(8)


class Spot:
    """The scalar network at some sizes, and what has been computed there.

    made         the instance
    definitions  what every scalar name stands for
    given        the hypotheses of all claims, in scalars
    sizes        the number for every symbolic size
    """

    def __init__(self, made: Instance, definitions: Mapping[sp.Expr, sp.Expr], given: Sequence[Hypothesis]) -> None:
        self.made, self.definitions, self.given = made, definitions, tuple(given)
        self.sizes: Sizes = tuple(sorted((str(size), int(number)) for size, number in made.sizes.items()))
        solved, self._unsolved = solve(self.given, definitions)
        self._scope = Scope(definitions, solved)
        self._dependencies = Dependencies(definitions)
        self._points: dict[tuple[Site, int], tuple[tuple[str, Fraction], ...]] = {}

    @cached_property
    def prover(self) -> Prover:
        """Returns the scalar prover of this network."""
        return Prover(self.definitions, self.given)

    def written(self, expression: sp.Expr, places: Places) -> sp.Expr:
        """Returns an expression in scalars; an array that a derivative holds fixed is held as a whole."""
        try:
            return self._written(expression, places)
        except (TypeError, ValueError, AttributeError) as reason:
            raise OutOfReach(f"the claim cannot be written out in scalars: {reason}") from None

    def _written(self, expression: sp.Expr, places: Places) -> sp.Expr:
        first = {
            node: node.func(*node.args[:2], *map(_first, node.held)) for node in expression.atoms(Partial) if node.held
        }
        scalar = self.made.of(expression.xreplace(first), places)
        held = {
            node: Partial(node.of, node.wrt, *self._whole(node.held)) for node in scalar.atoms(Partial) if node.held
        }
        return scalar.xreplace(held)

    def glance(self, lhs: sp.Expr, rhs: sp.Expr, hypotheses: tuple[Hypothesis, ...]) -> Refuted | Sight | None:
        """Returns a refutation by balls, or where both sides are finite and the hypotheses hold, or None."""
        if self._unsolved:
            return None
        given, needed = _inequalities(self.given), _inequalities(hypotheses)
        for site in self._sites(given, needed):
            if not (site.allows(given) and site.allows(needed)):
                continue
            for node in lhs.atoms(Partial) | rhs.atoms(Partial):
                self._graph.note(site, node)
            left, right = site.value(lhs), site.value(rhs)
            if left is None or right is None:
                continue
            seen = Sight(self, site, lhs, rhs, left, right)
            if left.overlaps(right):
                return seen
            witness = seen.witness()
            if witness.lhs is not None and witness.rhs is not None and witness.lhs.disjoint(witness.rhs):
                return Refuted(Claim(lhs, rhs, self.definitions, self.given), witness)
        return None

    def _sites(self, given: tuple[Hypothesis, ...], needed: tuple[Hypothesis, ...]) -> Iterator[Site]:
        yield from self._shared
        for number in _MORE:
            yield Site(Point(number, bounds_from((*given, *needed))), FIRST_BITS, self._scope)

    @cached_property
    def _shared(self) -> list[Site]:
        """Returns the first points, at which every derivative of the loss is known."""
        bounds = bounds_from(_inequalities(self.given))
        sites = [Site(Point(number, bounds), FIRST_BITS, self._scope) for number in range(_SHARED)]
        for site in sites:
            self._graph.note_adjoints(site, self.made.indexed.loss.name)
        return sites

    @cached_property
    def _graph(self) -> Graph:
        """Returns the equations; what is defined as a derivative is none."""
        return Graph([name for name, body in self.definitions.items() if not body.has(Partial)], self.definitions)

    def point(self, site: Site, *sides: sp.Expr) -> tuple[tuple[str, Fraction], ...]:
        """Returns the values of the variables that expressions rest on, by name."""
        place = site, self._dependencies.of(*sides)
        if place not in self._points:
            variables = self._dependencies.among(place[1])
            self._points[place] = tuple((symbol.name, self._value(site, symbol)) for symbol in variables)
        return self._points[place]

    def _value(self, site: Site, symbol: sp.Symbol) -> Fraction:
        body = self._scope.solved.get(symbol)
        if body is None:
            return site.point(symbol)
        values = {read: sp.Rational(*site.point(read).as_integer_ratio()) for read in body.free_symbols}
        return Fraction(*map(int, body.xreplace(values).as_numer_denom()))

    @cached_property
    def functions(self) -> str:
        """Returns which concrete functions stand for the unspecified ones, in words."""
        applied = (node for body in self.definitions.values() for node in body.atoms(AppliedUndef))
        return "; ".join(map(describe_stand_in, sorted({base_and_order(node.func)[0] for node in applied})))

    def _whole(self, held: Iterable[sp.Expr]) -> set[sp.Expr]:
        return {element for name in held for element in self._arrays.get(name, (name,))}

    @cached_property
    def _arrays(self) -> Mapping[sp.Expr, tuple[sp.Expr, ...]]:
        """Returns all elements of the array that a scalar is an element of."""
        network = self.made.indexed
        wholes = [self.made.elements(network.element(label)) for label in network.arrays]
        return {element: whole for whole in wholes for element in whole}


@dataclass(frozen=True)
class Sight:
    """Both sides of a claim, finite at one point of a spot."""

    spot: Spot
    site: Site
    lhs: sp.Expr
    rhs: sp.Expr
    left: arb
    right: arb

    def witness(self) -> Witness:
        """Returns the point, and enclosures of the sides."""
        point = self.spot.point(self.site, self.lhs, self.rhs)
        sides = (enclosure_of(self.left), enclosure_of(self.right))
        return Witness(point, *sides, self.site.bits, self.spot.functions)


def _first(name: sp.Expr) -> sp.Expr:
    """Returns the first element of the array of an element; a symbol as it is."""
    return name.base[(1,) * len(name.indices)] if isinstance(name, sp.Indexed) else name


def _inequalities(hypotheses: Iterable[Hypothesis]) -> tuple[Hypothesis, ...]:
    return tuple(known for known in hypotheses if known.relation != "=")
