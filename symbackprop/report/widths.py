"""Widths of running text: about how much room words, short formulas and ranges of indices take, in em."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symbackprop.notation import layout
from symbackprop.notation.width import width
from symbackprop.report.text import Formula, Ranging

if TYPE_CHECKING:
    from symbackprop.notation.options import Notation
    from symbackprop.report.text import Inline, Text

_LETTER = 0.52
_LETTERS_OF_A_RANGE, _VALUES_OF_A_RANGE = 1.5, 3.0
"""About how wide the sign and the first values of a range are, in em."""


def width_of_text(text: Text, notation: Notation) -> float:
    """Returns about how wide words and short formulas are on one line.

    >>> from symbackprop.notation import Notation
    >>> 5 < width_of_text(("parameters",), Notation()) < 6
    True
    """
    return sum(_width_of(piece, notation) for piece in text)


def least_width_of_text(text: Text, notation: Notation) -> float:
    """Returns about how wide the widest part is of a text that is broken wherever it can be.

    >>> from symbackprop.notation import Notation
    >>> 2 < least_width_of_text(("some words",), Notation()) < 3
    True
    """
    return max((_least_width_of(piece, notation) for piece in text), default=0.0)


def width_of_ranges(ranges: tuple[Ranging, ...]) -> float:
    """Returns about how wide ranges are behind a formula; nothing for none.

    >>> width_of_ranges(())
    0
    """
    return sum(_width_of_range(piece) for piece in ranges) + bool(ranges)


def _width_of_range(piece: Ranging) -> float:
    return _LETTERS_OF_A_RANGE + len(piece.letters) + _width_of_values(piece)


def _width_of_values(piece: Ranging) -> float:
    return _VALUES_OF_A_RANGE + width(layout(piece.last))


def _width_of(piece: Inline, notation: Notation) -> float:
    if isinstance(piece, Formula):
        return width(layout(piece.expression, notation))
    return _width_of_range(piece) if isinstance(piece, Ranging) else _LETTER * len(str(piece))


def _least_width_of(piece: Inline, notation: Notation) -> float:
    if isinstance(piece, str):
        return _LETTER * max(map(len, piece.split()), default=0)
    return _width_of_values(piece) if isinstance(piece, Ranging) else _width_of(piece, notation)
