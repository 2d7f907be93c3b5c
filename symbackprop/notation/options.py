"""Notation: the choices an author may make about how formulas are written."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Notation:
    """What an author may choose.

    palette      the role of a name, for the colour of a quantity: {"delta_out": "da"}
    ordinary     the names whose derivative has an upright d: dy_1/du_1
    raised       the names whose first index, the item, stands above in parentheses: E[p] as
                 E^(p), y[p, j] as y_j^(p); where a layer stands there already, all are below
    item         the letter of the item; where it is given, no other index is raised: y[j] is y_j
    activations  the letter to write for a known function: {"sigmoid": "g"} for g(u).
                 It is given function by function, so that two of them never share one letter.
    products     between the factors of the outermost product, where the format shows it:
                 "auto" (a dot between the groups of a product that was put together by
                 hand), "dotted" (always a dot), "close" (never)

    >>> Notation(palette={"delta_out": "da"}).palette["delta_out"]
    'da'
    """

    palette: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    ordinary: frozenset[str] = frozenset()
    raised: frozenset[str] = frozenset()
    item: str = ""
    activations: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    products: Literal["auto", "dotted", "close"] = "auto"
