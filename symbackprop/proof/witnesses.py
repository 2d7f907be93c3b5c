"""Witnesses: points at which both sides are finite, and points that part them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import sympy as sp
from flint import arb

from symbackprop.proof.balls import Balls, Unclear, describe_stand_in, is_usable, working_precision
from symbackprop.proof.cases import Conditions
from symbackprop.proof.claims import Claim, Hypothesis
from symbackprop.proof.derivation import SLOPES
from symbackprop.proof.enclosure import Enclosure, enclosure_of
from symbackprop.proof.limits import OutOfReach, TooBig
from symbackprop.proof.reader import Reader, Scope
from symbackprop.proof.reading import RULES
from symbackprop.proof.sampling import Bounds, Point, bounds_from
from symbackprop.proof.survey import Survey, text_of
from symbackprop.proof.verdict import Refuted, Side, Witness

FIRST_BITS = 64
SHARED = 2
_LARGEST_POWER = 1_000


class Site:
    """One point at one precision: reads expressions as balls there."""

    def __init__(self, point: Point, bits: int, scope: Scope) -> None:
        self.point, self.bits = point, bits
        self.reader = Reader(Balls(point), scope, RULES, SLOPES)
        self._allowed: dict[tuple[Hypothesis, ...], bool] = {}

    def value(self, expression: sp.Expr) -> arb | None:
        """Returns a finite ball, or None where the expression is undefined or not certain."""
        with working_precision(self.bits):
            try:
                ball = self.reader.read(expression)
            except Unclear:
                return None
        return ball if is_usable(ball) else None

    def allows(self, hypotheses: tuple[Hypothesis, ...]) -> bool:
        """Returns whether every hypothesis certainly holds here."""
        if hypotheses not in self._allowed:
            self._allowed[hypotheses] = all(self._holds(hypothesis) for hypothesis in hypotheses)
        return self._allowed[hypotheses]

    def _holds(self, hypothesis: Hypothesis) -> bool:
        ball = self.value(hypothesis.expression)
        if ball is None:
            return False
        return bool(ball > 0 or (hypothesis.relation == "!=" and ball < 0))

    def inside(self, conditions: Conditions) -> bool:
        """Returns whether the point certainly lies in a case."""
        balls = [(self.value(expression), sign) for expression, sign in conditions]
        return all(ball is not None and (ball > 0 if sign > 0 else ball < 0) for ball, sign in balls)


@dataclass
class Search:
    """The search for witnesses of one claim.

    given   the hypotheses that must hold at a point; equations are in the scope already
    warm    sites that earlier claims have used, by number of the point and hypotheses
    barred  why no point can be chosen at all, if so
    finite  a point found so far at which both sides are finite
    """

    claim: Claim
    survey: Survey
    scope: Scope
    given: tuple[Hypothesis, ...]
    warm: dict[Any, Site] = field(default_factory=dict)
    barred: str = ""
    finite: Witness | None = None

    def site(self, number: int, bits: int, hints: Bounds | None = None) -> Site:
        """Returns a site; the first points at the first precision are shared between claims."""
        shared = number < SHARED and bits == FIRST_BITS and hints is None and not self.survey.has_sum
        if shared and (number, self.given) in self.warm:
            return self.warm[number, self.given]
        bounds = bounds_from(self.given)
        for symbol, (below, above) in (hints or {}).items():
            bounds.setdefault(symbol, (below, above))
        site = Site(Point(number, bounds, self.survey.ranges), bits, self.scope)
        if shared:
            self.warm[number, self.given] = site
        return site

    def try_site(self, site: Site) -> Refuted | None:
        """Returns a refutation if the balls part the sides here; remembers a finite point."""
        if self.barred or not site.allows(self.given):
            return None
        left, right = site.value(self.claim.lhs), site.value(self.claim.rhs)
        if left is None or right is None:
            return None
        if left.overlaps(right):
            self.finite = self.finite or self.witness(site, enclosure_of(left), enclosure_of(right))
            return None
        lhs, rhs = enclosure_of(left), enclosure_of(right)
        return Refuted(self.claim, self.witness(site, lhs, rhs)) if lhs.disjoint(rhs) else None

    def witness(self, site: Site, lhs: Enclosure | None, rhs: Enclosure | None) -> Witness:
        """Returns the point with the enclosures of the sides."""
        variables: Iterable[sp.Expr] = self.survey.sorted_variables()
        if self.survey.has_sum:
            variables = {*variables, *site.point.values}
        known = self.scope.solved.items()
        solved = [(str(name), _exact(body, site.point)) for name, body in known if name in self.survey.names]
        values = [(text_of(v), site.point(v)) for v in variables]
        return Witness(
            tuple(sorted(values + solved)),
            lhs,
            rhs,
            site.bits,
            "; ".join(describe_stand_in(name) for name in sorted(self.survey.functions)),
        )

    def hunt(self, numbers: Sequence[int], bits: Sequence[int], hints: Bounds | None = None) -> Refuted | None:
        """Returns a refutation at one of the points, the precision raised at each."""
        for number in numbers:
            for precision in bits:
                refuted = self.try_site(self.site(number, precision, hints))
                if refuted is not None:
                    return refuted
        return None

    def refuted_at(self, values: Mapping[sp.Expr, Fraction]) -> Refuted | None:
        """Returns the refutation at the point with these values, if there is one."""
        point = Point(0)
        point.values.update(values)
        try:
            return self.try_site(Site(point, FIRST_BITS, self.scope))
        except OutOfReach:
            return None

    def find_finite(
        self, numbers: Iterable[int], hypotheses: tuple[Hypothesis, ...] = (), hints: Bounds | None = None
    ) -> Refuted | None:
        """Looks for a point at which the hypotheses hold and both sides are finite.

        Returns a refutation met on the way.
        """
        self.finite = None
        for number in numbers:
            for chosen in (None, hints) if hints else (None,):
                site = self.site(number, FIRST_BITS, chosen)
                refuted = self.try_site(site) if site.allows(hypotheses) else None
                if refuted is not None or self.finite is not None:
                    return refuted
        return None

    def hunt_inside(self, cases: Sequence[Conditions], numbers: Iterable[int], bits: Sequence[int]) -> Refuted | None:
        """Returns a refutation at a point inside one of the cases."""
        for number in numbers:
            site = self.site(number, FIRST_BITS)
            if any(site.inside(conditions) for conditions in cases):
                refuted = self.hunt([number], bits)
                if refuted is not None:
                    return refuted
        return None

    def undefined_at(self, side: Side, numbers: Iterable[int]) -> Refuted | None:
        """Returns the refutation by a side that is undefined everywhere, at a point where the other is finite."""
        other = self.claim.rhs if side == "left" else self.claim.lhs
        for site in (self.site(number, FIRST_BITS) for number in numbers):
            value = site.value(other) if not self.barred and site.allows(self.given) else None
            if value is not None:
                found = enclosure_of(value)
                sides = (None, found) if side == "left" else (found, None)
                return Refuted(self.claim, self.witness(site, *sides), side)
        return None


def _exact(body: sp.Expr, point: Point) -> Fraction:
    if any(not power.exp.is_number or abs(power.exp) > _LARGEST_POWER for power in body.atoms(sp.Pow)):
        raise TooBig(f"the value of {body} has too many digits")
    value = body.xreplace({symbol: sp.Rational(*point(symbol).as_integer_ratio()) for symbol in body.free_symbols})
    if not value.is_Rational:
        raise OutOfReach(f"{body} has no value at a point")
    return Fraction(int(value.p), int(value.q))
