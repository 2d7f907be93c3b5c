"""What can go wrong, and whose fault it is.

Every error that a user can cause is one of these. Its text has four parts: the fact,
the place, what was available, the way out.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class SymbackpropError(Exception):
    """The base of every error this package raises on purpose."""


class NetworkError(SymbackpropError):
    """The equations do not describe a network."""


class UnknownName(SymbackpropError, LookupError):
    """A name (of an activation, a loss, a parameter, a format) that is not there."""

    # KeyError would print the repr of its text; LookupError prints the text itself.


class FormulaError(SymbackpropError):
    """A formula's text could not be read; the position is part of the message."""


class ShapeError(SymbackpropError, ValueError):
    """An array whose shape, dtype or values a program cannot take."""


class OutputError(SymbackpropError):
    """A file or folder that could not be written."""


def unknown(kind: str, name: object, available: Iterable[str]) -> UnknownName:
    """Returns the error for a `name` that is no `kind`, with the nearest name there is.

    >>> print(unknown("activation", "sigmoit", ["sigmoid", "tanh"]))
    there is no activation named 'sigmoit'
        available         sigmoid, tanh
        did you mean sigmoid?
    """
    names = [str(item) for item in available]
    lines = [f"there is no {kind} named {str(name)!r}", f"    available         {', '.join(names) or 'none'}"]
    near = get_close_matches(str(name), names, n=1, cutoff=0.5)
    if near:
        lines.append(f"    did you mean {near[0]}?")
    return UnknownName("\n".join(lines))
