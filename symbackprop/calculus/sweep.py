"""The sweep: one pass backwards over the equations gives the derivative of the loss by every name.

The adjoint of a name is the sum, over every equation that reads it, of that equation's
adjoint times the local partial; of an array, also over the elements that read it
(Rumelhart, Hinton, Williams 1986; Griewank and Walther, Evaluating Derivatives, 2nd ed.
2008, chapter 3).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import sympy as sp

from symbackprop.calculus.local_partials import LocalPartial, local_partials, together
from symbackprop.calculus.naming import delta_names
from symbackprop.calculus.products import common_factor, multiplied, product, sum_of_product, total
from symbackprop.network import Network
from symbackprop.network.indices import head, renamed, subscripts


@dataclass(frozen=True, eq=False, repr=False)
class Adjoint:
    """The derivative of the loss with respect to one name, in delta form.

    of     the name; of an array, the element at its canonical indices
    delta  the adjoint's own name, if it has one
    terms  for each equation that reads the name: that equation's adjoint, and the local partial;
           several where an array stands at several places of the equation
    """

    of: sp.Expr
    delta: sp.Expr | None
    terms: tuple[tuple[Adjoint, LocalPartial], ...]

    @cached_property
    def factors(self) -> tuple[sp.Expr, ...]:
        """Returns the factors of its value, from the loss inwards; () is 1."""
        products = [
            sum_of_product((*upstream.reference_at(partial.of), partial.value), partial.limits)
            for upstream, partial in self.terms
        ]
        if len(products) == 1:
            return products[0]
        return (total(product(*factors) for factors in products),) if products else ()

    def reference_at(self, quantity: sp.Expr) -> tuple[sp.Expr, ...]:
        """Returns what stands for it, at an element, in the adjoints further back: its name, or its factors."""
        reference = (self.delta,) if self.delta is not None else self.factors
        if quantity == self.of:
            return reference
        places = dict(zip(subscripts(self.of), subscripts(quantity), strict=True))
        return tuple(renamed(factor, places) for factor in reference)

    @cached_property
    def value(self) -> sp.Expr:
        """Returns its value, the sum over the readers of adjoint times local partial; 1 for the loss.

        Common factors are cancelled, nothing else is multiplied out.
        """
        products = [_times(upstream.reference_at(hop.of), hop) for upstream, hop in self.terms]
        if len(products) == 1:
            return products[0]
        if products and subscripts(self.of):
            return common_factor(products)
        return sp.Add(*products) if products else sp.S.One

    @cached_property
    def readers(self) -> tuple[tuple[Adjoint, LocalPartial], ...]:
        """Returns the terms with those of one equation put together, with Kronecker deltas."""
        found: dict[Adjoint, list[LocalPartial]] = {}
        for upstream, hop in self.terms:
            found.setdefault(upstream, []).append(hop)
        return tuple((upstream, together(hops)) for upstream, hops in found.items())

    @cached_property
    def delta_form(self) -> sp.Expr:
        """Returns its name if it has one, else its value."""
        return self.delta if self.delta is not None else self.value

    def __repr__(self) -> str:
        return f"adjoint of {self.of}: {self.value}"


def _times(reference: tuple[sp.Expr, ...], hop: LocalPartial) -> sp.Expr:
    """Returns what stands for an equation's adjoint, times the local partial, summed over its limits."""
    whole = multiplied((*reference, hop.value))
    return multiplied(sum_of_product([whole], hop.limits)) if hop.limits else whole


def sweep(network: Network) -> Mapping[sp.Symbol, Adjoint]:
    """Returns the adjoint of every parameter and every name the loss depends on, an array by its label.

    The loss itself has no terms: its adjoint is 1.
    """
    deltas = delta_names(network)
    readers: dict[sp.Symbol, list[tuple[Adjoint, LocalPartial]]] = defaultdict(list)
    adjoints: dict[sp.Symbol, Adjoint] = {}
    for equation in reversed(network.equations):
        if equation is not network.loss and equation.symbol not in readers:
            continue
        adjoint = Adjoint(equation.name, deltas.get(equation.symbol), tuple(readers[equation.symbol]))
        adjoints[equation.symbol] = adjoint
        for partial in local_partials(equation, network):
            readers[head(partial.wrt)].append((adjoint, partial))
    for parameter in network.parameters:
        adjoints[head(parameter)] = Adjoint(parameter, None, tuple(readers[head(parameter)]))
    return adjoints
