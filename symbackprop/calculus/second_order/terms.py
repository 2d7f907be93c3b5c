"""Terms: products under sums, and the contraction of the Kronecker deltas in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import sympy as sp

from symbackprop.calculus.partial import Partial
from symbackprop.calculus.products import multiplied, product, sum_of_product, total
from symbackprop.network.indices import Limits, free_indices, renamed

Sizes = Mapping[sp.Symbol, sp.Expr]
"""How far each free index runs from 1, those to be kept first."""


@dataclass(frozen=True)
class Term:
    """A product of factors, in the order given, summed over the limits."""

    factors: tuple[sp.Expr, ...]
    limits: Limits = ()

    @property
    def written(self) -> sp.Expr:
        """Returns the sum of the product with the derivatives in it apart from what they are multiplied by."""
        parts = sum_of_product(self.factors, self.limits)
        partials = [part for part in parts if part.has(Partial)]
        others = [part for part in parts if not part.has(Partial)]
        number, coefficient = multiplied(others).as_coeff_Mul()
        first = bool(parts) and parts[0] in others
        return product(number, *([coefficient, *partials] if first else [*partials, coefficient]))

    @property
    def ties(self) -> tuple[sp.KroneckerDelta, ...]:
        """Returns its Kronecker deltas."""
        return tuple(factor for factor in self.factors if isinstance(factor, sp.KroneckerDelta))

    @property
    def value(self) -> sp.Expr:
        """Returns the sum of the product, groups opened and common factors cancelled."""
        return multiplied(sum_of_product([multiplied(self.factors)], self.limits))


def written(terms: Iterable[Term]) -> sp.Expr:
    """Returns the sum of the terms with everything in the order given."""
    return total(term.written for term in terms)


def value(terms: Iterable[Term]) -> sp.Expr:
    """Returns the sum of the terms, equal ones put together.

    >>> from symbackprop.network.names import names
    >>> a, b = names("a b")
    >>> value([Term((a, b)), Term((b, a))])
    2*a*b
    """
    return sp.Add(*(term.value for term in terms))


def contracted(term: Term, sizes: Sizes) -> Iterator[Term]:
    """Returns the term without the Kronecker deltas that a sum takes: Σ_k [k = j] a_k = a_j.

    Only an index that runs over the whole range of the other one is replaced. A delta of two
    free indices stays, and the other factors are written in the one that stands first in
    `sizes`.

    >>> from symbackprop.network.indices import array, index, size
    >>> j, k, m, a = index("j"), index("k"), size("m"), array("a")
    >>> term = Term((sp.KroneckerDelta(k, j), a[k]), ((k, sp.S.One, m),))
    >>> [found.written for found in contracted(term, {j: m})]
    [a[j]]
    """
    pending = [term]
    while pending:
        found = pending.pop()
        smaller = _contracted_once(found, sizes)
        parts = [smaller] if smaller is not None else _distributed(found)
        if parts:
            pending += [part for part in reversed(parts) if not any(factor.is_zero for factor in part.factors)]
        else:
            yield _tidied(found, sizes)


def _distributed(term: Term) -> list[Term]:
    """Returns the term multiplied out where a sum in it holds a delta that the term sums over; [] if none does."""
    summed = {letter for letter, _, _ in term.limits}
    for place, factor in enumerate(term.factors):
        for leaf in sp.Mul.make_args(factor):
            if leaf.is_Add and any(_indices(tie) & summed for tie in leaf.atoms(sp.KroneckerDelta)):
                rest = multiplied(part for part in sp.Mul.make_args(factor) if part is not leaf)
                before, after = term.factors[:place], term.factors[place + 1 :]
                return [Term((*before, *_leaves(part), rest, *after), term.limits) for part in leaf.args]
    return []


def _leaves(factor: sp.Expr) -> tuple[sp.Expr, ...]:
    ties = [leaf for leaf in sp.Mul.make_args(factor) if isinstance(leaf, sp.KroneckerDelta)]
    return (*ties, multiplied(leaf for leaf in sp.Mul.make_args(factor) if leaf not in ties))


def _contracted_once(term: Term, sizes: Sizes) -> Term | None:
    ranges = {letter: (sp.S.One, last) for letter, last in sizes.items()}
    ranges |= {letter: (low, high) for letter, low, high in term.limits}
    for tie in term.ties:
        for letter, other in (tie.args[:2], tie.args[1::-1]):
            if _is_summed(letter, term) and ranges.get(other) == ranges[letter]:
                return _replaced(term, letter, other)
    return None


def _is_summed(letter: sp.Expr, term: Term) -> bool:
    """Returns whether the term is summed over the letter, and no other range depends on it."""
    own = [limit for limit in term.limits if limit[0] == letter]
    return bool(own) and not any(letter in end.free_symbols for limit in term.limits for end in limit[1:])


def _replaced(term: Term, letter: sp.Symbol, other: sp.Expr) -> Term:
    factors = tuple(renamed(factor, {letter: other}) for factor in term.factors)
    return Term(factors, tuple(limit for limit in term.limits if limit[0] != letter))


def _tidied(term: Term, sizes: Sizes) -> Term:
    """Returns the term with each delta once and in front, the other factors in the index that is kept."""
    order = list(sizes)
    ties = list(dict.fromkeys(term.ties))
    factors = tuple(factor for factor in term.factors if factor not in ties)
    for tie in ties:
        known = sorted((letter for letter in tie.args[:2] if letter in order), key=order.index)
        if len(known) == 2 and sizes[known[0]] == sizes[known[1]]:
            factors = tuple(renamed(factor, {known[1]: known[0]}) for factor in factors)
    return Term((*ties, *factors), term.limits)


def _indices(expression: sp.Expr) -> set[sp.Symbol]:
    return set(free_indices(expression))
