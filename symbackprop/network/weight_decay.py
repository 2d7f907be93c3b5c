"""Weight decay: a term in the loss that draws the weights to 0."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import sympy as sp

from symbackprop.errors import NetworkError
from symbackprop.network.equation import Equation
from symbackprop.network.indices import head, summed
from symbackprop.network.names import name
from symbackprop.network.network import Network
from symbackprop.network.numbers import number_or_name


def with_weight_decay(
    network: Network, rate: str | float | sp.Symbol = "lambda", weights: Iterable[sp.Expr | str] | None = None
) -> Network:
    """Returns the network whose loss is E = E_0 + rate/2 (sum of the squares of the weights).

    network  the network whose loss becomes E_0
    rate     the name of a constant, or a number of 0 or more
    weights  the parameters that decay; None: all but the biases, which are those that stand
             alone as a term

    Raises NetworkError for a negative rate, a rate called like something in the network, and
    a network without weights; UnknownName for a weight that is no parameter.

    >>> from symbackprop.network.mlp import mlp
    >>> print(with_weight_decay(mlp(["n", 1])))
    s = b + Sum(w[i]*x[i], (i, 1, n))
    z = sigmoid(s)
    E_0 = (-t + z)**2/2
    E = E_0 + lambda*Sum(w[i]**2, (i, 1, n))/2
    """
    factor = _checked(number_or_name(rate, "the rate of weight decay"), network)
    chosen = _weights(network) if weights is None else tuple(map(network.parameter, weights))
    if not chosen:
        raise NetworkError(
            f"no weight is left to decay\n    parameters        {', '.join(map(str, network.parameters)) or 'none'}\n"
            "    name some in `weights`; biases decay only if they are named there"
        )
    loss = network.loss
    data = replace(loss, name=_without_decay(network))
    decayed = data.name + factor / 2 * sp.Add(*(_square(weight, network) for weight in chosen))
    return Network(
        [*network.equations[:-1], data, Equation(loss.name, decayed)],
        parameters=network.parameters,
        targets=network.targets,
        loss_row=network.loss_row,
        title=f"{network.title} with weight decay",
        hypotheses=network.hypotheses,
        constants=(*network.constants, factor) if factor.is_Symbol else network.constants,
        items=network.items,
    )


def _checked(rate: sp.Expr, network: Network) -> sp.Expr:
    if rate.is_Symbol and rate in network.symbols:
        raise NetworkError(
            f"the rate of weight decay is called {rate}, which the network has already\n"
            "    choose rate=      another name, or a number"
        )
    if rate.is_number and rate < 0:
        raise NetworkError(f"{rate} is no rate of weight decay\n    choose rate=      0 or more, or a name")
    return rate


def _square(weight: sp.Expr, network: Network) -> sp.Expr:
    limits = tuple((letter, sp.S.One, last) for letter, last in reversed(network.ranges(weight)))
    return summed(network.element(weight) ** 2, limits)


def _weights(network: Network) -> tuple[sp.Expr, ...]:
    return tuple(parameter for parameter in network.parameters if not _is_bias(parameter, network))


def _is_bias(parameter: sp.Expr, network: Network) -> bool:
    readers = network.readers.get(head(parameter), ())
    return any(head(parameter) == _head_of(term) for line in readers for term in sp.Add.make_args(line.body))


def _head_of(term: sp.Expr) -> sp.Symbol | None:
    return head(term) if isinstance(term, sp.Symbol | sp.Indexed) else None


def _without_decay(network: Network) -> sp.Symbol:
    """Returns what the loss without decay is called: E_0, or the first such name that is free."""
    return next(found for found in _candidates(network.loss.symbol) if found not in network.symbols)


def _candidates(loss: sp.Symbol) -> Iterator[sp.Symbol]:
    yield from (name(f"{loss.name}_{number}") for number in range(len("0123456789")))
