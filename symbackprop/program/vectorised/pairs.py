"""Pairs: two arrays multiplied, and summed over indices that both have."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import sympy as sp

from symbackprop.program.text import ATOM, MATRIX, Text, call, chain
from symbackprop.program.vectorised.value import ITEM, Axes, Value, multiplied, turned, union, without

Length = Callable[[sp.Symbol], str]
"""How the number of values of an index is written."""


@dataclass(frozen=True)
class Pair:
    """A product of two arrays, summed over indices that both have.

    one, other   the arrays; the result has the indices of `one` first
    gone         the indices summed over
    stacked      the indices that both have and keep
    length       how the number of values of an index is written
    """

    one: Value
    other: Value
    gone: Axes
    stacked: Axes
    length: Length

    @property
    def own(self) -> Axes:
        """Returns the indices that only the first array has."""
        return without(self.one.axes, self.other.axes)

    @property
    def others(self) -> Axes:
        """Returns the indices that only the second array has."""
        return without(self.other.axes, self.one.axes)

    @property
    def turned_round(self) -> Pair:
        """Returns the same product with the arrays in the other order."""
        return Pair(self.other, self.one, self.gone, self.stacked, self.length)

    def product(self) -> Value:
        """Returns the product: of two matrices, of stacks of them, or elementwise where neither has an index alone."""
        if self.stacked:
            return self._stack() if self.own or self.others else self._elementwise()
        if len(self.gone) == 1 and max(len(self.one.axes), len(self.other.axes)) <= 2:
            return self._matrices()
        if not self.own and not self.others:
            return Value(call("np.vdot(", [self.one.text, turned(self.other, self.one.axes).text]), (), is_new=True)
        return self._tensors()

    def _matrices(self) -> Value:
        one_first = bool(self.others) or self.one.axes != (*self.gone, *self.own)
        other_last = bool(self.own) or self.other.axes != (*self.others, *self.gone)
        pair = self if one_first and other_last else self.turned_round
        left, right = turned(pair.one, (*pair.own, *pair.gone)), turned(pair.other, (*pair.gone, *pair.others))
        return Value(_matmul(left, right), (*pair.own, *pair.others), is_new=True)

    def _tensors(self) -> Value:
        places = [tuple(value.axes.index(axis) for axis in self.gone) for value in (self.one, self.other)]
        axes = ", ".join(str(place[0]) if len(place) == 1 else str(place) for place in places)
        text = call("np.tensordot(", [self.one.text, self.other.text, Text(f"axes=({axes})")])
        return Value(text, (*self.own, *self.others), is_new=True)

    def _elementwise(self) -> Value:
        return summed_over(multiplied([self.one, self.other], ()), self.gone, self.length)

    def _stack(self) -> Value:
        own, others, gone = self.own, self.others, self.gone
        left = self._two_axes(turned(self.one, (*self.stacked, *own, *gone)), own, gone)
        right = self._two_axes(turned(self.other, (*self.stacked, *gone, *others)), gone, others)
        axes = (*self.stacked, *own, *others)
        text = _matmul(left, right)
        if not own:
            text = Text(f"({text.text})[{', '.join([':'] * len(self.stacked))}, 0]")
        if not others:
            text = Text(f"({text.text})[..., 0]")
        if max(len(own), len(others)) > 1:
            text = Text(f"{text.within(ATOM).text}.reshape({', '.join(map(self.length, axes))})")
        return Value(text, axes, is_new=True)

    def _two_axes(self, value: Value, rows: Axes, columns: Axes) -> Value:
        """Returns the value with exactly two axes behind those of the stack."""
        stack = list(map(self.length, self.stacked))
        text = value.atom
        if len(rows) > 1 or len(columns) > 1:
            text += (
                f".reshape({', '.join([*stack, *(_joined(side, self.length) for side in (rows, columns) if side)])})"
            )
        if not rows:
            text += f"[{', '.join([':'] * len(stack))}, None]"
        if not columns:
            text += "[..., None]"
        return Value(Text(text), value.axes)


def product_of(one: Value, other: Value, gone: Axes, wanted: Axes, length: Length) -> Value:
    """Returns the product of two arrays, summed over the indices `gone`, in the order wanted where that is free."""
    if not gone or not set(gone) <= set(one.axes) & set(other.axes):
        return summed_over(multiplied([one, other], wanted), gone, length)
    order = union([one, other], wanted)
    stacked = tuple(axis for axis in order if axis in one.axes and axis in other.axes and axis not in gone)
    pair = Pair(one, other, gone, stacked, length)
    is_behind = bool(pair.own and pair.others) and order.index(pair.others[0]) < order.index(pair.own[0])
    return (pair.turned_round if is_behind else pair).product()


def summed_over(value: Value, axes: Axes, length: Length) -> Value:
    """Returns the value summed over some of its axes.

    A matrix is multiplied with a vector of ones: that is faster than `.sum(axis=...)`.
    """
    if not axes:
        return value
    rest = without(value.axes, axes)
    if len(value.axes) == 2 and len(axes) == 1 and not value.is_truth:
        return Value(_with_ones(value, axes[0], length), rest, is_new=True)
    places = sorted(value.axes.index(axis) for axis in axes)
    where = f"axis={places[0]}" if len(places) == 1 else f"axis=({', '.join(map(str, places))})"
    return Value(Text(f"{value.atom}.sum({where if rest else ''})"), rest, is_new=True)


def _with_ones(value: Value, axis: sp.Symbol, length: Length) -> Text:
    ones = Text("ones" if axis is ITEM else _ones(length(axis)))
    sides = [ones, value.text.within(ATOM)]
    return chain(MATRIX, zip(("", "@"), sides if value.axes[0] == axis else sides[::-1], strict=True))


def _ones(length: str) -> str:
    return f"ones_{length}" if length.isidentifier() or length.isdecimal() else f"np.ones({length}, dtype)"


def _joined(side: Axes, length: Length) -> str:
    return " * ".join(length(axis) if length(axis).isalnum() else f"({length(axis)})" for axis in side)


def _matmul(one: Value, other: Value) -> Text:
    return chain(MATRIX, [("", one.text.within(ATOM)), ("@", other.text.within(ATOM))])
