"""Subscripts: an element of an array becomes the array, a slice, a window or a selection of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sympy as sp

from symbackprop.network.indices import head
from symbackprop.program.text import Text
from symbackprop.program.vectorised.subscript import Subscript, read_subscript
from symbackprop.program.vectorised.value import Axes, Value
from symbackprop.program.vectorised.windows import piece_of, through_windows, window

if TYPE_CHECKING:
    from symbackprop.program.vectorised.lowering import Lowering


def element(lowering: Lowering, node: sp.Indexed, _: Axes) -> Value:
    """Returns the elements of an array at the subscripts, an axis for each index in them."""
    scope = lowering.scope
    key = head(node)
    value = Value(Text(scope.identifiers[key]), scope.axes(key))
    pieces = [":"] * len(value.axes)
    moved: list[tuple[int, Subscript]] = []
    axes: list[sp.Symbol] = list(value.axes)
    for expression, size in zip(node.indices, scope.shapes[key], strict=True):
        subscript = read_subscript(expression, size, scope.spans)
        if not subscript.letters:
            pieces.append(lowering.size(subscript.constant - 1))
            continue
        if subscript.slopes[0][1] == 1 and len(subscript.letters) == 1:
            letter = subscript.letters[0]
            pieces.append(_slice(lowering, letter, subscript))
            axes.append(letter)
            continue
        pieces.append(":")
        axes.append(sp.Dummy())
        moved.append((len(axes) - 1, subscript))
    plain = all(piece == ":" for piece in pieces)
    while pieces and pieces[-1] == ":":
        pieces.pop()
    text = value.text if plain else Text(f"{value.atom}[{', '.join(pieces)}]")
    found = _diagonals(Value(text, tuple(axes)))
    sliding = [(axes[place], subscript) for place, subscript in moved if subscript.is_window]
    found = through_windows(lowering, found, [window(lowering, found, *pair) for pair in sliding])
    for place, subscript in moved:
        if not subscript.is_window:
            found = _selected(lowering, found, axes[place], subscript)
    return found


def _slice(lowering: Lowering, letter: sp.Symbol, subscript: Subscript) -> str:
    first, last = (sp.expand(end + subscript.constant) for end in lowering.scope.spans[letter])
    return piece_of(lowering, sp.expand(first - 1), last, subscript.size)


def _diagonals(value: Value) -> Value:
    for letter in dict.fromkeys(value.axes):
        while value.axes.count(letter) > 1:
            one = value.axes.index(letter)
            other = value.axes.index(letter, one + 1)
            rest = [axis for place, axis in enumerate(value.axes) if place not in (one, other)]
            text = Text(f"np.diagonal({value.text.text}, axis1={one}, axis2={other})")
            value = Value(text, (*rest, letter))
    return value


def _selected(lowering: Lowering, value: Value, axis: sp.Symbol, subscript: Subscript) -> Value:
    """Returns the elements at the values of a linear subscript; beyond the ends, those at the ends."""
    letters = subscript.letters
    place = value.axes.index(axis)
    terms = []
    for position, (letter, slope) in enumerate(subscript.slopes):
        marks = "" if position == len(letters) - 1 else f"[:{', None' * (len(letters) - 1 - position)}]"
        count = f"np.arange({lowering.places(letter)}){marks}"
        terms.append(f"{'' if slope == 1 else f'({lowering.size(slope)}) * '}{count}")
    where = " + ".join([*terms, f"({lowering.size(sp.expand(subscript.constant - 1))})"])
    picked = f"np.clip({where}, 0, {lowering.size(sp.expand(subscript.size - 1))})"
    text = Text(f"{value.atom}[{', '.join([*[':'] * place, picked])}]")
    return Value(text, (*value.axes[:place], *letters, *value.axes[place + 1 :]), is_new=True)
