"""The accurate spelling of an activation, as steps that can be proved and printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import sympy as sp

from symbackprop.calculus.rules import Definition, Lemma
from symbackprop.calculus.steps import Step
from symbackprop.network import Equation, Network, name
from symbackprop.network.activation import T, U, Y
from symbackprop.network.spelling import Spelling


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
    last: dict[str, tuple[Equation, Spelling]] = {}
    for equation in network.equations:
        row = equation.activation
        if row is not None and row.spelling is not None:
            last[row.name] = (equation, row.spelling)
    taken = {symbol.name for symbol in network.symbols}
    steps: list[Step] = []
    for equation, spelling in last.values():
        auxiliaries = _auxiliaries(equation, spelling, taken)
        taken |= {symbol.name for symbol in auxiliaries.values()}
        steps += _spelled(equation, spelling, auxiliaries, network)
    return tuple(steps)


def _spelled(
    equation: Equation, spelling: Spelling, auxiliaries: Mapping[sp.Symbol, sp.Symbol], network: Network
) -> Iterator[Step]:
    title = type(equation.body).__name__
    places = {U: equation.preactivation, Y: equation.name, **auxiliaries}
    where = tuple(condition.xreplace(places) for condition in spelling.valid_where)
    for symbol, body in spelling.auxiliaries:
        shown = symbol.xreplace(places)
        yield Step(f"{title} auxiliary {shown}", shown, Definition(body.xreplace(places)), kind="definition")
    slope = _slope(equation)
    pairs = [(equation.name, spelling.value), (slope, spelling.slope), *_rewrites(equation, spelling, network)]
    for position, sides in enumerate(pairs, 1):
        left, right = (side.xreplace(places) for side in sides)
        if left != right and not (left == equation.name and right == equation.body):
            rule = Lemma(right, "Accurate at every finite argument.")
            yield Step(f"{title} spelling {position}", left, rule, where=where)


def _rewrites(equation: Equation, spelling: Spelling, network: Network) -> Iterator[tuple[sp.Expr, sp.Expr]]:
    computed = (network.loss.body, _slope(equation))
    for pattern, accurate in spelling.rewrites:
        for target in network.targets if pattern.has(T) else (T,):
            place = {T: target, Y: equation.name, U: equation.preactivation}
            if any(body.has(pattern.xreplace(place)) for body in computed):
                yield pattern.xreplace({T: target}), accurate.xreplace({T: target})


def _slope(equation: Equation) -> sp.Expr:
    row = equation.activation
    return sp.S.One if row is None else row.slope_at(equation.preactivation, equation.name)


def _auxiliaries(equation: Equation, spelling: Spelling, taken: set[str]) -> Mapping[sp.Symbol, sp.Symbol]:
    return {
        symbol: name(f"{symbol.name}_{equation.name.name}") if symbol.name in taken else symbol
        for symbol, _ in spelling.auxiliaries
    }
