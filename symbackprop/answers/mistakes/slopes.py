"""Slopes: mistakes about the derivative of an activation."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import NamedTuple

import sympy as sp

from symbackprop.answers.mistakes.form import Factor, Form, Term
from symbackprop.answers.mistakes.mistake import Slip
from symbackprop.answers.mistakes.right import Right
from symbackprop.answers.mistakes.roles import names_in, said_of, unit
from symbackprop.calculus.products import product
from symbackprop.calculus.rules import ActivationSlope
from symbackprop.network import ACTIVATIONS
from symbackprop.network.activation import U, Y
from symbackprop.network.heads import sigmoid

FALSE_SLOPES: Mapping[str, tuple[sp.Expr, ...]] = MappingProxyType(
    {
        "sigmoid": (1 - Y, Y * (1 + Y), Y**2, (1 - Y) ** 2, 1 - U, 1 + Y),
        "tanh": (1 - Y, -(Y**2), Y**2, 1 + Y**2, (1 - Y) ** 2, 1 - U, Y * (1 + Y)),
        "softplus": (sigmoid(-U), 1 - Y),
        "relu": (U, 1 - Y),
    }
)
"""What the slope of an activation is written as by mistake, in U, its argument, and Y, its output."""


class Place(NamedTuple):
    """A slope in a form: the factor, what it is the slope of, and the form with another value there."""

    factor: Factor
    slope: ActivationSlope
    having: Callable[[sp.Expr], sp.Expr]


def _slopes(form: Form) -> Iterator[Place]:
    for number, term, place, factor in form.factors:
        if factor.slope is not None:
            yield Place(factor, factor.slope, partial(_having, form, number, term, place))


def _having(form: Form, number: int, term: Term, place: int, value: sp.Expr) -> sp.Expr:
    return form.having(number, term.having(place, value))


def missing(right: Right, form: Form) -> Iterator[Slip]:
    """Yields the form without the slope of one unit, or without any slope."""
    slopes = [*_slopes(form)]
    for factor, _, having in slopes:
        yield Slip(having(sp.S.One), factor.value, what=said_of(factor, right.words))
    if len(form.terms) == 1 and len(slopes) > 1:
        (term,) = form.terms
        kept = replace(term, factors=tuple(factor for factor in term.factors if factor.slope is None))
        units = " and ".join(unit(slope.argument, right.words) for _, slope, _ in slopes)
        together = product(*(factor.value for factor, _, _ in slopes))
        yield Slip(kept.value, together, what=(f", the slopes of {units}",))


def twice(right: Right, form: Form) -> Iterator[Slip]:
    """Yields the form with the slope of one unit twice."""
    for factor, _, having in _slopes(form):
        yield Slip(having(factor.value**2), factor.value, what=said_of(factor, right.words))


def written_wrongly(right: Right, form: Form) -> Iterator[Slip]:
    """Yields the form with the slope of one unit as people misremember it: 1 - y for y (1 - y)."""
    for factor, slope, having in _slopes(form):
        for false in FALSE_SLOPES.get(slope.activation.name, ()):
            written = false.xreplace({U: slope.argument, Y: slope.output})
            yield Slip(having(written), written, factor.value, said_of(factor, right.words))


def of_another_function(right: Right, form: Form) -> Iterator[Slip]:
    """Yields the form with the slope that one unit would have with another activation.

    A claim without a function in it has no slope that needs one: there it would be a coincidence.
    """
    has_functions = bool(right.claim.rhs.atoms(sp.Function))
    for factor, slope, having in _slopes(form):
        for row in ACTIVATIONS.values():
            written = row.slope_at(slope.argument, slope.output)
            likely = has_functions or not written.atoms(sp.Function)
            if row.name != slope.activation.name and not written.is_number and likely:
                what = (*said_of(factor, right.words), f": that is the slope of the {row.title}")
                yield Slip(having(written), written, factor.value, what)


def function_for_its_slope(right: Right, form: Form) -> Iterator[Slip]:
    """Yields the form with the value of one unit in place of its slope: g(u) for g'(u)."""
    for factor, slope, having in _slopes(form):
        yield Slip(having(slope.output), slope.output, factor.value, said_of(factor, right.words))


def at_another_argument(right: Right, form: Form) -> Iterator[Slip]:
    """Yields the form with the slope taken elsewhere: u (1 - u) for y (1 - y), g'(y) for g'(u), g'(x) for g'(u)."""
    others = tuple(names_in(right.claim.rhs))
    for factor, slope, having in _slopes(form):
        row = slope.activation
        written = [row.slope_at(slope.argument, other) for other in others if other != slope.output]
        written += [row.slope_in_argument_at(other) for other in others if other != slope.argument]
        for false in written:
            yield Slip(having(false), false, factor.value, said_of(factor, right.words))
