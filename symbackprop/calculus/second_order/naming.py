"""What the deltas of second order are called: Δ_12 for ∂²E/(∂u_2 ∂u_1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import sympy as sp

from symbackprop.network.indices import head, subscripts

LETTER = "Delta"
_BASE = "delta"


@dataclass(frozen=True)
class Parts:
    """What tells a delta from the others: its subscript, or its layer, or neither."""

    sub: str = ""
    layer: str = ""


class SecondNames:
    """The names of the deltas of second order of one network.

    firsts   the delta of each name that has one, by the name's symbol or label
    taken    the symbols of the network

    The subscripts of the two stand side by side, and so do their layers; an array's are
    given once where both are the same. If the names of the deltas cannot be told apart in
    this way, they are numbered.

    >>> from symbackprop.network.names import names
    >>> s, u_1, u_2, out, one, two = names("s u_1 u_2 delta_out delta_1 delta_2")
    >>> called = SecondNames({s: out, u_1: one, u_2: two}, [])
    >>> called.of(s, u_1), called.of(u_1, u_2), called.of(s, s)
    ('Delta_out_1', 'Delta_12', 'Delta_out_out')
    """

    def __init__(self, firsts: Mapping[sp.Symbol, sp.Expr], taken: Iterable[sp.Symbol]) -> None:
        parts = {symbol: _parts(head(delta).name) for symbol, delta in firsts.items()}
        if not _tell_apart(list(parts.values())):
            parts = {symbol: Parts(sub=str(number)) for number, symbol in enumerate(firsts, 1)}
        self._parts = parts
        self._arrays = {symbol for symbol, delta in firsts.items() if subscripts(delta)}
        self._bare = Parts() in parts.values()
        self._digits = not self._bare and all(len(part.sub) == 1 or not part.sub.isdigit() for part in parts.values())
        self._taken = {symbol.name for symbol in taken}

    def of(self, first: sp.Symbol, second: sp.Symbol) -> str:
        """Returns the name for the second derivative by two names; the second may be a parameter without a delta."""
        both = [self._parts[first], self._parts.get(second, Parts(sub=second.name.replace("^", "_")))]
        if first == second and first in self._arrays and not self._bare:
            both = both[:1]
        subs = [part.sub for part in both if part.sub]
        layers = [part.layer for part in both if part.layer]
        glued = self._digits and all(len(sub) == 1 and sub.isdigit() for sub in subs)
        sub = ("" if glued else "_").join(subs)
        return self._unused((f"_{sub}" if sub else "") + (f"^({','.join(layers)})" if layers else ""))

    def _unused(self, ending: str) -> str:
        letter = LETTER
        while letter + ending in self._taken:
            letter += "x"
        return letter + ending


def _parts(text: str) -> Parts:
    text, _, layer = text.partition("^")
    base, underscore, sub = text.partition("_")
    return Parts(sub if underscore and base == _BASE else "" if base == _BASE else text, layer.strip("()"))


def _tell_apart(found: list[Parts]) -> bool:
    simple = all("_" not in part.sub and "," not in part.layer and not (part.sub and part.layer) for part in found)
    return simple and len(set(found)) == len(found)
