"""Notations: names as a notation writes them, w_ji with index letters, delta_out[k], W^(2)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from symbackprop.answers.latex.written import Unit, Written

ANY = frozenset("ijklpq")
"""The index letters of a notation, which stand for any subscript."""

_ELEMENT = re.compile(r"(?P<array>[^\[\]]+)\[(?P<below>[^\[\]]+)\]")
_PARTS = re.compile(r"(?P<base>[^_^]+)(?:_(?P<below>[^^]+))?(?P<above>\^.+)?")


def parsed(text: str) -> Written:
    """Returns a name of a notation: w_ji, out_hj, W_i,j^(2), or an element as the network has it, delta_out[k]."""
    element = _ELEMENT.fullmatch(text)
    if element is not None:
        return Written(element["array"], tuple(unit.strip() for unit in element["below"].split(",")))
    parts = _PARTS.fullmatch(text)
    if parts is None:
        return Written(text)
    below = parts["below"] or ""
    units = tuple(below.split(",")) if "," in below else tuple(below) if ANY & set(below) else (below,) * bool(below)
    return Written(parts["base"], units, parts["above"] or "")


def matched(pattern: Written, name: Written) -> Mapping[str, Unit] | None:
    """Returns what the index letters of the pattern stand for, None if the name is none of its kind."""
    units = name.units(len(pattern.below))
    if (pattern.base, pattern.above) != (name.base, name.above) or not units:
        return None
    places: dict[str, Unit] = {}
    for letter, unit in zip(pattern.below, units, strict=True):
        if (letter if letter not in ANY else places.setdefault(str(letter), unit)) != unit:
            return None
    return places


def filled(target: Written, places: Mapping[str, Unit]) -> Written:
    """Returns a name of a notation with what its index letters stand for."""
    units: Sequence[Unit] = [places.get(unit, unit) if isinstance(unit, str) else unit for unit in target.below]
    return Written(target.base, tuple(units), target.above)
