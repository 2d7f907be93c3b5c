"""Writing names out: the one place where the shared graph is expanded, and only on request."""

from __future__ import annotations

from collections.abc import Iterable

import sympy as sp

from symbackprop.calculus.local_partials import LocalPartial
from symbackprop.calculus.products import product
from symbackprop.calculus.rules import ActivationSlope
from symbackprop.errors import NetworkError
from symbackprop.network import Network

LARGEST = 200_000
"""The most nodes a written-out expression may have."""


def elementary(partial: LocalPartial, network: Network) -> sp.Expr:
    """Returns a local partial with activations spelled out and preactivations kept as names.

    >>> from symbackprop.network import two_layer
    >>> from symbackprop.calculus.local_partials import local_partials
    >>> network = two_layer()
    >>> (slope,) = local_partials(network.equation("z"), network)
    >>> elementary(slope, network)
    exp(-s)/(1 + exp(-s))**2
    """
    if isinstance(partial.rule, ActivationSlope):
        return partial.rule.activation.slope_in_argument_at(partial.rule.argument)
    return partial.value.xreplace(_activation_values(network))


def written_out(factors: Iterable[sp.Expr], network: Network) -> sp.Expr:
    """Returns the product of the factors with every defined name replaced, down to inputs and parameters.

    The result is a tree: shared names are written out again at each place. Raises
    NetworkError if it would have more than LARGEST nodes.
    """
    definitions = _spelled_definitions(network)
    sizes: dict[sp.Symbol, int] = {}
    for symbol, body in definitions.items():
        sizes[symbol] = _size(body, sizes)
    listed = list(factors)
    size = sum(_size(factor, sizes) for factor in listed)
    if size > LARGEST:
        raise NetworkError(
            f"written out to inputs and parameters, the expression has {size} nodes\n"
            f"    the limit is      {LARGEST}\n"
            "    use instead       the delta form, which grows linearly with the network"
        )
    values: dict[sp.Symbol, sp.Expr] = {}
    for symbol, body in definitions.items():
        values[symbol] = body.xreplace(values)
    return product(*(factor.xreplace(values) for factor in listed))


def _spelled_definitions(network: Network) -> dict[sp.Symbol, sp.Expr]:
    spelled = _activation_values(network)
    return {equation.name: spelled.get(equation.name, equation.body) for equation in network.equations}


def _activation_values(network: Network) -> dict[sp.Symbol, sp.Expr]:
    rows = ((equation, equation.activation) for equation in network.equations)
    return {equation.name: row.value_at(equation.preactivation) for equation, row in rows if row is not None}


def _size(expression: sp.Expr, sizes: dict[sp.Symbol, int]) -> int:
    if expression.is_Symbol:
        return sizes.get(expression, 1)
    return 1 + sum(_size(argument, sizes) for argument in expression.args)
