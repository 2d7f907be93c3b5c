"""The oracle: second difference quotients of the forward pass, in 60 digits.

It evaluates the equations one after the other and knows nothing of any derivative.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from functools import cache

import mpmath as mp
import sympy as sp

from symbackprop.calculus.second_order import SecondOrder
from symbackprop.network import Network
from symbackprop.network.functions import NamedFunction

Values = Mapping[sp.Symbol, mp.mpf]
DIGITS = 60


def evaluate(expression: sp.Expr, values: Values) -> mp.mpf:
    """Returns the value of an expression in names and elementary functions."""
    symbols, function = compiled(expression)
    return function(*(values[symbol] for symbol in symbols))


@cache
def compiled(expression: sp.Expr) -> tuple[list[sp.Symbol], Callable[..., mp.mpf]]:
    written = spelled(expression)
    symbols = sorted(written.free_symbols, key=str)
    return symbols, sp.lambdify(symbols, written, "mpmath")


def spelled(expression: sp.Expr) -> sp.Expr:
    return expression.replace(lambda e: isinstance(e, NamedFunction), lambda e: spelled(e.spelled()))


def point_of(network: Network, seed: int) -> dict[sp.Symbol, mp.mpf]:
    """Returns values for inputs, parameters and targets, none of them 0."""
    rng = random.Random(seed)
    given = (*network.inputs, *network.parameters, *network.targets)
    return {symbol: mp.mpf(rng.choice([-1, 1]) * rng.randint(2, 9)) / rng.randint(10, 19) for symbol in given}


def forward(network: Network, point: Values) -> dict[sp.Symbol, mp.mpf]:
    """Returns the value of every name of the forward pass."""
    values = dict(point)
    for line in network:
        values[line.name] = evaluate(line.body, values)
    return values


def second_difference(network: Network, point: Values, one: sp.Symbol, other: sp.Symbol) -> mp.mpf:
    """Returns ∂²loss/(∂other ∂one) by four values of the loss, with a step of 10^-15."""
    h = mp.mpf(10) ** -15

    def loss_at(*signs: int) -> mp.mpf:
        moved = dict(point)
        for symbol, sign in zip((one, other), signs, strict=True):
            moved[symbol] += sign * h
        return forward(network, moved)[network.loss.name]

    pairs = [(1, 1, 1), (-1, -1, 1), (1, -1, -1), (-1, 1, -1)]
    return sum(weight * loss_at(first, second) for first, second, weight in pairs) / (4 * h * h)


def names_at(second: SecondOrder, point: Values) -> dict[sp.Symbol, mp.mpf]:
    """Returns the value of every name the Hessian is written in, deltas from their values in names."""
    values = forward(second.network, point)
    for item in sorted(second.ledger.deltas.values(), key=lambda item: second.network.place[item.of]):
        values[item.name] = evaluate(item.value, values)
    pending = [*second.deltas, *second.hessian.table.made]
    while pending:
        item = pending.pop(0)
        if set(compiled(item.value)[0]) <= set(values):
            values[item.name] = evaluate(item.value, values)
        else:
            pending.append(item)
    return values
