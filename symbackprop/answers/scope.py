"""The scope: the index letters of one formula, what binds them, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property

import sympy as sp

from symbackprop.answers.complaint import complaint
from symbackprop.answers.token import Token
from symbackprop.answers.vocabulary import Vocabulary
from symbackprop.errors import FormulaError
from symbackprop.network.indices import LETTERS, index

MOST_NESTED = 8
"""How many sums may stand inside each other: at small sizes, each multiplies the terms of what is judged."""

_LETTER = re.compile("[A-Za-z](_[0-9]+)?")
_USUAL = (*LETTERS, "p")


@dataclass(eq=False)
class Bound:
    """An index that a sum binds, with its first and its last value once they have been read."""

    letter: sp.Symbol
    first: sp.Expr = sp.S.One
    last: sp.Expr = sp.S.One


@dataclass(frozen=True)
class Note:
    """A place of a formula at which an index or a number among indices stands.

    value     what stands there: j, 2, i + k - 1
    position  where in the text
    bound     the indices that sums bind there, the outermost first
    array     the name of the array it is a subscript of, "" if it is none
    number    which of the array's subscripts it is, from 1
    size      how far that subscript runs
    """

    value: sp.Expr
    position: int
    bound: tuple[Bound, ...]
    array: str = ""
    number: int = 0
    size: sp.Expr | None = None


class Scope:
    """The letters in force while one formula is read.

    text        the formula
    vocabulary  what its words mean
    notes       every place so far at which an index stands
    """

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self.text = text
        self.vocabulary = vocabulary
        self.notes: list[Note] = []
        self._bound: tuple[Bound, ...] = ()

    @cached_property
    def sizes(self) -> Mapping[str, sp.Symbol]:
        """Returns the symbolic sizes by name; for the network of one item, the number of items."""
        return {symbol.name: symbol for symbol in self.vocabulary.sizes}

    def note(
        self, value: sp.Expr, position: int, array: str = "", number: int = 0, size: sp.Expr | None = None
    ) -> None:
        """Notes what stands among indices here."""
        self.notes.append(Note(value, position, self._bound, array, number, size))

    @contextmanager
    def binding(self, tokens: Iterable[Token]) -> Iterator[tuple[Bound, ...]]:
        """Binds the indices of a sum while its body is read; the last one stands outermost."""
        before, named = self._bound, tuple(tokens)
        found = tuple(Bound(self._to_bind(token)) for token in named)
        for position, token in enumerate(named):
            if any(token.text == item.letter.name for item in (*before, *found[:position])):
                raise self._complaint(token, f"a sum over {token.text} stands in a sum over {token.text}")
        if len(before) + len(found) > MOST_NESTED:
            raise self._complaint(named[-1], f"at most {MOST_NESTED} sums stand inside each other")
        self._bound = (*before, *reversed(found))
        yield found
        self._bound = before

    @contextmanager
    def outside(self, item: Bound) -> Iterator[None]:
        """Leaves the sum over an index, and those in it, while its ends are read."""
        before = self._bound
        self._bound = before[: before.index(item)]
        yield
        self._bound = before

    def index(self, token: Token) -> sp.Symbol:
        """Returns the index or size that a word among subscripts means; raises FormulaError for any other word."""
        found = self.sizes.get(token.text) or self.known(token.text)
        if found is not None:
            return found
        if token.text in self.vocabulary.quantities:
            raise self._complaint(token, f"{token.text} is a quantity, and no index")
        if not (self.vocabulary.network.is_indexed and _LETTER.fullmatch(token.text)):
            raise self._complaint(token, f"there is no index or size named {token.text!r}")
        return index(token.text)

    def short(self, text: str) -> sp.Symbol | None:
        """Returns the index called so where it is part of a name, w_ji: one that is known, or a usual letter."""
        usual = text in _USUAL and text not in self.sizes and text not in self.vocabulary.quantities
        return self.known(text) or (index(text) if usual else None)

    def known(self, text: str) -> sp.Symbol | None:
        """Returns the index called so, if a sum binds it here or the network has it."""
        bound = {item.letter.name: item.letter for item in self._bound}
        return bound.get(text) or self.vocabulary.letters.get(text)

    def length(self, item: Bound, token: Token, since: int) -> sp.Expr:
        """Returns how far a bound index runs, read off the subscripts noted `since` that it is alone."""
        sizes = [note.size for note in self.notes[since:] if note.value == item.letter and item in note.bound]
        found = dict.fromkeys(size for size in sizes if size is not None)
        if len(found) != 1:
            fact = f"the index {item.letter} runs to {' and to '.join(map(str, found))}"
            raise self._complaint(token, fact if found else f"nothing says how far the index {item.letter} runs")
        return next(iter(found))

    def _to_bind(self, token: Token) -> sp.Symbol:
        if token.text in self.sizes or (token.text in self.vocabulary.quantities and self.known(token.text) is None):
            kind = "size" if token.text in self.sizes else "quantity"
            raise self._complaint(token, f"{token.text} is a {kind}, and no index of a sum")
        return self.index(token)

    def _complaint(self, token: Token, fact: str) -> FormulaError:
        letters, sizes = ", ".join(self.vocabulary.letters), ", ".join(self.sizes)
        others = ", or another letter" if self.vocabulary.network.is_indexed else ""
        further = [f"indices           {letters}{others}", f"sizes             {sizes or 'numbers alone'}"]
        return complaint(fact, self.text, token.position, further)
