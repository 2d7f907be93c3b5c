"""Units: what a network has one by one, and a formula all at once.

A sum over units, Σ_j v_j y_j for v_1 y_1 + v_2 y_2 and Σ_o δ_o for δ_o1 + δ_o2; and vectors of them, t for t_1 and t_2.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

import sympy as sp

from symbackprop.answers.functions import Function
from symbackprop.answers.latex.refusal import NotUnderstood
from symbackprop.answers.latex.symbols import Meaning, SymbolTable
from symbackprop.answers.latex.written import Written
from symbackprop.answers.vocabulary import Vocabulary

if TYPE_CHECKING:
    from symbackprop.answers.latex.context import Context

MOST_UNITS = 24
"""The most units that a formula is written out for."""


class AtOne(SymbolTable, Protocol):
    """A symbol table in which some names stand for a quantity of one unit."""

    @property
    def unit(self) -> str:
        """Returns the unit: "2", "o1"."""

    def of_unit(self, name: Written) -> tuple[Meaning, ...]:
        """Returns what a name that stands for several units means for this one; () if it does not, or has none."""

    def numbered(self, name: Written) -> Written:
        """Returns a name with the number of the unit, as it is looked up further."""


@dataclass(frozen=True)
class _At:
    """What the tables at one unit share.

    table  the table without it
    unit   the unit
    """

    table: SymbolTable
    unit: str

    @property
    def vocabulary(self) -> Vocabulary:
        """Returns the vocabulary of the network."""
        return self.table.vocabulary

    @property
    def labels(self) -> Mapping[str, str]:
        """Returns the names of the class of an item."""
        return self.table.labels

    def function(self, name: Written) -> Function | None:
        """Returns the function of that name."""
        return self.table.function(name)

    def component(self, name: Written, unit: str) -> tuple[Meaning, ...]:
        """Returns what a name that stands for a vector may mean for one of its units."""
        return self.table.component(name, unit)


@dataclass(frozen=True)
class AtUnit(_At):
    """A symbol table in which an index letter stands for one unit: with j for 2, v_j is v_2.

    letter  the index: "j", "o"
    """

    letter: str

    def meanings(self, name: Written) -> tuple[Meaning, ...]:
        """Returns what a name may mean for the unit; none if it bears the letter and there is no such quantity."""
        found = self.of_unit(name)
        return found if found or self.letter in name.below else self.table.meanings(name)

    def of_unit(self, name: Written) -> tuple[Meaning, ...]:
        """Returns what a name that bears the letter means for the unit."""
        if all(self.letter not in unit for unit in name.below if isinstance(unit, str)):
            return ()
        found = self.table.meanings(self._with_number(name))
        return () if any(meaning.item is not None for meaning in found) else found

    def numbered(self, name: Written) -> Written:
        """Returns v_2 for v_j."""
        return self._with_number(name) if self.of_unit(name) else name

    def _with_number(self, name: Written) -> Written:
        texts = (unit.replace(self.letter, self.unit) if isinstance(unit, str) else unit for unit in name.below)
        return replace(name, below=tuple(texts))


@dataclass(frozen=True)
class AtComponent(_At):
    """A symbol table in which a name that stands for no quantity stands for a vector: t for t_1 and t_2."""

    def meanings(self, name: Written) -> tuple[Meaning, ...]:
        """Returns what a name may mean, a vector at the unit."""
        found = self.table.meanings(name)
        return found if any(meaning.value is None for meaning in found) else self.of_unit(name) or found

    def of_unit(self, name: Written) -> tuple[Meaning, ...]:
        """Returns the component of a vector."""
        is_number = any(meaning.value is None for meaning in self.table.meanings(name))
        return () if name.below or is_number else self.table.component(name, self.unit)

    def numbered(self, name: Written) -> Written:
        """Returns the name of a vector as it is."""
        return name


@dataclass(frozen=True)
class Terms:
    """A part of a formula at each unit at which it can be read.

    terms  the part for each unit, in their order
    reach  of each name in it that stands for several units: those that the network has
    """

    terms: Mapping[str, sp.Expr]
    reach: tuple[frozenset[str], ...]

    def covers(self, units: Collection[str]) -> bool:
        """Returns whether all names have all of these units."""
        return all(found.issuperset(units) for found in self.reach)

    def is_just(self, units: Collection[str]) -> bool:
        """Returns whether all names have these units and no others."""
        return all(found == frozenset(units) for found in self.reach)


def at_each_unit(context: Context, tables: Iterable[AtOne], read: Callable[[], sp.Expr]) -> Terms:
    """Returns what is read at each unit at which it can be read; nothing if no name in it stands for several units."""
    made, any_item = tuple(tables), context.any_item
    terms: dict[str, sp.Expr] = {}
    names: dict[Written, None] = {}
    for table in made:
        try:
            with context.at_unit(table) as used:
                terms[table.unit] = read()
        except NotUnderstood:
            continue
        names |= dict.fromkeys(used)
    reach = (frozenset(table.unit for table in made if table.of_unit(name)) for name in names)
    found = Terms(terms, tuple(units for units in reach if len(units) > 1))
    if found.reach:
        return found
    context.any_item = any_item
    return Terms({}, ())


def units_of(letter: str, words: Vocabulary) -> tuple[str, ...]:
    """Returns which units an index letter may stand for, in their order: o1 and o2 for o, else numbers.

    >>> from symbackprop.answers.vocabulary import vocabulary
    >>> from symbackprop.network import two_layer
    >>> units_of("j", vocabulary(two_layer()))
    ('1', '2')
    """
    texts = _texts(words)
    own = [text for text in texts if text[:1] == letter and text[1:].isdigit()]
    return _in_order(own or [text for text in texts if text.isdigit()])


def _texts(words: Vocabulary) -> tuple[str, ...]:
    """Returns what numbers the names of a network."""
    below: dict[str, set[str]] = defaultdict(set)
    for text in words.quantities:
        stem, _, numbers = text.partition("^")[0].partition("_")
        below[stem].add(numbers)
    return tuple(dict.fromkeys(unit for numbers in below.values() for unit in _units(numbers)))


def all_units(words: Vocabulary) -> tuple[str, ...]:
    """Returns all units that the names of a network are numbered by, in their order."""
    return _in_order(text for text in _texts(words) if text.isdigit() or (text[:1].isalpha() and text[1:].isdigit()))


def _in_order(units: Iterable[str]) -> tuple[str, ...]:
    found = tuple(sorted(units, key=lambda text: (len(text), text)))
    return found if len(found) <= MOST_UNITS else ()


def _units(below: set[str]) -> Iterator[str]:
    """Yields what the subscripts of one letter say of units: h1; 10 and 11 of x_1 to x_11; 1 and 2 of w_11 to w_22."""
    numbers = {text for text in below if text.isdigit()}
    yield from sorted(below - numbers)
    counted = {str(number) for number in range(len(numbers) + 1)}
    yield from sorted(numbers if numbers <= counted else {digit for text in numbers for digit in text})
