"""Opinions: what is to be said of a statement in one reading, pair of sides by pair of sides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import cast

import sympy as sp

from symbackprop.answers.building import settled
from symbackprop.answers.checking.about import About
from symbackprop.answers.checking.finding import Evidence, Kind, Word
from symbackprop.answers.checking.kinds import kind_of
from symbackprop.answers.checking.labels import judged_of_label, labels_in
from symbackprop.answers.checking.mixing import mixes
from symbackprop.answers.checking.numbers.intervals import enclosed
from symbackprop.answers.checking.numbers.line import Line
from symbackprop.answers.checking.numbers.lines import line_of
from symbackprop.answers.checking.numbers.numerals import Numerals
from symbackprop.answers.checking.numbers.stating import is_of_numbers, said_in
from symbackprop.answers.checking.numbers.values import Said, Values
from symbackprop.answers.checking.orderings import ORDERINGS, Ordering, ordering
from symbackprop.answers.checking.slopes_in_tables import Slope
from symbackprop.answers.checking.steps.consequences import NO_STEPS, Step, Steps, judged_consequence
from symbackprop.answers.checking.steps.updates import judged_update, of_claim
from symbackprop.answers.checking.understanding import understood
from symbackprop.answers.judging import judged
from symbackprop.answers.latex import NotUnderstood, Reading, ShapeMismatch
from symbackprop.notation import equation
from symbackprop.notation.equations import relation as laid
from symbackprop.notation.tree import Node, Relation
from symbackprop.proof import Claim, Verdict, prove

_WORST_FIRST: tuple[Word, ...] = ("refuted", "undecided", "taken", "proved")
_BEST_FIRST = ("proved", "undecided", "refuted")
_TWO_WAYS = "its numbers can be read in two ways"
_ABOUT = "≈ says no precision; only equations are judged"


@dataclass(frozen=True)
class Before:
    """What a document has said before a statement.

    values  the values that it has stated
    steps   the new values that it has given to parameters
    """

    values: Values = field(default_factory=Values)
    steps: Steps = field(default_factory=lambda: NO_STEPS)


@dataclass(frozen=True)
class Opinion:
    """What is to be said of a statement in one reading.

    kind      what it is
    word      the worst that is found of its pairs
    shown     each pair, laid out
    evidence  a verdict for each pair that has one
    choices   how it is read where it could be read otherwise
    remarks   what else is to be said
    reason    why it is undecided
    said      what it says of values
    step      the parameter to which it gives a new value, and that
    mixes     whether it speaks of all items and of one in a breath: such a reading counts only if there is no other
    """

    kind: Kind
    word: Word
    shown: tuple[Node, ...]
    evidence: tuple[Evidence, ...]
    choices: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    reason: str = ""
    said: Said = field(default_factory=Said)
    step: Step | None = None
    mixes: bool = False


@dataclass(frozen=True)
class Shapes:
    """The evidence that a statement of matrices is wrong: two shapes that do not fit."""

    fact: str
    shapes: tuple[str, str]

    word = "refuted"

    def details(self) -> tuple[tuple[str, str], ...]:
        """Returns the shapes as (what, text) pairs."""
        return ("shapes", self.fact), ("left", self.shapes[0]), ("right", self.shapes[1])


@dataclass(frozen=True)
class _Pair:
    """What is to be said of two sides."""

    kind: Kind
    word: Word
    shown: Node
    evidence: Evidence | None = None
    reason: str = ""


def opinion_of(reading: Reading, numbers: Numerals, about: About, before: Before) -> Opinion:
    """Returns what is to be said of a statement in one reading.

    numbers  its decimal numbers
    before   what the document has said before
    """
    lettered = _with_letters(reading, numbers, about)
    said = said_in(lettered, numbers) if lettered is not None else Said()
    known = replace(before, values=before.values.calculating(said.exact))
    pairs = list(_pairs(reading, lettered, numbers, about, known))
    word = next(word for word in _WORST_FIRST if any(pair.word == word for pair in pairs))
    return Opinion(
        _kind(pairs),
        word,
        tuple(pair.shown for pair in pairs),
        tuple(pair.evidence for pair in pairs if pair.evidence is not None),
        reading.choices,
        reason=next((pair.reason for pair in pairs if pair.word == word), ""),
        said=said,
        step=_step(reading),
        mixes=mixes(reading, about.table.vocabulary),
    )


def opinion_of_shapes(mismatch: ShapeMismatch) -> Opinion:
    """Returns what is to be said of a statement of matrices whose shapes do not fit in any way to read it."""
    return Opinion("claim", "refuted", (), (Shapes(mismatch.fact, mismatch.shapes),), reason=mismatch.fact)


def opinion_of_slope(slope: Slope) -> Opinion | None:
    """Returns what is to be said of a row of a table with a function and its derivative; None if it is not read.

    It is proved if it holds in one way to read it, and refuted if it holds in none.
    """
    verdicts = [prove(claim) for claim in slope.claims()]
    if not verdicts:
        return None
    best = min(verdicts, key=lambda verdict: _BEST_FIRST.index(verdict.word))
    shown = equation(best.claim.lhs, best.claim.rhs)
    if best.word == "refuted" and slope.is_rounded:
        return Opinion("claim", "undecided", (shown,), (), reason="its numbers may be rounded")
    word: Word = best.word  # type: ignore[assignment]
    return Opinion("claim", word, (shown,), (best,), reason=getattr(best, "missing", ""))


def _with_letters(reading: Reading, numbers: Numerals, about: About) -> Reading | None:
    """Returns the same reading with the names of the numbers in their places; None if there is none."""
    try:
        found = understood(numbers.statement, numbers.table(about.names))
    except NotUnderstood:
        return None
    return next((other for other in found if other.choices == reading.choices), None)


def _pairs(
    reading: Reading, lettered: Reading | None, numbers: Numerals, about: About, before: Before
) -> Iterator[_Pair]:
    for (relation, left, right), (_, one, other) in zip(reading.pairs(), (lettered or reading).pairs(), strict=True):
        if left is None:
            continue
        if relation == "<-":
            yield _update(left, right, about, before.steps)
            continue
        if relation in ORDERINGS:
            yield _ordering(left, relation, right, about, apart=_are_apart(one, other, numbers))
            continue
        if one is not None and is_of_numbers(one, other, numbers):
            line = line_of(one, other, numbers, before.values, about.table.vocabulary.definitions)
            yield _of_line(line, relation, about)
        elif lettered is None and not (left.free_symbols and right.free_symbols):
            yield _Pair("numbers", "undecided", equation(left, right, notation=about.written), reason=_TWO_WAYS)
        elif relation == "≈":
            yield _Pair("claim", "undecided", equation(left, right, notation=about.written), reason=_ABOUT)
        else:
            yield _claim(left, right, about)


def _of_line(line: Line, relation: str, about: About) -> _Pair:
    if relation == "≈" and line.word == "refuted":
        line = replace(line, word="undecided", missing=_ABOUT)
    shown = equation(line.left, line.right, notation=about.written)
    return _Pair("numbers", line.word, shown, line, line.missing)


def _step(reading: Reading) -> Step | None:
    left, right = reading.sides[:2]
    return (left, right) if reading.relations[0] == "<-" and left is not None and right is not None else None


def _update(left: sp.Expr, right: sp.Expr, about: About, steps: Steps) -> _Pair:
    words = about.table.vocabulary
    is_made = words.network.defines(left)
    verdict = judged_consequence(left, right, steps, words) if is_made else judged_update(left, right, words)
    shown = laid("<-", left, right, notation=about.written)
    return _of_verdict("update rule", verdict, shown)


def _ordering(left: sp.Expr, sign: str, right: sp.Expr, about: About, *, apart: bool) -> _Pair:
    """Returns what is to be said of an inequality.

    apart  whether its sides differ, whatever its decimal numbers were before they were rounded
    """
    found = ordering(left, sign, right, about.table.vocabulary, about.subject.given)
    if found.word == "refuted" and not apart:
        found = Ordering("undecided", "whether it holds within the digits of its numbers")
    shown = laid(cast("Relation", sign), left, right, notation=about.written)
    reason = found.fact if found.word == "undecided" else ""
    return _Pair("inequality", found.word, shown, found, reason)


def _are_apart(left: sp.Expr | None, right: sp.Expr, numbers: Numerals) -> bool:
    if left is None or not numbers.numbers:
        return True
    lhs, rhs = (enclosed(side, numbers.rounded()) for side in (left, right))
    return lhs is None or rhs is None or lhs.disjoint(rhs)


def _claim(left: sp.Expr, right: sp.Expr, about: About) -> _Pair:
    words = about.table.vocabulary
    claim = Claim(settled(left), settled(right), words.definitions, about.subject.given)
    if labels_in(left, right):
        verdict = of_claim(judged_of_label(claim.lhs, claim.rhs, about.table.labels, words), claim)
    else:
        verdict = of_claim(judged([claim], words)[0], claim)
    return _of_verdict(kind_of(left, right, words), verdict, equation(left, right, notation=about.written))


def _of_verdict(kind: Kind, verdict: Verdict, shown: Node) -> _Pair:
    missing = getattr(verdict, "missing", "")
    word: Word = verdict.word  # type: ignore[assignment]
    return _Pair(kind, word, shown, verdict, missing)


def _kind(pairs: Sequence[_Pair]) -> Kind:
    """Returns what the statement is: what its first pair is, or numbers if any is one of numbers."""
    kinds = [pair.kind for pair in pairs]
    if kinds[0] == "update rule":
        return "update rule"
    if "numbers" in kinds:
        return "numbers"
    return "claim" if len(set(kinds)) > 1 and kinds[0] != "definition" else kinds[0]
