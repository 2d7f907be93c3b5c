"""Sums: a sum of products becomes matrix products of its factors."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import sympy as sp

from symbackprop.network.indices import fresh, indices_in, renamed
from symbackprop.program.text import Text, call
from symbackprop.program.vectorised.contraction import contracted
from symbackprop.program.vectorised.ranges import Bound, bound_ranges
from symbackprop.program.vectorised.value import ITEM, Axes, Value, aligned, turned, without

if TYPE_CHECKING:
    from symbackprop.program.vectorised.lowering import Lowering


def total(lowering: Lowering, node: sp.Sum, wanted: Axes) -> Value:
    """Returns the sum over all its indices."""
    node = apart(lowering, node)
    bound = bound_ranges(node.function, node.limits, lowering.scope)
    return _total(_inside(lowering, bound), bound.letters, (*bound.conditions, bound.body), wanted)


def largest(lowering: Lowering, node: sp.Expr, wanted: Axes) -> Value:
    """Returns the largest value over an index."""
    return _reduced(lowering, node, "max", wanted)


def place_of_largest(lowering: Lowering, node: sp.Expr, wanted: Axes) -> Value:
    """Returns the first value of an index, counted from 0, at which the expression is largest."""
    return _reduced(lowering, node, "argmax", wanted)


def picked(lowering: Lowering, node: sp.Expr, wanted: Axes) -> Value:
    """Returns the expression at one value of an index."""
    letter, low, high = node.limits[0]
    inside = replace(lowering, scope=lowering.scope.within([(letter, low, high)]))
    value, place = inside.value(node.function, (*wanted, letter)), lowering.value(node.args[2], wanted)
    rest = without(value.axes, (letter,))
    value = turned(value, (*rest, letter))
    if rest == (ITEM,):
        return Value(Text(f"{value.atom}[rows, {place.text.text}]"), rest, is_new=True)
    if not rest:
        return Value(Text(f"{value.atom}[{place.text.text}]"))
    chosen = aligned(place, (*rest, letter)).text
    return Value(Text(f"np.take_along_axis({value.text.text}, {chosen}, axis=-1)[..., 0]"), rest, is_new=True)


def others(lowering: Lowering, node: sp.Expr, wanted: Axes) -> Value:
    """Returns the expression with 0 at one value of an index, which becomes the last axis."""
    function, letter, where = node.args
    value, place = lowering.value(function, wanted), lowering.value(where, wanted)
    rest = without(value.axes, (letter,))
    texts = [turned(value, (*rest, letter)).text, turned(place, rest).text]
    return Value(call("others(", texts), (*rest, letter), is_new=True)


def apart(lowering: Lowering, node: sp.Expr) -> sp.Expr:
    """Returns the sum with other letters for those of its indices that are in force already."""
    taken = {*lowering.scope.spans, *indices_in(node)}
    for place, (letter, low, high) in enumerate(node.limits):
        if letter in lowering.scope.spans:
            other = fresh(letter, taken)
            taken.add(other)
            inner = [(renamed_limit(limit, letter, other)) for limit in node.limits[:place]]
            body = renamed(node.function, {letter: other})
            node = node.func(body, *inner, sp.Tuple(other, low, high), *node.limits[place + 1 :])
    return node


def renamed_limit(limit: sp.Tuple, letter: sp.Symbol, other: sp.Symbol) -> sp.Tuple:
    """Returns the limit of an inner index with a letter of an outer one renamed."""
    return sp.Tuple(limit[0], *(renamed(end, {letter: other}) for end in limit[1:]))


def _inside(lowering: Lowering, bound: Bound) -> Lowering:
    return replace(lowering, scope=lowering.scope.within(bound.spans))


def _reduced(lowering: Lowering, node: sp.Expr, method: str, wanted: Axes) -> Value:
    node = apart(lowering, node)
    bound = bound_ranges(node.function, node.limits, lowering.scope)
    value = _inside(lowering, bound).value(bound.body, (*wanted, *bound.letters))
    place = value.axes.index(bound.letters[0])
    return Value(Text(f"{value.atom}.{method}(axis={place})"), without(value.axes, bound.letters), is_new=True)


def _total(lowering: Lowering, summed: Axes, factors: Sequence[sp.Expr], wanted: Axes) -> Value:
    flat = list(_flat(factors))
    nested = next((factor for factor in flat if isinstance(factor, sp.Sum)), None)
    if nested is not None:
        return _opened(lowering, summed, flat, nested, wanted)
    terms = next((factor for factor in flat if _is_to_split(factor, flat, lowering)), None)
    if terms is not None:
        return _split(lowering, summed, flat, terms, wanted)
    summed, flat = _without_deltas(lowering, summed, flat)
    inner = [factor for factor in flat if set(lowering.scope.letters(factor)) & set(summed)]
    outer = [factor for factor in flat if factor not in inner]
    held = {letter for factor in inner for letter in lowering.scope.letters(factor)}
    outer += [lowering.scope.count(letter) for letter in summed if letter not in held]
    if not inner:
        return lowering.value(sp.Mul(*outer), wanted)
    values = [lowering.value(group) for group in _groups(inner, lowering)]
    return _times(lowering, outer, contracted(values, summed, wanted, lowering.length), wanted)


def _times(lowering: Lowering, outer: Sequence[sp.Expr], value: Value, wanted: Axes) -> Value:
    factors = [factor for factor in outer if factor != 1]
    if not factors:
        return value
    stand_in = sp.Dummy("sum", real=True)
    around = replace(lowering, scope=lowering.scope.having(stand_in, value))
    return around.elementwise(sp.Mul(*factors, stand_in), wanted)


def _flat(factors: Iterable[sp.Expr]) -> Iterable[sp.Expr]:
    for factor in factors:
        if factor.is_Mul:
            yield from _flat(factor.args)
        elif factor.is_Pow and factor.exp == 2 and not factor.base.is_Add:
            yield from _flat((factor.base, factor.base))
        else:
            yield factor


def _opened(lowering: Lowering, summed: Axes, flat: list[sp.Expr], nested: sp.Sum, wanted: Axes) -> Value:
    """Returns the sum in which a factor that is a sum itself has become factors."""
    flat.remove(nested)
    nested = apart(lowering, nested)
    bound = bound_ranges(nested.function, nested.limits, lowering.scope)
    within = _inside(lowering, bound)
    return _total(within, (*summed, *bound.letters), [*flat, *bound.conditions, bound.body], wanted)


def _is_to_split(factor: sp.Expr, flat: Sequence[sp.Expr], lowering: Lowering) -> bool:
    """Returns whether the factor is a sum of terms that have sums or products of other indices in them."""
    if not factor.is_Add:
        return False
    letters = lowering.scope.letters(factor)
    widest = max(len(lowering.scope.letters(leaf)) for leaf in lowering.leaves(factor))
    return widest < len(letters) or (factor.has(sp.Sum) and len(flat) == 1)


def _split(lowering: Lowering, summed: Axes, flat: list[sp.Expr], terms: sp.Expr, wanted: Axes) -> Value:
    flat.remove(terms)
    stand_ins = []
    scope = lowering.scope
    for term in terms.args:
        stand_ins.append(sp.Dummy("term", real=True))
        scope = scope.having(stand_ins[-1], _total(lowering, summed, [*flat, term], wanted))
    return replace(lowering, scope=scope).elementwise(sp.Add(*stand_ins), wanted)


def _without_deltas(lowering: Lowering, summed: Axes, flat: list[sp.Expr]) -> tuple[Axes, list[sp.Expr]]:
    """Returns the indices and factors with every Kronecker delta contracted that fixes a summed index."""
    spans = lowering.scope.spans
    for factor in [factor for factor in flat if isinstance(factor, sp.KroneckerDelta)]:
        one, other = factor.args[:2]
        for letter, value in ((one, other), (other, one)):
            if letter in summed and value in spans and spans[letter] == spans[value]:
                flat.remove(factor)
                return _without_deltas(
                    lowering, without(summed, (letter,)), [renamed(left, {letter: value}) for left in flat]
                )
    return summed, flat


def _groups(factors: Sequence[sp.Expr], lowering: Lowering) -> list[sp.Expr]:
    """Returns the factors with those of the same indices multiplied, two groups being left where there were two."""
    groups: dict[frozenset[sp.Symbol], list[sp.Expr]] = {}
    for factor in factors:
        groups.setdefault(frozenset(lowering.scope.letters(factor)), []).append(factor)
    if len(groups) == 1 and len(factors) > 1:
        first, *rest = factors
        return [first, sp.Mul(*rest)]
    return [sp.Mul(*group) for group in groups.values()]
