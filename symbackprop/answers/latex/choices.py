"""Choices: where a formula can be read in two ways, each way is taken once."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import TypeVar

from symbackprop.answers.latex.limits import MOST_READINGS
from symbackprop.errors import FormulaError

T = TypeVar("T")
V = TypeVar("V")


class TooManyReadings(Exception):
    """A formula that can be read in more ways than are tried."""


class Choices:
    """The choices of one reading: what has been decided beforehand, and the first way for the rest.

    taken  for each choice so far: how many ways there were, and which was taken
    """

    def __init__(self, decided: Sequence[int] = ()) -> None:
        self.taken: list[tuple[int, int]] = []
        self.words: list[str] = []
        self._decided = decided
        self._made: dict[Hashable, int] = {}

    def choose(self, key: Hashable, options: Sequence[tuple[str, T]]) -> T:
        """Returns the way that this reading takes; the same way wherever the same `key` is decided.

        options  each way in words, and what it is; () words where there is but one way
        """
        if len(options) == 1:
            return options[0][1]
        if key not in self._made:
            place = len(self.taken)
            picked = self._decided[place] if place < len(self._decided) else 0
            self.taken.append((len(options), picked))
            self._made[key] = picked
            self.remark(options[picked][0])
        return options[self._made[key]][1]

    def remark(self, words: str) -> None:
        """Notes how something is read."""
        if words not in self.words:
            self.words.append(words)


def every(read: Callable[[Choices], V]) -> Iterator[tuple[V, tuple[str, ...]]]:
    """Yields what `read` returns for every way of choosing, with the choices in words, the likeliest way first.

    A way on which it raises FormulaError is no reading; if there is no other, the error of
    the first is raised. Raises TooManyReadings beyond MOST_READINGS ways.

    >>> list(every(lambda choices: choices.choose("x", [("as a", 1), ("as b", 2)])))
    [(1, ('as a',)), (2, ('as b',))]
    """
    decided: list[int] | None = []
    first: FormulaError | None = None
    count = found = 0
    while decided is not None:
        count += 1
        if count > MOST_READINGS:
            raise TooManyReadings
        choices = Choices(decided)
        try:
            value = read(choices)
        except FormulaError as error:
            first = first or error
        else:
            found += 1
            yield value, tuple(choices.words)
        decided = _next(choices.taken)
    if not found and first is not None:
        raise first


def _next(taken: Sequence[tuple[int, int]]) -> list[int] | None:
    """Returns the decisions of the next way, None after the last."""
    for place in range(len(taken) - 1, -1, -1):
        ways, picked = taken[place]
        if picked + 1 < ways:
            return [earlier for _, earlier in taken[:place]] + [picked + 1]
    return None
