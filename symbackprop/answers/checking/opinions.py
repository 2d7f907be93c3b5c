"""Opinions: what is to be said of a statement in one reading, pair of sides by pair of sides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import sympy as sp

from symbackprop.answers.building import settled
from symbackprop.answers.checking.about import About
from symbackprop.answers.checking.consequences import NO_STEPS, Step, Steps, judged_consequence
from symbackprop.answers.checking.finding import Evidence, Kind, Word
from symbackprop.answers.checking.intervals import enclosed
from symbackprop.answers.checking.kinds import is_name, kind_of
from symbackprop.answers.checking.labels import judged_of_label, labels_in
from symbackprop.answers.checking.lines import Line, Stated, instance, is_result, line_of
from symbackprop.answers.checking.mixing import mixes
from symbackprop.answers.checking.numerals import Numerals
from symbackprop.answers.checking.understanding import understood
from symbackprop.answers.checking.updates import judged_update, of_claim
from symbackprop.answers.judging import judged
from symbackprop.answers.latex import NotUnderstood, Reading, ShapeMismatch
from symbackprop.calculus import Partial
from symbackprop.notation import equation, write
from symbackprop.notation.equations import relation as laid
from symbackprop.notation.tree import Node
from symbackprop.proof import Claim, Verdict

_WORST_FIRST: tuple[Word, ...] = ("refuted", "undecided", "taken", "proved")
_TWO_WAYS = "its numbers can be read in two ways"
_ABOUT = "≈ says no precision; only equations are judged"


@dataclass(frozen=True)
class Before:
    """What a document has said before a statement.

    values  the values that it has stated
    steps   the new values that it has given to parameters
    """

    values: dict[sp.Expr, Stated] = field(default_factory=dict)
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
    stated    the values that it states
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
    stated: Mapping[sp.Expr, Stated] = field(default_factory=dict)
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
    pairs = list(_pairs(reading, lettered, numbers, about, before))
    word = next(word for word in _WORST_FIRST if any(pair.word == word for pair in pairs))
    return Opinion(
        _kind(pairs),
        word,
        tuple(pair.shown for pair in pairs),
        tuple(pair.evidence for pair in pairs if pair.evidence is not None),
        reading.choices,
        reason=next((pair.reason for pair in pairs if pair.word == word), ""),
        stated=_stated(lettered, numbers, about) if lettered is not None else {},
        step=_step(reading),
        mixes=mixes(reading, about.table.vocabulary),
    )


def opinion_of_shapes(mismatch: ShapeMismatch) -> Opinion:
    """Returns what is to be said of a statement of matrices whose shapes do not fit in any way to read it."""
    return Opinion("claim", "refuted", (), (Shapes(mismatch.fact, mismatch.shapes),), reason=mismatch.fact)


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
        if one is not None and _is_of_numbers(one, other, numbers):
            line = line_of(one, other, numbers, before.values, about.table.vocabulary.definitions)
            yield _of_line(line, relation, about)
        elif lettered is None and not (left.free_symbols and right.free_symbols):
            yield _Pair("numbers", "undecided", equation(left, right, notation=about.written), reason=_TWO_WAYS)
        elif relation == "≈":
            yield _Pair("claim", "undecided", equation(left, right, notation=about.written), reason=_ABOUT)
        else:
            yield _claim(left, right, about)


def _is_of_numbers(left: sp.Expr, right: sp.Expr, numbers: Numerals) -> bool:
    """Returns whether one side is made of numbers, and that is no claim for all values of the names in the other."""
    for side, other in ((left, right), (right, left)):
        free = side.free_symbols
        if free <= numbers.numbers.keys() and not side.atoms(Partial):
            return bool(free) or is_name(other) or bool(other.free_symbols & numbers.numbers.keys())
    return False


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


def _claim(left: sp.Expr, right: sp.Expr, about: About) -> _Pair:
    words = about.table.vocabulary
    claim = Claim(settled(left), settled(right), words.definitions)
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


def _stated(reading: Reading, numbers: Numerals, about: About) -> Mapping[sp.Expr, Stated]:
    """Returns the values that a statement states: its last side for its first, and what is put in."""
    sides = [side for side in reading.sides if side is not None]
    definitions = about.table.vocabulary.definitions
    found: dict[sp.Expr, Stated] = {}
    if reading.relations[0] == "<-":
        return found
    for left, right in pairwise(sides):
        if _is_of_numbers(left, right, numbers):
            for name, value in instance(left, right, numbers).items():
                _state(found, name, value, numbers, definitions)
    first, last = sides[0], sides[-1]
    is_number = last.free_symbols <= numbers.numbers.keys() and (is_result(last) or not last.free_symbols)
    if (is_name(first) or isinstance(first, Partial)) and is_number and _is_of_numbers(first, last, numbers):
        _state(found, first, last, numbers, definitions)
    return found


def _state(
    found: dict[sp.Expr, Stated],
    name: sp.Expr,
    value: sp.Expr,
    numbers: Numerals,
    definitions: Mapping[sp.Expr, sp.Expr],
) -> None:
    given = name not in definitions and not isinstance(name, Partial)
    enclosure = enclosed(value, numbers.given() if given else numbers.rounded())
    if enclosure is not None:
        found[name] = Stated(enclosure, write(value, "unicode"), 0)
