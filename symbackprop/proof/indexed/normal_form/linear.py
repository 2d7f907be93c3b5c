"""Linear forms with whole coefficients: computed subscripts, and the sizes of ranges."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

Linear: TypeAlias = tuple[int, tuple[tuple[Any, int], ...]]
"""(constant, ((unknown, coefficient), ...)), the unknowns in order and no coefficient 0."""

ONE: Linear = (1, ())


def linear(constant: int, coefficients: Mapping[Any, int]) -> Linear:
    """Returns the form constant + sum of coefficient * unknown.

    >>> linear(-1, {"k": 1, "i": 1, "l": 0})
    (-1, (('i', 1), ('k', 1)))
    """
    return constant, tuple(sorted((unknown, factor) for unknown, factor in coefficients.items() if factor))


def combined(*parts: tuple[int, Linear]) -> Linear:
    """Returns the sum of factor * form.

    >>> combined((1, (3, (("n", 2),))), (-2, (1, (("n", 1),))))
    (1, ())
    """
    constant = 0
    coefficients: dict[Any, int] = {}
    for factor, (own, terms) in parts:
        constant += factor * own
        for unknown, coefficient in terms:
            coefficients[unknown] = coefficients.get(unknown, 0) + factor * coefficient
    return linear(constant, coefficients)


def never_negative(form: Linear) -> bool:
    """Returns whether a form in sizes is seen to be >= 0 whenever every size is at least 1.

    >>> never_negative((-2, (("n", 1), ("m", 1)))), never_negative((-2, (("n", 1),)))
    (True, False)
    """
    constant, terms = form
    return all(factor > 0 for _, factor in terms) and constant + sum(factor for _, factor in terms) >= 0
