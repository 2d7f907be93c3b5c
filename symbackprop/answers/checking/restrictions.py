"""Restrictions: what is wrong in general, judged in the case of which it is said.

A condition is used where it can be: an equation is given to the proof, an index is put in for another. Where it
cannot be, the formula is not decided: without the condition it would be misread.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import sympy as sp

from symbackprop.answers.checking.about import About
from symbackprop.answers.checking.cases import is_excluded
from symbackprop.answers.checking.finding import Evidence, Word
from symbackprop.answers.checking.kinds import is_name
from symbackprop.answers.checking.opinions import Opinion
from symbackprop.answers.checking.pieces import Piece
from symbackprop.answers.checking.steps.updates import of_claim
from symbackprop.answers.checking.understanding import understood
from symbackprop.answers.judging import judged
from symbackprop.answers.latex import NotUnderstood
from symbackprop.answers.latex.context import ANOTHER_INDEX, OR_FACTOR
from symbackprop.answers.latex.values import FIRST_TERM
from symbackprop.calculus import Partial
from symbackprop.network.indices import head, is_index
from symbackprop.proof import Claim, Hypothesis, Proved, Refuted, Undecided

_WORST_FIRST: tuple[Word, ...] = ("refuted", "undecided", "proved")
_NOTHING_CLAIMED = "a condition: nothing is claimed"
_OR_FACTOR = "whether a name in brackets is a factor is not said"
_SET = "it sets a value that is free: nothing is claimed"
_WHERE = "it holds for some values and not for others: it may be meant as a condition"


@dataclass(frozen=True)
class Condition:
    """A condition that was understood: left = right, or left ≠ right."""

    sign: str
    left: sp.Expr
    right: sp.Expr


def in_its_case(opinion: Opinion, piece: Piece, about: About) -> Opinion:
    """Returns an opinion on what is refuted in general: that on the case of which it is said, and on a condition."""
    if opinion.word == "proved" and any(choice.endswith(OR_FACTOR) for choice in opinion.choices):
        return replace(opinion, word="undecided", evidence=(), reason=_OR_FACTOR)
    if opinion.word != "refuted" or not all(
        isinstance(found, Proved | Refuted | Undecided) for found in opinion.evidence
    ):
        return opinion
    wrong = [found.claim for found in opinion.evidence if isinstance(found, Refuted)]
    if piece.restricts:
        return replace(opinion, word="taken", evidence=(), remarks=(*opinion.remarks, _NOTHING_CLAIMED))
    if piece.under:
        return _under(opinion, piece.under, about)
    if len(wrong) == len(opinion.evidence) == 1 and _sets_what_is_free(wrong[0], about):
        return replace(opinion, word="taken", evidence=(), remarks=(*opinion.remarks, _SET))
    reason = _how_far(opinion, wrong)
    if not reason and len(wrong) == len(opinion.evidence) == 1 and _may_be_a_condition(wrong[0], about):
        reason = _WHERE
    return replace(opinion, word="undecided", evidence=(), reason=reason) if reason else opinion


def _how_far(opinion: Opinion, wrong: Sequence[Claim]) -> str:
    """Returns why what is refuted may be meant otherwise: a sum or a derivative may go on behind its first term.

    That of a sum may if its letter stands outside it, too, on one side of the equation alone.
    """
    if FIRST_TERM in opinion.choices:
        return "whether the derivative applies to the terms behind the first is not said"
    letters = {letter for claim in wrong for side in (claim.lhs, claim.rhs) for letter in _letters(side)}
    for letter in sorted(letters, key=str):
        again = ANOTHER_INDEX.format(letter=letter) in opinion.choices
        if again and any((letter in _letters(claim.lhs)) != (letter in _letters(claim.rhs)) for claim in wrong):
            return f"whether the sum over {letter} goes on behind its first term is not said"
    return ""


def _letters(side: sp.Expr) -> frozenset[sp.Symbol]:
    return frozenset(symbol for symbol in side.free_symbols if is_index(symbol))


def _under(opinion: Opinion, pieces: Sequence[Piece], about: About) -> Opinion:
    """Returns the opinion on a statement under conditions."""
    said = " and ".join(" ".join(piece.latex.split()) for piece in pieces)
    conditions = list(_conditions(pieces, about))
    verdicts = [_again(found, conditions, about) for found in opinion.evidence]
    if len(conditions) < len(pieces) or None in verdicts or len(verdicts) < len(opinion.shown):
        return replace(opinion, word="undecided", evidence=(), reason=f"it is said of the case {said} alone")
    found = tuple(verdict for verdict in verdicts if verdict is not None)
    worst = next(word for word in _WORST_FIRST if word == "proved" or any(verdict.word == word for verdict in found))
    missing = next((getattr(verdict, "missing", "") for verdict in found if verdict.word == worst), "")
    remarks = (*opinion.remarks, f"judged for the case {said}")
    return replace(opinion, word=worst, evidence=found, remarks=remarks, reason=missing)


def _conditions(pieces: Sequence[Piece], about: About) -> Iterator[Condition]:
    """Yields the conditions that are understood, in one way alone."""
    for piece in pieces:
        statement = piece.statement
        if statement is None or is_excluded(piece):
            continue
        letters = [getattr(side, "text", "") for side in statement.sides]
        known = about.table.vocabulary.letters
        if about.table.vocabulary.network.is_indexed and all(len(text) == 1 for text in letters):
            indices = [known.get(text, sp.Symbol(text, integer=True, positive=True)) for text in letters]
            if not any(about.table.vocabulary.quantities.get(text) for text in letters):
                yield Condition(statement.relations[0], *indices)
                continue
        try:
            (reading,) = understood(statement, about.names)
        except (NotUnderstood, ValueError):
            continue
        left, right = reading.sides
        if left is not None and right is not None and not left.has(Partial) and not right.has(Partial):
            yield Condition(statement.relations[0], left, right)


def _again(found: Evidence, conditions: Sequence[Condition], about: About) -> Evidence | None:
    """Returns the verdict under conditions; None if they cannot be used."""
    if not isinstance(found, Refuted):
        return found
    claim: Claim | None = found.claim
    for condition in conditions:
        claim = None if claim is None else restricted(claim, condition)
    if claim is None:
        return None
    return of_claim(judged([claim], about.table.vocabulary)[0], replace(found.claim, given=claim.given))


def restricted(claim: Claim, condition: Condition) -> Claim | None:
    """Returns a claim under a condition; None if that cannot be used.

    >>> t, z = sp.symbols("t z", real=True)
    >>> print(restricted(Claim(z - t, z), Condition("=", t, sp.S.Zero)).given[0])
    t = 0
    """
    left, right = condition.left, condition.right
    if is_index(left) and is_index(right):
        return _of_indices(claim, condition)
    if condition.sign != "=":
        return None
    return replace(claim, given=(*claim.given, Hypothesis(left - right, "=", "user")))


def _of_indices(claim: Claim, condition: Condition) -> Claim | None:
    """Returns a claim for i = j, or for i ≠ j, where its factor 1 − [i = j] is 1."""
    left, right = condition.left, condition.right
    sums = {letter for side in (claim.lhs, claim.rhs) for found in side.atoms(sp.Sum) for letter in found.variables}
    if sums & {left, right}:
        return None
    if condition.sign == "=":
        return replace(claim, lhs=claim.lhs.xreplace({right: left}), rhs=claim.rhs.xreplace({right: left}))
    apart = 1 - sp.KroneckerDelta(left, right)
    return replace(claim, lhs=claim.lhs * apart, rhs=claim.rhs * apart)


def _sets_what_is_free(claim: Claim, about: About) -> bool:
    """Returns whether a claim says what an input, a target or a parameter is, in terms of others: w_11 = w_22."""
    free = {head(symbol) for symbol in about.table.vocabulary.network.symbols} - {*map(head, claim.definitions)}
    sides = (claim.lhs, claim.rhs)
    names = {head(symbol) for side in sides for symbol in side.free_symbols if not is_index(symbol)}
    apart = not claim.lhs.free_symbols & claim.rhs.free_symbols
    return apart and any(map(is_name, sides)) and names <= free and not any(side.has(Partial) for side in sides)


def _may_be_a_condition(claim: Claim, about: About) -> bool:
    """Returns whether a claim may be one that is to hold for some values: ∂E/∂w = 0, v y + c = 0, z = t."""
    network = about.table.vocabulary.network
    losses = {network.loss.name, about.table.vocabulary.derivation.training_set.letters.loss}
    targets = {head(target) for target in network.targets}
    if is_name(claim.lhs) and is_name(claim.rhs):
        return bool({head(claim.lhs), head(claim.rhs)} & targets)
    partials = claim.lhs.atoms(Partial)
    return claim.rhs == 0 and bool(claim.lhs.free_symbols) and all(partial.of in losses for partial in partials)
