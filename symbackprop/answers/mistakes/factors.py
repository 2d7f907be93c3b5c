"""Factors and terms: what is missing, what is too many, which number is wrong."""

from __future__ import annotations

from collections.abc import Iterator

import sympy as sp

from symbackprop.answers.mistakes.form import Factor, Form, in_order
from symbackprop.answers.mistakes.mistake import Slip
from symbackprop.answers.mistakes.right import Right
from symbackprop.answers.mistakes.roles import said_of
from symbackprop.calculus import Partial
from symbackprop.network import Network
from symbackprop.network.indices import head


def zero(right: Right, form: Form) -> Iterator[Slip]:
    """Yields 0, if a factor of the claim is the derivative of something by what it does not depend on."""
    for part in sp.Mul.make_args(in_order(right.claim.rhs)):
        if isinstance(part, Partial) and not _depends(part.of, part.wrt, right.network):
            yield Slip(sp.S.Zero, part)


def _depends(quantity: sp.Expr, on: sp.Expr, network: Network) -> bool:
    pending, seen = [head(quantity)], {head(quantity)}
    while pending:
        found = pending.pop()
        fresh = {*network.equation(found).reads} - seen if network.defines(found) else set()
        seen |= fresh
        pending += fresh
    return head(on) in seen


def missing(right: Right, form: Form) -> Iterator[Slip]:
    """Yields the form without one of its factors; a side of a claim that is one factor has no other."""
    for number, term, place, factor in form.factors:
        if not factor.value.is_number and (right.source != "side" or len(term.factors) > 1):
            yield Slip(form.having(number, term.without(place)), factor.value, what=said_of(factor, right.words))


def too_many(right: Right, form: Form) -> Iterator[Slip]:
    """Yields the form times a factor that the claim has."""
    for part in _parts(in_order(right.claim.rhs)):
        yield Slip(form.value * part, part, what=_said(part, form, right))


def _parts(claimed: sp.Expr) -> Iterator[sp.Expr]:
    """Yields the factors of what is claimed, outside and inside its sums, and pairs y (1 - y) of them."""
    found: dict[sp.Expr, None] = {}
    for factor in (*sp.Mul.make_args(claimed), *(s.function for s in claimed.atoms(sp.Sum))):
        for part in sp.Mul.make_args(factor):
            base, exponent = part.as_base_exp()
            if not part.is_number:
                found[part] = None
                found[base if exponent.is_positive else 1 / base] = None
    listed = list(found)
    yield from listed
    for one in listed:
        for other in listed:
            if other.is_Add and one in other.free_symbols:
                yield one * other


def _said(part: sp.Expr, form: Form, right: Right) -> tuple[str | sp.Expr, ...]:
    for _, _, _, factor in (found for other in right.forms for found in other.factors):
        if factor.value == part:
            return said_of(factor, right.words)
    return said_of(Factor(part), right.words)


def number_missing(right: Right, form: Form) -> Iterator[Slip]:
    """Yields the form without its number or without 1/N."""
    for number, term, place, factor in form.factors:
        if factor.value in _numbers(right) or (factor.value.is_Rational and factor.value != -1):
            yield Slip(form.having(number, term.without(place)), factor.value)


def number_too_many(right: Right, form: Form) -> Iterator[Slip]:
    """Yields the form times 2, 1/2, N, 1/N, or the size of a layer."""
    for number in _numbers(right):
        yield Slip(number * form.value, number)


def _numbers(right: Right) -> tuple[sp.Expr, ...]:
    sizes = dict.fromkeys(last for ranges in right.network.arrays.values() for _, last in ranges)
    sizes |= dict.fromkeys(right.words.sizes)
    found = [sp.Integer(2), *(size for size in sizes if size not in (1, 2))]
    return tuple(number for size in found for number in (size, 1 / size))


def exponent_missing(right: Right, form: Form) -> Iterator[Slip]:
    """Yields the form without one of its exponents: y for y^2."""
    for number, term, place, factor in form.factors:
        for power in sorted(factor.value.atoms(sp.Pow), key=str):
            if power.exp.is_Integer and power.exp > 1:
                written = factor.value.xreplace({power: power.base})
                yield Slip(form.having(number, term.having(place, written)), power)


def term_missing(right: Right, form: Form) -> Iterator[Slip]:
    """Yields the form without one of its terms."""
    if len(form.terms) > 1:
        for number, term in enumerate(form.terms):
            yield Slip(form.having(number), term.value)


def terms_missing(right: Right, form: Form) -> Iterator[Slip]:
    """Yields one of the terms of the form alone: one path of several."""
    if len(form.terms) > 2:
        for number, term in enumerate(form.terms):
            yield Slip(term.value, form.having(number))


def term_too_many(right: Right, form: Form) -> Iterator[Slip]:
    """Yields the form plus a term that the claim has."""
    terms = sp.Add.make_args(in_order(right.claim.rhs))
    if len(terms) > 1:
        for term in terms:
            yield Slip(form.value + term, term)
