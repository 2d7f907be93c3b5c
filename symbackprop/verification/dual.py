"""Dual numbers: a value with its derivatives, carried forwards.

Forward mode, over any arithmetic (Griewank and Walther, Evaluating Derivatives, 2nd ed.
2008, chapter 3.1). It goes the opposite way to the sweep and shares no code with it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import sympy as sp

from symbackprop.verification.arithmetic import Arithmetic, Indexing
from symbackprop.verification.axes import Axes, Labelled

Slopes = Mapping[Hashable, Any]


@dataclass(frozen=True)
class Dual:
    """A number and its derivative by whatever moves it: by parameters, or along directions."""

    value: Any
    slopes: Slopes

    def __add__(self, other: Dual) -> Dual:
        return Dual(self.value + other.value, _added(self.slopes, other.slopes))

    def __neg__(self) -> Dual:
        return Dual(-self.value, {symbol: -slope for symbol, slope in self.slopes.items()})

    def __mul__(self, other: Dual) -> Dual:
        return Dual(
            self.value * other.value, _added(_scaled(self.slopes, other.value), _scaled(other.slopes, self.value))
        )


def _added(one: Slopes, other: Slopes) -> Slopes:
    both = {symbol: one[symbol] + other[symbol] for symbol in one if symbol in other}
    return {**one, **other, **both}


def _scaled(slopes: Slopes, factor: Any) -> Slopes:
    return {symbol: slope * factor for symbol, slope in slopes.items()}


Slope = Callable[[Arithmetic, Any, Any], Any]

SLOPES: Mapping[type, Slope] = {
    sp.exp: lambda inner, x, y: y,
    sp.log: lambda inner, x, y: inner.number(sp.S.One) / x,
    sp.sin: lambda inner, x, y: inner.functions[sp.cos](x),
    sp.cos: lambda inner, x, y: -inner.functions[sp.sin](x),
    sp.tan: lambda inner, x, y: inner.number(sp.S.One) + y * y,
    sp.atan: lambda inner, x, y: inner.number(sp.S.One) / (inner.number(sp.S.One) + x * x),
    sp.sinh: lambda inner, x, y: inner.functions[sp.cosh](x),
    sp.cosh: lambda inner, x, y: inner.functions[sp.sinh](x),
    sp.sech: lambda inner, x, y: -(y * inner.functions[sp.tanh](x)),
    sp.tanh: lambda inner, x, y: inner.power(inner.functions[sp.cosh](x), sp.Integer(-2)),
    sp.erf: lambda inner, x, y: inner.number(2 / sp.sqrt(sp.pi)) * inner.functions[sp.exp](-(x * x)),
    sp.erfc: lambda inner, x, y: inner.number(-2 / sp.sqrt(sp.pi)) * inner.functions[sp.exp](-(x * x)),
}


def duals(inner: Arithmetic, slopes: Mapping[type, Slope] = SLOPES) -> Arithmetic:
    """Returns the arithmetic of dual numbers over another arithmetic.

    slopes  function head -> its slope, from its argument x and its value y
    """

    def function(head: type) -> Callable[[Dual], Dual]:
        def of(number: Dual) -> Dual:
            value = inner.functions[head](number.value)
            return Dual(value, _scaled(number.slopes, slopes[head](inner, number.value, value)))

        return of

    def power(base: Dual, exponent: sp.Rational) -> Dual:
        value = inner.power(base.value, exponent)
        if not base.slopes:
            return Dual(value, {})
        slope = inner.number(exponent) * inner.power(base.value, exponent - 1)
        return Dual(value, _scaled(base.slopes, slope))

    def choose(condition: Any, a: Dual, b: Dual) -> Dual:
        zero = inner.number(sp.S.Zero)
        chosen = {
            symbol: inner.choose(condition, a.slopes.get(symbol, zero), b.slopes.get(symbol, zero))
            for symbol in {**a.slopes, **b.slopes}
        }
        return Dual(inner.choose(condition, a.value, b.value), chosen)

    return Arithmetic(
        number=lambda constant: Dual(inner.number(constant), {}),
        functions={head: function(head) for head in slopes},
        power=power,
        less=lambda a, b: inner.less(a.value, b.value),
        choose=choose,
        indexing=None if inner.indexing is None else _indexing(inner.indexing),
    )


def _indexing(inner: Indexing) -> Indexing:
    def each(number: Dual, part: Callable[[Any], Any]) -> Dual:
        return Dual(part(number.value), {symbol: part(slope) for symbol, slope in number.slopes.items()})

    def array(number: Dual, letters: Axes) -> Dual:
        return each(number, lambda part: inner.array(part, letters))

    def element(number: Dual, places: list[Labelled]) -> Dual:
        return each(number, lambda part: inner.element(part, places))

    def over(number: Dual, axis: str, length: int) -> Dual:
        return each(number, lambda part: inner.over(part, axis, length))

    return Indexing(array, element, over, lambda places: Dual(inner.integers(places), {}), inner.truth)
