"""Continuity: whether an identity proved away from the kinks holds at the kinks too.

If both sides are continuous everywhere, and the kinks are zeros of polynomials in the
variables (which are nowhere dense), the identity extends to them by density.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import sympy as sp
from sympy.core.function import AppliedUndef

from symbackprop.network.functions import NamedFunction, base_and_order
from symbackprop.proof.reader import Definitions, ancestry
from symbackprop.proof.spelling import spelled

if TYPE_CHECKING:
    from symbackprop.proof.tower import Tower


def kinks_in_variables(tower: Tower) -> bool:
    """Returns whether all signs the tower was told are signs of polynomials in the variables."""
    variables = {index for index, generator in enumerate(tower.meanings) if generator.kind == "variable"}
    return all(
        index in variables
        for fact in tower.signs.facts
        for powers in fact.polynomial.monoms()
        for index, power in enumerate(powers)
        if power
    )


def continuous(expressions: Iterable[sp.Expr], definitions: Definitions) -> bool:
    """Returns whether every node, through the definitions, is seen to be continuous everywhere.

    >>> u = sp.Symbol("u", real=True)
    >>> continuous([sp.Max(u, 0) + sp.log(1 + sp.exp(-sp.Abs(u)))], {})
    True
    >>> continuous([sp.sign(u)], {}), continuous([1 / u], {})
    (False, False)
    """
    todo, seen = list(expressions), set()
    while todo:
        node = todo.pop()
        if node in seen:
            continue
        seen.add(node)
        if node in definitions:
            todo.append(definitions[node])
            continue
        rule = next((CONTINUOUS[head] for head in ancestry(type(node)) if head in CONTINUOUS), None)
        inside = None if rule is None else rule(node)
        if inside is None:
            return False
        todo.extend(inside)
    return True


def positive(node: sp.Expr) -> bool:
    """Returns whether an expression is seen to be positive everywhere, from its form alone.

    >>> u = sp.Symbol("u", real=True)
    >>> positive(1 + sp.exp(-u)), positive(u**2)
    (True, False)
    """
    if node.is_Add:
        return all(map(_not_negative, node.args)) and any(map(positive, node.args))
    if node.is_Mul:
        return all(map(positive, node.args))
    if node.is_Pow:
        return positive(node.base)
    return isinstance(node, sp.exp) or (node.is_number and bool(node.is_positive))


def _not_negative(node: sp.Expr) -> bool:
    even = node.is_Pow and node.exp.is_Integer and node.exp > 0 and node.exp % 2 == 0
    return bool(even) or isinstance(node, sp.Abs) or positive(node)


def _inside(node: sp.Expr) -> tuple[sp.Expr, ...]:
    return node.args


def _power(node: sp.Pow) -> tuple[sp.Expr, ...] | None:
    if node.exp.is_Integer and node.exp >= 0:
        return (node.base,)
    return node.args if positive(node.base) else None


def _logarithm(node: sp.Expr) -> tuple[sp.Expr, ...] | None:
    return node.args if positive(node.args[0]) else None


def _unspecified(node: AppliedUndef) -> tuple[sp.Expr, ...] | None:
    return node.args if base_and_order(node.func)[1] == 0 else None


CONTINUOUS: dict[type, Callable[[sp.Expr], tuple[sp.Expr, ...] | None]] = {
    sp.Number: _inside,
    sp.NumberSymbol: _inside,
    sp.Symbol: lambda node: (),
    sp.Pow: _power,
    sp.log: _logarithm,
    AppliedUndef: _unspecified,
    NamedFunction: lambda node: (spelled(node),),
    **{
        head: _inside
        for head in (sp.Add, sp.Mul, sp.exp, sp.sin, sp.cos, sp.erf, sp.erfc, sp.tanh, sp.sinh, sp.cosh)
    },
    **{head: _inside for head in (sp.Abs, sp.Max, sp.Min)},
}
"""What must be continuous inside for a node to be so; None if nothing helps."""
