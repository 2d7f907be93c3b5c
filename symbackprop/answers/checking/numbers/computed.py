"""Computed: a formula and its value, held against the values that the document has stated.

The value is computed from what is given, and from the numbers that the document prints on the way. It is
proved if the one or the other gives the number within its digits. It is refuted if neither these, nor any
rounding on the way, can give it, and nothing says that the document is about another example by now.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

import sympy as sp

from symbackprop.answers.checking.numbers.doubts import Naming, doubt_of
from symbackprop.answers.checking.numbers.instances import is_result
from symbackprop.answers.checking.numbers.intervals import enclosed
from symbackprop.answers.checking.numbers.line import Line
from symbackprop.answers.checking.numbers.numerals import Numerals, is_given
from symbackprop.answers.checking.numbers.values import Stated, Values, below, stated_as
from symbackprop.answers.checking.numbers.workings import Digits, Workings, as_printed
from symbackprop.answers.checking.numbers.wrong_numbers import wrong_number
from symbackprop.answers.mistakes import Diagnosis
from symbackprop.calculus import Partial
from symbackprop.proof import Claim
from symbackprop.proof.enclosure import Enclosure
from symbackprop.proof.reader import Definitions

CUT = Fraction(2)
"""How many half units the last digit is off at the most if it was cut off instead of rounded."""

_COARSE = 20
"""By how much the interval of a formula may be wider than that of its value, for the value to be shown by it."""

_FINEST = Fraction(1, 10**30)
"""The width of an interval that is taken for a point."""


@dataclass(frozen=True)
class Computing:
    """A formula and a number that is said to be its value.

    left, right  the sides as they stand
    numbers      the decimal numbers in them
    values       what the document has stated before
    definitions  what the names are
    """

    left: sp.Expr
    right: sp.Expr
    numbers: Numerals
    values: Values
    definitions: Definitions

    @property
    def number(self) -> sp.Expr:
        """Returns the side that is made of numbers."""
        return self.left if self.numbers.has_all_of(self.left) else self.right

    @property
    def formula(self) -> sp.Expr:
        """Returns the other side."""
        return self.right if self.number is self.left else self.left

    @property
    def below(self) -> frozenset[sp.Expr]:
        """Returns the names that the formula depends on."""
        return below([self.definitions.get(self.formula, self.formula)], self.definitions)

    @property
    def known(self) -> Mapping[sp.Expr, Stated]:
        """Returns the values of the names below, and of the derivatives, without that of the formula itself.

        A number in the formula is known as it is written.
        """
        names = self.below
        own = {symbol: stated_as(self.numbers.numbers[symbol]) for symbol in names & self.numbers.numbers.keys()}
        return own | {
            name: stated
            for name, stated in self.values.known.items()
            if name != self.formula and (isinstance(name, Partial) or name in names)
        }

    @property
    def others(self) -> Values:
        """Returns what is known without the value of the formula itself."""
        return replace(self.values, known=self.known)

    def line(self) -> Line:
        """Returns the verdict."""
        claimed = enclosed(self.number, self._numbers())
        if claimed is None:
            return Line("taken", self.left, self.right)
        tried, wide = self._by_hand(), enclosed(self.number, self._widely())
        if tried is not None and wide is not None and tried.disjoint(wide):
            doubt = doubt_of(Naming(self.formula, self.number, self.numbers, self.values, self.definitions))
            if doubt:
                return self._told("undecided", tried, wide, doubt)
            return replace(self._told("refuted", tried, wide), diagnosis=self._diagnosis(tried, claimed))
        exact = self.exact()
        is_exact = exact is not None and _is_narrow(exact, claimed)
        return self._from_given(exact, claimed) if exact is not None and is_exact else self._from_known(claimed)

    def _from_given(self, exact: Enclosure, claimed: Enclosure) -> Line:
        """Returns the verdict on a number whose value is known exactly, and may have been rounded on the way."""
        printed = self.printed()
        if exact.disjoint(claimed) and (printed is None or printed.disjoint(claimed)):
            return self._told("undecided", exact, claimed, _ROUNDED)
        found = printed if printed is not None and exact.disjoint(claimed) else exact
        return self._told("proved", found, claimed)

    def _from_known(self, claimed: Enclosure) -> Line:
        """Returns the verdict on a number that can be computed from others only that are rounded themselves."""
        found = self._from_rounded()
        if found is None:
            return Line("taken", self.left, self.right)
        if found.disjoint(claimed):
            return self._told("undecided", found, claimed, _DOES_NOT_FOLLOW)
        return self._told("proved" if _is_narrow(found, claimed) else "taken", found, claimed)

    def exact(self) -> Enclosure | None:
        """Returns the value that is computed from the given numbers alone; None if one is missing."""
        given = {name: stated.held for name, stated in self.others.given(self.definitions).items()}
        return enclosed(self.formula, given, self.definitions)

    def _nearest(self) -> set[sp.Expr]:
        """Returns the names with values that are met first on the way down from the formula."""
        pending, seen = [self.definitions.get(self.formula, self.formula)], set[sp.Expr]()
        while pending:
            met = pending.pop().free_symbols - seen
            seen |= met
            pending += [self.definitions[name] for name in met - self.known.keys() if name in self.definitions]
        return (seen & self.known.keys()) - self.numbers.numbers.keys()

    def _diagnosis(self, tried: Enclosure, claimed: Enclosure) -> Diagnosis:
        """Returns what is wrong with the number."""
        body = self.definitions.get(self.formula, self.formula)
        names = sorted(body.free_symbols - self.numbers.numbers.keys(), key=str)
        read = {name: self._value_of(name) for name in names}
        return wrong_number(
            Claim(self.formula, self.number, self.definitions),
            self.numbers,
            claimed,
            self.exact() or self.printed() or tried,
            wide=tried,
            names={name: value for name, value in read.items() if value is not None},
            with_=self._with_number,
        )

    def _value_of(self, name: sp.Expr) -> Enclosure | None:
        stated = self.known.get(name)
        return replace(self, left=name, right=self.number).exact() if stated is None else stated.printed

    def _with_number(self, name: sp.Expr, number: Enclosure) -> Enclosure | None:
        """Returns the value with another number put in for a name."""
        given = self.others.given(self.definitions)
        values = {known: stated.held if known in given else stated.printed for known, stated in self.known.items()}
        return self._with({**values, name: number})

    def _told(self, word: str, found: Enclosure, claimed: Enclosure, missing: str = "") -> Line:
        ends = (claimed, found) if self.formula is self.right else (found, claimed)
        named = sorted(self._nearest(), key=str)
        values = tuple(f"{name} = {self.known[name].shown} ({self.known[name].place})" for name in named)
        return Line(word, self.left, self.right, *ends, values, missing)  # type: ignore[arg-type]

    def printed(self) -> Enclosure | None:
        """Returns the value that is computed with the numbers printed on the way as they stand."""
        values = replace(self.others, exact=True)
        return Workings(values, self.definitions, Digits(), as_printed).of(self.formula, self.below)

    def _from_rounded(self) -> Enclosure | None:
        """Returns the value from the numbers printed on the way, each as far as its digits say, and from the given."""
        given = self.others.given(self.definitions)
        return self._with({name: stated.held if name in given else stated.value for name, stated in self.known.items()})

    def _with(self, values: Mapping[sp.Expr, Enclosure]) -> Enclosure | None:
        reached = {name: body for name, body in self.definitions.items() if name not in values}
        return enclosed(self.formula, values, reached)

    def _by_hand(self) -> Enclosure | None:
        return Workings(self.others, self.definitions, self._digits()).of(self.formula, self.below)

    def _numbers(self) -> Mapping[sp.Expr, Enclosure]:
        return self.numbers.rounded() if is_result(self.number) else self.numbers.given()

    def _widely(self) -> Mapping[sp.Expr, Enclosure]:
        return self.numbers.within(CUT, exact_numbers(self.values, self.definitions))

    def _digits(self) -> Digits:
        """Returns to how many digits the side of numbers says that its author rounds."""
        claimed = enclosed(self.number, self.numbers.within(Fraction(1), exact_numbers(self.values, self.definitions)))
        if claimed is None:
            return Digits()
        written = [self.numbers.numbers[symbol] for symbol in self.number.free_symbols]
        fewest = min((number.significant for number in written if not is_given(number)), default=0)
        few = min((number.significant for number in written), default=0) if is_result(self.number) else fewest
        return Digits((claimed.upper - claimed.lower) / 2, fewest or few)


_ROUNDED = "it is another number if nothing is rounded on the way"
_DOES_NOT_FOLLOW = "it does not follow from the values stated before"


def exact_numbers(values: Values, definitions: Definitions) -> frozenset[Fraction]:
    """Returns the given numbers of few digits, if the document calculates with them as they stand."""
    given = values.given(definitions).values() if values.exact else ()
    return frozenset(stated.printed.lower for stated in given if stated.few)


def _is_narrow(found: Enclosure, claimed: Enclosure) -> bool:
    return found.upper - found.lower <= max(_COARSE * (claimed.upper - claimed.lower), _FINEST)
