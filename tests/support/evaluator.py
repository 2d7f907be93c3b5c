"""The independent evaluator: mpmath at rising precision, until fifty digits are certain.

It shares nothing with the kernel: no balls, no tower, and a derivative is a difference
quotient with a step of 10^-(half the digits).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from fractions import Fraction

import mpmath as mp
import sympy as sp
from sympy.core.function import AppliedUndef

from symbackprop.calculus.partial import Partial
from symbackprop.network.functions import NamedFunction, base_and_order

Point = Mapping[str, Fraction]
Bodies = Mapping[sp.Expr, sp.Expr]
Unspecified = Callable[[int, mp.mpf], mp.mpf]

_DIGITS = (60, 120, 240, 480, 960, 1920)
_CERTAIN = 50
_STATED = re.compile(r"g\(x\) = sin\(x \+ (\d+)\) \+ (\d+)\*x\*\*2/2 \+ (\d+)\*x")


def unspecified(order: int, x: mp.mpf) -> mp.mpf:
    """Returns a function that may stand for an unspecified one, and its derivatives."""
    return [mp.cos(2 * x) + x**3 / 7, -2 * mp.sin(2 * x) + 3 * x**2 / 7, -4 * mp.cos(2 * x) + 6 * x / 7][order]


class Unknown(Exception):
    """The value is not real, not defined, or not certain at the highest precision."""


def value(expression: sp.Expr, bodies: Bodies, point: Point, g: Unspecified = unspecified) -> mp.mpf:
    """Returns the value to fifty correct digits; raises Unknown."""
    before = None
    for digits in _DIGITS:
        with mp.workdps(digits):
            try:
                now = _Walk(bodies, point, digits, g).of(expression)
            except (ZeroDivisionError, ValueError, TypeError, OverflowError) as reason:
                raise Unknown(str(reason)) from None
            if before is not None and _close(before, now):
                return now
            before = now
    raise Unknown("not certain")


def _close(first: mp.mpf, second: mp.mpf) -> bool:
    scale = max(abs(first), abs(second), mp.mpf(10) ** -_CERTAIN)
    return abs(first - second) <= scale * mp.mpf(10) ** -_CERTAIN


def different(lhs: sp.Expr, rhs: sp.Expr, bodies: Bodies, point: Point, g: Unspecified = unspecified) -> bool:
    """Returns whether the sides differ at a point, by fifty correct digits of each."""
    left, right = value(lhs, bodies, point, g), value(rhs, bodies, point, g)
    with mp.workdps(_CERTAIN + 10):
        return abs(left - right) > (abs(left) + abs(right) + 1) * mp.mpf(10) ** (8 - _CERTAIN)


def stated(words: str) -> Unspecified:
    """Returns the function that a witness says stands for an unspecified one, read from its words."""
    p, q, r = (int(number) for number in _STATED.fullmatch(words).groups())
    return lambda order, x: [
        mp.sin(x + p) + q * x**2 / 2 + r * x,
        mp.cos(x + p) + q * x + r,
        -mp.sin(x + p) + q,
    ][order]


class _Walk:
    def __init__(
        self,
        bodies: Bodies,
        point: Point,
        digits: int,
        g: Unspecified,
        cut: Mapping[sp.Expr, mp.mpf] | None = None,
    ) -> None:
        self.bodies, self.point, self.digits, self.g, self.cut = bodies, point, digits, g, cut or {}
        self.memo: dict[sp.Expr, mp.mpf] = {}

    def of(self, node: sp.Expr) -> mp.mpf:
        if node not in self.memo:
            self.memo[node] = self._of(node)
            if isinstance(self.memo[node], mp.mpc):
                raise ValueError("not real")
        return self.memo[node]

    def _of(self, node: sp.Expr) -> mp.mpf:
        if node in self.cut:
            return self.cut[node]
        if node in self.bodies:
            return self.of(self.bodies[node])
        for head in type(node).__mro__:
            if head in _VALUES:
                return _VALUES[head](self, node)
        raise ValueError(f"no value for {type(node).__name__}")

    def arguments(self, node: sp.Expr) -> list[mp.mpf]:
        return [self.of(arg) for arg in node.args]

    def slope(self, node: Partial) -> mp.mpf:
        held = {name: self.of(name) for name in node.held}
        here, step = self.of(node.wrt), mp.mpf(10) ** -(self.digits // 3)
        ends = [
            _Walk(self.bodies, self.point, self.digits, self.g, {**self.cut, **held, node.wrt: here + sign * step}).of(
                node.of
            )
            for sign in (1, -1)
        ]
        return mp.mpf(mp.nstr((ends[0] - ends[1]) / (2 * step), self.digits // 3))


def _number(walk: _Walk, node: sp.Expr) -> mp.mpf:
    return mp.mpf(int(node.p)) / int(node.q)


def _variable(walk: _Walk, node: sp.Expr) -> mp.mpf:
    number = walk.point[str(node)]
    return mp.mpf(number.numerator) / number.denominator


def _function(function):  # noqa: ANN001, ANN202
    return lambda walk, node: function(*walk.arguments(node))


def _piecewise(walk: _Walk, node: sp.Piecewise) -> mp.mpf:
    for branch, condition in node.args:
        if condition == True or _holds(walk, condition):  # noqa: E712
            return walk.of(branch)
    raise ValueError("no branch")


def _holds(walk: _Walk, condition: sp.Basic) -> bool:
    if not isinstance(condition, sp.core.relational.Relational):
        raise Unknown("no comparison")
    left, right = walk.of(condition.lhs), walk.of(condition.rhs)
    order = {"<": left < right, ">": left > right, "<=": left <= right, ">=": left >= right}
    return {**order, "==": left == right, "!=": left != right}[condition.rel_op]


def _unspecified_applied(walk: _Walk, node: AppliedUndef) -> mp.mpf:
    return walk.g(base_and_order(node.func)[1], walk.of(node.args[0]))


def _derivative(walk: _Walk, node: sp.Derivative) -> mp.mpf:
    variable, times = node.variable_count[0]
    if node.expr.args != (variable,):
        raise ValueError("a derivative of another form")
    return walk.g(base_and_order(node.expr.func)[1] + int(times), walk.of(variable))


def _subs(walk: _Walk, node: sp.Subs) -> mp.mpf:
    order = base_and_order(node.expr.expr.func)[1] + int(node.expr.variable_count[0][1])
    return walk.g(order, walk.of(node.point[0]))


def _named(walk: _Walk, node: NamedFunction) -> mp.mpf:
    walk.of(node.args[0])  # the spelling may be simplified to something defined elsewhere
    return walk.of(node.spelled())


def _sum(walk: _Walk, node: sp.Sum) -> mp.mpf:
    """Returns a sum over whole numbers, term by term; its ends may be sizes that the point has."""
    *inner, (letter, first, last) = node.limits
    body = sp.Sum(node.function, *inner) if inner else node.function
    places = range(int(walk.of(first)), int(walk.of(last)) + 1)
    return mp.fsum(walk.of(body.xreplace({letter: sp.Integer(place)})) for place in places)


def _kronecker(walk: _Walk, node: sp.KroneckerDelta) -> mp.mpf:
    one, other = walk.arguments(node)
    return mp.mpf(one == other)


_VALUES = {
    sp.Rational: _number,
    sp.Float: lambda walk, node: mp.mpf(str(node)),
    sp.Symbol: _variable,
    sp.Indexed: _variable,
    sp.Sum: _sum,
    sp.KroneckerDelta: _kronecker,
    type(sp.pi): lambda walk, node: +mp.pi,
    type(sp.E): lambda walk, node: +mp.e,
    sp.Add: lambda walk, node: mp.fsum(walk.arguments(node)),
    sp.Mul: lambda walk, node: mp.fprod(walk.arguments(node)),
    sp.Pow: _function(mp.power),
    sp.exp: _function(mp.exp),
    sp.log: _function(mp.log),
    sp.sin: _function(mp.sin),
    sp.cos: _function(mp.cos),
    sp.tan: _function(mp.tan),
    sp.sinh: _function(mp.sinh),
    sp.cosh: _function(mp.cosh),
    sp.tanh: _function(mp.tanh),
    sp.erf: _function(mp.erf),
    sp.erfc: _function(mp.erfc),
    sp.Abs: _function(abs),
    sp.Max: _function(max),
    sp.Min: _function(min),
    sp.sign: _function(mp.sign),
    sp.Heaviside: lambda walk, node: mp.mpf(walk.of(node.args[0]) > 0),
    sp.Piecewise: _piecewise,
    NamedFunction: _named,
    AppliedUndef: _unspecified_applied,
    sp.Derivative: _derivative,
    sp.Subs: _subs,
    Partial: lambda walk, node: walk.slope(node),
}
