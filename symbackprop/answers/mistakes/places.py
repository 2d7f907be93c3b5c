"""Places: mistakes about which unit, which layer, which order of the indices."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import product

import sympy as sp

from symbackprop.answers.known import Known, values
from symbackprop.answers.mistakes.form import Form
from symbackprop.answers.mistakes.mistake import Slip
from symbackprop.answers.mistakes.right import Right
from symbackprop.answers.mistakes.roles import level, names_in, role
from symbackprop.calculus import Partial
from symbackprop.network.indices import free_indices, heads

MOST_QUANTITIES = 12
"""With how many other derivatives a claim is compared."""
MOST_ELEMENTS = 40
"""How many elements of arrays are put in place of one."""


def index_order(right: Right, form: Form) -> Iterator[Slip]:
    """Yields the form with the two indices of a name in the other order: w_ij for w_ji."""
    yield from _instead(right, form, lambda one, other: other == _turned(one))
    letters = free_indices(right.claim.lhs)
    for one in letters:
        for other in letters:
            if one.name < other.name:
                yield Slip(form.at({one: other, other: one}).value, one, other)


def _turned(quantity: sp.Expr) -> sp.Expr | None:
    """Returns the name with its two indices in the other order; None if it does not have two."""
    if isinstance(quantity, sp.Indexed):
        return quantity.base[quantity.indices[::-1]] if len(quantity.indices) == 2 else None
    base, _, digits = quantity.name.partition("_")
    turned = digits[::-1] if len(digits) == 2 else "_".join(digits.split("_")[::-1])
    return sp.Symbol(f"{base}_{turned}", real=True) if turned != digits else None


def another_unit(right: Right, form: Form) -> Iterator[Slip]:
    """Yields the form with a name of the same layer, or an element of the same array, in place of another."""
    words = right.words
    return _instead(
        right,
        form,
        lambda one, other: role(one, words) == role(other, words) and level(one, words) == level(other, words),
    )


def another_layer(right: Right, form: Form) -> Iterator[Slip]:
    """Yields the form with a name of another layer in place of the one that belongs there."""
    words = right.words
    return _instead(right, form, lambda one, other: role(one, words) == role(other, words))


def another_name(right: Right, form: Form) -> Iterator[Slip]:
    """Yields the form with a name in place of one of another kind."""
    return _instead(right, form, lambda one, other: True)


def _instead(right: Right, form: Form, fits: Callable[[sp.Expr, sp.Expr], bool]) -> Iterator[Slip]:
    """Yields the form with a name in place of another, in one factor and in all of them."""
    for name in names_in(form.value):
        reads = [found for found in form.factors if name in found[3].value.atoms(sp.Symbol, sp.Indexed)]
        letters = {letter for _, term, _, _ in reads for letter, _, _ in term.limits}
        for other in _others(name, letters, right):
            if fits(name, other):
                for number, term, place, factor in reads:
                    value = form.having(number, term.having(place, factor.value.xreplace({name: other})))
                    yield Slip(value, other, name)
                if len(reads) > 1:
                    value = form.with_names({name: other}).value
                    yield Slip(value, other, name)


def _others(name: sp.Expr, letters: Iterable[sp.Symbol], right: Right) -> list[sp.Expr]:
    """Returns the names that may stand in place of one: of scalars what the claim reads, of arrays other elements."""
    claimed = right.claim.rhs
    if not isinstance(name, sp.Indexed):
        return [other for other in names_in(claimed) if other != name and not isinstance(other, sp.Indexed)]
    elements = claimed.atoms(sp.Indexed)
    numbers = {place for element in elements for place in element.indices if place.is_Integer}
    places = sorted({*free_indices(right.claim.lhs), *letters, *numbers} - {*right.network.sizes}, key=str)
    bases = sorted({element.base for element in elements if len(element.indices) == len(name.indices)}, key=str)
    found = (base[index] for base in bases for index in product(places, repeat=len(name.indices)))
    return [other for other in found if other != name][:MOST_ELEMENTS]


def derivatives(right: Right) -> Iterator[Known]:
    """Returns the derivatives that the network of a claim has, with their values."""
    return (known for known in values(right.words) if isinstance(known.left, Partial))


def another_quantity(right: Right, form: Form) -> Iterator[Slip]:
    """Yields other derivatives of the same thing, those whose values read the names of the claim first."""
    left = right.claim.lhs
    if right.network.is_indexed or right.source != "derivation" or not isinstance(left, Partial):
        return
    others = [known for known in derivatives(right) if known.left.of == left.of and known.left != left]
    read = {*heads(right.claim.rhs)}
    for known in sorted(others, key=lambda known: len({*heads(known.value)} - read))[:MOST_QUANTITIES]:
        yield Slip(known.left, known.left)
