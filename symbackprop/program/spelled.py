"""The network with every activation on a line of its own, so that each can be computed accurately."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import sympy as sp
from sympy.core.function import AppliedUndef

from symbackprop.errors import NetworkError
from symbackprop.network import Equation, Network, name
from symbackprop.network.activation import Activation
from symbackprop.network.activations import activation_of
from symbackprop.network.functions import NamedFunction
from symbackprop.network.heads import sigmoid, softplus
from symbackprop.program.fresh import fresh


def spelled(network: Network) -> Network:
    """Returns an equivalent network in which activations stand alone: y = f(u) with u a name.

    1/(1 + e^-a) and log(1 + e^a) written by hand are read as sigmoid(a) and softplus(a).
    Raises NetworkError for an unspecified activation.

    >>> from symbackprop.network import names
    >>> from sympy import tanh
    >>> z, v, y, E, t = names("z v y E t")
    >>> print(spelled(Network([Equation(z, tanh(v * y)), Equation(E, (z - t) ** 2)], parameters=[v], targets=[t])))
    u_z = v*y
    z = tanh(u_z)
    E = (-t + z)**2
    """
    for equation in network:
        _check_specified(equation, network)
    hoist = _Hoist(network)
    for equation in network:
        if equation.activation is not None or is_from_row(equation, network):
            hoist.add(equation)
        else:
            hoist.add(Equation(equation.name, hoist.body(equation), equation.delta, equation.ordinary))
    return Network(
        hoist.lines,
        parameters=network.parameters,
        targets=network.targets,
        loss_row=network.loss_row,
        title=network.title,
    )


def is_from_row(equation: Equation, network: Network) -> bool:
    """Returns whether the equation is the loss as the network's row of LOSSES writes it."""
    return equation is network.loss and argument_of_row(network) is not None


def argument_of_row(network: Network) -> sp.Symbol | None:
    """Returns the name that the network's row of LOSSES is applied to, if its loss is that row."""
    row = network.loss_row
    if row is None or not network.targets:
        return None
    found = (symbol for symbol in network.loss.reads if network.loss.body == row.of(symbol, network.targets[0]))
    return next(found, None)


class _Hoist:
    """Takes the activations out of bodies; `lines` holds the equations so far."""

    def __init__(self, network: Network) -> None:
        self.lines: list[Equation] = []
        self.taken = {symbol.name for symbol in network.symbols}
        self.named: dict[sp.Expr, sp.Symbol] = {}

    def add(self, equation: Equation) -> None:
        """Appends an equation."""
        self.lines.append(equation)
        self.named[equation.body] = equation.name

    def body(self, equation: Equation) -> sp.Expr:
        """Returns the body of the equation with names for the activations in it."""
        body = recognised(equation.body)
        row = activation_of(body)
        if row is None or not _has_own_line(row):
            return self._walk(body, equation.name)
        return row(self._argument(body.args[0], equation.name))

    def _walk(self, body: sp.Expr, reader: sp.Symbol) -> sp.Expr:
        if body.is_Atom:
            return body
        row = activation_of(body) if isinstance(body, sp.Function) else None
        if row is None or not _has_own_line(row):
            return body.func(*(self._walk(argument, reader) for argument in body.args))
        argument = self._argument(body.args[0], reader)
        return self._name(row(argument), f"{row.name}_{argument}")

    def _argument(self, argument: sp.Expr, reader: sp.Symbol) -> sp.Symbol:
        inner = self._walk(argument, reader)
        return inner if inner.is_Symbol else self._name(inner, f"u_{reader}")

    def _name(self, body: sp.Expr, wish: str) -> sp.Symbol:
        if body not in self.named:
            self.add(Equation(name(fresh(wish, self.taken)), body))
        return self.named[body]


def _has_own_line(row: Activation) -> bool:
    """Returns whether the row's slope or value needs more than its SymPy head."""
    return issubclass(row.function, NamedFunction) or bool(row.spelling and row.spelling.auxiliaries)


def recognised(body: sp.Expr) -> sp.Expr:
    """Returns the expression with a sigmoid and a softplus written by hand called by name.

    >>> from sympy import exp, log
    >>> s = name("s")
    >>> recognised(1 / (1 + exp(-s))), recognised(log(1 + exp(s))), recognised(exp(s) / (1 + exp(s)))
    (sigmoid(s), softplus(s), sigmoid(s))
    """
    if body.is_Atom:
        return body
    rebuilt = body.func(*map(recognised, body.args))
    rule = _BY_HAND.get(rebuilt.func)
    return rule(rebuilt) if rule else rebuilt


def _exponent(sum_of_two: sp.Expr) -> sp.Expr | None:
    """Returns a if the expression is 1 + e^a."""
    rest = sum_of_two - 1
    return rest.exp if isinstance(rest, sp.exp) and sum_of_two.is_Add else None


def _power(body: sp.Pow) -> sp.Expr:
    exponent = _exponent(body.base) if body.exp == -1 else None
    return body if exponent is None else sigmoid(-exponent)


def _log(body: sp.log) -> sp.Expr:
    exponent = _exponent(body.args[0])
    return body if exponent is None else softplus(exponent)


def _product(body: sp.Mul) -> sp.Expr:
    factors = list(body.args)
    for factor in body.args:
        if isinstance(factor, sp.exp) and (opposite := sigmoid(-factor.exp)) in factors:
            factors.remove(factor)
            factors[factors.index(opposite)] = sigmoid(factor.exp)
    return sp.Mul(*factors)


_BY_HAND: dict[type, Callable[..., sp.Expr]] = {sp.Pow: _power, sp.log: _log, sp.Mul: _product}


def _check_specified(equation: Equation, network: Network) -> None:
    for applied in _unspecified_in(equation):
        raise NetworkError(
            f"there is no program for {applied}: the function {applied.func.__name__} is not specified\n"
            f"    equation {network.equations.index(equation) + 1} of {len(network.equations)}   {equation}\n"
            "    choose            a row of ACTIVATIONS, for instance activation='sigmoid'"
        )


def _unspecified_in(equation: Equation) -> Iterator[sp.Expr]:
    yield from sorted(equation.body.atoms(AppliedUndef), key=str)
