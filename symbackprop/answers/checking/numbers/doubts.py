"""Doubts: why a number that does not follow from the values stated before may be right all the same.

A document may have gone on to another example, or to the next step of descent. It is held to its values
only where nothing speaks for that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

import sympy as sp

from symbackprop.answers.checking.numbers.instances import instance, is_result
from symbackprop.answers.checking.numbers.intervals import enclosed
from symbackprop.answers.checking.numbers.numerals import Numerals, around, is_given
from symbackprop.answers.checking.numbers.values import Stated, Values, below
from symbackprop.proof.enclosure import Enclosure
from symbackprop.proof.reader import Definitions


@dataclass(frozen=True)
class Naming:
    """A number that is said to be the value of a formula.

    number   the number, or a calculation with numbers
    numbers  the decimal numbers in it
    values   what the document has stated before
    """

    formula: sp.Expr
    number: sp.Expr
    numbers: Numerals
    values: Values
    definitions: Definitions

    @cached_property
    def given(self) -> dict[sp.Expr, Stated]:
        """Returns the values of the names that nothing defines."""
        return self.values.given(self.definitions)

    @cached_property
    def put_in(self) -> dict[sp.Expr, sp.Expr]:
        """Returns which number was put in for each name of the formula, or of what defines it, if that is seen."""
        body = self.definitions.get(self.formula, self.formula)
        return dict(instance(self.formula, self.number, self.numbers) or instance(body, self.number, self.numbers))

    @cached_property
    def computed(self) -> dict[sp.Expr, Enclosure]:
        """Returns the values of the names that are defined, computed from what is given."""
        given = {name: stated.held for name, stated in self.given.items()}
        found = {name: enclosed(name, given, self.definitions) for name in self.definitions}
        return {name: value for name, value in found.items() if value is not None}

    @property
    def below(self) -> frozenset[sp.Expr]:
        """Returns the names that the formula depends on."""
        return below([self.definitions.get(self.formula, self.formula)], self.definitions)


def doubt_of(naming: Naming) -> str:
    """Returns why the number may be right, though it is not the value that is computed; "" if nothing says so."""
    return next((doubt for rule in _DOUBTS for doubt in rule(naming)), "")


def _stated_before(naming: Naming) -> Iterator[str]:
    value = enclosed(naming.number, naming.numbers.given())
    if value is not None and naming.values.contradicts(naming.formula, value):
        earlier = naming.values.known[naming.formula]
        yield f"{naming.formula} is {earlier.shown} in {earlier.place}"


def _strangers(naming: Naming) -> Iterator[str]:
    """Yields which number of a calculation is none of those that the document has."""
    if not is_result(naming.number):
        numbers = sorted(naming.number.free_symbols, key=str)
        strangers = (number for number in numbers if not _is_had(number, naming))
        yield from (f"{number} is none of the values stated before" for number in strangers)


def _is_had(number: sp.Symbol, naming: Naming) -> bool:
    """Returns whether a number is that of a name that the document has stated, or one that is computed."""
    written = naming.numbers.numbers[number]
    few, own = is_given(written), around(written)
    known = (stated for name, stated in naming.values.known.items() if name not in naming.values.old)
    return any(written.value == stated.printed.lower if few else not stated.held.disjoint(own) for stated in known) or (
        not few and any(not value.disjoint(own) for value in naming.computed.values())
    )


def _given_anew(naming: Naming) -> Iterator[str]:
    """Yields which given name has another number put in, unless a number on the way is that of this example."""
    given = naming.given
    other = next((name for name in naming.put_in if name in given and _differs(name, naming)), None)
    if other is not None and not any(_is_of_this_example(name, naming) for name in naming.put_in):
        yield f"{other} is {given[other].shown} in {given[other].place}, and another number is put in"


def _differs(name: sp.Expr, naming: Naming) -> bool:
    value = enclosed(naming.put_in[name], naming.numbers.given())
    return value is None or naming.values.contradicts(name, value)


def _is_of_this_example(name: sp.Expr, naming: Naming) -> bool:
    """Returns whether the number put in for a name that is not given is its value, to more than a few digits."""
    written = naming.numbers.numbers.get(naming.put_in[name])
    if name in naming.given or written is None or is_given(written):
        return False
    stated = naming.values.known.get(name)
    values = (naming.computed.get(name), None if stated is None else stated.value)
    return any(value is not None and not value.disjoint(around(written)) for value in values)


def _whole_numbers(naming: Naming) -> Iterator[str]:
    """Yields which name has a whole number, if it is not seen what is put in: such cannot be told from a factor."""
    whole = (name for name in naming.below & naming.given.keys() if naming.given[name].is_whole)
    if not naming.put_in and not is_result(naming.number):
        yield from (f"nothing says which number is put in for {name}" for name in sorted(whole, key=str))


def _passed(naming: Naming) -> Iterator[str]:
    """Yields that the document may be about another example, or another step, by now."""
    doubt = naming.values.doubt(naming.definitions.get(naming.formula, naming.formula), naming.below)
    if doubt:
        yield doubt


_DOUBTS: tuple[Callable[[Naming], Iterator[str]], ...] = (
    _stated_before,
    _strangers,
    _given_anew,
    _whole_numbers,
    _passed,
)
