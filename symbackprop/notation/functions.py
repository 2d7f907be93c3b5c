"""The layout of functions applied: known ones, unspecified ones, cases, partial derivatives."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import sympy as sp

from symbackprop.network.activations import ACTIVATIONS
from symbackprop.network.functions import PRIME, base_and_order
from symbackprop.notation import tree
from symbackprop.notation.brackets import size_round
from symbackprop.notation.letters import GREEK, name_node, natural_key, operator_name
from symbackprop.notation.order import counts
from symbackprop.notation.tree import Call, Name, Node

if TYPE_CHECKING:
    from symbackprop.notation.context import Context

_TYPED_HEADS = {"Abs": "abs", "Max": "max", "Min": "min", "Heaviside": "heaviside", "gamma": "Gamma_function"}
_WITHOUT_BRACKETS = frozenset({"log", "sin", "cos", "tan", "sinh", "cosh", "tanh"})
_LATEX_NAME = re.compile(r"\\operatorname\{(?P<word>\w+)\}|\\?(?P<plain>[A-Za-z]+)")


def _head_of_row(name: str, latex: str) -> Name:
    found = _LATEX_NAME.fullmatch(latex)
    shown = (found["word"] or found["plain"]) if found else name
    if shown in GREEK or len(shown) == 1:
        return Name(name, tree.Letter(shown))
    return operator_name(name, shown)


_HEADS = {row.function.__name__: _head_of_row(row.function.__name__, row.latex) for row in ACTIVATIONS.values()}


def lay_function(expression: sp.Function, context: Context) -> Node:
    """Returns the layout of a known function applied to its arguments."""
    return _call(known_head(type(expression).__name__, context), expression.args, context)


def known_head(text: str, context: Context) -> Name:
    """Returns the layout of the head of the known function called `text`, or the letter the author chose for it."""
    chosen = context.notation.activations.get(text)
    if chosen is not None:
        return name_node(chosen)
    return _HEADS.get(text) or operator_name(_TYPED_HEADS.get(text, text))


def head_called(text: str, context: Context) -> Name:
    """Returns the layout of the head of a function by how it is typed: g', or sigmoid' for a known one's slope."""
    if isinstance(name_node(text).letter, tree.Letter):
        return name_node(text)
    base, primes = text.rstrip(PRIME), len(text) - len(text.rstrip(PRIME))
    head = known_head(base, context)
    return replace(head, text=head.text + PRIME * primes, primes=primes)


def lay_unspecified(expression: sp.Function, context: Context) -> Node:
    """Returns the layout of an unspecified function, its derivatives with primes."""
    base, order = base_and_order(type(expression))
    return _call(name_node(base + "'" * order), expression.args, context)


def lay_extremum(expression: sp.Expr, context: Context) -> Node:
    """Returns the layout of max or min: arguments in natural order, numbers last, but first among indices."""
    numbers_first = counts(expression.args)
    ordered = sorted(
        expression.args, key=lambda part: (bool(part.is_Number) is not numbers_first, natural_key(str(part)))
    )
    return _call(operator_name(_TYPED_HEADS[type(expression).__name__]), ordered, context)


def lay_heaviside(expression: sp.Heaviside, context: Context) -> Node:
    """Returns the layout of Heaviside's function; the usual value 1/2 at 0 is not written."""
    usual = expression.args[1] == sp.S.Half
    return _call(operator_name("heaviside"), expression.args[:1] if usual else expression.args, context)


def lay_absolute(expression: sp.Abs, context: Context) -> Node:
    """Returns the layout of an absolute value."""
    body = context.lay(expression.args[0])
    return tree.Absolute(body, size_round(body))


def lay_cases(expression: sp.Piecewise, context: Context) -> Node:
    """Returns the layout of a definition by cases."""
    rows = [
        tree.Case(context.lay(value), None if condition == sp.true else context.lay(condition))
        for value, condition in expression.args
    ]
    return tree.Cases(tuple(rows))


def lay_anything(expression: sp.Basic, context: Context) -> Node:
    """Returns the layout of a type this room knows nothing of: its name, applied to its parts."""
    return _call(operator_name(type(expression).__name__), expression.args, context)


def _call(head: Name, arguments: tuple[sp.Basic, ...] | list[sp.Basic], context: Context) -> Node:
    nodes = tuple(context.lay(argument) for argument in arguments)
    bare = head.text in _WITHOUT_BRACKETS and len(nodes) == 1 and _is_plain(nodes[0])
    return Call(head, nodes, size_round(*nodes), bare)


def _is_plain(node: Node) -> bool:
    return isinstance(node, Name) and not node.primes and isinstance(node.letter, tree.Letter)
