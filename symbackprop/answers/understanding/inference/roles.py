"""Roles: which name is the loss, and which of those that nothing defines are parameters, targets and inputs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import sympy as sp

LOSSES = frozenset({"E", "L", "J", "C", "loss", "cost", "Loss", "Cost", "error", "Error", "ell", "MSE", "CE"})
"""What losses are usually called."""

TARGETS = frozenset({"t", "y", "d", "T", "Y", "target", "tau"})
"""What targets are usually called."""

INPUTS = frozenset({"x", "X", "i", "I", "in", "input"})
"""What inputs are usually called."""

PARAMETERS = frozenset({"w", "W", "v", "V", "b", "B", "c", "theta", "Theta", "beta", "bias", "u", "U"})
"""What parameters are usually called."""

CONSTANTS = frozenset({"lambda", "alpha", "eta", "epsilon", "gamma"})
"""What rates are usually called."""


@dataclass(frozen=True)
class Roles:
    """The roles of the names of a network.

    loss        the name that is defined last
    targets     what it compares with
    parameters  what one differentiates by
    inputs      the rest of what nothing defines
    constants   those of the inputs that are called like a rate: the same for every item
    """

    loss: sp.Symbol
    targets: tuple[sp.Symbol, ...]
    parameters: tuple[sp.Symbol, ...]
    inputs: tuple[sp.Symbol, ...]
    constants: tuple[sp.Symbol, ...]


def base(symbol: sp.Symbol) -> str:
    """Returns a name without its scripts and numbers.

    >>> from symbackprop.network import name
    >>> [base(name(text)) for text in ("w_11", "h1", "E_total")]
    ['w', 'h', 'E']
    """
    return symbol.name.partition("^")[0].partition("_")[0].rstrip("0123456789")


def loss_among(
    equations: Mapping[sp.Symbol, sp.Expr], differentiated: Counter[str], used: frozenset[str]
) -> sp.Symbol | None:
    """Returns the loss; None if nothing is like one.

    It is read by nothing, called like a loss, what derivatives are taken of, and defined last.

    equations       what the document defines
    differentiated  how often derivatives of each name are taken
    used            what derivatives are taken by: no loss
    """
    read = {symbol for body in equations.values() for symbol in body.free_symbols}
    last = [symbol for symbol in equations if symbol not in read and symbol.name not in used]
    ranked = sorted(
        enumerate(last), key=lambda item: (base(item[1]) in LOSSES, differentiated[item[1].name] > 0, item[0])
    )
    best = ranked[-1][1] if ranked else None
    return best if best is not None and (base(best) in LOSSES or differentiated[best.name]) else None


def roles(equations: Mapping[sp.Symbol, sp.Expr], loss: sp.Symbol, used: frozenset[str], order: Iterable[str]) -> Roles:
    """Returns the roles of the names in the equations that lead to the loss.

    used   what derivatives are taken by
    order  the names in the order in which the document has them
    """
    place = {text: number for number, text in enumerate(dict.fromkeys(order))}
    free = sorted(
        {symbol for body in equations.values() for symbol in body.free_symbols} - equations.keys(),
        key=lambda symbol: (place.get(symbol.name, len(place)), symbol.name),
    )
    targets = _targets(equations, loss, free, used)
    constants = tuple(symbol for symbol in free if base(symbol) in CONSTANTS and symbol.name not in used)
    rest = [symbol for symbol in free if symbol not in targets and symbol not in constants]
    like = {base(symbol) for symbol in rest if symbol.name in used} - INPUTS
    parameters = [symbol for symbol in rest if _is_parameter(symbol, like, equations)]
    if not parameters:
        parameters = [symbol for symbol in rest if symbol.name in used] or rest
    inputs = [symbol for symbol in rest if symbol not in parameters]
    return Roles(loss, targets, tuple(parameters), (*inputs, *constants), constants)


def _targets(
    equations: Mapping[sp.Symbol, sp.Expr], loss: sp.Symbol, free: list[sp.Symbol], used: frozenset[str]
) -> tuple[sp.Symbol, ...]:
    """Returns what the loss compares with, or what it is a sum or a function of: e = t - y."""
    parts = {loss, *(key for key in equations[loss].free_symbols & equations.keys() if base(key) == base(loss))}
    others = {symbol for key, body in equations.items() if key not in parts for symbol in body.free_symbols}
    allowed = [symbol for symbol in free if symbol.name not in used and base(symbol) not in INPUTS | CONSTANTS]
    own = [symbol for symbol in allowed if symbol not in others]
    called = [symbol for symbol in own if base(symbol) in TARGETS]
    compared = [
        body.free_symbols for body in equations.values() if body.is_Add and body.free_symbols & equations.keys()
    ]
    further = [symbol for symbol in allowed if base(symbol) in TARGETS and any(symbol in names for names in compared)]
    return tuple(called or further or [symbol for symbol in own if base(symbol) not in PARAMETERS])


def _is_parameter(symbol: sp.Symbol, like: set[str], equations: Mapping[sp.Symbol, sp.Expr]) -> bool:
    """Returns whether a name is a parameter.

    One differentiates by such names, or they are called so, or stand alone in a sum or in front of what is defined.
    """
    if base(symbol) in like:
        return True
    if base(symbol) in INPUTS:
        return False
    if base(symbol) in PARAMETERS:
        return True
    for body in equations.values():
        terms = sp.Add.make_args(body)
        if symbol in terms or any(symbol in term.args and term.free_symbols & equations.keys() for term in terms):
            return True
    return False
