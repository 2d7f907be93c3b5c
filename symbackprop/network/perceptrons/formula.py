"""The formula: variables and connectives, as they are written, nothing evaluated."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from symbackprop.network.perceptrons.connectives import CONNECTIVES, Bits, Connective
from symbackprop.network.perceptrons.refusal import LogicError
from symbackprop.network.perceptrons.truth_table import TruthTable, check_count, column, everywhere, of_bits


class Formula(ABC):
    """The base of the two kinds of formula: a variable, and formulas joined by a connective."""

    @property
    @abstractmethod
    def parts(self) -> tuple[Formula, ...]:
        """Returns the formulas it is made of, in the order in which they are written."""

    @abstractmethod
    def values(self, known: Mapping[str, Bits], every: Bits) -> Bits:
        """Returns its values on all rows from those of its variables."""

    @cached_property
    def variables(self) -> tuple[str, ...]:
        """Returns the names of its variables in natural order: x_2 before x_10."""
        return tuple(sorted({part.name for part in self.walk() if isinstance(part, Variable)}, key=_natural))

    @cached_property
    def table(self) -> TruthTable:
        """Returns its truth table.

        Raises LogicError for more than 12 variables.
        """
        count = len(self.variables)
        check_count(count, "the formula")
        known = {name: column(place, count) for place, name in enumerate(self.variables)}
        return of_bits(self.variables, self.values(known, everywhere(count)))

    def walk(self) -> Iterator[Formula]:
        """Returns the formula and all formulas in it."""
        pending: list[Formula] = [self]
        while pending:
            found = pending.pop()
            yield found
            pending += reversed(found.parts)

    def __str__(self) -> str:
        from symbackprop.notation.booleans import boolean_text  # noqa: PLC0415  (notation comes after network)

        return boolean_text(self, "ascii")

    def _repr_latex_(self) -> str:
        from symbackprop.notation.booleans import boolean_text  # noqa: PLC0415  (the same)

        return rf"$\displaystyle {boolean_text(self, 'latex')}$"


@dataclass(frozen=True)
class Variable(Formula):
    """A variable.

    name  what it is called
    """

    name: str

    @property
    def parts(self) -> tuple[Formula, ...]:
        """Returns nothing: a variable has no parts."""
        return ()

    def values(self, known: Mapping[str, Bits], every: Bits) -> Bits:
        """Returns its values on all rows."""
        return known[self.name]


@dataclass(frozen=True)
class Compound(Formula):
    """Formulas joined by a connective.

    connective  a row of CONNECTIVES
    joined      the formulas: one for a negation, two or more for what repeats, else two

    Raises LogicError for another number of formulas.

    >>> print(Compound(CONNECTIVES["xor"], (Variable("A"), Variable("B"))))
    A ^ B
    """

    connective: Connective
    joined: tuple[Formula, ...]

    def __post_init__(self) -> None:
        """Checks how many formulas are joined."""
        row, count = self.connective, len(self.joined)
        if count != 1 if row.is_prefix else count < 2 or (count > 2 and not row.repeats):
            wanted = "one formula" if row.is_prefix else "two formulas" + (" or more" if row.repeats else "")
            raise LogicError(f"{row.name} joins {wanted}, and {count} are given\n    give              {wanted}")

    @property
    def parts(self) -> tuple[Formula, ...]:
        """Returns the formulas that are joined."""
        return self.joined

    def values(self, known: Mapping[str, Bits], every: Bits) -> Bits:
        """Returns its values on all rows from those of its variables."""
        return self.connective.values([part.values(known, every) for part in self.joined], every)


def joined(name: str, parts: Iterable[Formula]) -> Formula:
    """Returns the parts joined by the connective of that name; a single part stays what it is.

    >>> print(joined("or", [Variable("A"), negation(Variable("B"))]))
    A | ~B
    """
    listed = tuple(parts)
    return listed[0] if len(listed) == 1 else Compound(CONNECTIVES[name], listed)


def negation(part: Formula) -> Formula:
    """Returns the formula that is 1 where the part is 0."""
    return Compound(CONNECTIVES["not"], (part,))


def _natural(text: str) -> tuple[object, ...]:
    return tuple(int(part) if place % 2 else part for place, part in enumerate(re.split("([0-9]+)", text)))
