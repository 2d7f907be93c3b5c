"""Readings: what a statement says in the names of a network, in each way in which it can be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import sympy as sp

from symbackprop.answers.latex.choices import Choices, TooManyReadings, every
from symbackprop.answers.latex.context import ANOTHER_INDEX, Context
from symbackprop.answers.latex.display import read_display
from symbackprop.answers.latex.limits import MOST_READINGS
from symbackprop.answers.latex.macros import Macro
from symbackprop.answers.latex.refusal import NotUnderstood, refusal
from symbackprop.answers.latex.statement import FIRST, Statement
from symbackprop.answers.latex.symbols import SymbolTable
from symbackprop.answers.latex.token import Token
from symbackprop.answers.latex.tree import Number
from symbackprop.answers.latex.values import Values
from symbackprop.answers.latex.written import Written
from symbackprop.answers.subscripts import check
from symbackprop.errors import FormulaError
from symbackprop.proof import Claim

_NONE: Mapping[str, Macro] = MappingProxyType({})
_EQUAL = ("=", ":=")


@dataclass(frozen=True)
class Reading:
    """One way to read a statement.

    statement  what is read
    sides      its sides, unevaluated; the first is None where it stands somewhere before
    choices    in words, where something else could have been meant, or was made up for
    numerals   the decimal numbers in it, with the digits that they are given to
    table      what its names mean
    further    where it says several things at once, of layers or of entries: its sides for each of the others
    """

    statement: Statement
    sides: tuple[sp.Expr | None, ...]
    choices: tuple[str, ...]
    numerals: tuple[Number, ...]
    table: SymbolTable
    further: tuple[tuple[sp.Expr | None, ...], ...] = ()

    @property
    def relations(self) -> tuple[str, ...]:
        """Returns the signs between the sides: "=", ":=", "<-", ..."""
        return self.statement.relations

    def pairs(self) -> Iterator[tuple[str, sp.Expr | None, sp.Expr]]:
        """Yields each relation with the sides of it."""
        for sides in (self.sides, *self.further):
            for number, relation in enumerate(self.relations):
                yield relation, sides[number], sides[number + 1]

    def claims(self) -> Iterator[Claim]:
        """Yields what it claims: each side that stands on the left of = is equal to the next."""
        for relation, left, right in self.pairs():
            if relation in _EQUAL and left is not None:
                yield Claim(left, right, self.table.vocabulary.definitions)


def readings(statement: Statement, table: SymbolTable) -> tuple[Reading, ...]:
    r"""Returns the ways to read a statement, the likeliest first; at least one.

    Raises NotUnderstood, with the token and its place, if there is none.

    >>> from symbackprop.answers.latex.symbols import Symbols
    >>> from symbackprop.answers.vocabulary import vocabulary
    >>> from symbackprop.network import two_layer
    >>> (statement,) = read_display(r"\frac{\partial E}{\partial w_{11}} = \delta_1 x_1")
    >>> [reading.sides for reading in readings(statement, Symbols(vocabulary(two_layer())))]
    [(dE/dw_11, delta_1*x_1)]
    """
    found: dict[tuple[sp.Expr | None, ...], Reading] = {}
    try:
        for (sides, numerals), words in every(lambda choices: _read(statement, table, choices)):
            found.setdefault(sides, Reading(statement, sides, words, numerals, table))
    except TooManyReadings:
        fact = f"the formula can be read in more than {MOST_READINGS} ways"
        raise _refusal(statement, fact) from None
    except NotUnderstood:
        raise
    except FormulaError as error:
        raise _refusal(statement, str(error).partition("\n")[0]) from None
    except (RecursionError, ZeroDivisionError):
        raise _refusal(statement, "this cannot be built") from None
    return tuple(found.values())


def read(text: str, table: SymbolTable, macros: Mapping[str, Macro] = _NONE) -> tuple[tuple[Reading, ...], ...]:
    r"""Returns, for each statement of a display, the ways to read it.

    text    the LaTeX, without the dollar signs
    table   what its names mean
    macros  what the document defines

    Raises NotUnderstood, with the token and its place, for what is not read.
    """
    return tuple(readings(statement, table) for statement in read_display(text, macros))


def _read(
    statement: Statement, table: SymbolTable, choices: Choices
) -> tuple[tuple[sp.Expr | None, ...], tuple[Number, ...]]:
    context = Context(statement.text, table, choices)
    values = Values(context)
    sides = tuple(None if side is None else values.of(side) for side in statement.sides)
    for letter, node in context.counted:
        if letter not in context.counts:
            raise values.names.unknown(Written(letter), node)
    check(context.scope.notes, table.vocabulary.sizes, statement.text)
    for letter in context.used_twice():
        choices.remark(ANOTHER_INDEX.format(letter=letter))
    return sides, tuple(context.numerals)


def _refusal(statement: Statement, fact: str) -> NotUnderstood:
    """Returns the error that a fact is the case of a statement as a whole, told at its first token."""
    place = statement.position
    found = FIRST.match(statement.text, place)
    token = found[0] if found is not None else ""
    return refusal(fact, statement.text, Token("sign", token, place, place + len(token)))
