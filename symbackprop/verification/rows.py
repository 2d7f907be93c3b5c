"""Rows: the comparisons of a program with one method, and the worst of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import mpmath
import numpy as np
import sympy as sp

from symbackprop.network import Network
from symbackprop.verification.methods import METHODS, Case, DoesNotApply, Method

UNDERFLOW = float(np.finfo(np.float64).tiny)
"""The smallest normal float: errors are relative to the exact value, or to this if it is larger."""

_DIGITS = 60


@dataclass(frozen=True)
class Comparison:
    """The program's value and a method's value of one derivative at one point.

    name     the parameter, or the name of the loss
    method   the name of the method
    where    the label of the point
    program  the program's value
    other    the method's value
    error    |program - other|, relative to the exact value
    bound    what both sides promise together, on the same scale
    """

    name: sp.Symbol
    method: str
    where: str
    program: float
    other: float
    error: float
    bound: float

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
    """The worst comparison: the one whose error is the largest share of its bound.

    points  at how many points the method could be compared
    """

    points: int


def compare(case: Case, measured: Mapping[sp.Symbol, float], method: Method) -> list[Comparison]:
    """Returns the comparisons of the program with one method at one point.

    Raises DoesNotApply where the method says nothing.
    """
    answers = method.answers(case)
    promised = [symbol for symbol in measured if symbol in answers and _promises_digits(case, symbol, answers[symbol])]
    if not promised:
        raise DoesNotApply("overflow, or no digit is promised")
    return [_comparison(case, symbol, measured[symbol], answers[symbol], method.name) for symbol in promised]


def _promises_digits(case: Case, symbol: sp.Symbol, answer: tuple[Any, float]) -> bool:
    value, bound = answer
    is_bounded = np.isfinite(case.program_bounds[symbol].error)
    return bool(is_bounded and mpmath.isfinite(value) and bound < _scale(case, symbol))


def _scale(case: Case, symbol: sp.Symbol) -> Any:
    return max(abs(case.exact[symbol]), mpmath.mpf(UNDERFLOW))


def _comparison(case: Case, symbol: sp.Symbol, program: float, answer: tuple[Any, float], method: str) -> Comparison:
    other, promised = answer
    bound = promised + float(case.program_bounds[symbol].error)
    with mpmath.workdps(_DIGITS):
        scale = _scale(case, symbol)
        error = float(abs(program - mpmath.mpf(other)) / scale)
        return Comparison(
            symbol, method, case.point.label, program, float(other), error, float(mpmath.mpf(bound) / scale)
        )


def worst(comparisons: Iterable[Comparison], network: Network) -> tuple[Row, ...]:
    """Returns a row for the loss and each parameter and each method that was compared."""
    grouped: dict[tuple[str, sp.Symbol], list[Comparison]] = {}
    for item in comparisons:
        grouped.setdefault((item.method, item.name), []).append(item)
    order = [(method, symbol) for method in METHODS for symbol in (network.loss.name, *network.parameters)]
    return tuple(_worst(grouped[key]) for key in order if key in grouped)


def _worst(items: list[Comparison]) -> Row:
    chosen = max(items, key=lambda item: item.share)
    return Row(**vars(chosen), points=len(items))
