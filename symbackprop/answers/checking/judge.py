"""The judge: a finding for each statement of a document, with what is remembered from one to the next."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import sympy as sp

from symbackprop.answers.checking.about import About
from symbackprop.answers.checking.booleans import boolean
from symbackprop.answers.checking.choosing import best_of
from symbackprop.answers.checking.diagnosing import diagnosed, diagnosed_slope, diagnosed_update, in_its_entry, repaired
from symbackprop.answers.checking.finding import Finding
from symbackprop.answers.checking.memory import Memory
from symbackprop.answers.checking.numbers.alone import is_of_numbers, of_numbers
from symbackprop.answers.checking.numbers.line import Line
from symbackprop.answers.checking.numbers.numerals import numerals
from symbackprop.answers.checking.numbers.stating import said_by
from symbackprop.answers.checking.numbers.values import Said
from symbackprop.answers.checking.opinions import Before, Opinion, opinion_of, opinion_of_shapes, opinion_of_slope
from symbackprop.answers.checking.orderings import ORDERINGS
from symbackprop.answers.checking.pieces import Piece
from symbackprop.answers.checking.redefinitions import defined_anew, names_below
from symbackprop.answers.checking.restrictions import in_its_case
from symbackprop.answers.checking.slopes_in_tables import Slope
from symbackprop.answers.checking.steps.assignments import assignment, rate_in
from symbackprop.answers.checking.steps.consequences import Step
from symbackprop.answers.checking.telling import finding_of, of_logic, refused, told
from symbackprop.answers.checking.understanding import understood
from symbackprop.answers.checking.unread import another_pass, unread
from symbackprop.answers.checking.valuing import is_value
from symbackprop.answers.checking.wrong import said_to_be_wrong
from symbackprop.answers.latex import NotUnderstood, OneItemOnly, ShapeMismatch, Statement
from symbackprop.answers.latex.tree import Node
from symbackprop.answers.latex.written import written
from symbackprop.answers.mistakes import Diagnosis
from symbackprop.answers.understanding import subject_of
from symbackprop.proof import Refuted

_JUDGED = frozenset({"=", ":=", "≈", "<-"}) | ORDERINGS


@dataclass(frozen=True)
class Outcome:
    """A finding, and what is remembered of it.

    tail       the last side of the statement, which the next may go on from; None if it was not understood
    said       what it says of values
    statement  the statement as it was judged, if it was
    subject    under which of the subjects
    one_item   whether it was judged for one item, where the network is one of several
    redefined  the name to which it gives another meaning than the document gave it before
    slope      the number of the formula, if a table says that it is a derivative
    step       the parameter to which it gives a new value, and that
    """

    finding: Finding
    tail: Node | None = None
    said: Said = field(default_factory=Said)
    statement: Statement | None = None
    subject: int = 0
    one_item: bool = False
    redefined: sp.Expr | None = None
    slope: int | None = None
    step: Step | None = None


class Judge:
    """Judges the statements of one document in their order.

    about   what the document is about, the main one first; a statement that one of them names is judged under that
    slopes  the formulas in tables that are said to be the derivative of another
    wrong   the numbers of the formulas of which the document says that they are wrong
    """

    def __init__(
        self, about: Sequence[About], slopes: Mapping[int, Slope] = MappingProxyType({}), wrong: Container[int] = ()
    ) -> None:
        self.about = (*about, of_numbers())
        self.slopes = slopes
        self.wrong = wrong
        self._sloping = {slope.place: slope for slope in slopes.values()}
        self._tail: Node | None = None
        self._memory = Memory(self.about)
        self._redefined: dict[sp.Expr, int] = {}
        self._of_all: set[int] = set()

    def judge(self, piece: Piece) -> Outcome:
        """Returns what is found of a statement, and remembers it."""
        outcome = self.find(piece)
        if piece.place[0] in self.wrong:
            outcome = replace(outcome, finding=said_to_be_wrong(outcome.finding), tail=None, said=Said(), step=None)
        self.remember(outcome)
        return outcome

    def find(self, piece: Piece) -> Outcome:
        """Returns what is found of a statement that stands where the judge has come to."""
        outcome = self._judged(piece)
        is_open = outcome.finding.kind in ("notation", "not understood")
        return (self._in_a_table(piece) or outcome) if is_open else outcome

    def _in_a_table(self, piece: Piece) -> Outcome | None:
        """Returns what is found of a formula in a row with a function and its derivative; None if it is in none."""
        number = piece.place[0]
        slope = self.slopes.get(number)
        opinion = opinion_of_slope(slope) if slope is not None else None
        if slope is not None and opinion is not None:
            return Outcome(told(piece, opinion, opinion.word, (slope.remark,)), slope=number)
        if number in self._sloping and self._sloping[number].claims():
            return Outcome(finding_of(piece, "definition", "taken", remarks=("the table says what its slope is",)))
        return None

    def remember(self, outcome: Outcome) -> None:
        """Remembers what a statement has said."""
        self._tail = outcome.tail
        self._memory.remember(outcome.said, outcome.finding.line, outcome.subject)
        if outcome.redefined is not None:
            self._redefined[outcome.redefined] = outcome.finding.line
        if outcome.step is not None:
            self._memory.step(outcome.step, outcome.subject)
        if any(remark.endswith(_OF_ALL) for remark in outcome.finding.remarks):
            self._of_all.add(outcome.subject)

    def _judged(self, piece: Piece) -> Outcome:
        if piece.refusal is not None:
            found = boolean(piece.latex)
            if found is not None:
                return Outcome(of_logic(piece, found))
            return Outcome(refused(piece, piece.refusal), said=unread(piece.latex))
        assert piece.statement is not None  # noqa: S101  (a piece has the one or the other)
        statement = self._whole(piece.statement)
        if statement is None:
            return Outcome(finding_of(piece, "not understood", "not understood", reason=_GOES_ON))
        if not statement.relations:
            return Outcome(self._notation(piece, statement))
        sign = next((sign for sign in statement.relations if sign not in _JUDGED), "")
        if sign:
            reason = "only equations and inequalities are judged"
            return Outcome(finding_of(piece, "not understood", "not understood", reason=reason, token=sign))
        return self._of_equation(piece, self._as_step(piece, statement) or statement)

    def _as_step(self, piece: Piece, statement: Statement) -> Statement | None:
        """Returns a statement as a step of descent; None if it is none, or what it changes is a quantity of its own."""
        left, about = statement.sides[0], self._about(piece)
        name = written([left]) if left is not None and about is not None and statement.relations[0] != "<-" else None
        found = assignment(statement)
        if name is not None and about is not None and found is not None and found.sides[0] != left:
            return None if any(meant.value is None for meant in about.names.meanings(name)) else found
        return found

    def _whole(self, statement: Statement) -> Statement | None:
        """Returns a statement that goes on from the one before with the side that it goes on from.

        Without that side what it has of its own is an equation still, if it has two sides more.
        """
        if not statement.continues:
            return statement
        if self._tail is not None:
            return replace(statement, sides=(self._tail, *statement.sides[1:]))
        if len(statement.sides) > 2:
            return replace(statement, sides=statement.sides[1:], relations=statement.relations[1:])
        return None

    def _about(self, piece: Piece) -> About | None:
        """Returns what a statement is about; None if nothing says it."""
        subject = subject_of((about.subject for about in self.about), piece.place)
        return next((about for about in self.about if about.subject is subject), None)

    def _notation(self, piece: Piece, statement: Statement) -> Finding:
        """Returns the finding on an expression alone: it claims nothing, whether its names are known or not."""
        about = self._about(piece)
        if about is None:
            return finding_of(piece, "notation", "taken", remarks=(f"{_ABOUT_NOTHING}; nothing is claimed",))
        try:
            understood(statement, about.names)
        except NotUnderstood as refusal:
            return finding_of(piece, "notation", "taken", remarks=(f"{refusal.fact}; nothing is claimed",))
        return finding_of(piece, "notation", "taken")

    def _of_equation(self, piece: Piece, statement: Statement) -> Outcome:
        about = self._about(piece) or (self.about[-1] if is_of_numbers(statement) else None)
        if about is None:
            reason = f"{_ABOUT_NOTHING}: name it with --network or in the front matter"
            return Outcome(finding_of(piece, "not understood", "not understood", reason=reason))
        one_item = False
        try:
            before = self._memory.before(piece, self.about.index(about))
            try:
                opinions = _opinions(statement, about, before)
            except OneItemOnly:
                opinions, one_item = _opinions(statement, about.of_one_item, before), True
        except ShapeMismatch as mismatch:
            opinions = [opinion_of_shapes(mismatch)]
        except NotUnderstood as refusal:
            if is_value(statement, about.names):
                return Outcome(finding_of(piece, "numbers", "taken", remarks=(_VALUE,)))
            return Outcome(refused(piece, refusal, about.table), said=unread(piece.latex))
        best = in_its_case(best_of(opinions), piece, about)
        best = replace(best, remarks=(*best.remarks, _ONE_ITEM)) if one_item else best
        if best.word in ("refuted", "undecided") and piece.restricts:
            best = replace(best, word="taken", reason="", remarks=(*best.remarks, _CONDITION))
        if best.word != "refuted" or not about.subject.definitions:
            return replace(self._outcome(piece, statement, about, best), one_item=one_item)
        anew = defined_anew(best, about)
        reason = _DEFINED_ANEW if anew is not None else self._rests_on_another(best, about)
        told = replace(best, word="undecided", reason=reason) if reason else best
        return replace(self._outcome(piece, statement, about, told), one_item=one_item, redefined=anew)

    def _rests_on_another(self, opinion: Opinion, about: About) -> str:
        """Returns why a claim is not refuted: it rests on a name that has been defined anew; "" if it does not."""
        below = names_below(opinion, about)
        name = next((name for name in self._redefined if name in below), None)
        return "" if name is None else f"{name} has been defined anew in line {self._redefined[name]}"

    def _outcome(self, piece: Piece, statement: Statement, about: About, opinion: Opinion) -> Outcome:
        word = opinion.word
        if word == "proved" and opinion.kind == "definition" and piece.place in about.subject.definitions:
            word = "taken"
        remarks = (*self._in_words(opinion.choices, about), *opinion.remarks)
        if about is not self.about[0] and about.subject.about:
            remarks = (*remarks, f"in {about.words}")
        if about.subject.given:
            remarks = (*remarks, f"where {' and '.join(map(str, about.subject.given))}, as the document says")
        finding = told(piece, opinion, word, remarks)
        said = said_by(opinion.said, word, statement, another_pass(piece))
        step = opinion.step if word != "refuted" else None
        return Outcome(finding, statement.sides[-1], said, statement, self.about.index(about), step=step)

    def diagnose(self, outcome: Outcome) -> Diagnosis | None:
        """Returns what is wrong with a statement that is refuted; None if nothing can be said."""
        if outcome.slope is not None:
            return diagnosed_slope(self.slopes[outcome.slope])
        about, finding = self.about[outcome.subject], outcome.finding
        about = about.of_one_item if outcome.one_item else about
        words = about.table.vocabulary
        first = next((verdict for verdict in finding.evidence if verdict.word == "refuted"), None)
        if isinstance(first, Line):
            return first.diagnosis
        if finding.kind == "inequality":
            return None
        wrong = next((verdict for verdict in finding.evidence if isinstance(verdict, Refuted)), None)
        found = _DIAGNOSES.get(finding.kind, diagnosed)(wrong.claim, words) if wrong is not None else None
        if found is not None and found.sentence and outcome.statement is not None and wrong is not None:
            return in_its_entry(found, outcome.statement, finding.evidence.index(wrong))
        if outcome.statement is not None and words.network.is_indexed:
            return repaired(outcome.statement, about.names) or found
        return found

    def _in_words(self, choices: Sequence[str], about: About) -> Iterator[str]:
        """Yields how a statement is read, without what goes without saying: that a name is itself.

        Where the document has defined its loss as that of all items, it is said that it is that of one.
        """
        words = about.table.vocabulary
        one, all_items = words.network.loss.name.name, words.derivation.training_set.letters.loss.name
        for choice in choices:
            name, _, meaning = choice.partition(" is ")
            if meaning == all_items:
                yield f"{name} {_OF_ALL}"
            elif meaning == one and self.about.index(about) in self._of_all:
                yield f"{name} is the loss of one item here"
            elif meaning not in (name, one):
                yield choice


def _opinions(statement: Statement, about: About, before: Before) -> list[Opinion]:
    """Returns what is to be said of a statement, in each way to read it."""
    rate = rate_in(statement, about.names)
    if rate:
        named = _opinions(statement, about.with_rate(rate), before)
        return [replace(one, remarks=(*one.remarks, f"{rate} is the learning rate")) for one in named]
    numbers = numerals(statement)
    return [opinion_of(reading, numbers, about, before) for reading in understood(statement, about.names)]


_DIAGNOSES = {"update rule": diagnosed_update}
_ONE_ITEM = "read for one item"
_OF_ALL = "is the loss of all items"
_VALUE = "a value of one element, or of an index; nothing is claimed"
_CONDITION = "a condition: nothing is claimed"
_DEFINED_ANEW = "the document defines it in another way, too"
_ABOUT_NOTHING = "nothing says which network it is about"
_GOES_ON = "what it goes on from was not understood"
