"""Sizes: small numbers for symbolic sizes, different where arrays could be mixed up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import sympy as sp

from symbackprop.errors import unknown
from symbackprop.network import Network, instance

_LEAST = 2
_LARGEST = 1000


def sizes_for(network: Network, given: Mapping[sp.Expr | str, int] | None = None) -> Mapping[sp.Symbol, int]:
    """Returns a number for every symbolic size of a network.

    given  numbers for some of them, or for all; a size without one gets a small number:
           different ones for the sizes of one array, so that no array is mistaken for its
           transpose, and large enough for windows to move

    Raises UnknownName for a size that the network does not have, NetworkError for numbers at
    which an array has no elements.

    >>> from symbackprop.network import mlp
    >>> sizes_for(mlp(["n", "m", "K"]), {"m": 5})
    {K: 2, m: 5, n: 2}
    >>> sizes_for(mlp(["n", "m", 1]))
    {m: 2, n: 3}
    """
    chosen = dict(given or {})
    names = {symbol.name: symbol for symbol in network.sizes}
    for text in map(str, chosen):
        if text not in names:
            raise unknown("size", text, names)
    found = {names[str(text)]: number for text, number in chosen.items()}
    shapes = [network.shape(label) for label in network.arrays]
    for symbol in sorted(network.sizes, key=lambda symbol: (not _is_window(symbol, shapes), symbol.name)):
        if symbol not in found:
            found[symbol] = _small(symbol, found, shapes)
    instance(network, found)
    return {symbol: int(found[symbol]) for symbol in network.sizes}


def _is_window(symbol: sp.Symbol, shapes: Iterable[tuple[sp.Expr, ...]]) -> bool:
    return any(sp.expand(last).coeff(symbol).is_negative for shape in shapes for last in shape)


def _small(symbol: sp.Symbol, found: Mapping[sp.Symbol, int], shapes: Iterable[tuple[sp.Expr, ...]]) -> int:
    own = [shape for shape in shapes if any(last.has(symbol) for last in shape)]
    beside = {number for other, number in found.items() if any(last.has(other) for shape in own for last in shape)}
    lengths = [last for shape in own for last in shape if last.free_symbols <= {symbol, *found}]
    for number in range(_LEAST, _LARGEST):
        numbers = {**found, symbol: number}
        if number not in beside and all(last.xreplace(numbers) >= _LEAST for last in lengths if last.has(symbol)):
            return number
    return _LEAST
