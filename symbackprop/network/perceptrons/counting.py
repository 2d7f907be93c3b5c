"""Counting: how many Boolean functions of n variables one perceptron computes.

Exchanging two variables, negating a variable, and negating the function turn a separable
function into a separable one: the weights are exchanged, w becomes −w with w added to the bias,
or all change their signs. So the functions fall into classes, and one of each is decided.

Source: S. Muroga, Threshold logic and its applications (1971).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from symbackprop.network.perceptrons.perceptron import numbered
from symbackprop.network.perceptrons.refusal import LogicError
from symbackprop.network.perceptrons.separation import Inseparable, Separation, separate
from symbackprop.network.perceptrons.truth_table import column, everywhere, of_bits

MOST_COUNTED = 4
"""The most variables: 65,536 functions. Of five there are four thousand million."""


@dataclass(frozen=True)
class FunctionClass:
    """The functions that exchanges and negations turn into each other.

    first  the one that was decided: a perceptron for it, or the certificate that there is none
    size   how many there are
    """

    first: Separation | Inseparable
    size: int


@cache
def function_classes(count: int) -> tuple[FunctionClass, ...]:
    """Returns the classes of all functions of `count` variables, each with one function decided.

    Raises LogicError for more than 4 variables, and for none.

    >>> [(found.size, isinstance(found.first, Separation)) for found in function_classes(2)]
    [(2, True), (8, True), (4, True), (2, False)]
    """
    if count not in range(1, MOST_COUNTED + 1):
        raise LogicError(
            f"functions of {count} variables are not counted\n    the limit         1 to {MOST_COUNTED} variables\n"
            "    give              a table to separate(…): it has up to 12"
        )
    seen: set[int] = set()
    found = []
    for bits in range(1 << (1 << count)):
        if bits not in seen:
            reached = _reached(bits, count)
            seen |= reached
            found.append(FunctionClass(separate(of_bits(numbered("x", count), bits)), len(reached)))
    return tuple(found)


def count_separable(count: int) -> int:
    """Returns how many Boolean functions of `count` variables one perceptron computes.

    Raises LogicError for more than 4 variables, and for none.

    >>> count_separable(2), count_separable(3)
    (14, 104)
    """
    return sum(found.size for found in function_classes(count) if isinstance(found.first, Separation))


def _reached(bits: int, count: int) -> set[int]:
    reached, pending = {bits}, [bits]
    while pending:
        further = set(_neighbours(pending.pop(), count)) - reached
        reached |= further
        pending += further
    return reached


def _neighbours(bits: int, count: int) -> Iterator[int]:
    """Returns the function negated, with its first variable negated, with two neighbouring variables exchanged."""
    every = everywhere(count)
    yield every ^ bits
    ones, step = column(0, count), 1 << (count - 1)
    yield (bits & ones) >> (1 << count - 1) | (bits << step & ones)
    for place in range(count - 1):
        higher, lower = column(place, count), column(place + 1, count)
        up, down = higher & ~lower, lower & ~higher
        step = 1 << (count - 2 - place)
        yield (bits & ~(up | down)) | (bits & up) >> step | (bits & down) << step
