"""Kinks: where a line of a network has no slope, and which parameter leads across."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import sympy as sp

from symbackprop.network import Equation, Network
from symbackprop.network.activations import activation_of
from symbackprop.network.indices import head, renamed, subscripts
from symbackprop.verification.arithmetic import evaluate
from symbackprop.verification.axes import Labelled
from symbackprop.verification.bounded import ARRAYS_OF_BOUNDED
from symbackprop.verification.frame import Frame
from symbackprop.verification.places import place, span

Limits = tuple[tuple[sp.Symbol, sp.Expr, sp.Expr], ...]


@dataclass(frozen=True)
class Kink:
    """A place where a line has no slope: `argument` = 0 in the equation of `reader`.

    reader    what the equation defines
    argument  what is 0 there
    limits    the indices in it, each with its first and last value, the outermost first
    """

    reader: sp.Expr
    argument: sp.Expr
    limits: Limits = ()

    def __str__(self) -> str:
        return f"{self.argument} = 0"

    def at_the_end(self, frame: Frame) -> Kink:
        """Returns the kink with the last value put in for each index: u[2] for u[j]."""
        places: dict[sp.Symbol, sp.Expr] = {}
        for letter, _, last in self.limits:
            places[letter] = sp.Integer(frame.number(last.xreplace(places)))
        return Kink(self.reader, renamed(self.argument, places))


def kinks(network: Network) -> tuple[Kink, ...]:
    """Returns the kinks of a network: of the rows of its activations, of |·|, max and min.

    >>> from symbackprop.network import mlp, two_layer
    >>> [str(kink) for kink in kinks(two_layer("relu"))]
    ['u_1 = 0', 'u_2 = 0', 's = 0']
    >>> [str(kink) for kink in kinks(mlp(["n", "m", 1], activation="relu"))]
    ['u[j] = 0', 's = 0']
    """
    found = {
        Kink(equation.name, argument, limits): None for equation in network for argument, limits in _arguments(equation)
    }
    return tuple(found)


def _arguments(equation: Equation) -> Iterator[tuple[sp.Expr, Limits]]:
    outer = tuple((letter, sp.S.One, last) for letter, last in equation.ranges)
    for part, limits in _parts(equation.body, outer):
        if isinstance(part, sp.Function) and (row := activation_of(part)) is not None:
            yield from ((part.args[0] - kink, limits) for kink in row.kinks)
        if part.func in (sp.Abs, sp.sign):
            yield part.args[0], limits
        if part.func in (sp.Max, sp.Min):
            pairs = [(one, other) for position, one in enumerate(part.args) for other in part.args[:position]]
            yield from ((one - other, limits) for one, other in pairs)


def _parts(node: sp.Basic, limits: Limits) -> Iterator[tuple[sp.Basic, Limits]]:
    """Returns every part of an expression outside of subscripts, with the indices in force there."""
    yield node, limits
    if isinstance(node, sp.Sum):
        inner = tuple((letter, low, high) for letter, low, high in reversed(node.limits))
        yield from _parts(node.function, (*limits, *inner))
    elif not isinstance(node, sp.Indexed):
        for argument in node.args:
            yield from _parts(argument, limits)


def argument_values(kink: Kink, frame: Frame, values: Mapping[sp.Symbol, object]) -> Labelled:
    """Returns the argument of the kink, bounded, for all its indices, items and whatever else `values` runs over."""
    inner = dict(values)
    for letter, low, high in kink.limits:
        inner[letter] = span(letter, int(np.min(place(low, inner).data)), int(np.max(place(high, inner).data)))
    found: Labelled = evaluate(kink.argument, inner, ARRAYS_OF_BOUNDED)
    return found


def places_of(quantity: sp.Expr) -> tuple[int, ...]:
    """Returns the subscripts of an element as numbers, () for a symbol."""
    return tuple(map(int, subscripts(quantity)))


def bias_of(kink: Kink, network: Network) -> sp.Expr | None:
    """Returns a parameter, or an element of one, that moves the argument of the kink one to one, if there is one."""
    argument = kink.argument
    body = _defined(argument, network) if argument.is_Symbol or isinstance(argument, sp.Indexed) else argument
    parameters = {head(parameter) for parameter in network.parameters}
    terms = sp.Add.make_args(body)
    alone = [term for term in terms if (term.is_Symbol or isinstance(term, sp.Indexed)) and head(term) in parameters]
    steady = [term for term in alone if not any(head(term) in other.free_symbols for other in terms if other != term)]
    return steady[0] if steady and not _depends_otherwise(body, head(steady[0]), network) else None


def _defined(quantity: sp.Expr, network: Network) -> sp.Expr:
    """Returns the body of what defines a name or an element; a given one as it is."""
    if not network.defines(quantity):
        return quantity
    equation = network.equation(quantity)
    return renamed(equation.body, dict(zip(subscripts(equation.name), subscripts(quantity), strict=True)))


def _depends_otherwise(body: sp.Expr, parameter: sp.Symbol, network: Network) -> bool:
    pending = [symbol for symbol in body.free_symbols if network.defines(symbol)]
    seen: set[sp.Symbol] = set()
    while pending:
        symbol = pending.pop()
        if symbol in seen:
            continue
        seen.add(symbol)
        reads = network.equation(symbol).reads
        if parameter in reads:
            return True
        pending += [other for other in reads if network.defines(other)]
    return False
