"""Along a direction: each line by itself, what it reads moving at constant speed.

By the chain rule the derivative of a line along any curve is that along the straight line
with the same speeds. So q̇ = Σ slope · ṙ is proved if it holds for names r = r_0 + ε ṙ
with r_0 and ṙ arbitrary: a claim about one line, however long the network is.
"""

from __future__ import annotations

from collections.abc import Mapping

import sympy as sp

from symbackprop.calculus import Partial, Step
from symbackprop.calculus.second_order import SecondOrder
from symbackprop.errors import NetworkError
from symbackprop.network import Equation, Network, name
from symbackprop.network.indices import element, head, heads, subscripts, summed
from symbackprop.network.shapes import Ranges
from symbackprop.proof.indexed.prover import IndexedProver
from symbackprop.proof.verdict import Verdict


def along(second: SecondOrder, step: Step) -> Verdict | None:
    """Returns the verdict on a step of the product, by its own line; None if that is no network by itself."""
    hvp = second.hvp
    line = hvp.sources[step]
    ranges = _ranges(second)
    own = ranges[head(line.name.wrt if isinstance(line.name, Partial) else line.name)]
    taken = {symbol.name for symbol in (*heads(line.value), *heads(step.rhs))}
    name_of_line = line.name
    if isinstance(line.name, Partial):
        name_of_line = element(_unused("g", taken), (letter for letter, _ in own))
    read = [symbol for symbol in heads(line.value) if hvp.moves(symbol)]
    moving = [element(symbol, (letter for letter, _ in ranges[symbol])) for symbol in read]
    lines = [Equation(quantity, hvp.direction.moved(quantity), ranges=ranges[head(quantity)]) for quantity in moving]
    own_line = Equation(name_of_line, line.value, ranges=own)
    whole = summed(name_of_line, tuple((letter, sp.S.One, last) for letter, last in own))
    loss = Equation(_unused("L", taken), whole)
    try:
        network = Network([*lines, own_line, loss], parameters=[hvp.direction.step])
    except NetworkError:
        return None
    return IndexedProver(network, network.definitions).prove(Partial(name_of_line, hvp.direction.step), step.rhs)


def _ranges(second: SecondOrder) -> Mapping[sp.Symbol, Ranges]:
    """Returns how far the indices of every name and every delta run."""
    network = second.network
    deltas = {
        head(item.name): tuple(zip(subscripts(item.name), network.shape(item.of), strict=True))
        for item in second.ledger.deltas.values()
    }
    return {**{symbol: network.ranges(symbol) for symbol in network.symbols}, **deltas}


def _unused(text: str, taken: set[str]) -> sp.Symbol:
    while text in taken:
        text += "'"
    return name(text)
