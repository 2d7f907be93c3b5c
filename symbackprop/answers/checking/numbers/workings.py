"""Workings: what an author can have got for a quantity who rounds as he goes.

Every quantity on the way is what is computed for it, or the number that the document prints for it, or
anything between, and then rounded to as many digits as the result has. So is every derivative on the way:
it is computed backwards, one after the other. What lies outside the interval that comes of this is wrong
however it was rounded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

import sympy as sp

from symbackprop.answers.checking.numbers.intervals import enclosed
from symbackprop.answers.checking.numbers.numerals import point
from symbackprop.answers.checking.numbers.values import Values
from symbackprop.calculus import Partial
from symbackprop.proof.enclosure import Enclosure, decimal_exponent
from symbackprop.proof.reader import Definitions

Choice: TypeAlias = Callable[[Enclosure, Enclosure], Enclosure]


def hull(computed: Enclosure, printed: Enclosure) -> Enclosure:
    """Returns the interval from what is computed to what is printed."""
    return Enclosure(min(computed.lower, printed.lower), max(computed.upper, printed.upper))


def as_printed(computed: Enclosure, printed: Enclosure) -> Enclosure:
    """Returns what is printed."""
    return printed


@dataclass(frozen=True)
class Digits:
    """To how many digits numbers are rounded.

    reach        half a unit of the last decimal
    significant  how many digits there are from the first that is not 0 on; 0 if nothing is rounded
    """

    reach: Fraction = Fraction(0)
    significant: int = 0

    def around(self, value: Enclosure) -> Enclosure:
        """Returns what a value can be after it was rounded, to so many decimals or to so many digits."""
        largest = max(abs(value.lower), abs(value.upper))
        if not self.significant or not largest:
            return value
        reach = max(self.reach, Fraction(10) ** (decimal_exponent(largest) - self.significant + 1) / 2)
        return Enclosure(value.lower - reach, value.upper + reach)


class Workings:
    """Computes what an author can have got.

    values       what the document has stated, without the side that is computed
    definitions  what the names of the network are
    digits       to how many digits he rounds
    choose       what he goes on with, of what is computed and what is printed: all between, or the one of them
    """

    def __init__(self, values: Values, definitions: Definitions, digits: Digits, choose: Choice = hull) -> None:
        self.choose = choose
        self.stated = values.known
        self.definitions = definitions
        self.digits = digits
        self._found: dict[sp.Expr, Enclosure | None] = {
            name: stated.held if values.exact else stated.value for name, stated in values.given(definitions).items()
        }

    def of(self, side: sp.Expr, names: Iterable[sp.Expr]) -> Enclosure | None:
        """Returns what a side can be; None if a name that it depends on has no value, or it may be undefined.

        names  those that it depends on
        """
        wanted = frozenset(names)
        for name, body in self.definitions.items():
            if name in wanted and name != side:
                self._found[name] = self._worked(name, self._value(body))
        return self._value(self.definitions.get(side, side))

    def _value(self, side: sp.Expr) -> Enclosure | None:
        """Returns the value of an expression, its derivatives computed first."""
        partials = {partial: sp.Dummy(real=True) for partial in side.atoms(Partial)}
        known = {symbol: self._found.get(symbol) for symbol in side.free_symbols}
        known |= {dummy: self._derivative(partial) for partial, dummy in partials.items()}
        plain = side.xreplace(partials)
        if any(known.get(symbol) is None for symbol in plain.free_symbols):
            return None
        return enclosed(plain, _all(known))

    def _derivative(self, partial: Partial) -> Enclosure | None:
        """Returns what a derivative can be; None if it is not known."""
        return self._worked(partial, self._backwards(partial))

    def _backwards(self, partial: Partial) -> Enclosure | None:
        """Returns what a derivative can be, computed backwards through the definitions."""
        found: dict[sp.Expr, Enclosure] = {partial.of: point(Fraction(1))}
        for name in reversed(self.definitions):
            passed = name in found and name not in (partial.wrt, *partial.held)
            if passed and not self._spread(partial, name, found):
                return None
        return found.get(partial.wrt, point(Fraction(0)))

    def _spread(self, partial: Partial, name: sp.Expr, found: dict[sp.Expr, Enclosure]) -> bool:
        """Adds what a name makes of its derivative to those of the names that it reads; False if that is not known."""
        body, upstream = self.definitions[name], found[name]
        if partial.of != name and not partial.held:
            worked = self._worked(Partial(partial.of, name), upstream)
            assert worked is not None  # noqa: S101  (of a value comes a value)
            upstream = worked
        for symbol in sorted(body.free_symbols, key=str):
            others = body.free_symbols - {symbol}
            known = {read: self._found.get(read) for read in body.free_symbols}
            if any(value is None for value in known.values()):
                return False
            local = enclosed(Partial(name, symbol, *others), _all(known), {name: body})
            local = self._worked(Partial(name, symbol), local)
            if local is None:
                return False
            term = _times(upstream, local)
            found[symbol] = _plus(found[symbol], term) if symbol in found else term
        return True

    def _worked(self, quantity: sp.Expr, computed: Enclosure | None) -> Enclosure | None:
        """Returns what a quantity can be that is computed, or printed in the document, and rounded."""
        stated = self.stated.get(quantity)
        if computed is None:
            return self.choose(stated.value, stated.printed) if stated is not None else None
        return self.digits.around(self.choose(computed, stated.printed) if stated is not None else computed)


def _all(known: Mapping[sp.Expr, Enclosure | None]) -> dict[sp.Expr, Enclosure]:
    return {symbol: value for symbol, value in known.items() if value is not None}


def _plus(one: Enclosure, other: Enclosure) -> Enclosure:
    return Enclosure(one.lower + other.lower, one.upper + other.upper)


def _times(one: Enclosure, other: Enclosure) -> Enclosure:
    corners = [a * b for a in (one.lower, one.upper) for b in (other.lower, other.upper)]
    return Enclosure(min(corners), max(corners))
