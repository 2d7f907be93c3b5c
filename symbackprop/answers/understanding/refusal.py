"""The error of a description or a notation that cannot be read; its text has the fact, the place and the way out."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from symbackprop.errors import SymbackpropError


class NotationError(SymbackpropError):
    """A description of a network or a notation that cannot be read; the line is part of the message."""


def unknown_key(key: str, where: str, known: Iterable[str], place: str = "") -> NotationError:
    """Returns the error for a key that is none of those known, with the nearest of them.

    >>> print(unknown_key("nams", "[notation]", ["names", "layout"], "line 2            nams = 1"))
    there is no key 'nams' in [notation]
        line 2            nams = 1
        known keys        names, layout
        did you mean names?
    """
    listed = list(known)
    near = get_close_matches(key, listed, n=1, cutoff=0.5)
    further = [f"did you mean {near[0]}?"] if near else []
    return refusal(f"there is no key {key!r} in {where}", place, f"known keys        {', '.join(listed)}", *further)


def refusal(fact: str, place: str, *further: str) -> NotationError:
    """Returns the error that `fact` is the case at a place, with further lines."""
    lines = [*(place.split("\n") if place else []), *further]
    return NotationError("\n    ".join([fact, *lines]))
