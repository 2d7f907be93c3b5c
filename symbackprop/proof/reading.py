"""Reading: what is made of each head of an expression, as one table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy as sp
from sympy.core.function import AppliedUndef

from symbackprop.calculus.partial import Partial
from symbackprop.network.functions import NamedFunction
from symbackprop.proof.conditions import branch, sign_of
from symbackprop.proof.derivation import derivative
from symbackprop.proof.limits import BITS_OF_A_POWER, OutOfReach, TooBig
from symbackprop.proof.reader import Reader, Rule
from symbackprop.proof.spelling import SPELLINGS, decimal, spelled, unspecified_parts

# what a rule needs


def _nothing(reader: Reader, node: sp.Expr) -> tuple[sp.Expr, ...]:
    return ()


def _arguments(reader: Reader, node: sp.Expr) -> tuple[sp.Expr, ...]:
    return node.args


def _first(reader: Reader, node: sp.Expr) -> tuple[sp.Expr, ...]:
    return node.args[:1]


def _definition(reader: Reader, node: sp.Expr) -> tuple[sp.Expr, ...]:
    return (reader.definitions[node],) if node in reader.definitions else ()


def _of_power(reader: Reader, node: sp.Pow) -> tuple[sp.Expr, ...]:
    return (node.base,) if node.exp.is_Number else (node.base, node.exp)


def _spelling(reader: Reader, node: sp.Expr) -> tuple[sp.Expr, ...]:
    """The argument is read by itself: SymPy may simplify the spelling, and tanh(log y) to what needs no y > 0."""
    return (*node.args, spelled(node))


# the rules


def _number(reader: Reader, node: sp.Rational) -> Any:
    if node.p.bit_length() + node.q.bit_length() > BITS_OF_A_POWER:
        raise TooBig("a number has more digits than the limit")
    return reader.algebra.number(node)


def _decimal(reader: Reader, node: sp.Float) -> Any:
    return reader.algebra.number(decimal(node))


def _name(reader: Reader, node: sp.Expr) -> Any:
    if node in reader.definitions:
        return reader.memo[reader.definitions[node]]
    return reader.algebra.variable(node)


def _sum(reader: Reader, node: sp.Add) -> Any:
    first, *rest = (reader.memo[arg] for arg in node.args)
    for element in rest:
        first = reader.algebra.add(first, element)
    return first


def _product(reader: Reader, node: sp.Mul) -> Any:
    first, *rest = (reader.memo[arg] for arg in node.args)
    for element in rest:
        first = reader.algebra.multiply(first, element)
    return first


def _power(reader: Reader, node: sp.Pow) -> Any:
    return reader.raised(node, node.exp)


def _of_argument(method: str) -> Callable[[Reader, sp.Expr], Any]:
    return lambda reader, node: getattr(reader.algebra, method)(reader.memo[node.args[0]])


def _of_labelled_argument(method: str) -> Callable[[Reader, sp.Expr], Any]:
    return lambda reader, node: getattr(reader.algebra, method)(reader.memo[node.args[0]], lambda: node.args[0])


def _sign(reader: Reader, node: sp.Expr) -> Any:
    return reader.algebra.number(sp.Integer(sign_of(reader, node.args[0])))


def _heaviside(reader: Reader, node: sp.Expr) -> Any:
    return reader.algebra.number(sp.Integer(1 if sign_of(reader, node.args[0]) > 0 else 0))


def _extreme(method: str) -> Callable[[Reader, sp.Expr], Any]:
    return lambda reader, node: getattr(reader.algebra, method)([reader.memo[arg] for arg in node.args], node.args)


def _piecewise(reader: Reader, node: sp.Piecewise) -> Any:
    return reader.read(branch(reader, node))


def _unspecified(reader: Reader, node: sp.Expr) -> Any:
    name, order, argument = unspecified_parts(node)
    return reader.algebra.unspecified(name, order, reader.memo[argument])


def _undefined(reader: Reader, node: sp.Expr) -> Any:
    raise OutOfReach(f"undefined: {node}")


RULES: dict[type, Rule] = {
    sp.Rational: Rule(_nothing, _number),
    sp.Float: Rule(_nothing, _decimal),
    sp.Symbol: Rule(_definition, _name),
    sp.Indexed: Rule(_definition, _name),
    sp.Add: Rule(_arguments, _sum),
    sp.Mul: Rule(_arguments, _product),
    sp.Pow: Rule(_of_power, _power),
    type(sp.pi): Rule(_nothing, lambda reader, node: reader.algebra.pi()),
    type(sp.E): Rule(_nothing, lambda reader, node: reader.algebra.exp(reader.algebra.number(sp.S.One))),
    sp.exp: Rule(_arguments, _of_argument("exp")),
    sp.sin: Rule(_arguments, _of_argument("sin")),
    sp.cos: Rule(_arguments, _of_argument("cos")),
    sp.erf: Rule(_arguments, _of_argument("erf")),
    sp.log: Rule(_first, _of_labelled_argument("log")),
    sp.Abs: Rule(_arguments, _of_labelled_argument("absolute")),
    sp.sign: Rule(_arguments, _sign),
    sp.Heaviside: Rule(_first, _heaviside),
    sp.Max: Rule(_arguments, _extreme("greatest")),
    sp.Min: Rule(_arguments, _extreme("least")),
    sp.Piecewise: Rule(_nothing, _piecewise),
    AppliedUndef: Rule(lambda reader, node: unspecified_parts(node)[2:], _unspecified),
    sp.Derivative: Rule(lambda reader, node: unspecified_parts(node)[2:], _unspecified),
    sp.Subs: Rule(lambda reader, node: unspecified_parts(node)[2:], _unspecified),
    Partial: Rule(_nothing, derivative),
    sp.Sum: Rule(_nothing, lambda reader, node: reader.algebra.sum_over(reader, node)),
    NamedFunction: Rule(_spelling, lambda reader, node: reader.memo[spelled(node)]),
    **{head: Rule(_spelling, lambda reader, node: reader.memo[spelled(node)]) for head in SPELLINGS},
    **{type(value): Rule(_nothing, _undefined) for value in (sp.nan, sp.zoo, sp.oo, -sp.oo)},
}
"""What is made of each head."""
