"""Lemmas: the claims that a row of ACTIVATIONS or LOSSES makes.

A row says the same thing several times (a value, its slope in two forms, an accurate
spelling, further identities). Here each of these is a claim for the prover; nothing in a
row is taken on trust.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import sympy as sp

from symbackprop.calculus.partial import Partial
from symbackprop.network.activation import Activation, U, Y
from symbackprop.network.functions import NamedFunction
from symbackprop.network.losses import Loss
from symbackprop.network.names import name
from symbackprop.proof.claims import Claim, Hypothesis

_VALUE = name("L")


class Lemma(NamedTuple):
    """A claim of a table row and what it says, in words."""

    title: str
    claim: Claim


def lemmas_of_activation(row: Activation) -> tuple[Lemma, ...]:
    """Returns the claims of a row of ACTIVATIONS.

    >>> from symbackprop.network.activations import ACTIVATIONS
    >>> print(lemmas_of_activation(ACTIVATIONS["sigmoid"])[0].claim)
    dy/du = y*(1 - y)
    """
    graph = {Y: row(U)}
    lemmas = [
        Lemma("the slope is the derivative of the value", Claim(Partial(Y, U), row.slope, graph)),
        Lemma("both forms of the slope are equal", Claim(row.slope, row.slope_in_argument, graph)),
    ]
    if row.value is not None:
        lemmas.append(Lemma("the function is its value", Claim(row(U), row.value, graph)))
        by_sympy = sp.diff(row.value, U)
        lemmas.append(Lemma("the slope is what SymPy's diff gives", Claim(by_sympy, row.slope_in_argument, graph)))
    if issubclass(row.function, NamedFunction):
        lemmas.append(Lemma("the function's own slope", Claim(Partial(Y, U), row.function.slope, graph)))
    lemmas += [Lemma("a further identity", Claim(lhs, rhs, graph)) for lhs, rhs in row.lemmas]
    return (*lemmas, *_lemmas_of_spelling(row))


def _lemmas_of_spelling(row: Activation) -> Iterator[Lemma]:
    """Yields the claims of the accurate spelling, under the conditions of its validity."""
    if row.spelling is None:
        return
    graph = {**dict(row.spelling.auxiliaries), Y: row(U)}
    given = tuple(Hypothesis(expression, ">", "user") for expression in row.spelling.valid_where)
    yield Lemma("the accurate value", Claim(row.spelling.value, Y, graph, given))
    yield Lemma("the accurate slope", Claim(row.spelling.slope, row.slope, graph, given))
    for exact, accurate in row.spelling.rewrites:
        yield Lemma("an accurate rewriting", Claim(exact, accurate, graph, given))


def lemmas_of_loss(row: Loss) -> tuple[Lemma, ...]:
    """Returns the claims of a row of LOSSES.

    >>> from symbackprop.network.losses import LOSSES
    >>> print(lemmas_of_loss(LOSSES["half_squared_error"])[0].claim)
    dL/dz = z - t
    """
    argument, graph = row.argument, {_VALUE: row.value}
    return (
        Lemma("the slope is the derivative of the loss", Claim(Partial(_VALUE, argument), row.slope, graph)),
        Lemma("the slope is what SymPy's diff gives", Claim(sp.diff(row.value, argument), row.slope, graph)),
        Lemma("the accurate value", Claim(row.accurate, row.value, graph)),
    )
