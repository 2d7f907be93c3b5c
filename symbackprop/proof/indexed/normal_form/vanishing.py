"""The zero test: whether a normal form is 0 once its denominators are cleared.

Multiplying by a denominator keeps what is 0 apart from what is not, unless the denominator
itself may vanish where a step or a Kronecker delta does: those denominators are left alone.
"""

from __future__ import annotations

from math import floor

from symbackprop.proof.indexed.normal_form.atoms import NF, Kind, Monomial, Scalar
from symbackprop.proof.indexed.normal_form.forms import Forms
from symbackprop.proof.indexed.normal_form.ring import ZERO, add_to, merged
from symbackprop.proof.indexed.normal_form.variables import size_of, variables_of

_ROUNDS = 12


def vanishes(forms: Forms, form: NF) -> bool:
    """Returns whether a normal form is seen to be 0, for all sizes, wherever it is defined.

    >>> from symbackprop.proof.indexed.normal_form.ring import ONE
    >>> forms = Forms()
    >>> a, b = (forms.atom(forms.table.name(text)) for text in "ab")
    >>> both = forms.add(a, b)
    >>> quotients = forms.add(forms.multiply(a, forms.invert(both)), forms.multiply(b, forms.invert(both)))
    >>> vanishes(forms, forms.subtract(quotients, ONE))
    True
    """
    for _ in range(_ROUNDS):
        if not form:
            return True
        cleared = _cleared(forms, form)
        if cleared is None:
            break
        form = cleared
    return not _without_vanishing_sums(forms, form)


def _cleared(forms: Forms, form: NF) -> NF | None:
    """Returns the form times a power of one denominator that clears it; None if there is none to clear."""
    least: dict[int, Scalar] = {}
    for monomial in form:
        for number, exponent in monomial:
            if forms.table[number].kind is Kind.BASE:
                least[number] = min(least.get(number, 0), exponent)
    for number in sorted(least):
        if least[number] < 0 and _may_be_cleared(forms, number, form):
            return forms.multiply(form, {((number, -floor(least[number])),): 1})
    return None


def _may_be_cleared(forms: Forms, number: int, form: NF) -> bool:
    """Returns whether a denominator is no other one where a Kronecker delta of the form is 1.

    Where a delta is 1 its last variable, or one of a computed subscript, is another; in the
    factors beside it that has been put in already.
    """
    atom = forms.table[number]
    factors = {forms.table[factor] for monomial in form for factor, _ in monomial}
    replaced = {index for factor in factors if factor.kind is Kind.DELTA for index in variables_of(factor.data[1])}
    return atom.regular and atom.variables.isdisjoint(replaced)


def _without_vanishing_sums(forms: Forms, form: NF) -> NF:
    """Returns the form without sums, over one range and with one factor, whose summands add up to 0."""
    groups: dict[tuple[Monomial, tuple[int, ...]], NF] = {}
    for monomial, c in form.items():
        for place, (number, exponent) in enumerate(monomial):
            atom = forms.table[number]
            if atom.kind is Kind.TOTAL and exponent == 1:
                bound, _ = atom.data
                rest = monomial[:place] + monomial[place + 1 :]
                sizes = tuple(size_of(index) for index in bound)
                add_to(groups.setdefault((rest, sizes), {}), {((number, 1),): c})
    for (rest, sizes), totals in sorted(groups.items()):
        for constant in _constants(forms, form, rest, sizes):
            if len(totals) + len(constant) > 1 and _summands_vanish(forms, sizes, totals, constant):
                gone = forms.add(totals, constant)
                left = forms.subtract(form, forms.multiply({rest: 1}, gone))
                return left if not left else _without_vanishing_sums(forms, left)
    return form


def _constants(forms: Forms, form: NF, rest: Monomial, sizes: tuple[int, ...]) -> list[NF]:
    """Returns what may go under a sum as a constant: the term of `form` that is rest times the sizes; and 0."""
    product = forms.product(*(forms.size(size) for size in sizes))
    if len(product) != 1:
        return [ZERO]
    ((monomial, _),) = product.items()
    c = form.get(merged(rest, monomial), 0)
    return [{monomial: c}, ZERO] if c else [ZERO]


def _summands_vanish(forms: Forms, sizes: tuple[int, ...], totals: NF, constant: NF) -> bool:
    """Returns whether sums over one range, and a constant as such a sum, have summands that add up to 0."""
    product = forms.product(*(forms.size(size) for size in sizes))
    with forms.fresh(sizes) as names:
        summand = forms.multiply(constant, forms.invert(product)) if constant else dict(ZERO)
        for ((number, _),), c in totals.items():
            bound, body = forms.table[number].data
            add_to(summand, forms.renamed({body: 1}, dict(zip(bound, names, strict=True))), c)
        return vanishes(forms, summand)
