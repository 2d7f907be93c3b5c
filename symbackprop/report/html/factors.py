"""Factors: the numbers that stand for the chain of partials of each parameter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import sympy as sp

from symbackprop.calculus import Derivation, Gradient
from symbackprop.calculus.paths import Segment
from symbackprop.network import name
from symbackprop.program.fresh import fresh

Term = tuple[sp.Symbol, ...]
"""The names of the factors of a product, from the loss inwards."""


@dataclass(frozen=True)
class Factors:
    """What the chains multiply.

    terms   for each parameter its paths, each as the names of its factors
    wanted  the local partials that are no names of the network, by the names they get here
    """

    terms: Mapping[sp.Expr, tuple[Term, ...]]
    wanted: Mapping[sp.Symbol, sp.Expr]


def factors_of(derivation: Derivation) -> Factors:
    """Returns the factors of the chains of a network of numbers; what is 1 is left out, as in the product.

    >>> from symbackprop.calculus import derive
    >>> from symbackprop.network import two_layer
    >>> found = factors_of(derive(two_layer()))
    >>> found.terms[name("w_11")]
    ((dE_dz, dz_ds, v_1, dy_1_du_1, x_1),)
    >>> found.wanted[name("dE_dz")]
    -t + z
    """
    naming = _Naming(derivation)
    terms = {parameter: naming.terms(gradient) for parameter, gradient in derivation.gradients.items()}
    return Factors(terms, {symbol: value for value, symbol in naming.partials.items()})


class _Naming:
    """Gives each local partial that is no name a name, once."""

    def __init__(self, derivation: Derivation) -> None:
        deltas = (delta.name.name for delta in derivation.deltas)
        self.taken = {*(symbol.name for symbol in derivation.network.symbols), *deltas}
        self.partials: dict[sp.Expr, sp.Symbol] = {}

    def terms(self, gradient: Gradient) -> tuple[Term, ...]:
        return tuple(self._term(segment) for segment in gradient.segments)

    def _term(self, segment: Segment) -> Term:
        named = (self._named(hop.value, f"d{hop.of}_d{hop.wrt}") for hop in segment.hops if hop.value != 1)
        return (*segment.start_reference, *named)

    def _named(self, value: sp.Expr, wish: str) -> sp.Symbol:
        if value.is_Symbol:
            return value
        if value not in self.partials:
            self.partials[value] = name(fresh(wish, self.taken))
        return self.partials[value]
