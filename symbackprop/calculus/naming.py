"""Which adjoints get a name of their own, and which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import sympy as sp

from symbackprop.network import Equation, Network, name

LONGEST_RUN = 8
"""The most names in a row on the way back whose adjoints are written out instead of named."""


def delta_names(network: Network) -> Mapping[sp.Symbol, sp.Symbol]:
    """Returns the delta of every name whose adjoint is used more than once.

    A preactivation gets one (that is what the notes call a delta), and so does every name
    whose equation reads two or more names to differentiate by: its adjoint would otherwise
    be written out again in each of their derivatives. So does every ninth of a long run of
    others. The name is the author's, or made from the subscript: u_1 has delta_1, s has
    delta_out where the network's output comes from it, and delta_s elsewhere.

    >>> from symbackprop.network import two_layer
    >>> delta_names(two_layer())
    {u_1: delta_1, u_2: delta_2, s: delta_out}
    """
    suggested = {equation.name: _suggestion(equation, network) for equation in _named(network)}
    taken = {symbol.name for symbol in network.symbols}
    counts = Counter(suggested.values())
    return {
        symbol: name(text if counts[text] == 1 and text not in taken else _unique(symbol, taken))
        for symbol, text in suggested.items()
    }


def _named(network: Network) -> list[Equation]:
    preactivations = {equation.preactivation for equation in network.equations}
    wanted = {*network.definitions, *network.parameters}
    unnamed: dict[sp.Symbol, int] = {network.loss.name: 0}
    named = []
    for equation in reversed(network.equations[:-1]):
        readers = network.readers.get(equation.name, ())
        run = 1 + max((unnamed.get(reader.name, 0) for reader in readers), default=0)
        several = sum(symbol in wanted for symbol in equation.reads) > 1
        if equation.name in preactivations or several or run > LONGEST_RUN:
            named.append(equation)
        else:
            unnamed[equation.name] = run
    return named[::-1]


def _suggestion(equation: Equation, network: Network) -> str:
    if equation.delta is not None:
        return equation.delta.name
    if equation.name in _last_preactivations(network):
        return "delta_out"
    _, underscore, subscript = equation.name.name.partition("_")
    return f"delta_{subscript}" if underscore else f"delta_{equation.name.name}"


def _last_preactivations(network: Network) -> list[sp.Symbol | None]:
    read = [network.equation(symbol) for symbol in network.loss.reads if symbol in network.definitions]
    last = [equation.preactivation for equation in read]
    return last if len(last) == 1 else []


def _unique(symbol: sp.Symbol, taken: set[str]) -> str:
    text = f"delta_{symbol.name}"
    while text in taken:
        text += "x"
    return text
