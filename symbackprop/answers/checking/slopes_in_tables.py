r"""Slopes in tables: a row with a function and its derivative claims that the one is the derivative of the other.

The header says which column is which: f(x) and f'(x), df/dx, or words. In a row the name of the function stands
for that of this row: g(z)(1 - g(z)).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any

import sympy as sp

from symbackprop.answers.building import settled
from symbackprop.answers.checking.numbers.numerals import is_given
from symbackprop.answers.documents import Cell, Source, Table, tables
from symbackprop.answers.functions import Function
from symbackprop.answers.latex import NotUnderstood, Statement, Symbols, read_display, readings
from symbackprop.answers.latex.heads import begins_name, heads
from symbackprop.answers.latex.rewriting import walk
from symbackprop.answers.latex.tree import Derivative, Factor, Group, Letter, Node, Number, Product, Script, Word
from symbackprop.answers.latex.written import spelled
from symbackprop.answers.vocabulary import Vocabulary, vocabulary
from symbackprop.calculus import Partial
from symbackprop.errors import SymbackpropError
from symbackprop.network import Network, name
from symbackprop.proof import Claim

_DERIVATIVE = re.compile(r"\b(?:derivative|slope)s?\b", re.IGNORECASE)
_SECOND = re.compile(r"\bsecond\b|''", re.IGNORECASE)
_KNOWN = frozenset({"e", "pi"})


@dataclass(frozen=True)
class Slope:
    """A row of a table: a function, and what is said to be its derivative.

    function    the cell of the function
    derivative  the cell of the derivative
    called      the names of the function: "g"
    variable    the name of its argument: "z"
    place       the number of the formula of the function in the document
    """

    function: Statement
    derivative: Statement
    called: frozenset[str]
    variable: str
    place: int

    @property
    def value(self) -> sp.Symbol:
        """Returns the name of the function's value."""
        return name(min(self.called - {self.variable}, default="f"))

    @cached_property
    def words(self) -> Vocabulary | None:
        """Returns the function as a network of one equation; None if it is not understood, or has no derivation."""
        if self._body is None:
            return None
        try:
            return vocabulary(
                Network([sp.Eq(self.value, self._body, evaluate=False)], parameters=[name(self.variable)])
            )
        except SymbackpropError:
            return None

    @property
    def is_rounded(self) -> bool:
        """Returns whether a number in it has so many digits that it may be rounded."""
        sides = [side for side in (*self.function.sides, *self.derivative.sides) if side is not None]
        numbers = (node for side in sides for node in walk(side) if isinstance(node, Number))
        return any(number.precision and not is_given(number) for number in numbers)

    @property
    def remark(self) -> str:
        """Returns how the formula is read."""
        return f"the table says that it is the derivative of {self.value} by {self.variable}"

    def claims(self) -> tuple[Claim, ...]:
        """Returns what the row claims, in each way to read it; () if it is not understood."""
        if self._body is None:
            return ()
        left, definitions = Partial(self.value, name(self.variable)), {self.value: self._body}
        return tuple(Claim(left, settled(side), definitions) for side in self._sides(self.derivative, self._body))

    @cached_property
    def _body(self) -> sp.Expr | None:
        """Returns the function, if there is one way to read it and its variable is in it."""
        sides = self._sides(self.function, None)
        return settled(sides[0]) if len(sides) == 1 and sides[0].has(name(self.variable)) else None

    def _sides(self, statement: Statement, body: sp.Expr | None) -> list[sp.Expr]:
        """Returns the last side of a cell in the ways to read it, the function having the value that is known."""
        last = statement.sides[-1]
        if last is None:
            return []
        letters = _letters(last)
        unknown = letters - _letters(self.function.sides[-1]) - self.called - {self.variable} - _KNOWN
        if unknown and body is not None:
            return []
        try:
            found = readings(replace(statement, sides=(last,), relations=()), self._table(letters, body))
        except NotUnderstood:
            return []
        return [reading.sides[0] for reading in found if reading.sides[0] is not None]

    def _table(self, letters: frozenset[str], body: sp.Expr | None) -> Symbols:
        variable = name(self.variable)
        functions: dict[str, Function] = {}
        values: dict[str, sp.Expr] = {}
        if body is not None:
            own = Function("f", lambda argument: body.xreplace({variable: argument}))
            functions, values = dict.fromkeys(self.called, own), dict.fromkeys(self.called, body)
        free = {letter: name(letter) for letter in letters - self.called - _KNOWN if letter not in _NOTHING.functions}
        return Symbols(
            _NOTHING, functions=functions, others={**free, **values, self.variable: variable}, kept=frozenset()
        )


_NOTHING = vocabulary(Network([sp.Eq(name("q_nothing"), name("p_nothing"))], parameters=[name("p_nothing")]))
"""The vocabulary of functions that are about no network."""


def slopes_in_tables(source: Source) -> Mapping[int, Slope]:
    r"""Returns the rows that claim a derivative, by the number of the formula that is said to be it.

    >>> from symbackprop.answers.documents import read_text
    >>> (row,) = slopes_in_tables(read_text("| $f(x)$ | $f'(x)$ |\n|---|---|\n| $x^2$ | $2x$ |")).values()
    >>> row.claims()[0].rhs
    2*x
    """
    return {number: slope for table in tables(source) for number, slope in _of_table(table, source)}


@dataclass(frozen=True)
class _Columns:
    """Where the function and its derivative stand, how the function is called, and its variable, "" if not said."""

    function: int
    derivative: int
    called: frozenset[str]
    variable: str


def _of_table(table: Table, source: Source) -> Iterator[tuple[int, Slope]]:
    columns = _columns(table, source)
    for row in table.rows[1:] if columns is not None else ():
        assert columns is not None  # noqa: S101  (else there is no row)
        if len(row) <= max(columns.function, columns.derivative):
            continue
        cells = row[columns.function], row[columns.derivative]
        if all(cell.is_formula(source) for cell in cells):
            function, derivative = (_statement(cell, source) for cell in cells)
            if function is not None and derivative is not None:
                called, variable = _signature(function.sides[0]) if len(function.sides) > 1 else ("", "")
                variable = columns.variable or variable or _only_letter(function)
                names = columns.called | ({called} if called else set())
                if variable and _is_named(derivative, names):
                    place, number = (cell.passages[0] for cell in cells)
                    yield number, Slope(function, derivative, names, variable, place)


def _is_named(derivative: Statement, names: frozenset[str]) -> bool:
    """Returns whether a cell is an expression, or an equation whose first side is the derivative of the function."""
    if not derivative.relations:
        return True
    found = _slope(derivative.sides[0])
    return found is not None and (found[0] in names or not found[0])


def _columns(table: Table, source: Source) -> _Columns | None:
    """Returns where the function and its derivative stand, if the header says it."""
    header = table.rows[0]
    slopes = [(place, found) for place, cell in enumerate(header) if (found := _slope_of(cell, source)) is not None]
    if len(slopes) != 1:
        return None
    ((derivative, (called, variable)),) = slopes
    others = [
        (place, found)
        for place, cell in enumerate(header)
        if place != derivative and (found := _head(cell, source))[0] and (not called or found[0] == called)
    ]
    if len(others) == 1:
        place, found = others[0]
        return _Columns(place, derivative, frozenset({found[0]}), variable or found[1])
    formulas = [
        place
        for place in range(len(header))
        if place != derivative
        and not _head(header[place], source)[0]
        and any(row[place].is_formula(source) for row in table.rows[1:] if place < len(row))
    ]
    if len(formulas) == 1 and not others:
        return _Columns(formulas[0], derivative, frozenset({called} if called else ()), variable)
    return None


def _slope_of(cell: Cell, source: Source) -> tuple[str, str] | None:
    """Returns the function whose derivative a cell of the header names, and by what; "" for what it does not say."""
    statement = _statement(cell, source)
    if statement is None:
        words = _DERIVATIVE.search(cell.text) and not _SECOND.search(cell.text) and not cell.passages
        return ("", "") if words else None
    return _slope(statement.sides[0])


def _slope(side: Node | None) -> tuple[str, str] | None:
    if isinstance(side, Derivative) and side.of is not None and len(side.by) == 1 and side.by[0][1] == 1:
        called, _ = _signature(side.of)
        return called, spelled(side.by[0][0]) or ""
    first, *rest = side.factors if isinstance(side, Product) else (Factor("", side),) if side is not None else (None,)
    if first is None or not isinstance(first.node, Script) or first.node.primes != 1 or first.node.above is not None:
        return None
    bare = replace(first.node, primes=0)
    base = bare.base if bare.below is None else bare
    called, variable = _signature(Product((Factor("", base), *rest)) if rest else base)
    return (called, variable) if called else None


def _head(cell: Cell, source: Source) -> tuple[str, str]:
    statement = _statement(cell, source)
    return _signature(statement.sides[0]) if statement is not None else ("", "")


def _signature(side: Node | None) -> tuple[str, str]:
    """Returns the name of a function and of its argument, f(x); ("", "") for anything else, and f alone."""
    if isinstance(side, Letter | Word):
        return spelled(side) or "", ""
    if isinstance(side, Product) and len(side.factors) == 2:
        one, group = (factor.node for factor in side.factors)
        if isinstance(one, Letter | Word) and isinstance(group, Group) and isinstance(group.inside, Letter):
            return spelled(one) or "", spelled(group.inside) or ""
    return "", ""


def _statement(cell: Cell, source: Source) -> Statement | None:
    """Returns the one statement in a cell; None if there is another number of them."""
    if len(cell.passages) != 1:
        return None
    try:
        found = read_display(source.passages[cell.passages[0]].latex, source.macros)
    except NotUnderstood:
        return None
    return found[0] if len(found) == 1 and None not in found[0].sides else None


def _only_letter(statement: Statement) -> str:
    letters = _letters(statement.sides[-1]) - _KNOWN - _NOTHING.functions.keys()
    return next(iter(letters)) if len(letters) == 1 else ""


def _letters(side: Any) -> frozenset[str]:
    """Returns the letters of a part of a tree, each by itself, without those of the names of functions: ln."""
    return frozenset(_letters_in(side))


def _letters_in(part: Any) -> Iterator[str]:
    if isinstance(part, Product):
        place = 0
        while place < len(part.factors):
            known = (head for head in heads(part.factors[place:]) if head.name.text in _NOTHING.functions)
            word = next(known, None) if begins_name(part.factors[place].node) else None
            yield from _letters_in(part.factors[place].node if word is None else word.power)
            place += 1 if word is None else word.count
    elif isinstance(part, Letter):
        yield spelled(part) or ""
    elif isinstance(part, Node | Factor):
        for field in fields(part):
            yield from _letters_in(getattr(part, field.name))
    elif isinstance(part, tuple):
        for item in part:
            yield from _letters_in(item)
