"""Values: sets of real numbers in words."""

from __future__ import annotations

import sympy as sp


def values_in_words(values: sp.Set) -> str:
    """Returns which numbers a set holds: an interval by its ends, a finite set by its numbers.

    >>> values_in_words(sp.Interval.open(0, 1)), values_in_words(sp.Interval(0, sp.oo))
    ('between 0 and 1', '0 or more')
    >>> values_in_words(sp.Interval(-1, 1)), values_in_words(sp.Interval.Lopen(0, 1))
    ('from -1 to 1', 'between 0 and 1, 1 too')
    >>> values_in_words(sp.FiniteSet(0, 1)), values_in_words(sp.S.Reals)
    ('0 or 1', 'any number')
    """
    if isinstance(values, sp.FiniteSet):
        return " or ".join(map(str, sorted(values)))
    low, high = values.inf, values.sup
    if low.is_infinite and high.is_infinite:
        return "any number"
    if high.is_infinite:
        return f"more than {low}" if values.left_open else f"{low} or more"
    if low.is_infinite:
        return f"less than {high}" if values.right_open else f"{high} or less"
    if not values.left_open and not values.right_open:
        return f"from {low} to {high}"
    end = "" if values.left_open and values.right_open else f", {high if values.left_open else low} too"
    return f"between {low} and {high}{end}"
