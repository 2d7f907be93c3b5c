"""Subscripts: that every index of a formula has a range, and no subscript leaves that of its array."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import sympy as sp

from symbackprop.answers.complaint import complaint
from symbackprop.answers.scope import Bound, Note
from symbackprop.errors import FormulaError
from symbackprop.network.indices import is_index

_MOST_BOUNDS = 16


def check(notes: Sequence[Note], sizes: Iterable[sp.Symbol], text: str) -> None:
    """Raises FormulaError, with the place, unless every subscript is seen to lie within its array.

    notes  every place at which an index stands
    sizes  the symbolic sizes
    text   the formula

    A free index runs as far as the subscripts that it is alone, which must agree. A bound one
    runs as its sum says.
    """
    known = frozenset(sizes)
    ranges = _free_ranges(notes, known, text)
    for note in notes:
        bound = {item.letter for item in note.bound}
        loose = sorted(filter(is_index, note.value.free_symbols - bound - known - ranges.keys()), key=str)
        if loose:
            fact = f"nothing says how far the index {loose[0]} runs"
            way = f"write             {loose[0]} alone as a subscript of an array, or sum over it: {loose[0]}=1..n"
            raise complaint(fact, text, note.position, [way])
    places = {(note.value, note.bound, note.array, note.number): note for note in reversed(notes)}
    for note in reversed(places.values()):
        if note.size is not None:
            _stays_inside(note, note.size, ranges, text)


def _free_ranges(notes: Sequence[Note], sizes: frozenset[sp.Symbol], text: str) -> Mapping[sp.Symbol, sp.Expr]:
    found: dict[sp.Symbol, Note] = {}
    for note in notes:
        letter = note.value
        if note.size is None or not letter.is_Symbol or letter in sizes or _is_bound(letter, note):
            continue
        first = found.setdefault(letter, note)
        if first.size != note.size:
            raise complaint(
                f"the index {letter} runs to {note.size} as a subscript of {note.array},"
                f" and to {first.size} as one of {first.array}",
                text,
                note.position,
                ["write             another letter for one of them"],
            )
    return {letter: note.size for letter, note in found.items() if note.size is not None}


def _is_bound(letter: sp.Symbol, note: Note) -> bool:
    return any(item.letter == letter for item in note.bound)


def _stays_inside(note: Note, size: sp.Expr, free: Mapping[sp.Symbol, sp.Expr], text: str) -> None:
    bound = [*(Bound(letter, last=last) for letter, last in free.items() if not _is_bound(letter, note)), *note.bound]
    least, most = _ends(note.value, bound, -1), _ends(note.value, bound, 1)
    what = f"subscript {note.number} of {note.array}"
    if not any((value - 1).is_nonnegative for value in least):
        raise _outside(note, f"{what} {_becomes(note, least[0])}, and subscripts begin at 1", text)
    if not any((size - value).is_nonnegative for value in most):
        raise _outside(note, f"{what} {_becomes(note, most[0])}, and {note.array} ends at {size}", text)


def _becomes(note: Note, value: sp.Expr) -> str:
    return f"is {value}" if value == note.value else f"runs to {value}"


def _outside(note: Note, fact: str, text: str) -> FormulaError:
    return complaint(fact, text, note.position, [f"its range is      1 to {note.size}"])


def _ends(subscript: sp.Expr, bound: Sequence[Bound], side: int) -> list[sp.Expr]:
    """Returns values that a subscript does not exceed, towards `side`: 1 for the largest, -1 for the smallest.

    Where a range ends at a minimum, each of its arguments is one of them.
    """
    found = [sp.expand(subscript)]
    for item in reversed(bound):
        found = [end for value in found for end in _without(value, item, side)][:_MOST_BOUNDS]
    return found


def _without(value: sp.Expr, item: Bound, side: int) -> list[sp.Expr]:
    slope = value.coeff(item.letter)
    if not slope.is_Integer or slope == 0:
        return [value]
    end, several = (item.last, sp.Min) if slope * side > 0 else (item.first, sp.Max)
    choices = end.args if isinstance(end, several) else (end,)
    return [sp.expand(value.xreplace({item.letter: choice})) for choice in choices]
