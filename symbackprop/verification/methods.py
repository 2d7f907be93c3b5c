"""METHODS: one frozen row for each road by which a gradient is computed again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any

import sympy as sp

from symbackprop.network import Network
from symbackprop.program import Plan
from symbackprop.verification import bounds, handwritten, reference
from symbackprop.verification.arithmetic import evaluate
from symbackprop.verification.complex_step import complex_step
from symbackprop.verification.delta_forms import delta_forms
from symbackprop.verification.differences import central_differences
from symbackprop.verification.multiprecision import MULTIPRECISION
from symbackprop.verification.points import Point


class DoesNotApply(Exception):
    """A method says nothing at a point, or about a network; the text says why."""


@dataclass(frozen=True)
class Case:
    """A network at a point, and what is known about it there."""

    network: Network
    plan: Plan
    point: Point

    @cached_property
    def exact(self) -> Mapping[sp.Symbol, Any]:
        """Returns loss and gradient to 50 correct digits, from first principles."""
        return reference.from_first_principles(self.network, self.point, is_mean=self.plan.is_mean)

    @cached_property
    def program_bounds(self) -> bounds.Results:
        """Returns what rounding can do to the program's results."""
        return bounds.of_program(self.plan, self.point)


Answers = Mapping[sp.Symbol, tuple[Any, float]]
"""For the loss and each parameter: a value, and the bound on its error that the method promises."""


@dataclass(frozen=True)
class Method:
    """One road to the gradient.

    name       the key of the row
    evaluates  what it computes, in words
    promises   the bound on its error, in words
    limits     when it does not apply
    answers    loss and gradient at a point, each with its bound; raises DoesNotApply
    """

    name: str
    evaluates: str
    promises: str
    limits: str
    answers: Callable[[Case], Answers]


def _handwritten(case: Case) -> Answers:
    try:
        layers = handwritten.layers(case.network)
    except handwritten.NotLayered as error:
        raise DoesNotApply(f"not layered: {error}") from None
    point = case.point
    values = handwritten.value_and_grad(layers, case.network, point.params, point.matrix, point.column)
    rounding = bounds.of_textbook(case.network, point, is_mean=case.plan.is_mean)
    by_name = {case.network.loss.name: values[0], **values[1]}
    return {symbol: (value, 2 * float(rounding[symbol].error)) for symbol, value in by_name.items()}


def _complex_step(case: Case) -> Answers:
    values = complex_step(case.network, case.point, is_mean=case.plan.is_mean)
    rounding = bounds.of_forward_mode(case.network, case.point, is_mean=case.plan.is_mean)
    return {symbol: (value, 2 * float(rounding[symbol].error) + bounds.CLAMP) for symbol, value in values.items()}


def _derivation(case: Case) -> Answers:
    def one_item(network: Network, given: Mapping[sp.Symbol, Any]) -> Mapping[sp.Symbol, Any]:
        return delta_forms(network, lambda body, values: evaluate(body, values, MULTIPRECISION), given)

    values = reference.summed(case.network, case.point, one_item, is_mean=case.plan.is_mean)
    return {symbol: (value, 1e-50 * abs(float(value))) for symbol, value in values.items()}


def _first_principles(case: Case) -> Answers:
    return {symbol: (value, 1e-50 * abs(float(value))) for symbol, value in case.exact.items()}


def _central_differences(case: Case) -> Answers:
    return dict(central_differences(case.network, case.point, is_mean=case.plan.is_mean))


_ROWS = (
    Method(
        name="handwritten",
        evaluates="layered backprop written by hand in NumPy, with the textbook's formulas",
        promises="twice the running error bound of the textbook's formulas",
        limits="networks that are no sequence of layers; points where a textbook formula overflows",
        answers=_handwritten,
    ),
    Method(
        name="complex step",
        evaluates="Im E(w + ih)/h with h = 1e-20 on the equations; branches by the real part",
        promises="twice the running error bound of forward mode",
        limits="points where an equation as it is written overflows",
        answers=_complex_step,
    ),
    Method(
        name="derivation",
        evaluates="the delta forms, in mpmath",
        promises="50 correct digits: two precisions agree",
        limits="points where 2800 digits of working precision do not suffice",
        answers=_derivation,
    ),
    Method(
        name="first principles",
        evaluates="forward mode on the equations, in mpmath; no code of the sweep",
        promises="50 correct digits: two precisions agree",
        limits="points where 2800 digits of working precision do not suffice",
        answers=_first_principles,
    ),
    Method(
        name="central differences",
        evaluates="(E(w + h) - E(w - h))/2h on the equations, extrapolated, best of seven steps",
        promises="an estimate: ten times the change from h to h/2, plus rounding over h",
        limits="points where every step crosses a kink, or an equation as it is written overflows",
        answers=_central_differences,
    ),
)

METHODS: Mapping[str, Method] = MappingProxyType({row.name: row for row in _ROWS})
"""The methods, by name."""
