"""Windows: subscripts with two indices, as in a convolution."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import sympy as sp

from symbackprop.program.text import ATOM, Text, call, subscripted
from symbackprop.program.vectorised.subscript import Subscript
from symbackprop.program.vectorised.value import Value

if TYPE_CHECKING:
    from symbackprop.program.vectorised.lowering import Lowering


@dataclass(frozen=True)
class Window:
    """A subscript with two indices: one moves along the axis, the other runs inside a window.

    place   the axis
    moving  the index that moves
    inside  the index in the window
    back    whether the window is read backwards: y[l - k + 1]
    begin   what is read first and last, counted from 0: the end is not read
    """

    place: int
    moving: sp.Symbol
    inside: sp.Symbol
    back: bool
    begin: sp.Expr
    end: sp.Expr
    size: sp.Expr

    @property
    def before(self) -> sp.Expr:
        """Returns by how much the windows stand out in front of the array."""
        return sp.expand(-self.begin)

    @property
    def after(self) -> sp.Expr:
        """Returns by how much they stand out behind it."""
        return sp.expand(self.end - self.size)

    @property
    def is_inside(self) -> bool:
        """Returns whether they never do."""
        return bool(self.before.is_nonpositive and self.after.is_nonpositive)


def window(lowering: Lowering, value: Value, axis: sp.Symbol, subscript: Subscript) -> Window:
    """Returns the window that the subscript of an axis describes."""
    spans = lowering.scope.spans
    order = [letter for letter in spans if letter in subscript.letters]
    slopes = dict(subscript.slopes)
    moving, inside = sorted(order, key=lambda letter: (slopes[letter] != 1, order.index(letter)))
    back = slopes[inside] == -1
    low, high = spans[inside][::-1] if back else spans[inside]
    begin = sp.expand(spans[moving][0] + slopes[inside] * low + subscript.constant - 1)
    end = sp.expand(spans[moving][1] + slopes[inside] * high + subscript.constant)
    return Window(value.axes.index(axis), moving, inside, back, begin, end, subscript.size)


def through_windows(lowering: Lowering, value: Value, windows: Sequence[Window]) -> Value:
    """Returns windows that slide along axes: x[i + k - 1], or y[l - k + 1] between zeros."""
    if not windows:
        return value
    base = _fitted(lowering, value, windows)
    lengths, places = [lowering.length(window.inside) for window in windows], [str(window.place) for window in windows]
    shown = (lengths[0], places[0]) if len(windows) == 1 else (f"({', '.join(lengths)})", f"({', '.join(places)})")
    text = call("windows(", [base, Text(shown[0]), Text(f"axis={shown[1]}")])
    if any(window.back for window in windows):
        steps = ["::-1" if window.back else ":" for window in windows]
        text = subscripted(text, f"..., {', '.join(steps)}")
    moving = {window.place: window.moving for window in windows}
    axes = tuple(moving.get(place, axis) for place, axis in enumerate(value.axes))
    return Value(text, (*axes, *(window.inside for window in windows)))


def _fitted(lowering: Lowering, value: Value, windows: Sequence[Window]) -> Text:
    """Returns the part of the array that the windows see; beyond its ends there are zeros."""
    outside = {window.place: window for window in windows if not window.is_inside}
    pieces = [":"] * len(value.axes)
    text = value.text
    if outside:
        widths = ["(0, 0)"] * len(value.axes)
        for place, window in outside.items():
            ends = (_not_negative(lowering, amount) for amount in (window.before, window.after))
            widths[place] = f"({', '.join(ends)})"
        listed = f"({', '.join(widths)})" if len(widths) > 1 else widths[0]
        text = call("np.pad(", [text, Text(listed)])
    for window in windows:
        pieces[window.place] = _seen(lowering, window)
    while pieces and pieces[-1] == ":":
        pieces.pop()
    return Text(f"{text.within(ATOM).text}[{', '.join(pieces)}]") if pieces else text


def _seen(lowering: Lowering, window: Window) -> str:
    """Returns the slice of the axis, padded where the windows stand out, that they see."""
    if window.is_inside:
        return piece_of(lowering, window.begin, window.end, window.size)
    start, stop = (_not_negative(lowering, -amount) for amount in (window.before, window.after))
    return f"{'' if start == '0' else start}:{'' if stop == '0' else f'-({stop}) or None'}"


def _not_negative(lowering: Lowering, amount: sp.Expr) -> str:
    if amount.is_nonnegative:
        return lowering.size(amount)
    if amount.is_nonpositive:
        return "0"
    return f"max(0, {lowering.size(amount)})"


def piece_of(lowering: Lowering, begin: sp.Expr, end: sp.Expr, size: sp.Expr) -> str:
    """Returns the slice from begin, counted from 0, to end; an end of the array is not written."""
    start = "" if begin == 0 else lowering.size(begin)
    stop = "" if sp.expand(end - size) == 0 else lowering.size(end)
    return f"{start}:{stop}"
