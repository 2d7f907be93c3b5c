"""Sums: one that is missing, one that is too many."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import sympy as sp

from symbackprop.answers.mistakes.form import Form, Term
from symbackprop.answers.mistakes.mistake import Slip
from symbackprop.answers.mistakes.right import Right
from symbackprop.answers.mistakes.roles import names_in
from symbackprop.network.indices import free_indices


def missing(right: Right, form: Form) -> Iterator[Slip]:
    """Yields the form without one of its sums: for one value of the index, or for one item."""
    for number, term in enumerate(form.terms):
        for limit in term.limits:
            letter = limit[0]
            others = tuple(other for other in term.limits if other is not limit)
            alone = replace(term, limits=others)
            for place in _places(letter, right):
                yield Slip(form.having(number, _at(alone, letter, place)), letter)
            if not right.network.is_indexed:
                yield Slip(form.having(number, _of_one_item(alone, letter)), letter)


def _places(letter: sp.Symbol, right: Right) -> list[sp.Expr]:
    claimed = right.claim.rhs
    numbers = {place for item in claimed.atoms(sp.Indexed) for place in item.indices if place.is_Integer}
    return sorted({letter, *free_indices(claimed), *numbers} - {*right.words.sizes}, key=str)


def _at(term: Term, letter: sp.Symbol, place: sp.Expr) -> Term:
    return replace(term, factors=tuple(factor.at({letter: place}) for factor in term.factors))


def _of_one_item(term: Term, letter: sp.Symbol) -> Term:
    """Returns the term with the names of one item: delta_1 for delta_1[p]."""
    items = {item for factor in term.factors for item in factor.value.atoms(sp.Indexed) if letter in item.indices}
    return Form((term,)).with_names({item: sp.Symbol(item.base.label.name, real=True) for item in items}).terms[0]


def too_many(right: Right, form: Form) -> Iterator[Slip]:
    """Yields the form, or one of its factors, summed over an index, or over the items."""
    if not right.network.is_indexed:
        yield from _over_items(right, form)
        return
    for letter, last in _ranges(form, right).items():
        yield Slip(sp.Sum(form.value, (letter, 1, last)), letter)
        for number, term, place, factor in form.factors:
            if letter in free_indices(factor.value):
                yield Slip(form.having(number, term.having(place, sp.Sum(factor.value, (letter, 1, last)))), letter)


def _over_items(right: Right, form: Form) -> Iterator[Slip]:
    items = right.words.derivation.training_set
    if not form.value.has(sp.Sum):
        letter, count = items.letters.item, items.letters.items
        yield Slip(sp.Sum(items.of_item(form.value), (letter, 1, count)), letter)


def _ranges(form: Form, right: Right) -> dict[sp.Symbol, sp.Expr]:
    """Returns how far the indices of the form's factors run."""
    found: dict[sp.Symbol, sp.Expr] = {}
    of_deltas = {delta.name.base: delta.of for delta in right.words.derivation.deltas if delta.name.args}
    for _, _, _, factor in form.factors:
        for item in names_in(factor.value):
            if isinstance(item, sp.Indexed):
                shape = right.network.shape(of_deltas.get(item.base, item))
                found |= {letter: last for letter, last in zip(item.indices, shape, strict=False) if letter.is_Symbol}
    return dict(sorted(found.items(), key=lambda pair: pair[0].name))
