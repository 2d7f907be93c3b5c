"""Spellings: heads written in other heads, and the forms in which SymPy writes g'."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import sympy as sp
from sympy.codegen.cfunctions import expm1, log1p
from sympy.core.function import AppliedUndef

from symbackprop.network.functions import NamedFunction, base_and_order
from symbackprop.proof.limits import BITS_OF_A_POWER, OutOfReach, TooBig

SPELLINGS: dict[type, Callable[[sp.Expr], sp.Expr]] = {
    sp.tanh: lambda a: 1 - 2 / (sp.exp(2 * a) + 1),
    sp.sinh: lambda a: (sp.exp(a) - sp.exp(-a)) / 2,
    sp.cosh: lambda a: (sp.exp(a) + sp.exp(-a)) / 2,
    sp.coth: lambda a: 1 / sp.tanh(a),
    sp.sech: lambda a: 1 / sp.cosh(a),
    sp.csch: lambda a: 1 / sp.sinh(a),
    sp.tan: lambda a: sp.sin(a) / sp.cos(a),
    sp.erfc: lambda a: 1 - sp.erf(a),
    expm1: lambda a: sp.exp(a) - 1,
    log1p: lambda a: sp.log(1 + a),
}
"""Functions that are written in others before they are read."""


@lru_cache(maxsize=4096)
def spelled(node: sp.Expr) -> sp.Expr:
    """Returns an application written in the functions of the table.

    >>> spelled(sp.erfc(sp.Symbol("u", real=True)))
    1 - erf(u)
    """
    try:
        return node.spelled() if isinstance(node, NamedFunction) else SPELLINGS[type(node)](node.args[0])
    except (TypeError, ValueError, KeyError) as reason:
        raise OutOfReach(f"{node} cannot be written out: {reason}") from None


def decimal(number: sp.Float) -> sp.Rational:
    """Returns the number that a decimal's text says.

    >>> decimal(sp.Float("0.1"))
    1/10
    """
    _, _, exponent, bits = number._mpf_
    if abs(int(exponent)) + int(bits) > BITS_OF_A_POWER:
        raise TooBig(f"the decimal {number} has too many digits")
    return sp.Rational(str(number))


def unspecified_parts(node: sp.Expr) -> tuple[str, int, sp.Expr]:
    """Returns (name, order, argument) of an unspecified function, applied or differentiated.

    SymPy has three forms of g'(A): g' applied, Derivative(g(A), A), Subs(Derivative(g(x), x), x, A).

    >>> u = sp.Symbol("u", real=True)
    >>> unspecified_parts(sp.Function("g")(2 * u).diff(u).args[1])
    ('g', 1, 2*u)
    """
    for head, parts in _FORMS.items():
        if isinstance(node, head):
            found = parts(node)
            if found is not None:
                return found
    raise OutOfReach(f"no rule for {node}")


def _of_substitution(node: sp.Subs) -> tuple[str, int, sp.Expr] | None:
    name, order, inner = unspecified_parts(node.expr)
    return (name, order, node.point[0]) if node.variables == (inner,) else None


def _of_derivative(node: sp.Derivative) -> tuple[str, int, sp.Expr] | None:
    name, order, argument = unspecified_parts(node.expr)
    variable, times = node.variable_count[0]
    alone = len(node.variable_count) == 1 and variable == argument and times.is_Integer
    return (name, order + int(times), argument) if alone else None


def _of_application(node: AppliedUndef) -> tuple[str, int, sp.Expr] | None:
    return (*base_and_order(node.func), node.args[0]) if len(node.args) == 1 else None


_FORMS: dict[type, Callable[[sp.Expr], tuple[str, int, sp.Expr] | None]] = {
    sp.Subs: _of_substitution,
    sp.Derivative: _of_derivative,
    AppliedUndef: _of_application,
}
