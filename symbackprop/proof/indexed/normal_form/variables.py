"""Index variables and subscripts.

A variable carries the size of its range: whether a Kronecker delta may be contracted is
read off the variables themselves, and no table of ranges can be out of date.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from symbackprop.proof.indexed.normal_form.linear import ONE, Linear, combined, never_negative

Variable: TypeAlias = int
"""Zone, size and serial number packed into one integer (fast to hash, to compare, to sort)."""
Subscript: TypeAlias = Variable | Linear
"""A variable, or a linear form in variables that is none: a number, i + k - 1."""

SIZE, LETTER, BOUND, FRESH = 0, 1, 2, 3
"""The zones: sizes in subscripts, which do not vary; letters of claims and equations; canonical
bound variables; those of a sum under work."""

_BITS = 24
_MASK = (1 << _BITS) - 1
UNKNOWN = 0
"""The number of a size that nobody has told: such a variable is never contracted away."""


def variable(zone: int, size: int, serial: int) -> Variable:
    """Returns the variable with this serial number in its zone, running from 1 to the size of that number."""
    return (zone << _BITS | size) << _BITS | serial


def size_of(index: Variable) -> int:
    """Returns the number of the size of a variable's range.

    >>> size_of(variable(BOUND, 7, 2)), serial_of(variable(BOUND, 7, 2))
    (7, 2)
    """
    return index >> _BITS & _MASK


def serial_of(index: Variable) -> int:
    """Returns the serial number of a variable in its zone."""
    return index & _MASK


def as_linear(subscript: Subscript) -> Linear:
    """Returns a subscript as a linear form."""
    return (0, ((subscript, 1),)) if isinstance(subscript, int) else subscript


def as_subscript(form: Linear) -> Subscript:
    """Returns a linear form as a subscript: the variable itself, if it is one.

    >>> as_subscript((0, ((5, 1),))), as_subscript((3, ()))
    (5, (3, ()))
    """
    constant, terms = form
    if constant == 0 and len(terms) == 1 and terms[0][1] == 1:
        return terms[0][0]
    return form


def variables_of(subscript: Subscript) -> tuple[Variable, ...]:
    """Returns the variables in a subscript."""
    return (subscript,) if isinstance(subscript, int) else tuple(index for index, _ in subscript[1])


def moved(subscript: Subscript, places: Mapping[Variable, Subscript]) -> Subscript:
    """Returns a subscript with variables replaced.

    >>> moved((-1, ((4, 1), (5, 1))), {5: (1, ())})
    4
    """
    if isinstance(subscript, int):
        return places.get(subscript, subscript)
    constant, terms = subscript
    if not any(index in places for index, _ in terms):
        return subscript
    parts = [(factor, as_linear(places.get(index, index))) for index, factor in terms]
    return as_subscript(combined((1, (constant, ())), *parts))


class Sizes:
    """The sizes that ranges have, numbered.

    >>> sizes = Sizes()
    >>> n = sizes.number((0, (("n", 1),)))
    >>> sizes.holds(n, (1, ())), sizes.holds(n, (2, ()))
    (True, False)
    """

    def __init__(self) -> None:
        self._forms: list[Linear | None] = [None]
        self._numbers: dict[Linear, int] = {}

    def number(self, form: Linear) -> int:
        """Returns the number of a size."""
        if form not in self._numbers:
            self._numbers[form] = len(self._forms)
            self._forms.append(form)
        return self._numbers[form]

    def form(self, number: int) -> Linear | None:
        """Returns the size of a number as a linear form in size names; None for UNKNOWN."""
        return self._forms[number]

    def holds(self, size: int, subscript: Subscript) -> bool:
        """Returns whether the subscript is seen to lie in 1..size, whatever the sizes are."""
        if isinstance(subscript, int) and size_of(subscript) == size != UNKNOWN:
            return True
        ends, last = self._ends(subscript), self._forms[size]
        if ends is None or last is None:
            return False
        return never_negative(combined((1, ends[0]), (-1, ONE))) and never_negative(combined((1, last), (-1, ends[1])))

    def misses(self, size: int, subscript: Subscript) -> bool:
        """Returns whether the subscript is seen to lie outside 1..size, whatever the sizes are."""
        ends, last = self._ends(subscript), self._forms[size]
        if ends is None or last is None:
            return False
        least, greatest = ends
        return never_negative(combined((-1, greatest))) or never_negative(combined((1, least), (-1, last), (-1, ONE)))

    def sign(self, form: Linear) -> bool | None:
        """Returns whether a form in variables is at least 0, if that is seen whatever the variables and sizes are."""
        ends = self._ends(form)
        if ends is not None and never_negative(ends[0]):
            return True
        return False if ends is not None and never_negative(combined((-1, ends[1]), (-1, ONE))) else None

    def greatest(self, subscript: Subscript) -> Linear | None:
        """Returns the greatest value of a subscript, as a linear form in size names; None if nothing tells."""
        ends = self._ends(subscript)
        return None if ends is None else ends[1]

    def _ends(self, subscript: Subscript) -> tuple[Linear, Linear] | None:
        """Returns the least and the greatest value of a subscript, as linear forms in size names."""
        constant, terms = as_linear(subscript)
        least: list[tuple[int, Linear]] = [(1, (constant, ()))]
        greatest = list(least)
        for index, factor in terms:
            last = self._forms[size_of(index)]
            if last is None:
                return None
            low, high = (ONE, last) if factor > 0 else (last, ONE)
            if index >> 2 * _BITS == SIZE:
                low = high = last
            least.append((factor, low))
            greatest.append((factor, high))
        return combined(*least), combined(*greatest)
