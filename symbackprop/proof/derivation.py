"""The derivation: `Partial(E, w)` through the definitions, in the same algebra.

The chain rule, node by node: D(w) = 1, a defined name has the derivative of its body, any
other symbol 0. This is the independent road to a gradient; it shares no code with the
sweep that derives the formulas.

A derivative that is 0 because nothing depends on the variable is None.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import sympy as sp
from sympy.core.function import AppliedUndef
from sympy.core.relational import Relational

from symbackprop.calculus.partial import Partial
from symbackprop.network.functions import NamedFunction
from symbackprop.proof.conditions import branch, difference_of, sign_of, sign_of_difference
from symbackprop.proof.continuity import continuous
from symbackprop.proof.limits import OutOfReach, Undefined
from symbackprop.proof.reader import Reader, Rule, ancestry, settle
from symbackprop.proof.second_order import refuse_what_depends, unfolded
from symbackprop.proof.spelling import SPELLINGS, decimal, spelled, unspecified_parts
from symbackprop.proof.sums import slope_under_sum


def derivative(reader: Reader, node: Partial) -> Any:
    """Returns the element that ∂of/∂wrt stands for, the graph cut at `wrt` and at `held`.

    There is no derivative where the function is undefined (log x, x < 0), so its value is
    read too. Where the chain rule has no value the function may still have a derivative
    (|y - w| with y = w = x), so that is out of reach.
    """
    if not continuous([node.of], reader.graph):
        reader.read(node.of)
    try:
        slope = Derivation(reader, (node.wrt, *node.held)).of(node.of)
    except Undefined as reason:
        raise OutOfReach(f"the chain rule gives no value for {node}: {reason}") from None
    return reader.algebra.number(sp.S.Zero) if slope is None else slope


class Derivation:
    """The derivative with respect to cut[0], with the names in cut[1:] held fixed."""

    def __init__(self, reader: Reader, cut: tuple[sp.Expr, ...]) -> None:
        self.reader = reader
        self.algebra = reader.algebra
        self.cut = cut
        self.memo = reader.slopes.setdefault(cut, {})

    def of(self, expression: sp.Expr) -> Any:
        """Returns the derivative of an expression, None for 0."""
        return settle(expression, self.memo, self._needs, self._make)

    def _needs(self, node: sp.Expr) -> tuple[sp.Expr, ...]:
        return () if node in self.cut else self._rule(node).needs(self.reader, node)

    def _make(self, node: sp.Expr) -> Any:
        if node in self.cut:
            return self.algebra.number(sp.S.One) if node == self.cut[0] else None
        return self._rule(node).read(self, node)

    def _rule(self, node: sp.Expr) -> Rule:
        if isinstance(node, sp.log) and len(node.args) > 1:
            raise OutOfReach("a logarithm with a base of its own")
        for head in ancestry(type(node)):
            if head in self.reader.slope_rules:
                return self.reader.slope_rules[head]
        raise OutOfReach(f"no rule for the derivative of {type(node).__name__}")

    def add(self, a: Any, b: Any) -> Any:
        """Returns a + b, where None is 0."""
        if a is None or b is None:
            return b if a is None else a
        return self.algebra.add(a, b)

    def times(self, a: Any, factor: Callable[[], Any]) -> Any:
        """Returns a * factor(); the factor is not asked for if a is 0."""
        return None if a is None else self.algebra.multiply(a, factor())


def _constant(derivation: Derivation, node: sp.Expr) -> Any:
    return None


def _name(derivation: Derivation, node: sp.Expr) -> Any:
    graph = derivation.reader.graph
    return derivation.memo[graph[node]] if node in graph else None


def _element(derivation: Derivation, node: sp.Indexed) -> Any:
    if node not in derivation.reader.graph and node.base in derivation.reader.scope.unspecified:
        return derivation.algebra.unspecified_slope(node, derivation.cut)
    return _name(derivation, node)


def _sum(derivation: Derivation, node: sp.Add) -> Any:
    total = None
    for arg in node.args:
        total = derivation.add(total, derivation.memo[arg])
    return total


def _product(derivation: Derivation, node: sp.Mul) -> Any:
    total = None
    for place, arg in enumerate(node.args):
        term = derivation.memo[arg]
        for other, factor in enumerate(node.args):
            if other != place:
                term = derivation.times(term, partial(derivation.reader.read, factor))
        total = derivation.add(total, term)
    return total


def _power(derivation: Derivation, node: sp.Pow) -> Any:
    """d(b^k) = k b^(k-1) db + b^k log(b) dk."""
    reader, algebra = derivation.reader, derivation.algebra
    base, exponent = node.base, node.exp
    less_one = (decimal(exponent) if exponent.is_Float else exponent) - 1

    def outer() -> Any:
        reader.read(base)
        return algebra.multiply(reader.read(exponent), reader.raised(node, less_one))

    def inner() -> Any:
        return algebra.multiply(reader.read(node), algebra.log(reader.read(base), lambda: base))

    of_exponent = None if exponent.is_Number else derivation.memo[exponent]
    return derivation.add(derivation.times(derivation.memo[base], outer), derivation.times(of_exponent, inner))


def _chain(slope: Callable[[Derivation, sp.Expr], Any]) -> Callable[[Derivation, sp.Expr], Any]:
    """Returns the rule d f(a) = f'(a) da for a function of one argument."""
    return lambda derivation, node: derivation.times(derivation.memo[node.args[0]], lambda: slope(derivation, node))


def _slope_of_exp(derivation: Derivation, node: sp.Expr) -> Any:
    return derivation.reader.read(node)


def _slope_of_log(derivation: Derivation, node: sp.Expr) -> Any:
    argument = node.args[0]
    return derivation.algebra.reciprocal(derivation.reader.read(argument), lambda: argument)


def _slope_of_sin(derivation: Derivation, node: sp.Expr) -> Any:
    return derivation.algebra.cos(derivation.reader.read(node.args[0]))


def _slope_of_cos(derivation: Derivation, node: sp.Expr) -> Any:
    return derivation.algebra.negate(derivation.algebra.sin(derivation.reader.read(node.args[0])))


def _slope_of_erf(derivation: Derivation, node: sp.Expr) -> Any:
    return derivation.reader.read(2 / sp.sqrt(sp.pi) * sp.exp(-(node.args[0] ** 2)))


def _slope_of_absolute(derivation: Derivation, node: sp.Expr) -> Any:
    return derivation.algebra.number(sp.Integer(sign_of(derivation.reader, node.args[0])))


def _extreme(orientation: int) -> Callable[[Derivation, sp.Expr], Any]:
    def slope(derivation: Derivation, node: sp.Expr) -> Any:
        if all(derivation.memo[arg] is None for arg in node.args):
            return None
        best = node.args[0]
        for arg in node.args[1:]:
            if sign_of_difference(derivation.reader, arg, best) == orientation:
                best = arg
        return derivation.memo[best]

    return slope


def _step(derivation: Derivation, node: sp.Expr) -> Any:
    """A step has slope 0 away from its kink, which `sign_of` records."""
    if derivation.memo[node.args[0]] is not None:
        sign_of(derivation.reader, node.args[0])
    return None


def _piecewise(derivation: Derivation, node: sp.Piecewise) -> Any:
    """The derivative of the branch that holds.

    What the conditions compare must have a derivative too, and must not be 0 while it moves.
    """
    reader = derivation.reader
    for _, condition in node.args:
        for comparison in sorted(condition.atoms(Relational), key=str):
            sides = comparison.lhs, comparison.rhs
            moves = any(derivation.of(side) is not None for side in sides)
            if moves and reader.algebra.is_zero(difference_of(reader, *sides)):
                sign_of_difference(reader, *sides)
    return derivation.of(branch(derivation.reader, node))


def _sum_over(derivation: Derivation, node: sp.Sum) -> Any:
    slope = slope_under_sum(node, derivation.cut, derivation.reader.graph)
    return None if slope is None else derivation.reader.read(slope)


def _unspecified(derivation: Derivation, node: sp.Expr) -> Any:
    name, order, argument = unspecified_parts(node)

    def slope() -> Any:
        return derivation.algebra.unspecified(name, order + 1, derivation.reader.read(argument))

    return derivation.times(derivation.memo[argument], slope)


def _spelled(derivation: Derivation, node: sp.Expr) -> Any:
    return derivation.memo[spelled(node)]


def _second_order(derivation: Derivation, node: Partial) -> Any:
    """The derivative of what ∂of/∂wrt unfolds to; 0 where that is."""
    unfolding = _unfolding(derivation.reader, node)
    if not unfolding:
        return None
    refuse_what_depends(node, derivation.cut, derivation.reader.graph)
    return derivation.of(*unfolding)


def _unfolding(reader: Reader, node: Partial) -> tuple[sp.Expr, ...]:
    first = Derivation(reader, node.args[1:]).of(node.of)
    return () if first is None else (unfolded(node, reader.graph),)


def _nothing(reader: Reader, node: sp.Expr) -> tuple[sp.Expr, ...]:
    return ()


def _arguments(reader: Reader, node: sp.Expr) -> tuple[sp.Expr, ...]:
    return node.args


def _first(reader: Reader, node: sp.Expr) -> tuple[sp.Expr, ...]:
    return node.args[:1]


def _definition(reader: Reader, node: sp.Expr) -> tuple[sp.Expr, ...]:
    return (reader.graph[node],) if node in reader.graph else ()


def _of_power(reader: Reader, node: sp.Pow) -> tuple[sp.Expr, ...]:
    return (node.base,) if node.exp.is_Number else node.args


def _inside(reader: Reader, node: sp.Expr) -> tuple[sp.Expr, ...]:
    return unspecified_parts(node)[2:]


def _spelling(reader: Reader, node: sp.Expr) -> tuple[sp.Expr, ...]:
    return (*node.args, spelled(node))


SLOPES: dict[type, Rule] = {
    sp.Number: Rule(_nothing, _constant),
    sp.NumberSymbol: Rule(_nothing, _constant),
    sp.Symbol: Rule(_definition, _name),
    sp.Indexed: Rule(_definition, _element),
    sp.Add: Rule(_arguments, _sum),
    sp.Mul: Rule(_arguments, _product),
    sp.Pow: Rule(_of_power, _power),
    sp.exp: Rule(_arguments, _chain(_slope_of_exp)),
    sp.log: Rule(_first, _chain(_slope_of_log)),
    sp.sin: Rule(_arguments, _chain(_slope_of_sin)),
    sp.cos: Rule(_arguments, _chain(_slope_of_cos)),
    sp.erf: Rule(_arguments, _chain(_slope_of_erf)),
    sp.Abs: Rule(_arguments, _chain(_slope_of_absolute)),
    sp.sign: Rule(_arguments, _step),
    sp.Heaviside: Rule(_first, _step),
    sp.Max: Rule(_arguments, _extreme(1)),
    sp.Min: Rule(_arguments, _extreme(-1)),
    sp.Piecewise: Rule(_nothing, _piecewise),
    sp.Sum: Rule(_nothing, _sum_over),
    AppliedUndef: Rule(_inside, _unspecified),
    sp.Derivative: Rule(_inside, _unspecified),
    sp.Subs: Rule(_inside, _unspecified),
    NamedFunction: Rule(_spelling, _spelled),
    Partial: Rule(_unfolding, _second_order),
    **{head: Rule(_spelling, _spelled) for head in SPELLINGS},
}
"""The chain rule, head by head."""
