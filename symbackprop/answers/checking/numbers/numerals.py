"""Numerals: the decimal numbers of a statement, each with a name of its own.

A number that is rounded is no rational number: it stands for an interval. So that a statement
is read as it stands and its numbers can be told apart, each gets the name of a letter.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

import sympy as sp

from symbackprop.answers.checking.trees import changed
from symbackprop.answers.latex import Statement, Symbols
from symbackprop.answers.latex.tree import Letter, Node, Number
from symbackprop.answers.numeral import Numeral
from symbackprop.proof.enclosure import Enclosure

_GIVEN = 2
"""A number of so many digits at most is given, 0.15 or 0.5; one of more has been rounded."""


@dataclass(frozen=True)
class Numerals:
    """The decimal numbers of a statement.

    statement  the statement with letters in their places
    numbers    the number for each name
    """

    statement: Statement
    numbers: Mapping[sp.Symbol, Number]

    def table(self, table: Symbols) -> Symbols:
        """Returns the symbol table with the names of the numbers."""
        return replace(table, others={**table.others, **{symbol.name: symbol for symbol in self.numbers}})

    def has_all_of(self, side: sp.Expr) -> bool:
        """Returns whether there are no names in a side but those of numbers."""
        return side.free_symbols <= self.numbers.keys()

    def exactly(self) -> Mapping[sp.Symbol, sp.Rational]:
        """Returns each number as it stands."""
        return {symbol: sp.Rational(str(number.value)) for symbol, number in self.numbers.items()}

    def rounded(self) -> Mapping[sp.Expr, Enclosure]:
        """Returns what each number may have been before it was rounded."""
        return self.within(Fraction(1), frozenset())

    def within(self, units: Fraction, known: AbstractSet[Fraction]) -> Mapping[sp.Expr, Enclosure]:
        """Returns what each number may have been that is off by so many half units; those known are exact."""
        return {
            symbol: point(number.value) if number.value in known and is_given(number) else around(number, units)
            for symbol, number in self.numbers.items()
        }

    def given(self) -> Mapping[sp.Expr, Enclosure]:
        """Returns the same, those of few digits exactly as they stand."""
        return {
            symbol: point(number.value) if is_given(number) else around(number)
            for symbol, number in self.numbers.items()
        }


def numerals(statement: Statement) -> Numerals:
    """Returns the decimal numbers of a statement, and the statement with their names."""
    numbers: dict[sp.Symbol, Number] = {}

    def named(node: Node) -> Node | None:
        if not isinstance(node, Number) or not node.precision:
            return None
        symbol = Numeral(node.digits, real=True)
        numbers[symbol] = node
        return Letter(symbol.name, position=node.position, end=node.end)

    sides = tuple(None if side is None else changed(side, named) for side in statement.sides)
    return Numerals(replace(statement, sides=sides), numbers)


def around(number: Number, units: Fraction = Fraction(1)) -> Enclosure:
    """Returns the numbers that are written so when they are rounded; with two units also when they are cut off.

    >>> print(around(Number("0.7513")))
    [0.7512500000, 0.7513500000]
    """
    reach = units * number.precision
    return Enclosure(number.value - reach, number.value + reach)


def point(value: Fraction) -> Enclosure:
    """Returns the interval of one number."""
    return Enclosure(value, value)


def is_given(number: Number) -> bool:
    """Returns whether a number has so few digits that it may be exact."""
    return len(Decimal(number.digits).normalize().as_tuple().digits) <= _GIVEN
