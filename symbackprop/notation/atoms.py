"""The layout of names, indexed names and numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sympy as sp

from symbackprop.notation import tree
from symbackprop.notation.letters import bold_name, name_node, typed_name
from symbackprop.notation.tree import Factor, Node

if TYPE_CHECKING:
    from symbackprop.notation.context import Context


def lay_name(expression: sp.Symbol, context: Context) -> Node:
    """Returns the layout of a symbol, of an indexed name alone or of an index; marked with its role if it has one."""
    text = typed_name(expression)
    return _marked(text, name_node(text), context)


def lay_entry(expression: sp.Indexed, context: Context) -> Node:
    """Returns the layout of an indexed name: w_ji; E^(p), y_j^(p) where the author raises the item.

    Nothing is raised beside a layer: y^(1) with the indices p, j has both below.
    """
    _, *indices = expression.args
    label = typed_name(expression)
    name = name_node(label)
    raised = label in context.notation.raised and context.notation.item in ("", str(indices[0])) and name.sup is None
    return _marked(label, tree.Entry(name, tuple(map(context.lay, indices)), raised), context)


def lay_matrix_name(expression: sp.Expr, context: Context) -> Node:
    """Returns the layout of the name of a matrix or vector, in bold type; marked with its role if it has one."""
    text = typed_name(expression)
    return _marked(text, bold_name(text), context)


def lay_integer(number: sp.Integer, _context: Context) -> Node:
    """Returns the layout of an integer."""
    return _with_sign(number, tree.Number(str(abs(number))))


def lay_numeral(expression: sp.Symbol, _context: Context) -> Node:
    """Returns the layout of a number that is known by its digits: 0.750."""
    return tree.Number(expression.name)


def lay_float(number: sp.Float, context: Context) -> Node:
    """Returns the layout of a decimal number: 0.25, or a mantissa times a power of ten."""
    mantissa, _, exponent = str(abs(number)).partition("e")
    digits = tree.Number(mantissa.rstrip("0").rstrip(".") if "." in mantissa else mantissa)
    if not exponent:
        return _with_sign(number, digits)
    power = tree.Power(tree.Number("10"), tree.Group(context.lay(sp.Integer(exponent))))
    return _with_sign(number, tree.Product((Factor("tight", digits), Factor("times", power))))


def _with_sign(number: sp.Number, absolute: Node) -> Node:
    return tree.Negative(absolute) if number.is_negative else absolute


def _marked(text: str, node: Node, context: Context) -> Node:
    role = context.notation.palette.get(text)
    return node if role is None else tree.Marked(role, node)
