"""Memory: what a judge remembers of values and of steps from statement to statement, under each subject."""

from __future__ import annotations

from collections.abc import Sequence

from symbackprop.answers.checking.about import About
from symbackprop.answers.checking.numbers.values import Said, Values
from symbackprop.answers.checking.opinions import Before
from symbackprop.answers.checking.pieces import Piece
from symbackprop.answers.checking.steps.consequences import NO_STEPS, Step, with_step
from symbackprop.answers.checking.unread import another_pass


class Memory:
    """The values that a document has stated so far and the steps it has made, under each of its subjects."""

    def __init__(self, about: Sequence[About]) -> None:
        self._about = tuple(about)
        self._values = [Values(one.stated, assumed=one.subject.assumed) for one in about]
        self._steps = [NO_STEPS for _ in about]

    def before(self, piece: Piece, subject: int) -> Before:
        """Returns what has been said where a statement stands; of values, what the words before it leave of them."""
        line, _ = piece.begin
        return Before(self._after(subject, Said(another=another_pass(piece)), line), self._steps[subject])

    def step(self, step: Step, subject: int) -> None:
        """Remembers the new value of a parameter."""
        self._steps[subject] = with_step(self._steps[subject], *step, self._about[subject].table.vocabulary)

    def remember(self, said: Said, line: int, subject: int) -> None:
        """Remembers what a statement about a subject has said; that there are other values counts for all."""
        for number in range(len(self._about)):
            if number == subject or said.another:
                self._values[number] = self._after(number, said, line)

    def _after(self, subject: int, said: Said, line: int) -> Values:
        return self._values[subject].after(said, line, self._about[subject].table.vocabulary.definitions)
