"""Generalising: a network whose sizes are numbers as one whose sizes have names.

What is proved for all sizes holds for 784, 128 and 10; a network of that size is never
written out in scalars. Numbers in bodies that equal a size (the 1/784 of a mean) are named
with it: put back, they give the claim that was made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import sympy as sp

from symbackprop.errors import NetworkError
from symbackprop.network import Equation, Network
from symbackprop.network.indices import size

SMALLEST = 4
"""The smallest number that is taken for a size and named."""
MOST_SCALARS = 300
"""How many scalars a network may have before its sizes are named."""


def scalars_of(network: Network) -> int:
    """Returns how many scalars the arrays of a network have, symbolic sizes counted as 3.

    >>> from symbackprop.network import mlp
    >>> scalars_of(mlp([784, 128, 10])) > 100_000
    True
    """
    three = dict.fromkeys(network.sizes, sp.Integer(3))
    lengths = ([last.xreplace(three) for _, last in ranges] for ranges in network.arrays.values())
    return int(sum(sp.prod(sizes) for sizes in lengths))


class Generalised:
    """A network with names for its sizes.

    network  the network in which every size of at least SMALLEST has a name
    names    the name for each such number

    Raises NetworkError if the network with names is none: if its sizes depend on one another.
    """

    def __init__(self, network: Network) -> None:
        numbers = {
            int(last)
            for ranges in network.arrays.values()
            for _, last in ranges
            if last.is_Integer and last >= SMALLEST
        }
        taken = {symbol.name for symbol in (*network.symbols, *network.sizes)}
        self.names: Mapping[int, sp.Symbol] = {number: size(_free(f"n_{number}", taken)) for number in sorted(numbers)}
        self.network = Network(
            [self._equation(line) for line in network],
            parameters=network.parameters,
            targets=network.targets,
            hypotheses=[(self.of(left), self.of(right)) for left, right in network.hypotheses],
            constants=network.constants,
            title=network.title,
        )

    def of(self, expression: sp.Expr) -> sp.Expr:
        """Returns an expression with names for the sizes in it."""
        for kind in type(expression).__mro__:
            if kind in _RULES:
                return _RULES[kind](self, expression)
        if not expression.args:
            return expression
        return expression.func(*(self.of(argument) for argument in expression.args))

    def put_back(self, expression: sp.Expr) -> sp.Expr:
        """Returns an expression with the numbers back in the places of the names."""
        return expression.xreplace({symbol: sp.Integer(number) for number, symbol in self.names.items()})

    def named(self, last: sp.Expr) -> sp.Expr:
        """Returns the name of a size that is a number."""
        return self.names.get(int(last), last) if last.is_Integer else last

    def _equation(self, line: Equation) -> Equation:
        ranges = tuple((letter, self.named(last)) for letter, last in line.ranges)
        return replace(line, body=self.of(line.body), ranges=ranges)

    def _sum(self, node: sp.Sum) -> sp.Expr:
        limits = ((letter, low, self.of(high)) for letter, low, high in node.limits)
        return sp.Sum(self.of(node.function), *limits)

    def _rational(self, node: sp.Rational) -> sp.Expr:
        numerator, denominator = (self.named(sp.Integer(part)) for part in (node.p, node.q))
        return numerator / denominator

    def _power(self, node: sp.Pow) -> sp.Expr:
        return sp.Pow(self.of(node.base), node.exp)

    def _as_it_is(self, node: sp.Expr) -> sp.Expr:
        return node


def _free(text: str, taken: set[str]) -> str:
    return text if text not in taken else _free(f"{text}'", taken)


_RULES: Mapping[type, Callable[[Generalised, Any], sp.Expr]] = {
    sp.Sum: Generalised._sum,  # noqa: SLF001
    sp.Rational: Generalised._rational,  # noqa: SLF001
    sp.Pow: Generalised._power,  # noqa: SLF001
    sp.Indexed: Generalised._as_it_is,  # noqa: SLF001
    sp.KroneckerDelta: Generalised._as_it_is,  # noqa: SLF001
}


def generalised(network: Network) -> Generalised | None:
    """Returns a large network with names for its sizes; None if it is small, or its sizes cannot be named.

    >>> from symbackprop.network import mlp
    >>> named = generalised(mlp([784, 128, 10]))
    >>> named.network.sizes
    (n_10, n_128, n_784)
    """
    if scalars_of(network) <= MOST_SCALARS:
        return None
    try:
        named = Generalised(network)
    except NetworkError:
        return None
    return named if named.names else None
