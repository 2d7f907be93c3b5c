"""Which adjoints get a name of their own, and which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import sympy as sp

from symbackprop.network import Equation, Network, name
from symbackprop.network.indices import element, head, heads, subscripts

LONGEST_RUN = 8
"""The most names in a row on the way back whose adjoints are written out instead of named."""


def delta_names(network: Network) -> Mapping[sp.Symbol, sp.Expr]:
    """Returns the delta of every name whose adjoint is used more than once.

    A preactivation gets one (that is what the notes call a delta), and so does every name
    whose equation reads two or more names to differentiate by: its adjoint would otherwise
    be written out again in each of their derivatives. So does every ninth of a long run of
    others; in an indexed network every sum, and every name that several equations read.
    The name is the author's, or made from the subscript: u_1 has delta_1, s has delta_out
    where the network's output comes from it, and delta_s elsewhere.

    >>> from symbackprop.network import two_layer
    >>> delta_names(two_layer())
    {u_1: delta_1, u_2: delta_2, s: delta_out}
    """
    suggested = {equation.symbol: _suggestion(equation, network) for equation in _named(network)}
    taken = {symbol.name for symbol in network.symbols}
    counts = Counter(suggested.values())
    labels = {
        symbol: name(text if counts[text] == 1 and text not in taken else _unique(symbol, taken))
        for symbol, text in suggested.items()
    }
    return {symbol: element(label, subscripts(network.element(symbol))) for symbol, label in labels.items()}


def _named(network: Network) -> list[Equation]:
    preactivations = {head(argument) for line in network if (argument := line.preactivation) is not None}
    wanted = network.differentiable
    unnamed: dict[sp.Symbol, int] = {network.loss.symbol: 0}
    named = []
    for equation in reversed(network.equations[:-1]):
        readers = network.readers.get(equation.symbol, ())
        run = 1 + max((unnamed.get(reader.symbol, 0) for reader in readers), default=0)
        several = sum(symbol in wanted for symbol in equation.reads) > 1
        summed = network.is_indexed and (len(readers) > 1 or _sums_up(equation.body) or _spread(equation, readers))
        if equation.symbol in preactivations or several or summed or run > LONGEST_RUN:
            named.append(equation)
        else:
            unnamed[equation.symbol] = run
    return named[::-1]


def _spread(equation: Equation, readers: Sequence[Equation]) -> bool:
    """Returns whether a sum of adjoints comes in and goes out to several places, as at a softmax inside a network."""
    return equation.body.has(sp.Sum) and any(_sums_up(reader.body) and reader.ranges for reader in readers)


def _sums_up(body: sp.Expr) -> bool:
    """Returns whether a term of the body is a sum, but for a constant factor."""
    terms = (term.as_independent(sp.Sum, as_Add=False) for term in sp.Add.make_args(body))
    return any(isinstance(whole, sp.Sum) and not heads(constant) for constant, whole in terms)


def _suggestion(equation: Equation, network: Network) -> str:
    if equation.delta is not None:
        return head(equation.delta).name
    if equation.symbol in _last_preactivations(network):
        return "delta_out"
    text, caret, layer = equation.symbol.name.partition("^")
    _, underscore, subscript = text.partition("_")
    return f"delta_{subscript if underscore else text}{caret}{layer}"


def _last_preactivations(network: Network) -> list[sp.Symbol]:
    read = [network.equation(symbol) for symbol in network.loss.reads if network.defines(symbol)]
    last = [argument for equation in read if (argument := equation.preactivation) is not None]
    return [head(argument) for argument in last] if len(last) == len(read) == 1 else []


def _unique(symbol: sp.Symbol, taken: set[str]) -> str:
    text = f"delta_{symbol.name}"
    while text in taken:
        text += "x"
    return text
