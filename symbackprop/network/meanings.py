"""Meanings: in a network, a text means one thing, and an array is read with subscripts everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import sympy as sp

from symbackprop.errors import NetworkError
from symbackprop.network.indices import head

if TYPE_CHECKING:
    from symbackprop.network.equation import Equation
    from symbackprop.network.network import Network

_WAY_OUT = "give one of them another name; names are made by name() and array(), indices by index(), sizes by size()"


def check_meanings(network: Network) -> None:
    """Raises NetworkError where two symbols print alike, and where an array is read like a number or a number like one.

    SymPy holds symbols with different assumptions for different ones. A reader cannot tell
    an index `p` from a quantity `p`.
    """
    first: dict[str, tuple[sp.Symbol, Equation]] = {}
    for equation in network.equations:
        for symbol in sorted(_symbols(equation), key=lambda symbol: (symbol.name, _meaning(symbol))):
            known, place = first.setdefault(symbol.name, (symbol, equation))
            if known != symbol:
                raise NetworkError(
                    f"{symbol} is {_meaning(symbol)} and {_meaning(known)}\n"
                    f"    equation          {equation}\n"
                    f"    elsewhere         {place}\n"
                    f"    {_WAY_OUT}"
                )
    for quantity in (*network.parameters, *network.targets):
        known, place = first.get(head(quantity).name, (head(quantity), network.loss))
        if known != head(quantity):
            raise NetworkError(
                f"{known} is {_meaning(known)} where it is read, and listed as a quantity\n"
                f"    equation          {place}\n    {_WAY_OUT}"
            )
    if network.is_indexed:
        _subscripts_everywhere(network)


def _symbols(equation: Equation) -> set[sp.Symbol]:
    if not (equation.ranges or equation.reads_arrays):
        return {equation.symbol, *equation.reads}
    ends = {symbol for letter, last in equation.ranges for symbol in (letter, *last.free_symbols)}
    return {equation.symbol, *ends, *equation.body.atoms(sp.Symbol)}


def _meaning(symbol: sp.Symbol) -> str:
    if not symbol.is_integer:
        return "a quantity" if symbol.is_real else "a symbol that is not real"
    return "a size" if symbol.is_positive else "an index"


def _subscripts_everywhere(network: Network) -> None:
    for equation in network.equations:
        for symbol in _bare(equation.body):
            if symbol in network.arrays:
                raise NetworkError(
                    f"{symbol} is an array, and stands here without subscripts\n"
                    f"    equation          {equation}\n"
                    f"    its elements      {network.element(symbol)}, of shape {_listed(network.shape(symbol))}\n"
                    "    write             an element, or a sum of elements"
                )
        if not equation.ranges and equation.symbol in network.arrays:
            raise NetworkError(
                f"{equation.symbol} is a number, and is read as the array {network.element(equation.symbol)}\n"
                f"    equation          {equation}\n"
                "    read it without subscripts, or define all its elements: Equation(u[j], body, ranges=((j, m),))"
            )


def _bare(node: sp.Basic) -> Iterator[sp.Symbol]:
    if isinstance(node, sp.Symbol):
        yield node
    elif not isinstance(node, sp.Indexed):
        for argument in node.args:
            yield from _bare(argument)


def _listed(shape: tuple[sp.Expr, ...]) -> str:
    return ", ".join(map(str, shape))
