"""Quantities in a formula: names, elements of arrays, the value that a quantity has for one item."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches

import sympy as sp

from symbackprop.answers.complaint import complaint
from symbackprop.answers.reader import Reader
from symbackprop.answers.readings import Reading, reading
from symbackprop.answers.scope import Scope
from symbackprop.answers.token import Token
from symbackprop.answers.whole import whole
from symbackprop.errors import FormulaError
from symbackprop.network.indices import element
from symbackprop.network.names import name

_MOST_LISTED = 24


class Quantities:
    """Reads the names of quantities, with their subscripts.

    reader      the tokens
    scope       the letters in force, and what words mean
    expression  reads an expression that binds more tightly than a given sign: a subscript
    """

    def __init__(self, reader: Reader, scope: Scope, expression: Callable[..., sp.Expr]) -> None:
        self.reader = reader
        self.scope = scope
        self.vocabulary = scope.vocabulary
        self.expression = expression
        self.counting = 0

    def mark(self) -> tuple[int, int]:
        """Returns what `back` needs to come back to this place."""
        return self.reader.place, len(self.scope.notes)

    def back(self, mark: tuple[int, int]) -> None:
        """Goes back to a place, and forgets the indices met since."""
        self.reader.place = mark[0]
        del self.scope.notes[mark[1] :]

    def reading(self, text: str = "") -> Reading | None:
        """Returns how the name that comes next is read, with `text` for its first word; None if it is none."""
        token = self.reader.token
        if token.kind == "quoted":
            return Reading(token.text, (), 1) if token.text in self.vocabulary.quantities else None
        return reading(self.reader, text or token.text, self.scope) if token.kind == "name" else None

    def read(self) -> sp.Expr:
        """Returns the quantity that comes next."""
        if self.reader.token.kind not in ("name", "quoted"):
            raise self.reader.complaint(f"{self.reader.shown()} does not fit here", "expected          a name")
        found = self.reading()
        if found is None:
            raise self.unknown(self.reader.token)
        return self.taken(found)

    def taken(self, found: Reading) -> sp.Expr:
        """Returns the quantity read so, with the subscripts that follow it."""
        token = self.reader.token
        self.reader.place += found.words
        if found.places:
            return self._element(found.name, token, [(self._place(text), token.position) for text in found.places])
        if found.name in self.vocabulary.shapes:
            return self._element(found.name, token, self._subscripts(found.name, token))
        return self._number(found.name, token)

    def index_as_number(self) -> sp.Expr | None:
        """Returns the index that comes next where a number is expected, None if none does."""
        token = self.reader.token
        known = self.scope.known(token.text) if token.kind == "name" else None
        if known is not None:
            self.scope.note(known, token.position)
            self.reader.take()
        return known

    def whole_number(self) -> sp.Expr:
        """Returns what comes next among indices: an index, a size, a number, or a sum of such."""
        position = self.reader.token.position
        self.counting += 1
        written = self.expression()
        self.counting -= 1
        found = whole(written)
        if found is None:
            further = ["write             an index, a number, or a sum of such: i + k - 1"]
            raise complaint("this is no whole number", self.reader.text, position, further)
        return found

    def index(self) -> sp.Symbol:
        """Returns the index or size that comes next."""
        return self.scope.index(self.reader.take())

    def unknown(self, token: Token, text: str = "") -> FormulaError:
        """Returns the error for a word that is no quantity and no function."""
        wanted = text or token.text
        quantities, functions = list(self.vocabulary.shown), list(self.vocabulary.functions)
        known = functions if self.reader.opens_after(token) else quantities
        near = get_close_matches(wanted, [*self.vocabulary.quantities, *functions], n=1, cutoff=0.5)
        hint = [f"did you mean {near[0]}?"] if near else []
        kind = "function" if known is functions else "quantity"
        listed = [f"available         {_listed(known)}", *hint]
        return complaint(f"there is no {kind} named {wanted!r}", self.reader.text, token.position, listed)

    # ---- elements

    def _element(self, array: str, token: Token, places: Iterable[tuple[sp.Expr, int]]) -> sp.Expr:
        shape, found = self.vocabulary.shapes[array], list(places)
        if len(found) != len(shape):
            fact = f"{array} has {_counted(len(shape), 'subscript')}, and here it has {len(found)}"
            raise complaint(fact, self.reader.text, token.position, [self._example(array)])
        for number, ((place, position), size) in enumerate(zip(found, shape, strict=True), 1):
            self.scope.note(place, position, array, number, size)
        return element(name(array), [place for place, _ in found])

    def _subscripts(self, array: str, token: Token) -> Iterator[tuple[sp.Expr, int]]:
        if not self.reader.accept("["):
            lengths = " by ".join(map(str, self.vocabulary.shapes[array]))
            fact = f"{array} is an array of {lengths} numbers, and no number"
            raise complaint(fact, self.reader.text, token.position, [self._example(array)])
        yield self._subscript()
        while self.reader.accept(","):
            yield self._subscript()
        self.reader.expect("]")

    def _subscript(self) -> tuple[sp.Expr, int]:
        position = self.reader.token.position
        return self.whole_number(), position

    def _place(self, text: str) -> sp.Expr:
        known = self.scope.short(text)
        return sp.Integer(int(text)) if known is None else known

    def _example(self, array: str) -> str:
        shown = next(text for text in self.vocabulary.shown if text.partition("[")[0] == array)
        return f"write             {shown}"

    # ---- numbers

    def _number(self, text: str, token: Token) -> sp.Expr:
        quantity = self.vocabulary.quantities[text]
        if not quantity.is_Symbol and self.scope.known(text) is not None:
            fact = f"{text} is an index here, and a constant"
            raise complaint(fact, self.reader.text, token.position, ["write             exp(1) for the number e"])
        if not self.reader.at("[") or self.at_condition():
            return quantity
        if self.vocabulary.network.is_indexed:
            fact = f"{text} is one number: it has no subscripts"
            raise complaint(fact, self.reader.text, token.position, [f"write             {text}"])
        if not self.vocabulary.varies(quantity):
            fact = f"{text} is the same for every training item"
            raise complaint(fact, self.reader.text, token.position, [f"write             {text} without an index"])
        return self._of_item(quantity)

    def _of_item(self, quantity: sp.Symbol) -> sp.Expr:
        self.reader.expect("[")
        item = self.whole_number()
        self.reader.expect("]")
        return sp.IndexedBase(quantity.name, real=True)[item]

    def at_condition(self) -> bool:
        """Returns whether the bracket that comes next is a condition, [k = j], and no subscript."""
        start = self.reader.place + 1
        inside = self.reader.tokens[start : self.reader.closing(start)]
        return self.vocabulary.network.is_indexed and any(token.text == "=" for token in inside)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _listed(names: Iterable[str]) -> str:
    found = list(names)
    more = f", and {len(found) - _MOST_LISTED} more" if len(found) > _MOST_LISTED else ""
    return ", ".join(found[:_MOST_LISTED]) + more
