"""Rewriting: true identities by random rules, and mutants of true ones.

A rule takes a node and returns an equal one, or None where it does not apply.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random
from typing import NamedTuple

import sympy as sp

from symbackprop.network.activations import ACTIVATIONS, unspecified
from symbackprop.network.heads import gelu, sigmoid, silu, softplus
from symbackprop.network.names import names
from symbackprop.network.two_layer import two_layer

w_11, w_12, w_21, w_22, b_1, b_2, v_1, v_2, c, x_1, x_2, t = names("w_11 w_12 w_21 w_22 b_1 b_2 v_1 v_2 c x_1 x_2 t")
u_1, u_2, y_1, y_2, s, z, E, delta_out, delta_1, delta_2 = names("u_1 u_2 y_1 y_2 s z E delta_out delta_1 delta_2")

Rule = Callable[[sp.Expr], sp.Expr | None]
LONGEST = 1_200


class Case(NamedTuple):
    """The gradients of one network: name of the activation, definitions, parameter -> (delta form, product)."""

    activation: str
    definitions: Mapping[sp.Expr, sp.Expr]
    gradients: Mapping[sp.Symbol, tuple[sp.Expr, sp.Expr]]


def case(activation: str) -> Case:
    """Returns the 2-2-1 network with one activation and its nine gradients, written by hand."""
    row = unspecified() if activation == "any" else ACTIVATIONS[activation]
    bodies = {equation.name: equation.body for equation in two_layer(activation).equations}
    out, first, second = row.slope_at(s, z), row.slope_at(u_1, y_1), row.slope_at(u_2, y_2)
    bodies |= {delta_out: (z - t) * out, delta_1: delta_out * v_1 * first, delta_2: delta_out * v_2 * second}
    top = (z - t) * out
    one, two = top * v_1 * first, top * v_2 * second
    gradients = {
        w_11: (delta_1 * x_1, one * x_1),
        w_12: (delta_1 * x_2, one * x_2),
        w_21: (delta_2 * x_1, two * x_1),
        w_22: (delta_2 * x_2, two * x_2),
        b_1: (delta_1, one),
        b_2: (delta_2, two),
        v_1: (delta_out * y_1, top * y_1),
        v_2: (delta_out * y_2, top * y_2),
        c: (delta_out, top),
    }
    return Case(activation, bodies, gradients)


CASES = ("sigmoid", "tanh", "softplus", "silu", "gelu", "any")


def _of(head: type, rewritten: Callable[[sp.Expr], sp.Expr]) -> Rule:
    return lambda node: rewritten(node.args[0]) if isinstance(node, head) else None


def _if(condition: Callable[[sp.Expr], bool], rewritten: Callable[[sp.Expr], sp.Expr]) -> Rule:
    return lambda node: rewritten(node) if condition(node) else None


def _symbol(*which: sp.Symbol) -> Callable[[sp.Expr], bool]:
    return lambda node: node in which


RULES: tuple[Rule, ...] = (
    _of(sigmoid, lambda a: 1 / (1 + sp.exp(-a))),
    _of(sigmoid, lambda a: sp.exp(a) / (1 + sp.exp(a))),
    _of(sigmoid, lambda a: 1 - sigmoid(-a)),
    _of(sigmoid, lambda a: (1 + sp.tanh(a / 2)) / 2),
    _of(sp.tanh, lambda a: 2 * sigmoid(2 * a) - 1),
    _of(sp.tanh, lambda a: (sp.exp(a) - sp.exp(-a)) / (sp.exp(a) + sp.exp(-a))),
    _of(sp.tanh, lambda a: sp.sinh(a) / sp.cosh(a)),
    _of(softplus, lambda a: sp.log(1 + sp.exp(a))),
    _of(softplus, lambda a: a + softplus(-a)),
    _of(softplus, lambda a: -sp.log(sigmoid(-a))),
    _of(softplus, lambda a: sp.Max(a, 0) + sp.log(1 + sp.exp(-sp.Abs(a)))),
    _of(silu, lambda a: a * sigmoid(a)),
    _of(gelu, lambda a: a * (1 + sp.erf(a / sp.sqrt(2))) / 2),
    _of(gelu, lambda a: a * sp.erfc(-a / sp.sqrt(2)) / 2),
    _of(sp.exp, lambda a: sp.sinh(a) + sp.cosh(a)),
    _of(sp.exp, lambda a: sp.exp(a + softplus(x_1)) / (1 + sp.exp(x_1))),
    _of(sp.exp, lambda a: sp.Mul(*(sp.exp(term) for term in sp.Add.make_args(sp.expand(a))))),
    _if(lambda node: node.is_Mul or node.is_Pow, sp.expand),
    _if(lambda node: node.is_Add, sp.factor_terms),
    _if(lambda node: node.is_Add, sp.together),
    _if(_symbol(x_1, x_2, w_11), lambda node: node * (sigmoid(node) + sigmoid(-node))),
    _if(_symbol(b_1, v_2), lambda node: sp.log(sp.exp(node), evaluate=False)),
    _if(_symbol(x_1, t), lambda node: sp.Max(node, 0) + sp.Min(node, 0)),
    _if(_symbol(v_1, c), lambda node: node * (sp.sin(x_2) ** 2 + sp.cos(x_2) ** 2)),
    _if(lambda node: node.is_Add, lambda node: node + (sp.Abs(x_1) - sp.Max(x_1, -x_1))),
)


def _nodes(expression: sp.Expr) -> list[sp.Expr]:
    return [node for node in sp.preorder_traversal(expression) if isinstance(node, sp.Expr)]


def rewrite(expression: sp.Expr, definitions: Mapping[sp.Expr, sp.Expr], random: Random) -> sp.Expr:
    """Returns an equal expression: one random rule at one random place, or a name inlined."""
    nodes = _nodes(expression)
    random.shuffle(nodes)
    for node in nodes[:40]:
        rules = [*RULES, definitions.get]
        random.shuffle(rules)
        for rule in rules:
            other = rule(node)
            if other is not None and other != node:
                return expression.xreplace({node: other})
    return expression


NEIGHBOURS = {x_1: x_2, y_1: y_2, v_1: v_2, w_11: w_12, u_1: u_2, b_1: b_2}
_SWAPPED = {**NEIGHBOURS, **{right: left for left, right in NEIGHBOURS.items()}}


def _factor_dropped(node: sp.Expr, random: Random) -> sp.Expr | None:
    return node / random.choice(node.args) if node.is_Mul else None


def _factor_doubled(node: sp.Expr, random: Random) -> sp.Expr | None:
    return node * random.choice(node.args) if node.is_Mul else None


def _factor_inverted(node: sp.Expr, random: Random) -> sp.Expr | None:
    return node / random.choice(node.args) ** 2 if node.is_Mul else None


def _sign_flipped(node: sp.Expr, random: Random) -> sp.Expr:
    return -node


def _neighbour(node: sp.Expr, random: Random) -> sp.Expr | None:
    return _SWAPPED.get(node)


def _exponent(node: sp.Expr, random: Random) -> sp.Expr | None:
    return node * node.base if node.is_Pow else None


def _constant(node: sp.Expr, random: Random) -> sp.Expr:
    return node * sp.Rational(random.choice((2, 3, -3)), random.choice((1, 5)))


def _term_added(node: sp.Expr, random: Random) -> sp.Expr:
    return node + random.choice((x_1, y_1, z, sp.S.One, sp.Rational(1, 10**6)))


def _other_activation(node: sp.Expr, random: Random) -> sp.Expr | None:
    others = {sigmoid: sp.tanh, sp.tanh: sigmoid, softplus: silu, silu: gelu, gelu: silu}
    return others[type(node)](node.args[0]) if type(node) in others else None


def _other_slope(node: sp.Expr, random: Random) -> sp.Expr | None:
    slopes = {1 - y_1: 1 - y_1**2, 1 - z: 1 - z**2, 1 - y_1**2: y_1 * (1 - y_1), 1 - z**2: z * (1 - z)}
    return slopes.get(node)


MUTATIONS: tuple[Callable[[sp.Expr, Random], sp.Expr | None], ...] = (
    _factor_dropped,
    _factor_doubled,
    _factor_inverted,
    _sign_flipped,
    _neighbour,
    _exponent,
    _constant,
    _term_added,
    _other_activation,
    _other_slope,
)


def mutate(expression: sp.Expr, random: Random) -> tuple[sp.Expr, str]:
    """Returns the expression with one random mistake, and the mistake's name."""
    nodes = [node for node in _nodes(expression) if node.args or node.is_Symbol]
    for _ in range(40):
        node, mutation = random.choice(nodes), random.choice(MUTATIONS)
        other = mutation(node, random)
        if other is not None and other != node:
            result = expression.xreplace({node: other})
            if not result.has(sp.nan, sp.zoo, sp.oo):
                return result, mutation.__name__.strip("_").replace("_", " ")
    return expression + 1, "term added"
