"""Limits of sums: over which size an index runs, and what part of that range is meant.

A sum whose range depends on another index is one over the whole range with a factor that is
1 in the part that is meant and 0 outside: [k <= q] for a causal mask. The range from
Max(1, a) to Min(K, b) of a convolution, where b - a depends on no index, is written with
Kronecker deltas, as the sum over r of [r = b + 1 - k]: that is how slopes of a shifted
subscript come out.
"""

from __future__ import annotations

from typing import NamedTuple

import sympy as sp

from symbackprop.proof.indexed.normal_form.atoms import NF
from symbackprop.proof.indexed.normal_form.linear import ONE, Linear, combined, never_negative
from symbackprop.proof.indexed.normal_form.ring import ONE as ONE_FORM
from symbackprop.proof.indexed.normal_form.variables import as_subscript
from symbackprop.proof.indexed.reading.ranges import Environment, Ranges
from symbackprop.proof.limits import OutOfReach


class Limits(NamedTuple):
    """The range of an index: 1..size, of it only where each place lies in 1..length and each form is >= 0.

    Places and forms are in the indices outside and `letter`, the index itself.
    """

    letter: sp.Symbol
    size: int
    places: tuple[tuple[sp.Expr, int], ...] = ()
    forms: tuple[sp.Expr, ...] = ()


def limits_of(ranges: Ranges, letter: sp.Symbol, low: sp.Expr, high: sp.Expr, env: Environment) -> Limits:
    """Returns the range from `low` to `high`; `env` says what the indices outside are.

    Raises OutOfReach for a range that may begin before 1, and where nothing tells how far it goes.
    """
    if letter in ranges.known:
        raise OutOfReach(f"{letter} is an index and a size")
    if low == 1 and not high.free_symbols & set(env):
        return Limits(letter, ranges.size(high))
    return _shifted(ranges, letter, low, high, env) or _part(ranges, letter, low, high, env)


def indicator(ranges: Ranges, limits: Limits, env: Environment) -> NF:
    """Returns 1 where the index is meant and 0 elsewhere; `env` says what it is, besides the indices outside."""
    forms, result = ranges.forms, ONE_FORM
    for place, length in limits.places:
        with forms.fresh([length]) as (index,):
            inside = forms.summed(forms.delta(index, ranges.subscript(place, env)), [index])
        result = forms.multiply(result, inside)
    for form in limits.forms:
        result = forms.multiply(result, forms.order(ranges.linear(form, env)))
    return result


def _shifted(ranges: Ranges, letter: sp.Symbol, low: sp.Expr, high: sp.Expr, env: Environment) -> Limits | None:
    """Returns the range from Max(1, a) to Min(K, b), if b - a depends on no index; else None."""
    if not (isinstance(low, sp.Max) and isinstance(high, sp.Min) and len(low.args) == len(high.args) == 2):
        return None
    for least, first in (low.args, low.args[::-1]):
        for last, end in (high.args, high.args[::-1]):
            length = sp.expand(last - least + 1)
            if first == 1 and not (end.free_symbols | length.free_symbols) & set(env):
                place = sp.expand(last + 1 - letter)
                return Limits(letter, ranges.size(end), places=((place, ranges.size(length)),))
    return None


def _part(ranges: Ranges, letter: sp.Symbol, low: sp.Expr, high: sp.Expr, env: Environment) -> Limits:
    """Returns the range from one linear form, or the greatest of some, to another, or the least of some."""
    lows, highs = (_arguments(end, head) for end, head in ((low, sp.Max), (high, sp.Min)))
    sizes = ranges.forms.sizes
    if not any(sizes.sign(combined((1, ranges.linear(end, env)), (-1, ONE))) for end in lows):
        raise OutOfReach(f"a range that may begin before 1, {letter} = {low}..{high}")
    for end in highs:
        greatest = sizes.greatest(as_subscript(ranges.linear(end, env)))
        if greatest is not None and _is_a_size(ranges, greatest):
            forms = (*(letter - first for first in lows if first != 1), *(last - letter for last in highs))
            return Limits(letter, sizes.number(greatest), forms=tuple(map(sp.expand, forms)))
    raise OutOfReach(f"a range of which nothing tells how far it goes, {letter} = {low}..{high}")


def _arguments(end: sp.Expr, head: type[sp.Expr]) -> tuple[sp.Expr, ...]:
    return tuple(sorted(end.args, key=str)) if isinstance(end, head) else (end,)


def _is_a_size(ranges: Ranges, form: Linear) -> bool:
    return form in ranges.granted or never_negative(combined((1, form), (-1, ONE)))
