"""Layers: which names of a network share a node, and in which column and row it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import sympy as sp

from symbackprop.network import Network

Unit = tuple[sp.Symbol, ...]
"""The names one node shows: a name, or a preactivation and its activation."""

Columns = list[list[Unit]]


def units(network: Network) -> tuple[Unit, ...]:
    """Returns the nodes of the network: its inputs, then its equations, units as one node.

    >>> from symbackprop.network import two_layer
    >>> units(two_layer())
    ((x_1,), (x_2,), (u_1, y_1), (u_2, y_2), (s, z), (E,))
    """
    partner = _partners(network)
    second = set(partner.values())
    given: list[Unit] = [(symbol,) for symbol in network.inputs]
    defined = [name for name in network.definitions if name not in second]
    return (*given, *((name, partner[name]) if name in partner else (name,) for name in defined))


def _partners(network: Network) -> Mapping[sp.Symbol, sp.Symbol]:
    partner: dict[sp.Symbol, sp.Symbol] = {}
    for equation in network:
        argument = equation.preactivation
        if argument in network.definitions and argument not in partner.values() and equation is not network.loss:
            partner.setdefault(argument, equation.name)
    return partner


def sources(unit: Unit, network: Network) -> tuple[sp.Symbol, ...]:
    """Returns the inputs and the names of other units that a unit reads."""
    given = {*network.inputs, *network.definitions} - set(unit)
    bodies = [network.definitions[name] for name in unit if name in network.definitions]
    read = set().union(*(body.free_symbols for body in bodies)) & given
    return tuple(symbol for symbol in (*network.inputs, *network.definitions) if symbol in read)


def columns(network: Network) -> Columns:
    """Returns the units column by column: inputs first, each unit right of all it reads, the loss last.

    Within a column they stand in the order of the equations, unless barycentre sweeps
    (Sugiyama, Tagawa, Toda 1981) leave fewer crossings.

    >>> from symbackprop.network import two_layer
    >>> columns(two_layer())
    [[(x_1,), (x_2,)], [(u_1, y_1), (u_2, y_2)], [(s, z)], [(E,)]]
    """
    nodes = units(network)
    owner = {name: unit for unit in nodes for name in unit}
    depth: dict[Unit, int] = {}
    for unit in nodes:
        lowest = 0 if unit[0] in network.inputs else 1
        depth[unit] = max([lowest, *(1 + depth[owner[name]] for name in sources(unit, network))])
    last = (network.loss.name,)
    depth[last] = max([1, *(1 + place for unit, place in depth.items() if unit != last)])
    rows: Columns = [[unit for unit in nodes if depth[unit] == place] for place in range(max(depth.values()) + 1)]
    links = [(owner[name], unit) for unit in nodes for name in sources(unit, network)]
    return _untangled([column for column in rows if column], links)


def _untangled(declared: Columns, links: Sequence[tuple[Unit, Unit]]) -> Columns:
    best, fewest = declared, crossings(declared, links)
    tried = declared
    for _ in range(4):
        if fewest == 0:
            break
        tried = _swept(tried, links)
        if (found := crossings(tried, links)) < fewest:
            best, fewest = tried, found
    return best


def _swept(rows: Columns, links: Sequence[tuple[Unit, Unit]]) -> Columns:
    swept = [list(rows[0])]
    height = {unit: row - (len(rows[0]) - 1) / 2 for row, unit in enumerate(rows[0])}
    for column in rows[1:]:
        wanted = {}
        for row, unit in enumerate(column):
            known = [height[source] for source, target in links if target == unit and source in height]
            wanted[unit] = sum(known) / len(known) if known else row - (len(column) - 1) / 2
        swept.append(sorted(column, key=wanted.__getitem__))
        height.update({unit: row - (len(column) - 1) / 2 for row, unit in enumerate(swept[-1])})
    return swept


def crossings(rows: Columns, links: Sequence[tuple[Unit, Unit]]) -> int:
    """Returns how many pairs of links between neighbouring columns cross."""
    count = 0
    for left, right in pairwise(rows):
        between = [(left.index(a), right.index(b)) for a, b in links if a in left and b in right]
        count += sum((a - c) * (b - d) < 0 for i, (a, b) in enumerate(between) for c, d in between[:i])
    return count
