"""The softmax layer: outputs that are positive and add up to 1."""

from __future__ import annotations

import sympy as sp

from symbackprop.errors import NetworkError
from symbackprop.network.indices import renamed
from symbackprop.network.layers.layer import Layer, Value, line, shaped_like
from symbackprop.network.layers.place import ALONE, Place


def softmax(source: Value, place: Place = ALONE) -> Layer:
    """Returns the layer p[k] = exp(a[k]) / Sum(exp(a[l])), over the last index of the source.

    Raises NetworkError for a source that is a number.

    >>> from symbackprop.network.layers.layer import given
    >>> print(softmax(given("a", k="K")))
    p[k] = exp(a[k])/Sum(exp(a[l]), (l, 1, K))    k = 1..K
    """
    if not source.features:
        raise NetworkError(
            f"a softmax needs several preactivations, and {source.element} is a number: its softmax is 1\n"
            '    give the layer before it `units`, for instance layer("dense", units="K")'
        )
    p = shaped_like(place.name(_usual(source)), source)
    return Layer((line(p, normalised_exponential(source, place)),), (), p)


def normalised_exponential(source: Value, place: Place) -> sp.Expr:
    """Returns exp(a[k]) / Sum(exp(a[l])) over the last index of the source."""
    k, last = source.ranges[-1]
    other = place.letter(_FOLLOWING.get(k.name, "l"), *source.letters)
    total = sp.Sum(renamed(sp.exp(source.element), {k: other}), (other, 1, last))
    return sp.exp(source.element) / total


_FOLLOWING = {"i": "j", "j": "k", "k": "l", "l": "k", "q": "l"}


def _usual(source: Value) -> str:
    """Returns p, or P where p numbers the items."""
    return "P" if any(letter.name == "p" for letter in source.letters) else "p"


def preactivation_of_softmax(body: sp.Expr) -> sp.Expr | None:
    """Returns a[k] if the expression is exp(a[k]) / Sum(exp(a[l])) over one index of a, else None.

    >>> from symbackprop.network.layers.layer import given
    >>> preactivation_of_softmax(softmax(given("a", {"p": "N"}, k="K")).equations[0].body)
    a[p, k]
    """
    numerator, denominator = body.as_numer_denom()
    is_sum = isinstance(denominator, sp.Sum) and len(denominator.limits) == 1
    if not (is_sum and isinstance(numerator, sp.exp) and isinstance(numerator.exp, sp.Indexed)):
        return None
    a, bound = numerator.exp, denominator.variables[0]
    letters = [letter for letter in a.indices if renamed(numerator, {letter: bound}) == denominator.function]
    return a if len(letters) == 1 and letters[0] != bound else None
