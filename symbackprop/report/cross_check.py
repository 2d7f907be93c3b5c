"""The numeric cross-check of a document: one point, every parameter, every method."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import cycle
from math import isnan

import sympy as sp

from symbackprop.calculus import Derivation
from symbackprop.network import Network
from symbackprop.report.blocks import Block, CrossCheck
from symbackprop.report.contents.story import listed
from symbackprop.report.cross_check_arrays import cross_checked_arrays
from symbackprop.report.text import Equals, Inline
from symbackprop.verification import cross_check

NOTES_POINT: Mapping[str, str] = {
    "x_1": "1", "x_2": "-1/2", "t": "1",
    "b_1": "1/10", "w_11": "1/2", "w_12": "-3/10",
    "b_2": "-1/5", "w_21": "-2/5", "w_22": "4/5",
    "c": "1/5", "v_1": "6/5", "v_2": "-7/10",
}  # fmt: skip
"""The point at which the notes' network is cross-checked."""

_VALUES = ("1/2", "-3/10", "4/5", "1/10", "-2/5", "6/5", "-1/5", "7/10")


def cross_checked(derivation: Derivation) -> tuple[Block, ...]:
    """Returns the cross-check of a derivation's gradients at one point, for its document."""
    return cross_checked_arrays(derivation) if derivation.network.is_indexed else (_of_scalars(derivation),)


def _of_scalars(derivation: Derivation) -> CrossCheck:
    network = derivation.network
    point = point_for(network)
    found = cross_check(network, point)
    columns = tuple(name for name in found.columns if not all(isnan(row.errors[name]) for row in found.rows))
    rows = tuple((row.name, row.digits(), tuple(_error(row.errors[name]) for name in columns)) for row in found.rows)
    notes = [f"{name.capitalize()}: {found.notes[name]}." for name in found.columns]
    remark = " ".join(["Relative errors against 50 digits.", *notes])
    return CrossCheck(_told(network, point), columns, rows, (remark,))


def point_for(network: Network) -> Mapping[str, str]:
    """Returns a value for every input, target and parameter: that of the notes, or small fractions in turn.

    >>> from symbackprop.network import two_layer
    >>> point_for(two_layer())["w_11"]
    '1/2'
    """
    given = [symbol.name for symbol in (*network.inputs, *network.targets, *network.parameters)]
    if set(given) == set(NOTES_POINT):
        return NOTES_POINT
    return dict(zip(given, cycle(_VALUES), strict=False))


def _error(value: float) -> str:
    return "–" if isnan(value) else f"{value:.1e}"


def _told(network: Network, point: Mapping[str, str]) -> tuple[Inline, ...]:
    symbols = (*network.inputs, *network.targets, *network.parameters)
    equations = [Equals(symbol, sp.Rational(point[symbol.name])) for symbol in symbols]
    return ("At ", *listed(equations), ".")
