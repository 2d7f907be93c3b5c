"""Sums over the items of a set: two of them are equal if their summands are, item by item.

A claim that is linear in sums of one range, Σ_p f(p) = Σ_p g(p), follows from
f(p) = g(p) for a generic item p; a derivative goes under a finite sum. Where the
summands differ, the claim fails for the set of that one item.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sympy as sp

from symbackprop.calculus.partial import Partial
from symbackprop.proof.claims import Claim
from symbackprop.proof.verdict import Proved, Refuted, Verdict, Witness

Definitions = Mapping[sp.Expr, sp.Expr]


def item_by_item(claim: Claim, prove: Callable[[sp.Expr, sp.Expr], Verdict]) -> Proved | Refuted | None:
    """Returns the verdict on a claim that is linear in sums over the items; None if it is not, or left open.

    `prove` judges the claim on a generic item.
    """
    try:
        left, right = (linear_in_sums(side, claim.definitions) for side in (claim.lhs, claim.rhs))
    except NotLinear:
        return None
    ranges = {side.limits for side in (left, right) if side.limits is not None}
    limits = ranges.pop() if len(ranges) == 1 else None
    if limits is None or not _only_counts_items(limits[0], claim, left, right):
        return None
    index = limits[0]
    outside = prove(left.outside, right.outside)
    inside = prove(left.summand, right.summand)
    if isinstance(outside, Proved) and isinstance(inside, Proved):
        hypotheses = tuple(dict.fromkeys((*outside.hypotheses, *inside.hypotheses)))
        if any(_reads(hypothesis.expression, index) for hypothesis in hypotheses):
            return None
        evidence = f"the summands agree for every item {index}: {inside.evidence}"
        return Proved(claim, inside.method, hypotheses, inside.point, evidence)
    if (
        isinstance(inside, Refuted)
        and left.outside == right.outside == 0
        and inside.undefined_side is None
        and _one_item_will_do(limits, claim, left, right)
    ):
        return Refuted(claim, _one_item(inside.witness, limits))
    return None


def _only_counts_items(index: sp.Symbol, claim: Claim, left: Linear, right: Linear) -> bool:
    """Returns whether the index is nothing but the subscript of items: no number, no name of anything else."""
    bound = (left.summand, right.summand, *claim.definitions, *claim.definitions.values())
    free = (left.outside, right.outside, *(hypothesis.expression for hypothesis in claim.given))
    return (
        index not in claim.definitions
        and not any(_reads(expression, index) for expression in bound)
        and not any(expression.has(index) for expression in free)
    )


def _reads(expression: sp.Expr, index: sp.Symbol) -> bool:
    """Returns whether the expression reads the index otherwise than as the one subscript of an item."""
    items = {item: sp.Dummy() for item in expression.atoms(sp.Indexed) if item.indices == (index,)}
    return index in expression.xreplace(items).free_symbols


def _one_item_will_do(limits: Any, claim: Claim, left: Linear, right: Linear) -> bool:
    """Returns whether the set of one item is among those the claim is about, and fixes nothing but itself."""
    index, low, high = limits
    if not (high.is_Symbol and low.is_Integer) or high in claim.definitions:
        return False
    read = (left.summand, right.summand, *(hypothesis.expression for hypothesis in claim.given))
    items = {item for expression in read for item in expression.atoms(sp.Indexed)}
    return not any(expression.has(high) for expression in read) and all(item.indices == (index,) for item in items)


def _one_item(witness: Witness, limits: Any) -> Witness:
    _, low, high = limits
    point = tuple(sorted((*witness.point, (high.name, Fraction(int(low))))))
    return Witness(point, witness.lhs, witness.rhs, witness.precision, witness.unspecified)


@dataclass(frozen=True)
class Linear:
    """outside + sum over the items of summand; `limits` is None where there is no sum."""

    outside: sp.Expr
    summand: sp.Expr = sp.S.Zero
    limits: Any = None


class NotLinear(Exception):
    """The expression is no linear combination of sums over one range."""


def linear_in_sums(expression: sp.Expr, definitions: Definitions) -> Linear:
    """Returns the expression as a part without sums and one sum.

    Raises NotLinear if products of sums, sums within functions or different ranges occur.

    >>> from symbackprop.network.names import names
    >>> a, b = names("a b")
    >>> p, N = sp.Symbol("p", integer=True), sp.Symbol("N", integer=True)
    >>> x = sp.IndexedBase("x")
    >>> linear_in_sums(a - b * sp.Sum(x[p], (p, 1, N)), {})
    Linear(outside=a, summand=-b*x[p], limits=(p, 1, N))
    """
    if not _has_sum(expression, definitions):
        return Linear(expression)
    for head in type(expression).__mro__:
        if head in _RULES:
            return _RULES[head](expression, definitions)
    raise NotLinear


def _has_sum(expression: sp.Expr, definitions: Definitions) -> bool:
    return expression.has(sp.Sum) or any(
        definitions[symbol].has(sp.Sum) for symbol in expression.free_symbols if symbol in definitions
    )


def _name(expression: sp.Expr, definitions: Definitions) -> Linear:
    return linear_in_sums(definitions[expression], definitions)


def _partial(expression: Partial, definitions: Definitions) -> Linear:
    cut = expression.args[1:]
    inner = linear_in_sums(expression.of, definitions)
    if inner.limits is None or any(symbol in cut for symbol in inner.limits.free_symbols):
        raise NotLinear
    coefficient, item = inner.summand.as_independent(sp.Indexed, as_Add=False)
    fixed = not (coefficient.free_symbols & set(cut)) and not (coefficient.free_symbols & set(definitions))
    if inner.outside != 0 or not fixed or not isinstance(item, sp.Indexed):
        raise NotLinear
    return Linear(sp.S.Zero, coefficient * Partial(item, *cut), inner.limits)


def _sum(expression: sp.Sum, definitions: Definitions) -> Linear:
    if len(expression.limits) != 1 or _has_sum(expression.function, definitions):
        raise NotLinear
    return Linear(sp.S.Zero, expression.function, expression.limits[0])


def _addition(expression: sp.Add, definitions: Definitions) -> Linear:
    parts = [linear_in_sums(term, definitions) for term in expression.args]
    limits = {part.limits for part in parts if part.limits is not None}
    if len(limits) != 1:
        raise NotLinear
    return Linear(sp.Add(*(part.outside for part in parts)), sp.Add(*(part.summand for part in parts)), limits.pop())


def _multiplication(expression: sp.Mul, definitions: Definitions) -> Linear:
    summed = [factor for factor in expression.args if _has_sum(factor, definitions)]
    if len(summed) != 1:
        raise NotLinear
    coefficient = sp.Mul(*(factor for factor in expression.args if factor is not summed[0]))
    inner = linear_in_sums(summed[0], definitions)
    if coefficient.has(inner.limits[0]):
        raise NotLinear
    return Linear(coefficient * inner.outside, coefficient * inner.summand, inner.limits)


_RULES: Mapping[type, Callable[..., Linear]] = {
    sp.Symbol: _name,
    Partial: _partial,
    sp.Sum: _sum,
    sp.Add: _addition,
    sp.Mul: _multiplication,
}
