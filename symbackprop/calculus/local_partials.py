"""The local partials of a network: each equation differentiated by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import sympy as sp

from symbackprop.calculus.local import local_gradient
from symbackprop.calculus.rules import ActivationSlope, LinearForm, LossSlope, Rule, TermByTerm
from symbackprop.network import Equation, Network


@dataclass(frozen=True)
class LocalPartial:
    """∂of/∂wrt of one equation, all other names it reads held fixed.

    of, wrt  the name the equation defines, and one it reads
    rule     the rule of calculus that gives it
    """

    of: sp.Symbol
    wrt: sp.Symbol
    rule: Rule

    @property
    def value(self) -> sp.Expr:
        """Returns the partial's value in names."""
        return self.rule.apply()


def local_partials(equation: Equation, network: Network) -> Iterator[LocalPartial]:
    """Returns the partials of one equation by each parameter and each defined name it reads.

    >>> from symbackprop.network import two_layer
    >>> network = two_layer()
    >>> [f"{p.wrt}: {p.value}" for p in local_partials(network.equation("s"), network)]
    ['c: 1', 'v_1: y_1', 'v_2: y_2', 'y_1: v_1', 'y_2: v_2']
    """
    if equation.activation is not None:
        argument = equation.preactivation
        if argument in network.definitions or argument in network.parameters:
            yield LocalPartial(equation.name, argument, ActivationSlope(equation.activation, argument, equation.name))
        return
    wanted = {*network.definitions, *network.parameters}
    for symbol, slope in local_gradient(equation.body).items():
        if symbol in wanted:
            yield LocalPartial(equation.name, symbol, _rule(equation, network, symbol, slope))


def _rule(equation: Equation, network: Network, symbol: sp.Symbol, slope: sp.Expr) -> Rule:
    row = network.loss_row
    if equation is network.loss and row is not None and equation.body == row.of(symbol, network.targets[0]):
        return LossSlope(row, symbol, _in_names(row.slope_at(symbol, network.targets[0]), network))
    if symbol not in slope.free_symbols:
        return LinearForm(slope, symbol)
    return TermByTerm(_in_names(slope, network), symbol)


def _in_names(slope: sp.Expr, network: Network) -> sp.Expr:
    return slope.xreplace(network.activation_names) if slope.has(sp.Function) else slope
