"""Rows: the comparisons of a program with one method, and the worst of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import mpmath
import numpy as np
import sympy as sp
from numpy.typing import NDArray

from symbackprop.network.indices import element
from symbackprop.verification.case import Case, DoesNotApply
from symbackprop.verification.frame import Frame
from symbackprop.verification.methods import METHODS, Method

UNDERFLOW = float(np.finfo(np.float64).tiny)
"""The smallest normal float: errors are relative to the exact value, or to this if it is larger."""

_DIGITS = 60


@dataclass(frozen=True)
class Comparison:
    """The program's value and a method's value of one derivative at one point.

    name     the parameter, an array by its label, or the name of the loss
    method   the name of the method
    where    the label of the point
    place    which element of the array, counted from 1; () for a number
    program  the program's value
    other    the method's value
    error    |program - other|, relative to the exact value; absolute where no digit of it is promised
    bound    what both sides promise together, on the same scale
    """

    name: sp.Symbol
    method: str
    where: str
    place: tuple[int, ...]
    program: float
    other: float
    error: float
    bound: float

    @property
    def element(self) -> sp.Expr:
        """Returns what is compared: the parameter, or the element of one, W[2, 1]."""
        return element(self.name, map(sp.Integer, self.place))

    @property
    def ok(self) -> bool:
        """Returns whether the error is within the bound."""
        return self.error <= self.bound

    @property
    def share(self) -> float:
        """Returns the error as a share of the bound."""
        return self.error / self.bound if self.bound > 0 else (0.0 if self.error == 0 else np.inf)


@dataclass(frozen=True)
class Row(Comparison):
    """The worst comparison: the one whose error is the largest share of its bound, the largest value where it is none.

    points  at how many points the method could be compared
    """

    points: int


def compare(case: Case, measured: Mapping[sp.Symbol, Any], method: Method) -> list[Comparison]:
    """Returns the worst comparison of each array of the program with one method at one point.

    Raises DoesNotApply where the method says nothing.
    """
    answers = case.answers(method.name, method.answers)
    found = [
        comparison
        for symbol, values in measured.items()
        if symbol in answers
        for comparison in _worst_element(case, symbol, values, answers[symbol], method.name)
    ]
    if not found:
        raise DoesNotApply("overflow, or no digit is promised")
    return found


def _worst_element(
    case: Case, symbol: sp.Symbol, program: Any, answer: tuple[Any, Any], method: str
) -> Iterable[Comparison]:
    other, promised = (np.asarray(part) for part in answer)
    own = np.asarray(case.program_bounds[symbol])
    scale = _scale(case.exact[symbol], other, own)
    bound = promised + own
    is_compared = np.isfinite(own) & _finite(other) & (promised < scale)
    if not is_compared.any():
        return
    with mpmath.workdps(_DIGITS):
        error = np.asarray(np.abs(program - other), dtype=float)
    relative, allowed = np.where(is_compared, error / scale, 0.0), np.where(is_compared, bound / scale, 1.0)
    share = np.where(relative == 0, 0.0, relative / allowed)
    share = np.where(is_compared, share, -1.0)
    is_worst = share == share.max()
    place = np.unravel_index(int(np.argmax(np.where(is_worst, np.abs(program), -1.0))), share.shape)
    yield Comparison(
        symbol,
        method,
        case.point.label,
        tuple(int(number) + 1 for number in place),
        float(program[place]),
        float(other[place]),
        float(relative[place]),
        float(allowed[place]),
    )


def _scale(exact: Any, other: Any, own: Any) -> NDArray[np.float64]:
    """Returns what errors are relative to: the exact value, where it is not known that of the method.

    It is UNDERFLOW if that is larger; and 1 where the program promises no digit of it, as of a
    derivative that is 0 because its terms cancel.
    """
    known = np.abs(np.asarray(exact, dtype=float))
    size = np.where(np.isnan(known), np.abs(np.asarray(other, dtype=float)), known)
    return np.asarray(np.where(own < size, np.fmax(size, UNDERFLOW), np.where(own == 0, UNDERFLOW, 1.0)))


def _finite(array: Any) -> NDArray[np.bool_]:
    return np.isfinite(np.asarray(array, dtype=float))


def worst(comparisons: Iterable[Comparison], frame: Frame) -> tuple[Row, ...]:
    """Returns a row for the loss and each parameter and each method that was compared."""
    grouped: dict[tuple[str, sp.Symbol], list[Comparison]] = {}
    for item in comparisons:
        grouped.setdefault((item.method, item.name), []).append(item)
    order = [(method, symbol) for method in METHODS for symbol in frame.results]
    return tuple(_worst(grouped[key]) for key in order if key in grouped)


def _worst(items: list[Comparison]) -> Row:
    chosen = max(items, key=lambda item: (item.share, abs(item.program)))
    return Row(**vars(chosen), points=len(items))
