"""Brute force: the value of an indexed expression at given sizes, in exact rational arithmetic.

Shares nothing with the kernel: it walks the SymPy tree and adds up every sum.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import prod
from random import Random

import sympy as sp

Places = Mapping[sp.Symbol, int]


class NotDefined(Exception):
    """The expression has no value here."""


class World:
    """Sizes, and a value for every scalar and every element, drawn when it is first asked for.

    Functions called f, g are fixed rational functions, so that equal arguments give equal values.
    """

    def __init__(self, sizes: Mapping[sp.Symbol, int], seed: int) -> None:
        self.sizes = dict(sizes)
        self.random = Random(seed)
        self.values: dict[tuple[object, ...], Fraction] = {}

    def drawn(self, *key: object) -> Fraction:
        if key not in self.values:
            self.values[key] = Fraction(self.random.choice([-3, -2, -1, 1, 2, 3, 5, 7]), self.random.choice([1, 2, 3]))
        return self.values[key]

    def value(self, node: sp.Expr, places: Places) -> Fraction:
        """Returns the value; raises NotDefined for a division by 0."""
        for head in type(node).__mro__:
            if head in _VALUES:
                return _VALUES[head](self, node, places)
        x = self.value(node.args[0], places)
        return (x * x + 2) / (x * x + len(type(node).__name__) + 3) + x / 7

    def whole(self, node: sp.Expr, places: Places) -> int:
        """Returns the value of a subscript or of the end of a range."""
        value = node.xreplace({symbol: sp.Integer(number) for symbol, number in {**self.sizes, **places}.items()})
        return int(value)


def _symbol(world: World, node: sp.Symbol, places: Places) -> Fraction:
    if node in places or node in world.sizes:
        return Fraction({**world.sizes, **places}[node])
    return world.drawn(node.name)


def _element(world: World, node: sp.Indexed, places: Places) -> Fraction:
    return world.drawn(node.base.label.name, *(world.whole(place, places) for place in node.indices))


def _sum(world: World, node: sp.Sum, places: Places) -> Fraction:
    *inner, (letter, low, high) = node.limits
    rest = sp.Sum(node.function, *inner) if inner else node.function
    numbers = range(world.whole(low, places), world.whole(high, places) + 1)
    return sum((world.value(rest, {**places, letter: number}) for number in numbers), Fraction(0))


def _delta(world: World, node: sp.KroneckerDelta, places: Places) -> Fraction:
    one, other = (world.whole(side, places) for side in node.args)
    return Fraction(one == other)


def _power(world: World, node: sp.Pow, places: Places) -> Fraction:
    base, exponent = (world.value(part, places) for part in node.args)
    if base == 0 and exponent < 0:
        raise NotDefined
    return base ** int(exponent)


def _of_arguments(function: Callable[[list[Fraction]], Fraction]) -> Callable[[World, sp.Expr, Places], Fraction]:
    return lambda world, node, places: function([world.value(argument, places) for argument in node.args])


_VALUES: Mapping[type, Callable[[World, sp.Expr, Places], Fraction]] = {
    sp.Rational: lambda world, node, places: Fraction(int(node.p), int(node.q)),
    sp.Symbol: _symbol,
    sp.Indexed: _element,
    sp.Sum: _sum,
    sp.KroneckerDelta: _delta,
    sp.Pow: _power,
    sp.Add: _of_arguments(sum),
    sp.Mul: _of_arguments(prod),
    sp.Abs: _of_arguments(lambda values: abs(values[0])),
    sp.Max: _of_arguments(max),
    sp.Min: _of_arguments(min),
}
