"""The context of one reading: the formula, what its names mean, the indices in force, the choices made."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import sympy as sp

from symbackprop.answers.latex.choices import Choices
from symbackprop.answers.latex.refusal import NotUnderstood, refusal
from symbackprop.answers.latex.symbols import SymbolTable
from symbackprop.answers.latex.token import Token
from symbackprop.answers.latex.tree import Node, Number
from symbackprop.answers.scope import Bound, Scope
from symbackprop.answers.token import Token as Word


class Context:
    """What is known while one formula is read in one way.

    text     the formula
    table    what its names mean
    choices  how it is read where there are two ways
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

    @contextmanager
    def binding(self, letter: str, node: Node) -> Iterator[Bound]:
        """Binds the index of a sum of a network with arrays."""
        with self.scope.binding([Word("name", letter, node.position, node.end)]) as (bound,):
            yield bound

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
        yield symbol
        self.item, self.items = before, named
