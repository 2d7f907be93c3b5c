"""Continuity: whether an identity proved away from the kinks holds at the kinks too.

If both sides are continuous everywhere, and the kinks are zeros of polynomials in the
variables (which are nowhere dense), the identity extends to them by density.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import sympy as sp
from sympy.codegen.cfunctions import expm1, log1p
from sympy.core.function import AppliedUndef

from symbackprop.network.functions import NamedFunction, base_and_order
from symbackprop.proof.reader import Definitions, ancestry
from symbackprop.proof.spelling import spelled

if TYPE_CHECKING:
    from symbackprop.proof.tower import Tower

_NOTHING: Definitions = {}


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
        inside = None if rule is None else rule(node, definitions)
        if inside is None:
            return False
        todo.extend(inside)
    return True


def positive(node: sp.Expr, definitions: Definitions = _NOTHING, depth: int = 30) -> bool:
    """Returns whether an expression is seen to be positive everywhere, from its form alone.

    >>> u = sp.Symbol("u", real=True)
    >>> positive(1 + sp.exp(-u)), positive(u**2)
    (True, False)
    """
    if depth == 0:
        return False
    inner = (definitions, depth - 1)
    if node in definitions:
        return positive(definitions[node], *inner)
    rule = next((_POSITIVE[head] for head in ancestry(type(node)) if head in _POSITIVE), None)
    return rule(node, *inner) if rule else bool(node.is_number and node.is_positive)


def _positive_sum(node: sp.Add, *inner: Any) -> bool:
    return all(_not_negative(arg, *inner) for arg in node.args) and any(positive(arg, *inner) for arg in node.args)


_POSITIVE: dict[type, Callable[..., bool]] = {
    sp.Add: _positive_sum,
    sp.Mul: lambda node, *inner: all(positive(arg, *inner) for arg in node.args),
    sp.Pow: lambda node, *inner: positive(node.base, *inner),
    sp.exp: lambda node, *inner: True,
    NamedFunction: lambda node, *inner: positive(spelled(node), *inner),
}


def _not_negative(node: sp.Expr, definitions: Definitions, depth: int) -> bool:
    even = node.is_Pow and node.exp.is_Integer and node.exp > 0 and node.exp % 2 == 0
    return bool(even) or isinstance(node, sp.Abs) or positive(node, definitions, depth)


def _inside(node: sp.Expr, definitions: Definitions) -> tuple[sp.Expr, ...]:
    return node.args


def _power(node: sp.Pow, definitions: Definitions) -> tuple[sp.Expr, ...] | None:
    if node.exp.is_Integer and node.exp >= 0:
        return (node.base,)
    return node.args if positive(node.base, definitions) else None


def _logarithm(node: sp.Expr, definitions: Definitions) -> tuple[sp.Expr, ...] | None:
    return node.args if positive(node.args[0], definitions) else None


def _unspecified(node: AppliedUndef, definitions: Definitions) -> tuple[sp.Expr, ...] | None:
    return node.args if base_and_order(node.func)[1] == 0 else None


def _spelling(node: sp.Expr, definitions: Definitions) -> tuple[sp.Expr, ...]:
    return (*node.args, spelled(node))


CONTINUOUS: dict[type, Callable[[sp.Expr, Definitions], tuple[sp.Expr, ...] | None]] = {
    sp.Number: _inside,
    sp.NumberSymbol: _inside,
    sp.Symbol: lambda node, definitions: (),
    sp.Pow: _power,
    sp.log: _logarithm,
    AppliedUndef: _unspecified,
    NamedFunction: _spelling,
    **dict.fromkeys((sp.erfc, sp.tanh, sp.sinh, sp.cosh, expm1, log1p), _spelling),
    **dict.fromkeys((sp.Add, sp.Mul, sp.exp, sp.sin, sp.cos, sp.erf, sp.Abs, sp.Max, sp.Min), _inside),
}
"""What must be continuous inside for a node to be so; None if nothing helps."""
