"""Indexed expressions and networks in numbers, with plain loops: shares nothing with what it tests."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

import numpy as np
import sympy as sp

from symbackprop.network import Network
from symbackprop.network.functions import NamedFunction

Arrays = Mapping[str, "np.ndarray | float"]


def evaluated(node: sp.Expr, arrays: Arrays, places: Mapping[sp.Symbol, int]) -> float:
    """The value of an expression; arrays by their names, indices and sizes by their symbols."""
    if isinstance(node, sp.Indexed):
        numbers = [int(evaluated(place, arrays, places)) for place in node.indices]
        assert all(number >= 1 for number in numbers), f"{node} at {numbers}"
        return arrays[node.base.label.name][tuple(number - 1 for number in numbers)]
    if isinstance(node, sp.Sum):
        *inner, (letter, low, high) = node.limits
        rest = sp.Sum(node.function, *inner) if inner else node.function
        first, last = (int(evaluated(end, arrays, places)) for end in (low, high))
        return sum(evaluated(rest, arrays, {**places, letter: k}) for k in range(first, last + 1))
    if isinstance(node, NamedFunction):
        return evaluated(node.spelled(), arrays, places)
    if isinstance(node, sp.Symbol):
        return places[node] if node.is_integer else arrays[node.name]
    if not node.args:
        return float(node)
    values = [sp.Float(evaluated(argument, arrays, places), 17) for argument in node.args]
    return float(node.func(*values))


def forward(network: Network, arrays: Arrays, sizes: Mapping[str, int]) -> dict[str, np.ndarray | float]:
    """Every name's array, one equation after the other."""
    known = dict(arrays)
    numbers = {symbol: sizes[symbol.name] for symbol in network.sizes}
    for line in network:
        letters = [letter for letter, _ in line.ranges]
        shape = [int(last.xreplace({s: sp.Integer(n) for s, n in numbers.items()})) for _, last in line.ranges]
        made = np.empty(shape)
        for place in product(*map(range, shape)):
            at = {letter: number + 1 for letter, number in zip(letters, place, strict=True)}
            made[place] = evaluated(line.body, known, {**numbers, **at})
        known[line.symbol.name] = made if shape else float(made)
    return known


def drawn(network: Network, sizes: Mapping[str, int], seed: int = 0) -> dict[str, np.ndarray | float]:
    """Numbers for all inputs, parameters and targets."""
    rng = np.random.default_rng(seed)
    numbers = {symbol: sp.Integer(sizes[symbol.name]) for symbol in network.sizes}
    found: dict[str, np.ndarray | float] = {}
    for quantity in (*network.inputs, *network.parameters, *network.targets):
        shape = tuple(int(last.xreplace(numbers)) for last in network.shape(quantity))
        key = quantity.base.label.name if isinstance(quantity, sp.Indexed) else quantity.name
        found[key] = (
            rng.uniform(0.2, 1.5, shape) * rng.choice([-1, 1], shape) if shape else float(rng.uniform(0.2, 0.8))
        )
    return found


def scalars(arrays: Arrays) -> dict[str, float]:
    """The same numbers by the names that an instance gives to elements: w_12, w_1_10, W_11^(2)."""
    found: dict[str, float] = {}
    for text, values in arrays.items():
        base, caret, above = text.partition("^")
        for place, value in np.ndenumerate(np.asarray(values)):
            numbers = [k + 1 for k in place]
            glue = "" if all(k < 10 for k in numbers) else "_"
            below = "_" + glue.join(map(str, numbers)) if numbers else ""
            found[f"{base}{below}{caret}{above}"] = float(value)
    return found
