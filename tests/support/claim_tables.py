"""Tables of claims with the verdict that each must get."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import sympy as sp
from sympy import (
    Abs,
    Heaviside,
    Max,
    Min,
    Piecewise,
    Rational,
    cos,
    cosh,
    erf,
    erfc,
    exp,
    log,
    sign,
    sin,
    sinh,
    sqrt,
    tan,
    tanh,
)

from symbackprop.calculus.partial import Partial
from symbackprop.network.functions import unspecified_function
from symbackprop.network.heads import relu, sigmoid, silu, softplus, step
from symbackprop.network.names import names
from symbackprop.proof import Claim, Hypothesis, Proved, Refuted, Undecided

a, b, c, d, n, p, q, u, v, w, x, y = names("a b c d n p q u v w x y")
g, g1, g2 = (unspecified_function("g", order) for order in range(3))


class Row(NamedTuple):
    """A claim; `lhs` and `rhs` as written, definitions and hypotheses if there are any."""

    lhs: sp.Expr
    rhs: sp.Expr
    definitions: Mapping[sp.Expr, sp.Expr] = {}
    given: tuple[Hypothesis, ...] = ()

    @property
    def claim(self) -> Claim:
        """Returns the row as a claim."""
        return Claim(sp.sympify(self.lhs), sp.sympify(self.rhs), self.definitions, self.given)


def raw(head: type, *args: object) -> sp.Expr:
    """Returns head(*args) as it stands, not evaluated."""
    return head(*map(sp.sympify, args), evaluate=False)


def user(expression: sp.Expr, relation: str) -> tuple[Hypothesis, ...]:
    """Returns a hypothesis of the user as a tuple of one."""
    return (Hypothesis(expression, relation, "user"),)


EXPONENTIALS = [
    Row(tanh(x), (exp(x) - exp(-x)) / (exp(x) + exp(-x))),
    Row(tanh(x), 2 * sigmoid(2 * x) - 1),
    Row(sigmoid(-x), 1 - sigmoid(x)),
    Row(sigmoid(x), (1 + tanh(x / 2)) / 2),
    Row(softplus(x), x + softplus(-x)),
    Row(softplus(x), -log(sigmoid(-x))),
    Row(softplus(3 * x), log(1 + exp(x)) + log(1 - exp(x) + exp(2 * x))),
    Row(exp(a) * exp(b), exp(a + b)),
    Row(cosh(x) ** 2 - sinh(x) ** 2, 1),
    Row(exp(-softplus(x)), 1 - sigmoid(x)),
    Row(exp(x * log(y)), y**x),
    Row(x**y * x**w, x ** (y + w)),
    Row(raw(sp.Pow, x**y, 2), x ** (2 * y)),
    Row(raw(sp.Mul, 2**x, 3**x), 6**x),
    Row(2 ** (2 * x), 4**x),
    Row(2**x, exp(x * log(2))),
    Row(raw(sp.Pow, raw(sp.exp, Rational(1, 2)), 2), sp.E),
    Row(sigmoid(200 * x) * 2 - 1, tanh(100 * x)),
    Row(exp(60 * x) - 1, (exp(30 * x) - 1) * (exp(30 * x) + 1)),
    Row(raw(sp.Mul, exp(exp(exp(x))), exp(-exp(exp(x)))), 1),
    Row(silu(x) - silu(-x), x),
    Row(erfc(x), 1 - erf(x)),
    Row(sp.coth(x) * tanh(x), 1),
    Row(sp.sech(x) ** 2 + tanh(x) ** 2, 1),
    Row(sp.csch(x) * sinh(x), 1),
]

TRIGONOMETRY = [
    Row(sin(2 * x), 2 * sin(x) * cos(x)),
    Row(sin(x + y), sin(x) * cos(y) + cos(x) * sin(y)),
    Row(sin(x) ** 2 + cos(x) ** 2, 1),
    Row(cos(3 * x), 4 * cos(x) ** 3 - 3 * cos(x)),
    Row(cos(x / 2) ** 2, (1 + cos(x)) / 2),
    Row(tan(x / 2), sin(x) / (1 + cos(x))),
    Row(raw(sin, x + sp.pi / 2), cos(x)),
    Row(sin(x + sp.pi / 3), sin(x) / 2 + sqrt(3) / 2 * cos(x)),
    Row(raw(sin, x + sp.pi / 4), (sin(x) + cos(x)) / sqrt(2)),
    Row(1 + tan(x) ** 2, 1 / cos(x) ** 2),
    Row(log(2 + sin(x)), log(4 + 2 * sin(x)) - log(2)),
]

ROOTS_AND_LOGARITHMS = [
    Row(log(x * y), log(x) + log(y)),
    Row(log(x**2), 2 * log(Abs(x))),
    Row(log(x / y), log(x) - log(y)),
    Row(log(1 - x**2), log(1 - x) + log(1 + x)),
    Row(log(x**y), y * log(x)),
    Row(raw(log, 6), log(2) + log(3)),
    Row(sqrt(x) * sqrt(y), sqrt(x * y)),
    Row(raw(sp.Pow, x**3, Rational(1, 3)), x),
    Row(raw(sp.Pow, x**2 * y, Rational(1, 2)), Abs(x) * sqrt(y)),
    Row(sqrt(x**2 + 2 * x * y + y**2), Abs(x + y)),
    Row(raw(sp.Mul, sqrt(2), sqrt(3)), sqrt(6)),
    Row((x**2 + 1) ** Rational(3, 2), raw(sp.Mul, x**2 + 1, sqrt(x**2 + 1))),
    Row(1 / (sqrt(x) + sqrt(y)), (sqrt(x) - sqrt(y)) / (x - y)),
    Row(raw(sp.Pow, exp(x), Rational(1, 2)), exp(x / 2)),
    Row(sqrt(sigmoid(x)), 1 / sqrt(1 + exp(-x))),
    Row(raw(sp.Pow, sqrt(x), Rational(1, 2)), x ** Rational(1, 4)),
    Row(raw(sp.Mul, x ** Rational(1, 6), x ** Rational(1, 3)), sqrt(x)),
    Row(log(x - 100), log(2) + log((x - 100) / 2)),
]

SIGNS = [
    Row(Abs(x), Max(x, -x)),
    Row(relu(x), (x + Abs(x)) / 2),
    Row(sign(x) ** 2, 1),
    Row(sign(x) * Abs(x), x),
    Row(Max(x, y) + Min(x, y), x + y),
    Row(Max(x, y, w), -Min(-x, -y, -w)),
    Row(Max(a, b, c, d, x), -Min(-a, -b, -c, -d, -x)),
    Row(Abs(Abs(x) - Abs(y)), Max(Abs(x), Abs(y)) - Min(Abs(x), Abs(y))),
    Row(Abs(x + y) + Abs(x - y), 2 * Max(Abs(x), Abs(y))),
    Row(Heaviside(x) + Heaviside(-x), 1),
    Row(2 * Heaviside(x) - 1, sign(x)),
    Row(Piecewise((x, x > 0), (0, True)), Max(x, 0)),
    Row(Piecewise((x, x >= 0), (0, True)), relu(x)),
    Row(Piecewise((x, x > 0), (0, True)), x * step(x)),
    Row(Piecewise((1, sp.Eq(x, 0)), (sin(x) / x, True)), sin(x) / x),
    Row(Piecewise((1, (x > 0) & (x < 1)), (0, True)), Heaviside(x) * Heaviside(1 - x)),
    Row(Piecewise((log(x), x > 0), (0, True)) * Heaviside(-x), 0),
    Row(Max(0, 1 - x) * Max(0, x - 1), 0),
    Row(raw(Max, 0, -1 - x**2), 0),
    Row(Max(x, x**2 + 1), x**2 + 1),
    Row((1 + sign(x)) * (1 - sign(x + 1)), 0),
    Row(sign(x * y), sign(x) * sign(y)),
    Row(Abs(tanh(x)), tanh(Abs(x))),
    Row(sign(erf(x)), sign(x)),
    Row(sign(exp(x) - exp(y)), sign(x - y)),
    Row(exp(Abs(x)), cosh(x) + Abs(sinh(x))),
    Row(log(1 + exp(-Abs(x))) + Max(x, 0), softplus(x)),
    Row(sign(softplus(x)), 1),
    Row(Max(y, -y * log(3)), Piecewise((y, y > 0), (-y * log(3), True))),
    Row(raw(Max, x * y - x + y + 1, 0), x * y - x + y + 1, {}, user(x, ">") + user(y - 1, ">")),
    Row(1 / (2 + sign(x)), Piecewise((Rational(1, 3), x > 0), (1, True))),
]

UNSPECIFIED = [
    Row(g(x + y) ** 2, g(raw(sp.Mul, 2, x / 2 + y / 2)) * g(y + x)),
    Row(sp.diff(g(2 * x), x), 2 * g1(2 * x)),
    Row(sp.diff(g(g(x)), x), g1(g(x)) * g1(x)),
    Row(sp.diff(g(x) ** 2, x, 2), 2 * g1(x) ** 2 + 2 * g(x) * g2(x)),
    Row(sp.diff(g(x), x).subs(x, 2 * y), g1(2 * y)),
    Row(sp.Derivative(g(x), x, x), g2(x)),
    Row(Partial(y, x), 2 * g1(u), {u: 2 * x, y: g(u)}),
    Row(g(raw(sp.Mul, exp(x), exp(-x), 2)), g(2)),
]

DERIVATIVES = [
    Row(Partial(u, x), 2 * Abs(x), {u: x * Abs(x)}),
    Row(Partial(u, x), u * (log(x) + 1), {u: x**x}),
    Row(Partial(u, x), -1 / x**2, {u: 1 / x}),
    Row(Partial(u, x, y), 0, {y: 2 * x, u: y + 1}),
    Row(Partial(u, y), 1, {y: 2 * x, u: y + 1}),
    Row(Partial(u, x), 2, {y: 2 * x, u: y + 1}),
    Row(Partial(u, x), Heaviside(x), {u: Max(x, 0)}),
    Row(Partial(u, x), 1 / (2 * sqrt(x)), {u: sqrt(x)}),
    Row(Partial(u, x), 1 + tan(x) ** 2, {u: tan(x)}),
    Row(Partial(u, x), 2 * exp(-(x**2)) / sqrt(sp.pi), {u: erf(x)}),
    Row(Partial(u, x), 2**x * log(2), {u: 2**x}),
    Row(Partial(u, x), 1 / Abs(x), {u: log(x)}),
    Row(Partial(u, x), Abs(y) / y, {u: x + log(y)}),
    Row(Partial(u, x), Abs(y) / y, {u: x + sqrt(y)}),
]

BY_BRANCHES = [
    Row(Partial(u, y), sign(y) * 4 * y / (y**2 + 1) ** 2, {u: tanh(log(y))}),
    Row(tanh(log(y)), sign(y) * (y**2 - 1) / (y**2 + 1)),
    Row(Piecewise((y, log(y) > log(y) + x), (-y, True)), -Abs(y) * sign(x)),
    Row(Piecewise((sqrt(y), y > -y), (sqrt(-y), True)), sqrt(Abs(y))),
    Row(Piecewise((log(x), y > 0), (log(-x), True)), Piecewise((log(x**2), y > 0), (log(x**2), True)) / 2),
]

CONSTANTS = [
    Row(raw(Abs, 1 - sqrt(2)), sqrt(2) - 1),
    Row(raw(Max, 3, sp.pi), sp.pi),
    Row(raw(Max, x + 3, x + sp.pi), x + sp.pi),
    Row(raw(Abs, (3 - sp.pi) * x**2), (sp.pi - 3) * x**2),
    Row(log(sp.E * x), 1 + log(x)),
    Row(exp(x - Rational(1, 10**6)) * exp(-x), exp(-Rational(1, 10**6))),
    Row(raw(sign, log(2) - 1), -1),
]

UNDER_HYPOTHESES = [
    Row(Abs(x), x, {}, user(x, ">")),
    Row(sqrt(x**2), x, {}, user(x, ">=")),
    Row(p * log(p) + q * log(p), log(p), {}, user(p + q - 1, "=")),
    Row(Max(x, y, w), x, {}, user(x - y, ">") + user(y - w, ">")),
    Row(Partial(u, p), q, {u: p * q}, user(p + q - 1, "=")),
    Row(Partial(u, q), 1 - q, {u: p * q}, user(p + q - 1, "=")),
    Row(Abs(2 * u + 1), 2 * u + 1, {u: x**2}, user(x - 3, ">")),
]

DECIMALS = [
    Row(sp.Float("0.1") + sp.Float("0.2"), Rational(3, 10)),
    Row(sp.Float("0.5") * x, x / 2),
    Row(x ** sp.Float("2.0"), x**2),
    Row(x ** sp.Float("0.5"), sqrt(x)),
    Row(sp.Float("0.12345678901234567890") * x, Rational(1234567890123456789, 10**19) * x),
]

TRUE = [
    *EXPONENTIALS,
    *TRIGONOMETRY,
    *ROOTS_AND_LOGARITHMS,
    *SIGNS,
    *UNSPECIFIED,
    *DERIVATIVES,
    *BY_BRANCHES,
    *CONSTANTS,
    *UNDER_HYPOTHESES,
    *DECIMALS,
]

_E, _PI, _I, _G0, _G1 = names("E pi I g0 g1")
_TINY = Rational(1, 10**30)

FALSE = [
    Row(sign(x) * Abs(x), -x),
    Row(Max(x, y), (x + y + Abs(x - y)) / 2 + Rational(1, 10**9)),
    Row(sqrt((x - 1) ** 2), x - 1),
    Row(log(x + y), log(x) + log(y)),
    Row(x**y, y**x),
    Row(sqrt(5 + 2 * sqrt(6)), sqrt(2) + sqrt(3) + _TINY),
    Row(sp.pi, Rational(355, 113)),
    Row(sp.E, Rational(271828182845904523536, 10**20)),
    Row(cosh(x) - sinh(x), exp(-x) * (1 + _TINY)),
    Row(sin(x), x),
    Row(g(x), g1(x)),
    Row(g(x) + g(-x), 0),
    Row(g(g(x)), g(x) ** 2),
    Row(g1(2 * x), 2 * g1(x)),
    Row(sp.Float("0.333333333333333") * x, x / 3),
    Row(sp.Float("0.7071") * x, x / sqrt(2)),
    Row(_E, sp.E),
    Row(_PI, sp.pi),
    Row(_G0, _G1),
    Row(exp(x * (1 + Rational(1, 10**9))), exp(x)),
    Row(sigmoid(1000 * x), sigmoid(1001 * x)),
    Row(Abs(x), x, {}, user(-x, ">")),
    Row(x, 0, {}, user(x, ">") + user(Rational(1, 10**6) - x, ">")),
    Row(p * p + q * q, 1, {}, user(p + q - 1, "=")),
    Row(Partial(u, x), 2 * x, {u: x * Abs(x)}),
    Row(Partial(u, x), 0, {y: 2 * x, u: y + 1}),
    Row(exp(x) * exp(y), exp(x * y)),
    Row(relu(x), x),
    Row(step(x), 1),
    Row(step(Heaviside(x)), 1),
    Row(Partial(u, x), 1, {u: Piecewise((x, step(x) > 0), (2 * x, True))}),
]

_NOWHERE = raw(sp.Pow, raw(sp.Add, u, -u), -1)

UNDEFINED_ON_ONE_SIDE = [
    (Row(log(-1 - exp(u)), u), "left"),
    (Row(u, log(-1 - x**2)), "right"),
    (Row(1, log(-exp(x))), "right"),
    (Row(_NOWHERE, x), "left"),
    (Row(sqrt(-1 - x**2), 0), "left"),
    (Row(log(x) + log(-x), 0), "left"),
    (Row(sigmoid(log(-exp(y)) + Abs(x)), 0), "left"),
    (Row(Abs(x) * sp.Pow(raw(sp.Add, y, -y), -1, evaluate=False), x), "left"),
    (Row(1 / (p + q - 1), x, {p: 1 - q}), "left"),
]

OPEN = [
    Row(log(-Abs(x)), x),
    Row(raw(sp.Pow, -Abs(x), Rational(1, 2)), 0),
    Row(Piecewise((log(-1 - x**2), x**2 + y**2 > 0), (0, True)), 0),
    Row(_NOWHERE, raw(sp.Pow, raw(sp.Add, v, -v), -1)),
    Row(1 / (p + q - 1), 1 / (p + q - 1), {p: 1 - q}),
    Row(log(x), log(-x)),
    Row(sqrt(-(x**2)), 0),
    Row(sp.nan, sp.nan),
    Row(sp.zoo * x, x),
    Row(sp.oo, sp.oo),
    Row(sqrt(5 + 2 * sqrt(6)), sqrt(2) + sqrt(3)),
    Row(u, u, {u: u + 1}),
    Row(u, v, {u: v + 1, v: u - 1}),
    Row(x, x, {}, user(x, ">") + user(-x, ">")),
    Row(x, y, {}, user(x**2 - y**2, "=")),
    Row(sp.Symbol("x"), x),
    Row(sp.I * x, x),
    Row(Partial(u, x), 0, {y: x, w: x, u: Abs(y - w)}),
    Row(raw(sign, raw(sp.Add, x, -x)), 0),
    Row(raw(Heaviside, raw(sp.Add, x, -x)), Rational(1, 2)),
]

EXPECTED = [
    *((row, Proved) for row in TRUE),
    *((row, Refuted) for row in FALSE),
    *((row, Refuted) for row, _ in UNDEFINED_ON_ONE_SIDE),
    *((row, Undecided) for row in OPEN),
]
