"""METHODS: one frozen row for each road by which a gradient is computed again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
import sympy as sp

from symbackprop.verification import bounds
from symbackprop.verification.arithmetic import summed_over
from symbackprop.verification.autodiff import Library, missing, roundings
from symbackprop.verification.axes import ITEM, Labelled, spread
from symbackprop.verification.bounded import SMALLEST
from symbackprop.verification.case import FAST, MANY_DIGITS, SLOW, Answers, Case, DoesNotApply
from symbackprop.verification.complex_step import STEP, complex_step
from symbackprop.verification.delta_forms import delta_forms
from symbackprop.verification.differences import central_differences
from symbackprop.verification.handwritten import handwritten
from symbackprop.verification.layered import NotLayered
from symbackprop.verification.multiprecision import ARRAYS_OF_MANY_DIGITS, NO_DIGITS, agreed, many
from symbackprop.verification.with_jax import JAX
from symbackprop.verification.with_pytorch import PYTORCH


@dataclass(frozen=True)
class Method:
    """One road to the gradient.

    name       the key of the row
    evaluates  what it computes, in words
    promises   the bound on its error, in words
    limits     when it does not apply
    answers    loss and gradient at a point, each with its bound; raises DoesNotApply
    terms      how many terms of the equations it may evaluate at a point, for all elements of
               parameters together; of parameters with more elements it takes some (None: all)
    missing    why it cannot be used at all, "" if it can
    """

    name: str
    evaluates: str
    promises: str
    limits: str
    answers: Callable[[Case], Answers]
    terms: int | None = None
    missing: Callable[[], str] = str


_DIGITS = 1e-50

SCALED_BY_STEP = bounds.Manner(lost=SMALLEST / STEP)
"""The complex step: slopes are carried along as h times themselves, and so reach the smallest float earlier."""


def _handwritten(case: Case) -> Answers:
    try:
        values = handwritten(case.point)
    except NotLayered as error:
        raise DoesNotApply(f"not layered: {error}") from None
    rounding = bounds.of_textbook(case.derivation, case.point, is_mean=case.is_mean)
    return {symbol: (value, 2 * rounding[symbol]) for symbol, value in values.items()}


def _complex_step(case: Case) -> Answers:
    most = case.at_most(FAST)
    values = complex_step(case.point, is_mean=case.is_mean, most=most, seed=case.seed)
    rounding = bounds.of_forward_mode(case.point, SCALED_BY_STEP, is_mean=case.is_mean, most=most, seed=case.seed)
    return {symbol: (value, 2 * rounding[symbol] + bounds.CLAMP) for symbol, value in values.items()}


def _derivation(case: Case) -> Answers:
    case.check_hypotheses()
    case.check_work()

    def compute() -> Mapping[sp.Symbol, Any]:
        frame = case.point.frame
        given = frame.scope(case.point.arrays, many)
        found = delta_forms(case.derivation, given, ARRAYS_OF_MANY_DIGITS)
        divisor = case.point.items if case.is_mean else 1
        sums = {
            symbol: summed_over(Labelled(number.data, number.axes), ITEM, case.point.items, ARRAYS_OF_MANY_DIGITS)
            for symbol, number in found.items()
        }
        return {
            symbol: spread(number, frame.letters(symbol), frame.shapes[symbol]) / divisor
            for symbol, number in sums.items()
        }

    return _all_digits(agreed(compute))


def _first_principles(case: Case) -> Answers:
    case.check_work()
    if np.isnan(float(case.exact[case.point.frame.network.loss.symbol])):
        raise DoesNotApply(NO_DIGITS)
    return _all_digits(case.exact)


def _all_digits(found: Mapping[sp.Symbol, Any]) -> Answers:
    return {symbol: (value, _DIGITS * np.abs(np.asarray(value, dtype=float))) for symbol, value in found.items()}


def _central_differences(case: Case) -> Answers:
    return central_differences(case.point, is_mean=case.is_mean, most=case.at_most(SLOW), seed=case.seed)


def _automatic(library: Library) -> Callable[[Case], Answers]:
    def answers(case: Case) -> Answers:
        values, factor = case.gradient_in(library), roundings(case.point.frame)
        return {
            symbol: (value, factor * case.autodiff_bounds[symbol] + bounds.CLAMP) for symbol, value in values.items()
        }

    return answers


_ROWS = (
    Method(
        name="handwritten",
        evaluates="layered backprop written by hand in NumPy, with the textbook's formulas",
        promises="twice the running error bound of the textbook's formulas",
        limits="networks that are no sequence of dense layers; points where a textbook formula overflows",
        answers=_handwritten,
    ),
    Method(
        name="complex step",
        evaluates="Im E(w + ih)/h with h = 1e-20 on the equations; branches by the real part",
        promises="twice the running error bound of forward mode",
        limits="points where an equation as it is written overflows",
        answers=_complex_step,
        terms=FAST,
    ),
    Method(
        name="derivation",
        evaluates="the delta forms, in mpmath",
        promises="50 correct digits: two precisions agree",
        limits="points where 2800 digits of working precision do not suffice; large networks",
        answers=_derivation,
    ),
    Method(
        name="first principles",
        evaluates="forward mode on the equations, in mpmath; no code of the sweep",
        promises="50 correct digits: two precisions agree",
        limits="points where 2800 digits of working precision do not suffice; large networks",
        answers=_first_principles,
        terms=MANY_DIGITS,
    ),
    Method(
        name="central differences",
        evaluates="(E(w + h) - E(w - h))/2h on the equations, extrapolated, best of seven steps",
        promises="an estimate: ten times the change from h to h/2, plus rounding over h",
        limits="points where every step crosses a kink, or an equation as it is written overflows",
        answers=_central_differences,
        terms=SLOW,
    ),
    Method(
        name="jax",
        evaluates="jax.grad on the equations, operation by operation, in double precision",
        promises="the running error bound of forward mode, times the operations on the longest path",
        limits="points where an equation as it is written overflows",
        answers=_automatic(JAX),
        terms=FAST,
        missing=lambda: missing("jax"),
    ),
    Method(
        name="pytorch",
        evaluates="torch.autograd on the equations, operation by operation, in double precision",
        promises="the running error bound of forward mode, times the operations on the longest path",
        limits="points where an equation as it is written overflows",
        answers=_automatic(PYTORCH),
        terms=FAST,
        missing=lambda: missing("torch"),
    ),
)

METHODS: Mapping[str, Method] = MappingProxyType({row.name: row for row in _ROWS})
"""The methods, by name."""
