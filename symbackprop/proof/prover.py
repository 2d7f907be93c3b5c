"""The prover: three rungs, in this order.

1. The ring in the names. A polynomial identity between names holds whatever they stand for.
2. Balls at a rational point. Two disjoint balls refute.
3. The tower, case by case. A normal form 0 proves; a normal form that is not 0 sends the
   search to more points at rising precision.

`Proved` needs a point at which the hypotheses hold and both sides are finite, so that
nothing is proved about nothing. Whatever lies beyond a limit is `Undecided`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import sympy as sp

from symbackprop.proof.cases import Contradictory, Leaf, decide
from symbackprop.proof.claims import Claim, Hypothesis
from symbackprop.proof.equations import solve
from symbackprop.proof.evidence import hypotheses_of, in_words, proof_of
from symbackprop.proof.field import Full
from symbackprop.proof.items import item_by_item
from symbackprop.proof.limits import OutOfReach, Undefined
from symbackprop.proof.names import names_reader
from symbackprop.proof.nowhere import undefined_away_from_kinks, undefined_everywhere
from symbackprop.proof.plain_witness import plainest
from symbackprop.proof.reader import Definitions, Scope
from symbackprop.proof.refusals import refuse_assumptions, refuse_elements_that_may_agree, refuse_shifted_subscripts
from symbackprop.proof.sampling import Bounds, bounds_from
from symbackprop.proof.survey import Survey, expressions_in, implied_hypotheses, preactivations, survey_of
from symbackprop.proof.verdict import Proved, Refuted, Side, Undecided, Verdict
from symbackprop.proof.witnesses import FIRST_BITS, Search, Site

_FEW = range(2)
_MANY = range(40)
_ALL = range(240)
_BITS = (FIRST_BITS, 256, 1024)
_SIZES = (32, 64, 128, 256)
_IN_NAMES = "the difference, written in the names, is the zero polynomial"
_NO_POINT = "no point was found at which both sides are defined"


def prove(claim: Claim) -> Verdict:
    """Returns the verdict on one claim.

    >>> from symbackprop.network.names import names
    >>> s, z = names("s z")
    >>> verdict = prove(Claim(1 - z**2, 1 / sp.cosh(s) ** 2, {z: sp.tanh(s)}))
    >>> type(verdict).__name__, verdict.method
    ('Proved', 'tower')
    """
    return Prover(claim.definitions, claim.given).prove(claim.lhs, claim.rhs)


class Prover:
    """Proves claims about the names of one network; what it has computed is kept.

    definitions  name -> body, as in `Claim`
    given        hypotheses that every claim is made under

    >>> from symbackprop.network.names import names
    >>> x, u, y = names("x u y")
    >>> prover = Prover({u: 2 * x, y: u + 1})
    >>> print(prover.prove(y, 1 + 2 * x).method)
    ring
    """

    def __init__(self, definitions: Mapping[sp.Expr, sp.Expr] | None = None, given: Sequence[Hypothesis] = ()) -> None:
        self.definitions = {name: sp.sympify(body, strict=True) for name, body in (definitions or {}).items()}
        self.given = tuple(given)
        solved, self._unsolved = solve(self.given, self.definitions)
        self._scope = Scope(self.definitions, solved)
        self._bodies = {**self.definitions, **solved}
        self._names = names_reader(self._scope, _SIZES[0])
        self._warm: dict[Any, Site] = {}
        self._surveys: dict[sp.Expr, Survey] = {}
        self._implied: dict[frozenset[sp.Expr], tuple[Hypothesis, ...]] = {}
        self._others: dict[frozenset[sp.Expr], Prover] = {}

    def prove(self, lhs: sp.Expr, rhs: sp.Expr) -> Verdict:
        """Returns the verdict on lhs = rhs; never raises for a claim that is beyond reach."""
        claim = Claim(sp.sympify(lhs, strict=True), sp.sympify(rhs, strict=True), self.definitions, self.given)
        try:
            by_item = item_by_item(claim, self.prove)
            return self._prove(claim) if by_item is None else by_item
        except OutOfReach as missing:
            return Undecided(claim, str(missing))
        except Contradictory:
            return Undecided(claim, "the hypotheses contradict each other")
        except RecursionError:
            return Undecided(claim, "the expression is nested too deeply for SymPy")

    def parts(self, lhs: sp.Expr, rhs: sp.Expr) -> bool:
        """Returns whether balls part the sides at one of the first points: a glance, before anything is proved."""
        claim = Claim(lhs, rhs, self.definitions, self.given)
        try:
            survey = self._survey(claim)
            if survey.has_sum or self._unspecified(survey) != self._scope.unspecified or self._unsolved:
                return False
            given = _inequalities((*self.given, *self._implications(survey)))
            return Search(claim, survey, self._scope, given, self._warm).hunt(_FEW, _BITS[:1]) is not None
        except (OutOfReach, RecursionError):
            return False

    def plainest(self, refuted: Refuted) -> Refuted:
        """Returns the refutation of one of this prover's claims at a point that is easy to read."""
        survey = self._survey(refuted.claim)
        given = _inequalities((*self.given, *self._implications(survey)))
        return plainest(refuted, Search(refuted.claim, survey, self._scope, given))

    def _prove(self, claim: Claim) -> Verdict:
        survey = self._survey(claim)
        refuse_elements_that_may_agree((*survey.variables, *survey.names))
        if survey.has_sum:
            refuse_shifted_subscripts((claim.lhs, claim.rhs))
        refuse_assumptions(survey.names)
        unspecified = self._unspecified(survey)
        if unspecified != self._scope.unspecified:
            return self._assuming(unspecified)._prove(claim)  # noqa: SLF001
        given = (*self.given, *self._implications(survey))
        barred = f"no point could be chosen at which {self._unsolved} holds" if self._unsolved else ""
        search = Search(claim, survey, self._scope, _inequalities(given), self._warm, barred)
        if self._equal_in_names(claim):
            hypotheses = (*given, *self._denominators(claim))
            if search.find_finite(_FEW, _inequalities(hypotheses)) is not None:
                return _defect(claim)
            if search.finite is not None:
                return Proved(claim, "ring", hypotheses, search.finite, _IN_NAMES + survey.notes())
        refuted = search.hunt(_FEW, _BITS[:1])
        if refuted is not None:
            return refuted
        return self._climb(claim, search, given)

    def _climb(self, claim: Claim, search: Search, given: tuple[Hypothesis, ...]) -> Verdict:
        """Returns the verdict of the tower, or of more points where the tower does not end."""
        try:
            leaves, bodies = self._decide(claim, given)
        except OutOfReach:
            refuted = search.hunt(_MANY, _BITS)
            if refuted is not None:
                return refuted
            raise
        if all(leaf.finding == "undefined" for leaf in leaves):
            return self._nowhere(claim, search, given, leaves)
        if any(leaf.finding == "different" for leaf in leaves):
            return _part(claim, search, leaves)
        method, evidence = proof_of(leaves)
        hypotheses = hypotheses_of(leaves, given, (claim.lhs, claim.rhs), bodies)
        if search.find_finite(_ALL, _inequalities(hypotheses), _hints(leaves)) is not None:
            return _defect(claim)
        if search.finite is None:
            return Undecided(claim, search.barred or _NO_POINT)
        return Proved(claim, method, hypotheses, search.finite, evidence + search.survey.notes())

    def _decide(self, claim: Claim, given: tuple[Hypothesis, ...]) -> tuple[list[Leaf], Definitions]:
        """Returns the cases: with the preactivations left open if that is enough, else with all names inlined.

        Where that is out of reach, preactivations that the claim spells out are put back in
        their places and left open.
        """
        free = preactivations((claim.lhs, claim.rhs), self._bodies) - self._scope.solved.keys()
        leaves = self._decide_openly(claim.lhs, claim.rhs, free, given)
        if leaves is not None:
            return leaves, replace(self._scope, free=free).values
        try:
            return decide(claim.lhs, claim.rhs, self._scope, given), self._bodies
        except OutOfReach:
            spelled_out = {body: name for name in free if (body := self._bodies[name]).is_Add}
            lhs, rhs = (side.xreplace(spelled_out) for side in (claim.lhs, claim.rhs))
            put_back = frozenset(name for name in spelled_out.values() if lhs.has(name) or rhs.has(name))
            leaves = self._decide_openly(lhs, rhs, put_back, given)
            if leaves is None:
                raise
            return leaves, replace(self._scope, free=put_back).values

    def _decide_openly(
        self, lhs: sp.Expr, rhs: sp.Expr, names: frozenset[sp.Expr], given: tuple[Hypothesis, ...]
    ) -> list[Leaf] | None:
        """Returns the cases if the sides are equal whatever the names stand for, else None."""
        if not names:
            return None
        try:
            leaves = decide(lhs, rhs, replace(self._scope, free=names), given)
        except (OutOfReach, Contradictory):
            return None
        findings = {leaf.finding for leaf in leaves}
        return leaves if "equal" in findings and "different" not in findings else None

    def _nowhere(self, claim: Claim, search: Search, given: tuple[Hypothesis, ...], leaves: Sequence[Leaf]) -> Verdict:
        """Returns the verdict when no case has both sides defined."""
        sides: tuple[tuple[Side, sp.Expr], ...] = (("left", claim.lhs), ("right", claim.rhs))
        empty = [side for side, whole in sides if undefined_away_from_kinks(whole, self._scope, given)]
        never_empty = not search.survey.has_sum  # a sum over no items is 0, whatever its summand
        if never_empty and len(empty) == 1 and undefined_everywhere(dict(sides)[empty[0]], self._scope, given):
            refuted = search.undefined_at(empty[0], _ALL)
            if refuted is not None:
                return refuted
        which = {0: "the sides are nowhere defined together", 2: "both sides are defined nowhere"}
        reason = next((leaf.reason for leaf in leaves if leaf.reason), "")
        missing = which.get(len(empty), f"the {' '.join(empty)} side is defined nowhere, except perhaps at kinks")
        return Undecided(claim, f"{missing}: {reason}")

    # what is kept from claim to claim

    def _survey(self, claim: Claim) -> Survey:
        """Returns what the claim reads; the closure of each name is computed once."""
        whole = survey_of((claim.lhs, claim.rhs, *(hypothesis.expression for hypothesis in self.given)), {})
        for name in [variable for variable in whole.variables if variable in self._bodies]:
            whole.variables.discard(name)
            if name not in self._surveys:
                self._surveys[name] = survey_of((name,), self._bodies)
            whole.include(self._surveys[name])
        return whole

    def _unspecified(self, survey: Survey) -> frozenset[sp.Expr]:
        """Returns the arrays whose elements are summed or differentiated without a definition."""
        bases = frozenset(item.base for item in survey.items if item not in self._bodies)
        for name in self._bodies:
            if getattr(name, "base", None) in bases:
                raise OutOfReach(f"{name} is defined, but the claim also speaks of other elements of {name.base}")
        return bases

    def _assuming(self, unspecified: frozenset[sp.Expr]) -> Prover:
        """Returns the prover for claims in which these arrays depend on everything."""
        if unspecified not in self._others:
            other = Prover(self.definitions, self.given)
            other._scope = replace(self._scope, unspecified=unspecified)
            other._names = names_reader(other._scope, _SIZES[0])
            self._others[unspecified] = other
        return self._others[unspecified]

    def _implications(self, survey: Survey) -> tuple[Hypothesis, ...]:
        """Returns what the assumptions of the claim's variables say."""
        symbols = frozenset(survey.variables) | (self._scope.solved.keys() & survey.names)
        if symbols not in self._implied:
            self._implied[symbols] = implied_hypotheses(symbols)
        return self._implied[symbols]

    def _equal_in_names(self, claim: Claim) -> bool:
        """Returns whether the sides are equal in the ring of the names."""
        for size in _SIZES:
            if size > self._names.algebra.size:
                self._names = names_reader(self._scope, size)
            try:
                return self._names.algebra.equal(self._names.read(claim.lhs), self._names.read(claim.rhs))
            except (OutOfReach, Undefined):
                return False
            except Full:
                continue
        self._names = names_reader(self._scope, _SIZES[0])
        return False

    def _denominators(self, claim: Claim) -> tuple[Hypothesis, ...]:
        """Returns the denominators the claim reads, as hypotheses."""
        divided = self._names.algebra.denominators
        if not divided:
            return ()
        read = expressions_in((claim.lhs, claim.rhs), self._bodies)
        return tuple(Hypothesis(base, "!=", "domain") for base in sorted(divided & read, key=str))


def _part(claim: Claim, search: Search, leaves: Sequence[Leaf]) -> Verdict:
    """Returns the verdict when a normal form is not 0: points in the cases that differ."""
    refuted = search.hunt(_MANY, _BITS)
    if refuted is None:
        refuted = search.find_finite(_ALL, hints=_hints(leaves))
    if refuted is not None:
        return refuted
    if search.finite is None:
        return Undecided(claim, search.barred or _NO_POINT)
    differing = [leaf for leaf in leaves if leaf.finding == "different"]
    refuted = search.hunt_inside([leaf.conditions for leaf in differing], _ALL, _BITS)
    if refuted is not None:
        return refuted
    where = f" in the case {in_words(differing[0])}" if differing[0].conditions else ""
    return Undecided(claim, f"the normal forms differ{where}, and no point was found that parts the sides")


def _inequalities(hypotheses: tuple[Hypothesis, ...]) -> tuple[Hypothesis, ...]:
    return tuple(hypothesis for hypothesis in hypotheses if hypothesis.relation != "=")


def _hints(leaves: Sequence[Leaf]) -> Bounds:
    """Returns the intervals that the domains found in the tower suggest."""
    return bounds_from(hypothesis for leaf in leaves for hypothesis in leaf.tower.hypotheses)


def _defect(claim: Claim) -> Undecided:
    return Undecided(claim, "the kernel contradicts itself, which is a defect: please report this claim")
