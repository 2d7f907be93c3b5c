"""The layout of partial derivatives: of first order, of higher order, and the slopes of functions."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from symbackprop.notation import tree
from symbackprop.notation.brackets import ATOM, bracketed, grouped
from symbackprop.notation.context import kind
from symbackprop.notation.letters import typed_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import sympy as sp

    from symbackprop.notation.context import Context
    from symbackprop.notation.tree import Node

_NAMES = (tree.Name, tree.Entry)


def lay_partial(expression: sp.Expr, context: Context) -> Node:
    """Returns the layout of ∂of/∂wrt, an upright d where the author chose it for `of`; of g(s) by s it is g′(s).

    A derivative of a derivative is one fraction, ∂²E/(∂v ∂w) for ∂(∂E/∂w)/∂v, unless names are
    held fixed in one of them.
    """
    of, wrt, *held = expression.args
    if held:
        return tree.Derivative(*_both(of, wrt, context), tuple(map(context.lay, held)))
    of, variables = _unnested(expression)
    first_order = len(variables) == 1
    derivative = tree.Derivative(*_both(of, wrt, context)) if first_order else _higher(of, variables, context)
    call = context.lay(of)
    if isinstance(call, tree.Call) and all(of.args == (variable,) for variable in variables):
        head = replace(call.head, primes=call.head.primes + len(variables))
        return tree.Slope(replace(call, head=head, bare=False), derivative)
    return derivative


def _both(of: sp.Expr, wrt: sp.Expr, context: Context) -> tuple[Node, Node, bool]:
    return _side(of, context), _side(wrt, context), _is_ordinary(of, context)


def _higher(of: sp.Expr, variables: Sequence[sp.Expr], context: Context) -> tree.Higher:
    order = tree.Number(str(len(variables)))
    return tree.Higher(_side(of, context), tuple(_powers(variables, context)), order, _is_ordinary(of, context))


def _powers(variables: Sequence[sp.Expr], context: Context) -> Iterator[Node]:
    for variable, equal in groupby(variables):
        side, count = _side(variable, context), len(tuple(equal))
        yield side if count == 1 else tree.Power(bracketed(side, ATOM), tree.Number(str(count)))


def _unnested(expression: sp.Expr) -> tuple[sp.Expr, list[sp.Expr]]:
    """Returns what is differentiated with nothing held fixed, and by which variables, the last one first."""
    of, variables = expression, []
    while kind(of, {"Partial": True, "Basic": False}) == "Partial" and len(of.args) == len(("of", "wrt")):
        of, variable = of.args
        variables.append(variable)
    return of, variables


def _side(side: sp.Expr, context: Context) -> Node:
    """Returns what stands beside a ∂: a name as it is, anything else in brackets where the format has only one line."""
    node = context.lay(side)
    inner = node.body if isinstance(node, tree.Marked) else node
    return node if isinstance(inner, _NAMES) else grouped(node, ATOM)


def _is_ordinary(of: sp.Expr, context: Context) -> bool:
    return typed_name(of) in context.notation.ordinary
