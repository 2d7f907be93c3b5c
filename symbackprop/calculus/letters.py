"""Letters: how the items of a set, their number, their loss and the learning rate are called."""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from symbackprop.network import Network, name


@dataclass(frozen=True)
class Letters:
    """Names that stand for nothing else in a network.

    item       the index of an item: p
    items      the number of items: N
    loss       the loss of the set: E_all
    rate       the learning rate: eta
    parameter  any one of the parameters: w
    """

    item: sp.Symbol
    items: sp.Symbol
    loss: sp.Symbol
    rate: sp.Symbol
    parameter: sp.Symbol


def letters(network: Network) -> Letters:
    """Returns the letters for a network: those of the notes, others where the network uses them itself.

    >>> from symbackprop.network import two_layer
    >>> letters(two_layer())
    Letters(item=p, items=N, loss=E_all, rate=eta, parameter=w)
    >>> from sympy import Eq, symbols
    >>> p, x, E = symbols("p x E")
    >>> letters(Network([Eq(E, p * x)], parameters=[p])).item
    k
    """
    taken = {symbol.name for symbol in network.symbols}
    others = taken - {parameter.name for parameter in network.parameters}
    return Letters(
        sp.Symbol(_free(taken, "p", "k", "n", "m"), integer=True),
        sp.Symbol(_free(taken, "N", "M", "P", "K"), integer=True, positive=True),
        name(_free(taken, f"{network.loss.name}_all", f"{network.loss.name}_set")),
        name(_free(taken, "eta", "alpha", "epsilon")),
        name(_free(others, "w", "theta")),
    )


def _free(taken: set[str], *candidates: str) -> str:
    found = next((text for text in candidates if text not in taken), None)
    number = 1
    while found is None:
        number += 1
        text = f"{candidates[0]}_{number}"
        found = None if text in taken else text
    return found
