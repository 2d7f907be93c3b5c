"""Cases: the normal form of lhs - rhs in every sign pattern that can occur.

The tower asks for two cases when it meets a sign it does not know. Each case is a leaf:
the difference is 0, is not 0, or a side is undefined in it. A case in which the facts
contradict each other holds at no point and is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import sympy as sp

from symbackprop.proof.claims import Hypothesis
from symbackprop.proof.derivation import SLOPES
from symbackprop.proof.describe import expression_of
from symbackprop.proof.exponentials import Rebase
from symbackprop.proof.field import Full
from symbackprop.proof.generators import Settings
from symbackprop.proof.limits import LEAVES, Budget, OutOfReach, TooBig, Undefined
from symbackprop.proof.reader import Reader, Scope
from symbackprop.proof.reading import RULES
from symbackprop.proof.signs import Contradiction, Split
from symbackprop.proof.tower import Tower

Finding = Literal["equal", "different", "undefined"]
Conditions = tuple[tuple[sp.Expr, int], ...]

_ATTEMPTS = 14
_LARGEST_SIZE = 768


class Contradictory(Exception):
    """The hypotheses of the claim cannot all hold."""


@dataclass(frozen=True)
class Leaf:
    """One case: its conditions (expression, sign), what was found, the tower it was found in."""

    conditions: Conditions
    finding: Finding
    tower: Tower
    reason: str = ""


def decide(lhs: sp.Expr, rhs: sp.Expr, scope: Scope, given: Sequence[Hypothesis]) -> list[Leaf]:
    """Returns what was found in each case.

    Raises OutOfReach if the kernel has no rule or a limit is met, Contradictory if the
    hypotheses exclude each other.
    """
    budget, settings = Budget(), Settings()
    for _ in range(_ATTEMPTS):
        try:
            return _Cases(lhs, rhs).explore(_root(settings, budget, scope, given))
        except Rebase as rebase:
            settings = Settings(settings.size, {**settings.units, rebase.key: rebase.unit}, settings.sigmoids)
        except Full:
            settings = Settings(_larger(settings.size), settings.units, settings.sigmoids)
        except TooBig:
            if not settings.sigmoids:
                raise
            budget, settings = Budget(), Settings(settings.size, {}, sigmoids=False)
    raise OutOfReach("the units of the exponents do not settle")


def _larger(size: int) -> int:
    if size >= _LARGEST_SIZE:
        raise TooBig("more generators than the limit")
    return 2 * size


def _root(settings: Settings, budget: Budget, scope: Scope, given: Sequence[Hypothesis]) -> Reader:
    """Returns a reader into a new tower that knows the hypotheses of the claim."""
    tower = Tower(settings, budget)
    reader = Reader(tower, scope, RULES, SLOPES)
    try:
        for hypothesis in given:
            if hypothesis.relation in (">", ">="):
                tower.signs.assume_positive(tower.exponentials.force(reader.read(hypothesis.expression)))
            if hypothesis.relation == ">=":
                tower.record(hypothesis.expression, "!=", "kink")
    except (Contradiction, Undefined):
        raise Contradictory from None
    except Split as split:
        raise OutOfReach("a hypothesis has cases of its own") from split
    return reader


class _Cases:
    """The walk over the cases of one claim, depth first."""

    def __init__(self, lhs: sp.Expr, rhs: sp.Expr) -> None:
        self.lhs, self.rhs = lhs, rhs

    def explore(self, root: Reader) -> list[Leaf]:
        """Returns the leaves below a reader."""
        leaves: list[Leaf] = []
        waiting: list[tuple[Reader, Conditions]] = [(root, ())]
        while waiting:
            reader, conditions = waiting.pop()
            try:
                leaves.append(self._leaf(reader, conditions))
            except Split as split:
                waiting.extend(_halves(reader, conditions, split))
            if len(leaves) + len(waiting) > LEAVES:
                raise TooBig(f"more than {LEAVES} cases")
        return leaves

    def _leaf(self, reader: Reader, conditions: Conditions) -> Leaf:
        tower: Tower = reader.algebra
        try:
            difference = tower.add(reader.read(self.lhs), tower.negate(reader.read(self.rhs)))
            return Leaf(conditions, "equal" if tower.is_zero(difference) else "different", tower)
        except Undefined as reason:
            return Leaf(conditions, "undefined", tower, str(reason))
        except Contradiction:
            if tower.rooted:
                raise OutOfReach("the domains of its parts meet at most where a root is 0") from None
            return Leaf(conditions, "undefined", tower, "the domains of its parts have no point in common")


def _halves(reader: Reader, conditions: Conditions, split: Split) -> list[tuple[Reader, Conditions]]:
    """Returns the two cases p < 0 and p > 0, without those that contradict what is known."""
    halves = []
    for sign in (-1, 1):
        tower = reader.algebra.fork()
        try:
            tower.signs.assume(split.polynomial, sign)
        except Contradiction:
            continue
        if split.label is not None:
            tower.record(split.label(), "!=", "kink")
        condition = _condition(tower, split, sign)
        halves.append((reader.fork(tower), (*conditions, condition)))
    return halves


def _condition(tower: Tower, split: Split, sign: int) -> tuple[sp.Expr, int]:
    expression = expression_of(tower, split.polynomial)
    if split.label is not None and split.orientation:
        expression, sign = split.label(), sign * split.orientation
    return (-expression, -sign) if expression.could_extract_minus_sign() else (expression, sign)
