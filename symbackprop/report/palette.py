"""The palette: which delta has which colour and dash, and how the formulas of a document are written.

Colours belong to quantities: a delta keeps one colour in figures, formulas, prose and
tables. The dash says the same without colour.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import sympy as sp

from symbackprop.calculus import Derivation
from symbackprop.network.indices import head
from symbackprop.notation.options import Notation

Dash = Literal["solid", "dashed", "dotted", "dash-dotted"]


@dataclass(frozen=True)
class Role:
    """The look of a delta.

    key          its name in notations
    light, dark  the colour on a light and on a dark ground, as six hexadecimal digits
    dash         the line it is drawn with, which is also the word for it
    """

    key: str
    light: str
    dark: str
    dash: Dash


_ROWS = (
    Role("da", "BF4A00", "FF9A5C", "solid"),
    Role("db", "0A4C9A", "8AB8FF", "dashed"),
    Role("dc", "00806A", "3FCF9F", "dotted"),
    Role("dd", "7A3E9D", "D3A6F0", "dash-dotted"),
)

ROLES: Mapping[str, Role] = MappingProxyType({row.key: row for row in _ROWS})
"""The looks a delta can have, from the output inwards; distinguishable without red or green."""


def roles(derivation: Derivation) -> Mapping[str, str]:
    """Returns the key of the role of every delta, by the delta's name.

    Up to three deltas have a colour each, from the output inwards; more than three are
    coloured by layer, so that no picture becomes a rainbow.

    >>> from symbackprop.calculus import derive
    >>> from symbackprop.network import two_layer
    >>> roles(derive(two_layer()))
    {'delta_out': 'da', 'delta_1': 'db', 'delta_2': 'dc'}
    """
    deltas = derivation.deltas
    depths = [derivation.network.depth[head(delta.of)] for delta in deltas]
    layers = sorted(set(depths), reverse=True)
    places = range(len(deltas)) if len(deltas) <= 3 else [layers.index(depth) for depth in depths]
    return {head(delta.name).name: _ROWS[place % len(_ROWS)].key for delta, place in zip(deltas, places, strict=True)}


def dashes(derivation: Derivation) -> Mapping[sp.Expr, Dash]:
    """Returns the word for the line each delta is drawn with."""
    found = roles(derivation)
    return {delta.name: ROLES[found[head(delta.name).name]].dash for delta in derivation.deltas}


def notation_for(derivation: Derivation, activation_symbol: str | None = None) -> Notation:
    """Returns how the formulas of a derivation are written: colours, upright d, raised items, activation.

    The letter stands for its only activation.
    The items of a training set stand above; those of an indexed network are rows like others.
    """
    network = derivation.network
    used = {equation.activation.function.__name__ for equation in network if equation.activation is not None}
    return Notation(
        palette=roles(derivation),
        ordinary=frozenset(equation.symbol.name for equation in network if equation.ordinary),
        raised=frozenset() if network.is_indexed else _names(derivation),
        activations=dict.fromkeys(used, activation_symbol) if activation_symbol and len(used) == 1 else {},
    )


def _names(derivation: Derivation) -> frozenset[str]:
    return frozenset(
        symbol.name for symbol in (*derivation.network.symbols, *(item.name for item in derivation.deltas))
    )
