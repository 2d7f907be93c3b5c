"""Products as they are written: factors in the order given, nothing multiplied out."""

from __future__ import annotations

from collections.abc import Iterable

import sympy as sp

from symbackprop.network.indices import Limits, free_indices, summed


def product(*factors: sp.Expr) -> sp.Expr:
    """Returns the product of the factors in the order given; ones are left out.

    A factor that is itself a product stays a group: y_1*(1 - y_1) is one factor of a chain.

    >>> from symbackprop.network.names import names
    >>> d, y = names("d y")
    >>> product(d, sp.S.One, y * (1 - y)).args
    (d, y*(1 - y))
    """
    kept = [factor for factor in factors if factor is not sp.S.One]
    if any(factor is sp.S.Zero for factor in kept):
        return sp.S.Zero
    if not kept:
        return sp.S.One
    return kept[0] if len(kept) == 1 else sp.Mul(*kept, evaluate=False)


def total(terms: Iterable[sp.Expr]) -> sp.Expr:
    """Returns the sum of the terms in the order given, unevaluated; zeros are left out.

    >>> total([])
    0
    """
    kept = [term for term in terms if term is not sp.S.Zero]
    if not kept:
        return sp.S.Zero
    return kept[0] if len(kept) == 1 else sp.Add(*kept, evaluate=False)


def multiplied(factors: Iterable[sp.Expr]) -> sp.Expr:
    """Returns the evaluated product: groups opened, common factors cancelled.

    >>> from symbackprop.network.names import name
    >>> z = name("z")
    >>> multiplied([1 / (z * (1 - z)), z * (1 - z)])
    1
    """
    given = tuple(factors)
    if len(given) == 2:
        one, other = given
        if one.is_Symbol and other.is_Symbol and one.is_commutative and other.is_commutative:
            return _of_two_names(one, other)
    return sp.Mul(*(leaf for factor in given for leaf in sp.Mul.make_args(factor)))


def _of_two_names(one: sp.Symbol, other: sp.Symbol) -> sp.Expr:
    """Returns what `Mul` makes of two names, in a tenth of the time."""
    order = one.compare(other)
    if order == 0:
        return sp.Pow(one, 2)
    return sp.Mul._from_args((one, other)[::-order], is_commutative=True)  # noqa: SLF001


def sum_of_product(factors: Iterable[sp.Expr], limits: Limits) -> tuple[sp.Expr, ...]:
    """Returns the factors of the sum of a product over the limits, in order: what no index reaches stands outside.

    Numbers stand in front; what is left of a factor inside stays one group.

    >>> from symbackprop.network.indices import array, index, size
    >>> d, v, y, j, k = array("d"), array("v"), array("y"), index("j"), index("k")
    >>> sum_of_product([d[k], v[k, j], y[j]], ((k, sp.S.One, size("K")),))
    (Sum(d[k]*v[k, j], (k, 1, K)), y[j])
    >>> sum_of_product([d[k], -v[k, j], 2 * y[j]], ((k, sp.S.One, size("K")),))
    (-2, Sum(d[k]*v[k, j], (k, 1, K)), y[j])
    """
    if not limits:
        return tuple(factors)
    reached = {letter for letter, _, _ in limits}
    inside: list[sp.Expr] = []
    outside: list[sp.Expr] = []
    for factor in factors:
        whole = not reached.isdisjoint(free_indices(factor))
        parts = _parts(factor) if whole else factor.as_coeff_Mul()
        kept = [part for part in parts if not reached.isdisjoint(free_indices(part))]
        inside += [sp.Mul(*kept)] if kept else []
        outside += [part for part in parts if reached.isdisjoint(free_indices(part))]
    number = sp.Mul(*(factor for factor in outside if factor.is_number))
    outside = [factor for factor in outside if not factor.is_number]
    used = {symbol for factor in inside for symbol in free_indices(factor)}
    needed, counted = _split(limits, used)
    count = [high - low + 1 for _, low, high in counted]
    first = [number] if number != 1 else []
    return (*first, *count, summed(product(*inside), needed), *outside) if needed else (*first, *count, *outside)


def _parts(factor: sp.Expr) -> tuple[sp.Expr, ...]:
    """Returns the factors of a group; of a sum, its numerical content and the rest."""
    parts: list[sp.Expr] = []
    for leaf in sp.Mul.make_args(factor):
        content, rest = leaf.primitive() if leaf.is_Add else (sp.S.One, leaf)
        parts += [rest] if content == 1 else [content, rest]
    return tuple(parts)


def _split(limits: Limits, used: set[sp.Symbol]) -> tuple[Limits, Limits]:
    """Returns the limits that are needed, and those of indices that occur nowhere."""
    needed: list[tuple[sp.Symbol, sp.Expr, sp.Expr]] = []
    counted: list[tuple[sp.Symbol, sp.Expr, sp.Expr]] = []
    for limit in limits:
        (needed if limit[0] in used else counted).append(limit)
        if limit[0] in used:
            used = used | {symbol for end in limit[1:] for symbol in end.free_symbols}
    return tuple(needed), tuple(counted)


def common_factor(terms: Iterable[sp.Expr]) -> sp.Expr:
    """Returns the sum of the terms with the factors they share put in front.

    >>> from symbackprop.network.names import names
    >>> a, b, c = names("a b c")
    >>> common_factor([a * b, -a * c])
    a*(b - c)
    """
    listed = list(terms)
    shared = [factor for factor in sp.Mul.make_args(listed[0]) if not factor.is_number]
    for term in listed[1:]:
        shared = [factor for factor in shared if factor in sp.Mul.make_args(term)]
    common = sp.Mul(*shared)
    return product(common, sp.Add(*(term / common for term in listed)))
