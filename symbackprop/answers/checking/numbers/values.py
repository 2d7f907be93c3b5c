"""Values: what a document has stated of numbers so far, and what speaks against holding it to that.

A number is given if nothing defines its name: a weight, an input, a rate. A given number of few digits is
exact if the document calculates with such numbers as they stand, and else rounded like any other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

import sympy as sp

from symbackprop.answers.checking.numbers.numerals import around, is_given, point
from symbackprop.answers.latex.tree import Number
from symbackprop.calculus import Partial
from symbackprop.proof.enclosure import Enclosure
from symbackprop.proof.reader import Definitions

IN_NOTATION = 0
"""The line of a value that the notation states, and not the document."""


@dataclass(frozen=True)
class Stated:
    """A value that a document states.

    value    what the number can be, if it was rounded
    printed  the number as it stands
    shown    as it is written
    line     where it stands
    few      whether it has few digits only
    """

    value: Enclosure
    printed: Enclosure
    shown: str
    line: int
    few: bool = False

    @property
    def held(self) -> Enclosure:
        """Returns what a given number is taken for: one of few digits as it stands, any other rounded."""
        return self.printed if self.few else self.value

    @property
    def is_whole(self) -> bool:
        """Returns whether it is written without decimals."""
        return self.value.lower == self.value.upper

    @property
    def place(self) -> str:
        """Returns where it stands, in words."""
        return f"line {self.line}" if self.line != IN_NOTATION else "the notation"


def stated_as(number: Number, line: int = IN_NOTATION) -> Stated:
    """Returns the value that a number states.

    >>> stated_as(Number("0.40")).few
    True
    """
    return Stated(around(number), point(number.value), number.digits, line, is_given(number))


@dataclass(frozen=True)
class Said:
    """What one statement says of values.

    stated     the values of names
    exact      whether it calculates with numbers of few digits as they stand; None if that is not seen
    renewed    the names to which it gives a new value, as an update does
    another    why names may have other values after it; "" if nothing says so
    """

    stated: Mapping[sp.Expr, Stated] = field(default_factory=dict)
    exact: bool | None = None
    renewed: tuple[sp.Expr, ...] = ()
    another: str = ""


@dataclass(frozen=True)
class Values:
    """What is known of values at some place in a document.

    known    the value of each name
    exact    whether the document calculates with numbers of few digits as they stand
    old      names whose value may be another by now, and why
    renewed  names that were given a new value, and in which line
    again    whether values of a forward pass were stated after that
    assumed  whether the network is only assumed, with its activation
    """

    known: Mapping[sp.Expr, Stated] = field(default_factory=dict)
    exact: bool | None = None
    old: Mapping[sp.Expr, str] = field(default_factory=dict)
    renewed: Mapping[sp.Expr, int] = field(default_factory=dict)
    again: bool = False
    assumed: bool = False

    def after(self, said: Said, line: int, definitions: Definitions) -> Values:
        """Returns what is known after a statement in a line.

        A name that is stated with another value begins another example: what was known before may be another then.
        """
        other = next((name for name, stated in said.stated.items() if self.contradicts(name, stated.held)), None)
        why = f"it gives {other} another value" if other is not None else said.another
        old = dict.fromkeys(self.known, f"see line {line}: {why}") if why else dict(self.old)
        forward = any(name in definitions and not definitions[name].has(Partial) for name in said.stated)
        return replace(
            self,
            known={**self.known, **{name: replace(stated, line=line) for name, stated in said.stated.items()}},
            exact=self.calculating(said.exact).exact,
            old={name: why for name, why in old.items() if name not in said.stated},
            renewed={**self.renewed, **dict.fromkeys(said.renewed, line)},
            again=self.again or (bool(self.renewed) and forward),
        )

    def calculating(self, exact: bool | None) -> Values:  # noqa: FBT001  (it is what was seen)
        """Returns the same, if it was seen whether the document calculates with its numbers as they stand."""
        return self if exact is None or self.exact is False else replace(self, exact=exact)

    def contradicts(self, name: sp.Expr, value: Enclosure) -> bool:
        """Returns whether another value of a name is known."""
        return name in self.known and self.known[name].held.disjoint(value)

    def given(self, definitions: Definitions) -> dict[sp.Expr, Stated]:
        """Returns the values of the names that nothing defines."""
        return {
            name: stated
            for name, stated in self.known.items()
            if name not in definitions and not isinstance(name, Partial)
        }

    def doubt(self, side: sp.Expr, below: AbstractSet[sp.Expr]) -> str:
        """Returns why a side may have another value than the one that is computed; "" if nothing says so.

        below  the names that its value depends on
        """
        if self.assumed:
            return "the network, whose values these would be, is only assumed"
        for name in sorted(below & self.old.keys(), key=str):
            return self.old[name]
        if not self.renewed:
            return ""
        of_this_pass = side.has(Partial) and not self.again and not below & self.renewed.keys()
        name, line = next(iter(self.renewed.items()))
        return "" if of_this_pass else f"{name} has been given a new value in line {line}"


def below(sides: Iterable[sp.Expr], definitions: Definitions) -> frozenset[sp.Expr]:
    """Returns the names of some sides, and those that they are made of.

    >>> x, y = sp.symbols("x y")
    >>> sorted(map(str, below([y], {y: 2 * x})))
    ['x', 'y']
    """
    pending = [name for side in sides for name in side.free_symbols]
    found: set[sp.Expr] = set()
    while pending:
        name = pending.pop()
        if name not in found:
            found.add(name)
            pending += definitions[name].free_symbols if name in definitions else ()
    return frozenset(found)
