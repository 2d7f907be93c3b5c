"""The sweep: one pass backwards over the equations gives the derivative of the loss by every name.

The adjoint of a name is the sum, over every equation that reads it, of that equation's
adjoint times the local partial (Rumelhart, Hinton, Williams 1986; Griewank and Walther,
Evaluating Derivatives, 2nd ed. 2008, chapter 3).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import sympy as sp

from symbackprop.calculus.local_partials import LocalPartial, local_partials
from symbackprop.calculus.naming import delta_names
from symbackprop.calculus.products import multiplied, product, total
from symbackprop.network import Equation, Network


@dataclass(frozen=True, eq=False, repr=False)
class Adjoint:
    """The derivative of the loss with respect to one name, in delta form.

    of     the name
    delta  the adjoint's own name, if it has one
    terms  for each equation that reads the name: that equation's adjoint, and the local partial
    """

    of: sp.Symbol
    delta: sp.Symbol | None
    terms: tuple[tuple[Adjoint, LocalPartial], ...]

    @cached_property
    def factors(self) -> tuple[sp.Expr, ...]:
        """Returns the factors of its value, from the loss inwards; () is 1."""
        products = [(*upstream.reference, partial.value) for upstream, partial in self.terms]
        if len(products) == 1:
            return products[0]
        return (total(product(*factors) for factors in products),) if products else ()

    @property
    def reference(self) -> tuple[sp.Expr, ...]:
        """Returns what stands for it in the adjoints further back: its name, or its factors."""
        return (self.delta,) if self.delta is not None else self.factors

    @cached_property
    def value(self) -> sp.Expr:
        """Returns its value, the sum over the readers of adjoint times local partial; 1 for the loss.

        Common factors are cancelled, nothing else is multiplied out.
        """
        products = [multiplied((*upstream.reference, partial.value)) for upstream, partial in self.terms]
        return sp.Add(*products) if products else sp.S.One

    @cached_property
    def delta_form(self) -> sp.Expr:
        """Returns its name if it has one, else its value."""
        return self.delta if self.delta is not None else self.value

    def __repr__(self) -> str:
        return f"adjoint of {self.of}: {self.value}"


def sweep(network: Network) -> Mapping[sp.Symbol, Adjoint]:
    """Returns the adjoint of every parameter and every name the loss depends on.

    The loss itself has no terms: its adjoint is 1.
    """
    deltas = delta_names(network)
    readers: dict[sp.Symbol, list[tuple[Adjoint, LocalPartial]]] = defaultdict(list)
    adjoints: dict[sp.Symbol, Adjoint] = {}
    for equation in reversed(network.equations):
        if not _reaches_loss(equation, network, readers):
            continue
        adjoint = Adjoint(equation.name, deltas.get(equation.name), tuple(readers[equation.name]))
        adjoints[equation.name] = adjoint
        for partial in local_partials(equation, network):
            readers[partial.wrt].append((adjoint, partial))
    for parameter in network.parameters:
        adjoints[parameter] = Adjoint(parameter, None, tuple(readers[parameter]))
    return adjoints


def _reaches_loss(equation: Equation, network: Network, readers: Mapping[sp.Symbol, object]) -> bool:
    return equation is network.loss or equation.name in readers
