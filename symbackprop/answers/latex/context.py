"""The context of one reading: the formula, what its names mean, the indices in force, the choices made."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from string import ascii_lowercase

import sympy as sp

from symbackprop.answers.latex.choices import Choices, TooManyReadings
from symbackprop.answers.latex.limits import MOST_TRIED
from symbackprop.answers.latex.refusal import NotUnderstood, refusal
from symbackprop.answers.latex.symbols import SymbolTable
from symbackprop.answers.latex.token import Token
from symbackprop.answers.latex.tree import Node, Number
from symbackprop.answers.latex.units import AtOne
from symbackprop.answers.latex.written import Written
from symbackprop.answers.scope import Bound, Scope
from symbackprop.answers.token import Token as Word
from symbackprop.errors import FormulaError
from symbackprop.network.indices import LETTERS

COUNTS = ("N", "n", "m")
"""The letters that may say how many training items there are."""

OR_FACTOR = "is its value there, or a factor"
"""How a name in a product is read that stands in front of another in brackets."""

ANOTHER_INDEX = "{letter} outside the sum over {letter} is another index"
"""How a letter is read that stands for the index of a sum, and outside it."""


class Context:
    """What is known while one formula is read in one way.

    text     the formula
    table    what its names mean
    choices  how it is read where there are two ways
    within   where the factors of a product begin, but for the first, and those behind a number
    """

    def __init__(self, text: str, table: SymbolTable, choices: Choices) -> None:
        self.text = text
        self.table = table
        self.choices = choices
        self.scope = Scope(text, table.vocabulary)
        self.numerals: list[Number] = []
        self.items: dict[str, sp.Symbol] = {}
        self.item: sp.Symbol | None = None
        self.any_item: str | None = None
        self.summed: set[str] = set()
        self.within: set[int] = set()
        self.counts: set[str] = set()
        self.counted: list[tuple[str, Node]] = []
        self._tried = 0
        self._units: list[tuple[AtOne, list[Written]]] = []
        self._instead: dict[str, sp.Symbol] = {}

    @property
    def is_indexed(self) -> bool:
        """Returns whether the network has arrays."""
        return self.table.vocabulary.network.is_indexed

    def refusal(self, fact: str, node: Node, *further: str) -> NotUnderstood:
        """Returns the error that `fact` is the case at a node."""
        start = min(node.position, len(self.text))
        end = max(start, node.end)
        return refusal(fact, self.text, Token("sign", self.text[start:end], start, end), *further)

    def used_twice(self) -> tuple[str, ...]:
        """Returns the letters that stand both for the index of a sum and for an index outside it."""
        bound = {item.letter for note in self.scope.notes for item in note.bound}
        free = {
            symbol
            for note in self.scope.notes
            for symbol in note.value.free_symbols - {item.letter for item in note.bound}
        }
        return tuple(sorted(symbol.name for symbol in bound & free))

    def index(self, text: str) -> sp.Symbol | None:
        """Returns the index in force that is called so, None if there is none."""
        return self._instead.get(text) or self.scope.known(text)

    def use(self, name: Written) -> None:
        """Notes that a name is used, at each of the units at which something is read."""
        for table, used in reversed(self._units):
            used.append(name)
            name = table.numbered(name)

    @contextmanager
    def at_unit(self, table: AtOne) -> Iterator[list[Written]]:
        """Lets names stand for the quantities of one unit; notes which are used."""
        self._tried += 1
        if self._tried > MOST_TRIED:
            raise TooManyReadings
        before, words = self.table, list(self.choices.words)
        used: list[Written] = []
        self.table = table
        self._units.append((table, used))
        try:
            yield used
        except FormulaError:
            self.choices.words[:] = words
            raise
        finally:
            self.table = before
            self._units.pop()

    def hides(self, text: str) -> bool:
        """Returns whether the index of a sum hides a size that is called so."""
        return text in self._instead

    @contextmanager
    def binding(self, letter: str, node: Node) -> Iterator[Bound]:
        """Binds the index of a sum of a network with arrays; one that is called like a size hides the size."""
        hides = letter in self.scope.sizes
        text = self._unused() if hides else letter
        before = self._instead
        with self.scope.binding([Word("name", text, node.position, node.end)]) as (bound,):
            if hides:
                self.choices.remark(f"{letter} is the index of a sum, and no size")
                self._instead = {**before, letter: bound.letter}
            yield bound
        self._instead = before

    def _unused(self) -> str:
        """Returns a letter that stands nowhere in the formula and names nothing."""
        taken = {*self.text, *self.scope.sizes, *self.table.vocabulary.quantities}
        taken |= {symbol.name for symbol in self._instead.values()}
        return next((text for text in (*LETTERS, *ascii_lowercase) if text not in taken), LETTERS[0])

    @contextmanager
    def over_items(self, letter: str) -> Iterator[sp.Symbol]:
        """Lets the quantities be those of one training item; with a letter, only those that bear it."""
        before, named = self.item, dict(self.items)
        symbol = self.table.vocabulary.derivation.training_set.letters.item
        if letter:
            self.items[letter] = symbol
            self.summed.add(letter)
        else:
            self.item = symbol
        try:
            yield symbol
        finally:
            self.item, self.items = before, named
