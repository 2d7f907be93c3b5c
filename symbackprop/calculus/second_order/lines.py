"""Lines: what a derivation of first order ends in, differentiated once more.

A line is `name = value` in names: an equation of the forward pass, a delta in delta form,
a gradient. The local rules of the sweep differentiate it; an activation inside it is
differentiated as its row of ACTIVATIONS says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import sympy as sp

from symbackprop.calculus.local import local_gradient
from symbackprop.calculus.products import product
from symbackprop.calculus.second_order.places import spaced
from symbackprop.network.activations import activation_of
from symbackprop.network.indices import Limits


@dataclass(frozen=True)
class Reading:
    """A name as it stands in a line.

    element  the name; of an array, the element
    slope    the derivative of the line with respect to it, where it stands
    limits   the sums it stands under
    """

    element: sp.Expr
    slope: sp.Expr
    limits: Limits = ()


def readings(value: sp.Expr, taken: Iterable[sp.Symbol] = (), output: sp.Expr | None = None) -> Iterator[Reading]:
    """Returns what a line reads, with the derivative by each name; bound indices are none of `taken`.

    output  the name of an equation, whose slopes are written in it where it divides by a sum

    >>> from symbackprop.network.names import names
    >>> d, v, y = names("d v y")
    >>> [(found.element, found.slope) for found in readings(d * v * (y * (1 - y)))]
    [(d, v*y*(1 - y)), (v, d*y*(1 - y)), (y, d*v*(1 - 2*y))]
    """
    apart = _grouped(spaced(value, taken))
    standing = {application: sp.Dummy(real=True) for application in _applications(apart)}
    back = {dummy: application for application, dummy in standing.items()}
    for occurrence, slope in local_gradient(apart.xreplace(standing), output).items():
        element, written = occurrence.element, slope.xreplace(back)
        if element in back:
            yield from _through(back[element], written, occurrence.limits)
        elif written != 0:
            yield Reading(element, written, occurrence.limits)


def _grouped(node: sp.Expr) -> sp.Expr:
    """Returns the expression with factors of one and the same name as one factor: y and 1 - y, to give 1 - 2y."""
    if not node.args or isinstance(node, sp.Indexed):
        return node
    parts = [_grouped(part) if isinstance(part, sp.Expr) else part for part in node.args]
    if not node.is_Mul:
        return node if parts == list(node.args) else node.func(*parts)
    groups: dict[frozenset[sp.Basic], list[sp.Expr]] = {}
    for part in parts:
        groups.setdefault(frozenset(part.free_symbols), []).append(part)
    return product(*(product(*group) for group in groups.values()))


def _applications(value: sp.Expr) -> list[sp.Expr]:
    """Returns the activations that the line spells out, σ(u_1), outermost first."""
    found = (node for node in sp.preorder_traversal(value) if isinstance(node, sp.Function))
    return list(dict.fromkeys(node for node in found if activation_of(node) is not None))


def _through(application: sp.Expr, slope: sp.Expr, limits: Limits) -> Iterator[Reading]:
    """Returns what the argument of an activation reads: f(a)' = f'(a) a'."""
    row, (argument,) = activation_of(application), application.args
    assert row is not None  # noqa: S101 (it was found by its row)
    outer = slope * row.slope_at(argument, application)
    for inner in readings(argument):
        if (whole := outer * inner.slope) != 0:
            yield Reading(inner.element, whole, (*inner.limits, *limits))
