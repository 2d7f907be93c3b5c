"""The accurate spelling of an activation, as steps that can be proved and printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import sympy as sp

from symbackprop.calculus.rules import Definition, Lemma
from symbackprop.calculus.steps import Step
from symbackprop.network import Equation, Network, name
from symbackprop.network.activations import T, U, Y


def accurate_spellings(network: Network) -> tuple[Step, ...]:
    """Returns, for each activation the network uses, how its value and slope are computed accurately.

    Auxiliary quantities are definitions; that the value, the slope and the differences
    that would cancel equal what they stand for are claims. Each activation is spelled once,
    at the last equation that uses it, where the loss reads its output.

    >>> from symbackprop.network import two_layer
    >>> for step in accurate_spellings(two_layer())[:4]:
    ...     print(step)
    r := exp(min(-s, 709))    [definition]
    q := r/(1 + r)    [definition]
    z = 1/(1 + r)    [lemma]
    z*(1 - z) = q*z    [lemma]
    """
    last: dict[str, Equation] = {}
    for equation in network.equations:
        if equation.activation is not None and equation.activation.spelling is not None:
            last[equation.activation.name] = equation
    return tuple(step for equation in last.values() for step in _spelled(equation, network))


def _spelled(equation: Equation, network: Network) -> Iterator[Step]:
    row = equation.activation
    spelling = row.spelling
    places = {U: equation.preactivation, Y: equation.name} | _auxiliaries(equation, network)
    where = tuple(condition.xreplace(places) for condition in spelling.valid_where)
    for symbol, body in spelling.auxiliaries:
        shown = symbol.xreplace(places)
        yield Step(f"{row.name} auxiliary {shown}", shown, Definition(body.xreplace(places)), kind="definition")
    slope = row.slope.xreplace(places)
    pairs = [(equation.name, spelling.value.xreplace(places)), (slope, spelling.slope.xreplace(places))]
    pairs += [(left.xreplace(places), right.xreplace(places)) for left, right in _rewrites(equation, network)]
    words = "Accurate at every finite argument."
    for position, (left, right) in enumerate(pairs, 1):
        if left != right and not (left == equation.name and right == equation.body):
            yield Step(f"{row.name} spelling {position}", left, Lemma(right, words), where=where)


def _rewrites(equation: Equation, network: Network) -> Iterator[tuple[sp.Expr, sp.Expr]]:
    computed = (network.loss.body, equation.activation.slope_at(equation.preactivation, equation.name))
    for pattern, accurate in equation.activation.spelling.rewrites:
        for target in network.targets if pattern.has(T) else (T,):
            place = {T: target, Y: equation.name, U: equation.preactivation}
            if any(body.has(pattern.xreplace(place)) for body in computed):
                yield pattern.xreplace({T: target}), accurate.xreplace({T: target})


def _auxiliaries(equation: Equation, network: Network) -> Mapping[sp.Symbol, sp.Symbol]:
    taken = {symbol.name for symbol in network.symbols}
    return {
        symbol: name(f"{symbol.name}_{equation.name.name}") if symbol.name in taken else symbol
        for symbol, _ in equation.activation.spelling.auxiliaries
    }
