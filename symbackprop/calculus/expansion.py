"""Writing names out: the one place where the shared graph is expanded, and only on request."""

from __future__ import annotations

from collections.abc import Iterable

import sympy as sp

from symbackprop.calculus.local_partials import LocalPartial
from symbackprop.calculus.products import product
from symbackprop.calculus.rules import ActivationSlope
from symbackprop.errors import NetworkError
from symbackprop.network import Equation, Network

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
    outputs = (network.equation(symbol) for symbol in partial.value.free_symbols if symbol in network.definitions)
    return partial.value.xreplace(_activation_values(outputs))


def written_out(factors: Iterable[sp.Expr], network: Network) -> sp.Expr:
    """Returns the product of the factors with every defined name replaced, down to inputs and parameters.

    The result is a tree: shared names are written out again at each place. Raises
    NetworkError if it would have more than LARGEST nodes; they are counted before it is made.
    """
    definitions = _spelled_definitions(network)
    sizes: dict[sp.Symbol, int] = {}
    for symbol, body in definitions.items():
        sizes[symbol] = _size(body, sizes)
    listed = list(factors)
    size = sum(_size(factor, sizes) for factor in listed)
    if size > LARGEST:
        raise too_large(size, "nodes", LARGEST)
    values: dict[sp.Symbol, sp.Expr] = {}
    for symbol, body in definitions.items():
        values[symbol] = body.xreplace(values)
    return product(*(factor.xreplace(values) for factor in listed))


def too_large(count: int, what: str, limit: int) -> NetworkError:
    """Returns the error for an expansion with more nodes, or paths, than the limit."""
    shown = str(count) if count < 10**9 else f"about 10^{len(str(count)) - 1}"
    return NetworkError(
        f"written out to inputs and parameters, the gradient has {shown} {what}\n"
        f"    the limit is      {limit}\n"
        "    use instead       the delta form, which grows linearly with the network"
    )


def _spelled_definitions(network: Network) -> dict[sp.Symbol, sp.Expr]:
    spelled = _activation_values(network.equations)
    return {equation.name: spelled.get(equation.name, equation.body) for equation in network.equations}


def _activation_values(equations: Iterable[Equation]) -> dict[sp.Symbol, sp.Expr]:
    rows = ((equation, equation.activation) for equation in equations)
    return {equation.name: row.value_at(equation.preactivation) for equation, row in rows if row is not None}


def in_names(expression: sp.Expr, network: Network) -> sp.Expr:
    """Returns the expression with bodies of equations that are spelled out in it replaced by their names.

    >>> from symbackprop.network import two_layer
    >>> network = two_layer("relu")
    >>> in_names(sp.Max(network.equation("u_1").body, 0), network)
    y_1
    """
    for symbol, body in _spelled_definitions(network).items():
        expression = expression.xreplace({body: symbol})
    return expression


def node_count(expression: sp.Expr) -> int:
    """Returns the number of nodes of the expression's tree.

    >>> node_count(sp.Symbol("a") + 1)
    3
    """
    return _size(expression, {})


def _size(expression: sp.Expr, sizes: dict[sp.Symbol, int]) -> int:
    if expression.is_Symbol:
        return sizes.get(expression, 1)
    return 1 + sum(_size(argument, sizes) for argument in expression.args)
