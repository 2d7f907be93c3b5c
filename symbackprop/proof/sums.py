"""Sums of symbolic length: one generator for each canonical summand.

A sum over items is split into terms; what does not depend on the index is taken out, the
index gets one fixed name, and what is left is an unknown of its own. A derivative goes
under the sum. A quantity `E[p]` without a definition that is summed or differentiated may
depend on every variable: its derivative is the unknown `Partial(E[p], w)`. Any other
element of an array is a variable. Products of sums and several indices are out of reach.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import sympy as sp

from symbackprop.calculus.partial import Partial
from symbackprop.network.names import name
from symbackprop.proof.limits import OutOfReach, TooBig
from symbackprop.proof.sampling import expands_quickly

if TYPE_CHECKING:
    from symbackprop.proof.reader import Reader

INDEX = name("#")
_OPERATIONS = 2_000
_LONGEST = 50
_SMOOTH = (sp.exp, sp.log, sp.sin, sp.cos, sp.tanh, sp.erf)


def canonical_terms(node: sp.Sum, definitions: Mapping[sp.Expr, sp.Expr]) -> list[tuple[sp.Expr, sp.Expr]]:
    """Returns (coefficient, sum) pairs whose products add up to the sum.

    Each sum is canonical, or it has been carried out and is none any more.

    >>> p, N, a = sp.symbols("p N a", real=True)
    >>> canonical_terms(sp.Sum(a * sp.IndexedBase("E")[p] / N, (p, 1, N)), {})
    [(a/N, Sum(E[#], (#, 1, N)))]
    """
    index, low, high = _limits(node, definitions)
    if sp.count_ops(node.function) > _OPERATIONS or not expands_quickly(node.function):
        raise TooBig("the summand is too long")
    terms = []
    for term in sp.Add.make_args(sp.expand(node.function)):
        coefficient, summand = term.as_independent(index, as_Add=False)
        if summand == 1:
            terms.append((coefficient, high - low + 1))
        else:
            terms.append((coefficient, sp.Sum(summand.xreplace({index: INDEX}), (INDEX, low, high))))
    return terms


def _limits(node: sp.Sum, definitions: Mapping[sp.Expr, sp.Expr]) -> tuple[sp.Symbol, sp.Expr, sp.Expr]:
    if len(node.limits) != 1 or node.function.has(sp.Sum):
        raise OutOfReach("a sum over several indices")
    index, low, high = node.limits[0]
    if any(index in body.free_symbols for body in definitions.values()):
        raise OutOfReach(f"the index {index} of a sum is also read by a definition")
    return index, low, high


def slope_of_item(node: sp.Indexed, cut: tuple[sp.Expr, ...]) -> Partial:
    """Returns the unknown ∂node/∂cut[0].

    >>> p, w = sp.symbols("p w", real=True)
    >>> slope_of_item(sp.IndexedBase("E")[p], (w,))
    dE[p]/dw
    """
    if getattr(cut[0], "base", None) == node.base:
        raise OutOfReach(f"the derivative of {node} with respect to {cut[0]}")
    return Partial(node, *cut)


def slope_under_sum(node: sp.Sum, cut: tuple[sp.Expr, ...], definitions: Mapping[sp.Expr, sp.Expr]) -> sp.Sum | None:
    """Returns the sum of the summand's derivatives; None if the summand is constant."""
    index, low, high = _limits(node, definitions)
    if any(part.has(cut[0]) for part in (low, high)) or index in cut:
        raise OutOfReach("the derivative of a sum with respect to its range")
    slope = _slope(node.function, index, cut, definitions)
    return None if slope == 0 else sp.Sum(slope, (index, low, high))


def _slope(e: sp.Expr, index: sp.Symbol, cut: tuple[sp.Expr, ...], definitions: Mapping[sp.Expr, sp.Expr]) -> sp.Expr:
    """Returns the derivative of a summand, with Partial of the names in it."""
    if e in cut:
        return sp.Integer(e == cut[0])
    if e.is_Number or e == index:
        return sp.S.Zero
    if e in definitions:
        return Partial(e, *cut)
    if isinstance(e, sp.Indexed):
        return slope_of_item(e, cut)
    if e.is_Symbol:
        return sp.S.Zero
    slopes = [_slope(arg, index, cut, definitions) for arg in e.args]
    return sp.Add(*(_local(e, place) * slope for place, slope in enumerate(slopes) if slope != 0))


def _local(e: sp.Expr, place: int) -> sp.Expr:
    """Returns the derivative of a node with respect to its argument at `place`."""
    if e.is_Add:
        return sp.S.One
    if e.is_Mul:
        return sp.Mul(*(arg for other, arg in enumerate(e.args) if other != place))
    if e.is_Pow and place == 0 and e.exp.is_Number:
        return e.exp * e.base ** (e.exp - 1)
    if isinstance(e, _SMOOTH):
        return e.fdiff(1)
    raise OutOfReach(f"no rule for the derivative of {type(e).__name__} under a sum")


def instantiated(reader: Reader, node: sp.Sum, value_of: Callable[[sp.Expr], Fraction]) -> Any:
    """Returns the sum term by term, with the values that its range has at a point."""
    if len(node.limits) != 1 or node.function.has(sp.Sum):
        raise OutOfReach("a sum over several indices")
    index, low, high = node.limits[0]
    if any(index in body.free_symbols for body in reader.definitions.values()):
        raise OutOfReach(f"the index {index} of a sum is also read by a definition")
    total = reader.algebra.number(sp.S.Zero)
    first, last = (_whole(limit, value_of, reader.definitions) for limit in (low, high))
    for number in range(first, last + 1):
        total = reader.algebra.add(total, reader.read(node.function.xreplace({index: sp.Integer(number)})))
    return total


def _whole(limit: sp.Expr, value_of: Callable[[sp.Expr], Fraction], definitions: Mapping[sp.Expr, sp.Expr]) -> int:
    if not limit.free_symbols.isdisjoint(definitions):
        raise OutOfReach(f"the range of a sum, {limit}")
    values = {symbol: sp.Rational(*value_of(symbol).as_integer_ratio()) for symbol in limit.free_symbols}
    value = limit.xreplace(values) if values else limit
    if not value.is_Integer or abs(value) > _LONGEST:
        raise OutOfReach(f"the range of a sum, {limit}")
    return int(value)
