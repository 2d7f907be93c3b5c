"""Units: a sum over units that a network has one by one, Σ_j v_j y_j for v_1 y_1 + v_2 y_2, Σ_o δ_o for δ_o1 + δ_o2."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from symbackprop.answers.functions import Function
from symbackprop.answers.latex.symbols import Meaning, SymbolTable
from symbackprop.answers.latex.written import Unit, Written
from symbackprop.answers.vocabulary import Vocabulary

MOST_UNITS = 24
"""The most units that a sum is written out for."""


@dataclass(frozen=True)
class AtUnit:
    """A symbol table in which an index letter stands for one unit: with j for 2, v_j is v_2.

    table   the table without it
    letter  the index: "j", "o"
    unit    the unit: "2", "o1"
    known   of each name that bears the letter, the units for which there is such a quantity
    """

    table: SymbolTable
    letter: str
    unit: str
    known: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    @property
    def vocabulary(self) -> Vocabulary:
        """Returns the vocabulary of the network."""
        return self.table.vocabulary

    def function(self, name: Written) -> Function | None:
        """Returns the function of that name."""
        return self.table.function(name)

    def meanings(self, name: Written) -> tuple[Meaning, ...]:
        """Returns what a name may mean for the unit; none if it bears the letter and there is no such quantity."""
        if self.letter not in "".join(unit for unit in name.below if isinstance(unit, str)):
            return self.table.meanings(name)
        found = self.table.meanings(replace(name, below=tuple(map(self._at, name.below))))
        if any(meaning.item is not None for meaning in found):
            return ()
        if found:
            self.known[name.text].add(self.unit)
        is_word = self.letter not in name.below and not found
        return self.table.meanings(name) if is_word else found

    def _at(self, unit: Unit) -> Unit:
        return unit.replace(self.letter, self.unit) if isinstance(unit, str) else unit


def units_of(letter: str, words: Vocabulary) -> tuple[str, ...]:
    """Returns which units an index letter may stand for, in their order: o1 and o2 for o, else numbers.

    >>> from symbackprop.answers.vocabulary import vocabulary
    >>> from symbackprop.network import two_layer
    >>> units_of("j", vocabulary(two_layer()))
    ('1', '2')
    """
    below: dict[str, set[str]] = defaultdict(set)
    for text in words.quantities:
        stem, _, numbers = text.partition("^")[0].partition("_")
        below[stem].add(numbers)
    texts = dict.fromkeys(unit for numbers in below.values() for unit in _units(numbers))
    own = [text for text in texts if text[:1] == letter and text[1:].isdigit()]
    found = own or [text for text in texts if text.isdigit()]
    return tuple(sorted(found, key=lambda text: (len(text), text))[: MOST_UNITS + 1])


def _units(below: set[str]) -> Iterator[str]:
    """Yields what the subscripts of one letter say of units: h1; 10 and 11 of x_1 to x_11; 1 and 2 of w_11 to w_22."""
    numbers = {text for text in below if text.isdigit()}
    yield from sorted(below - numbers)
    counted = {str(number) for number in range(len(numbers) + 1)}
    yield from sorted(numbers if numbers <= counted else {digit for text in numbers for digit in text})
