"""Values: the text of an array expression, and the index that each of its axes stands for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sympy as sp

from symbackprop.program.text import ATOM, PRODUCT, Text, chain

Axes = tuple[sp.Symbol, ...]

ITEM = sp.Dummy("item", integer=True)
"""The index of the first axis of whatever differs between items."""

COMPARISON = -1
"""How tightly a comparison holds together: less than a sum."""


@dataclass(frozen=True)
class Value:
    """An array expression.

    text      how it is written
    axes      the index that each axis stands for, in order
    is_truth  whether its elements are True and False
    is_new    whether it is an array that nothing else refers to
    """

    text: Text
    axes: Axes = ()
    is_truth: bool = False
    is_new: bool = False

    @property
    def atom(self) -> str:
        """Returns the text in brackets unless it is one word."""
        return self.text.within(ATOM).text


def without(axes: Iterable[sp.Symbol], dropped: Iterable[sp.Symbol]) -> Axes:
    """Returns the axes that are not dropped, in order."""
    gone = set(dropped)
    return tuple(axis for axis in axes if axis not in gone)


def union(values: Iterable[Value], wanted: Sequence[sp.Symbol]) -> Axes:
    """Returns the axes of all values, in the wanted order where there is one, else as the largest array has them.

    >>> j, i = sp.symbols("j i", integer=True)
    >>> union([Value(Text("w"), (i, j)), Value(Text("b"), (j,))], [j])
    (j, i)
    """
    listed = sorted(values, key=lambda value: (-len(value.axes), value.is_new))
    found = dict.fromkeys(axis for value in listed for axis in value.axes)
    return (*(axis for axis in dict.fromkeys(wanted) if axis in found), *without(found, wanted))


def turned(value: Value, axes: Axes) -> Value:
    """Returns the value with its axes in another order; a view.

    >>> j, i = sp.symbols("j i", integer=True)
    >>> turned(Value(Text("w"), (j, i)), (i, j)).text.text
    'w.T'
    """
    if value.axes == axes:
        return value
    places = [value.axes.index(axis) for axis in axes]
    return Value(Text(f"{value.atom}{_turn(places)}"), axes, value.is_truth, value.is_new)


def _turn(places: list[int]) -> str:
    last = len(places)
    if places == list(range(last))[::-1]:
        return ".T"
    if places == [*range(last - 2), last - 1, last - 2]:
        return ".swapaxes(-1, -2)"
    return f".transpose({', '.join(map(str, places))})"


def aligned(value: Value, order: Axes) -> Text:
    """Returns the text of the value as it broadcasts against an array with axes in this order.

    >>> j, i = sp.symbols("j i", integer=True)
    >>> aligned(Value(Text("b"), (j,)), (j, i)).text
    'b[:, None]'
    """
    present = tuple(axis for axis in order if axis in value.axes)
    view = turned(value, present)
    if not present:
        return view.text
    below = order[order.index(present[0]) :]
    if len(below) == len(present):
        return view.text
    marks = ", ".join(":" if axis in present else "None" for axis in below)
    return Text(f"{view.atom}[{marks}]")


def multiplied(values: Sequence[Value], wanted: Sequence[sp.Symbol]) -> Value:
    """Returns the elementwise product of the values; axes that one of them lacks are broadcast."""
    if len(values) == 1:
        return values[0]
    order = union(values, wanted)
    texts = [aligned(value, order).within(PRODUCT) for value in values]
    text = chain(PRODUCT, [("*" if place else "", text) for place, text in enumerate(texts)])
    return Value(text, order, all(value.is_truth for value in values), is_new=True)
