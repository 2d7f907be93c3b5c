"""The layout of powers, roots and exponentials."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from symbackprop.notation import tree
from symbackprop.notation.brackets import ATOM, bracketed, grouped, is_tall, size_round, with_brackets
from symbackprop.notation.letters import operator_name
from symbackprop.notation.quotients import is_reciprocal, quotient, reciprocal

if TYPE_CHECKING:
    import sympy as sp

    from symbackprop.notation.context import Context
    from symbackprop.notation.tree import Node

_SQUARE = 2


def lay_power(expression: sp.Pow, context: Context) -> Node:
    """Returns the layout of a power: a fraction, a root, or a base with an exponent."""
    if is_reciprocal(expression):
        return quotient(tree.Number("1"), context.lay(reciprocal(expression)), context)
    base = with_brackets(context.lay(expression.base))
    if expression.exp.is_Rational and expression.exp.p == 1 and expression.exp.q > 1:
        return _root(base, expression.exp.q)
    exponent = context.lay_script(expression.exp)
    if isinstance(base, tree.Call) and isinstance(base.head.base, tree.Operator):
        return _power_of_call(base, exponent)
    return tree.Power(bracketed(base, ATOM), _as_exponent(exponent))


def _power_of_call(call: tree.Call, exponent: Node) -> Node:
    if call.power is None and isinstance(exponent, tree.Number):
        return replace(call, power=exponent)
    return tree.Power(tree.Fenced(call, size_round(call)), _as_exponent(exponent))


def lay_exponential(expression: sp.Expr, context: Context) -> Node:
    """Returns the layout of exp(x): a power of e, or a call of exp if x is too high for an exponent."""
    exponent = context.lay_script(expression.args[0])
    if is_tall(exponent):
        argument = context.lay(expression.args[0])
        return tree.Call(operator_name("exp"), (argument,), size_round(argument))
    return tree.Exponential(_as_exponent(exponent))


def lay_number_e(_expression: sp.Expr, _context: Context) -> Node:
    """Returns the layout of the number e."""
    return tree.Exponential(tree.Number("1"))


def _as_exponent(node: Node) -> Node:
    return tree.Group(node) if isinstance(node, tree.Call | tree.Absolute) else grouped(node, ATOM)


def _root(radicand: Node, degree: int) -> Node:
    return tree.Root(grouped(radicand, ATOM), None if degree == _SQUARE else tree.Number(str(degree)))
