"""Wording: what a report says of a subject."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import sympy as sp

from symbackprop.network import Network
from symbackprop.network.activations import activation_of
from symbackprop.network.indices import head


def ranges(lines: Iterable[int]) -> str:
    """Returns line numbers as a report lists them.

    >>> ranges([4, 5, 6, 9]), ranges([1])
    ('lines 4–6, 9', 'line 1')
    """
    found: list[list[int]] = []
    for line in sorted(set(lines)):
        if found and line == found[-1][1] + 1:
            found[-1][1] = line
        else:
            found.append([line, line])
    listed = ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in found)
    return f"line {listed}" if listed.isdigit() else f"lines {listed}"


def called(network: Network) -> str:
    """Returns what a network is called by its sizes, inputs first: "2-2-1 network".

    >>> from symbackprop.network import mlp, two_layer
    >>> called(two_layer()), called(mlp(["n", "m", 1]))
    ('2-2-1 network', 'network of n inputs, m hidden units and one output')
    """
    if len(network.equations) == 1 and network.loss.name.name[:1].isalpha():
        return f"function {network.loss.name}"
    if network.is_indexed or not any(activation_of(line.body) for line in network):
        return network.title.removeprefix("the ").removeprefix("a ")
    depth = dict.fromkeys(map(head, network.inputs), 0)
    layers: Counter[int] = Counter()
    needed = _needed(network)
    for line in (line for line in network if line.symbol in needed):
        depth[line.symbol] = max((depth.get(symbol, 0) for symbol in line.reads), default=0)
        if activation_of(line.body) is not None:
            depth[line.symbol] += 1
            layers[depth[line.symbol]] += 1
    inputs = sum(head(symbol) in needed for symbol in network.inputs)
    sizes = [inputs, *(layers[layer] for layer in sorted(layers)), *_outputs_without_activation(network)]
    return "-".join(map(str, sizes)) + " network"


def _needed(network: Network) -> set[sp.Expr]:
    """Returns the names that the loss rests on."""
    needed: set[sp.Expr] = {network.loss.symbol}
    for line in reversed(network.equations):
        if line.symbol in needed:
            needed |= set(map(head, line.reads))
    return needed


def _outputs_without_activation(network: Network) -> list[int]:
    read = [network.equation(symbol) for symbol in network.loss.reads if network.defines(symbol)]
    plain = [
        line for line in read if activation_of(line.body) is None and not {*map(head, network.targets)} & {*line.reads}
    ]
    return [len(plain)] if plain and activation_of(network.loss.body) is None else []
