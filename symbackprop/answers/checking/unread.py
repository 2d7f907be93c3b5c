"""Unread: what is not understood, and may say all the same that there are other values from there on."""

from __future__ import annotations

import re

from symbackprop.answers.checking.numbers.values import Said
from symbackprop.answers.checking.pieces import Piece

_VALUE = re.compile(r"(?:=|≈|\\approx|\\begin\{\w*matrix\})(?:\s|[&({\[+-]|\\left)*(?:\d*\.\d|\d+\s*(?:$|[,;&)\]}\\]))")


_TRAINED = re.compile(
    r"\b(?:trained|training(?!\s+(?:case|data|example|input|instance|item|pair|pattern|point|sample|set))"
    r"|iterations?|epochs?|converge[sd]?)\b",
    re.IGNORECASE,
)


def another_pass(piece: Piece) -> str:
    r"""Returns why the values may be others where a statement stands, by the words around it; "" if they are not.

    >>> from symbackprop.answers.checking.pieces import pieces
    >>> from symbackprop.answers.documents import read
    >>> [another_pass(piece) for piece in pieces(read("Now $z = 0.75$. After 10000 iterations $z = 0.016$."))]
    ['', 'the words beside it speak of iterations']
    """
    found = _TRAINED.search(piece.passage.before)
    return f"the words beside it speak of {found[0].lower()}" if found is not None else ""


def unread(latex: str) -> Said:
    """Returns what a formula that was not understood says of values: that there may be others, if it has numbers."""
    return Said(another="it has numbers that are not understood" if has_numbers(latex) else "")


def has_numbers(latex: str) -> bool:
    r"""Returns whether numbers stand where values do: behind a sign of equality, or in a matrix.

    >>> has_numbers(r"(x_1, x_2) = (0.05, 0.1)"), has_numbers(r"x = \frac{1}{2} y")
    (True, False)
    """
    return _VALUE.search(latex) is not None
