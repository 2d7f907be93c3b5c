"""Memory: what a judge remembers of values from statement to statement, under each subject."""

from __future__ import annotations

from collections.abc import Sequence

from symbackprop.answers.checking.about import About
from symbackprop.answers.checking.pieces import Piece
from symbackprop.answers.checking.unread import another_pass
from symbackprop.answers.checking.values import Said, Values


class Memory:
    """The values that a document has stated so far, under each of its subjects."""

    def __init__(self, about: Sequence[About]) -> None:
        self._about = tuple(about)
        self._values = [Values(one.stated, assumed=one.subject.assumed) for one in about]

    def at(self, piece: Piece, subject: int) -> Values:
        """Returns what is known of values where a statement stands: what the words before it leave of that."""
        line, _ = piece.begin
        return self._after(subject, Said(another=another_pass(piece)), line)

    def remember(self, said: Said, line: int, subject: int) -> None:
        """Remembers what a statement about a subject has said; that there are other values counts for all."""
        for number in range(len(self._about)):
            if number == subject or said.another:
                self._values[number] = self._after(number, said, line)

    def _after(self, subject: int, said: Said, line: int) -> Values:
        return self._values[subject].after(said, line, self._about[subject].table.vocabulary.definitions)
