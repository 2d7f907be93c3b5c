"""Correction: what holds instead of a claim that is refuted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import sympy as sp

from symbackprop.answers.judging import judged
from symbackprop.answers.vocabulary import Vocabulary
from symbackprop.calculus import Partial
from symbackprop.network.indices import head, renamed, subscripts
from symbackprop.proof import Claim, Proved


def correction(claim: Claim, words: Vocabulary) -> Claim | None:
    """Returns the claim's left side with its value from the derivation, proved; None if it has none.

    >>> from symbackprop.answers.vocabulary import vocabulary
    >>> from symbackprop.network import name, two_layer
    >>> known = vocabulary(two_layer())
    >>> partial = known.derivation.gradient("w_11").partial
    >>> print(correction(Claim(partial, name("x_1"), known.definitions), known))
    dE/dw_11 = delta_1*x_1
    """
    for left, value in _values(words):
        places = _places(left, claim.lhs)
        if places is not None:
            right = Claim(claim.lhs, renamed(value, places), claim.definitions, claim.given)
            return right if isinstance(judged([right], words)[0], Proved) else None
    return None


def _values(words: Vocabulary) -> Iterator[tuple[sp.Expr, sp.Expr]]:
    """Yields what the derivation has a value for, arrays at their canonical indices, and the value."""
    derivation = words.derivation
    yield from ((gradient.partial, gradient.delta_form) for gradient in derivation.gradients.values())
    for delta in derivation.deltas:
        yield delta.name, delta.value
        yield Partial(derivation.network.loss.name, delta.of), delta.value
    yield from ((step.lhs, step.rhs) for step in derivation.partials)


def _places(canonical: sp.Expr, wanted: sp.Expr) -> Mapping[sp.Symbol, sp.Expr] | None:
    """Returns what the indices of the first expression are in the second, None if they are about different things."""
    names, others = _names(canonical), _names(wanted)
    if type(canonical) is not type(wanted) or list(map(head, names)) != list(map(head, others)):
        return None
    places: dict[sp.Symbol, sp.Expr] = {}
    for one, other in zip(names, others, strict=True):
        for index, place in zip(subscripts(one), subscripts(other), strict=True):
            if places.setdefault(index, place) != place:
                return None
    return places


def _names(expression: sp.Expr) -> tuple[sp.Expr, ...]:
    return expression.args if isinstance(expression, Partial) else (expression,)
