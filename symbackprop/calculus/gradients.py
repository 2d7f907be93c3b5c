"""Gradients: the derivative of the loss by one parameter, in four forms."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

import sympy as sp

from symbackprop.calculus.expansion import elementary, node_count, too_large, written_out
from symbackprop.calculus.ledger import Ledger, distinct
from symbackprop.calculus.local_partials import LocalPartial
from symbackprop.calculus.partial import Partial
from symbackprop.calculus.paths import Segment, count_paths, full_segments, segments
from symbackprop.calculus.products import product, total
from symbackprop.calculus.rearrangements import rearrangements
from symbackprop.calculus.rewriting import DeltaNamed, DeltasCollected, WrittenOut
from symbackprop.calculus.rules import ChainRule, LocalPartials, Rule
from symbackprop.calculus.steps import Step
from symbackprop.calculus.sweep import Adjoint
from symbackprop.errors import NetworkError
from symbackprop.network.indices import head
from symbackprop.notation import display, equation, write
from symbackprop.notation.tree import Relations

MOST_NODES = 1_000
"""With more nodes than this the expanded form is not among the steps."""

MOST_PATHS = 8
"""With more paths than this from a parameter to the loss, its chain starts at the nearest deltas."""

DEEPEST = 20
"""In a network with more equations than this on the longest way to the loss, chains start at the nearest deltas."""


@dataclass(frozen=True, eq=False, repr=False)
class Gradient:
    """∂loss/∂parameter in four forms: chain, product, delta form, expanded.

    Each form is made when it is asked for; only the delta form comes out of the sweep.
    """

    adjoint: Adjoint
    ledger: Ledger

    @property
    def parameter(self) -> sp.Expr:
        """Returns the parameter; of an array, the element at its canonical indices."""
        return self.adjoint.of

    @property
    def partial(self) -> Partial:
        """Returns ∂loss/∂parameter as a name."""
        return Partial(self.ledger.network.loss.name, self.parameter)

    @property
    def chain(self) -> sp.Expr:
        """Returns the chain of partials, summed over the paths: dE/dz*dz/ds*ds/dy_1*dy_1/du_1*du_1/dw_11."""
        return self._chain.rhs

    @property
    def product(self) -> sp.Expr:
        """Returns the chain with each partial's value in names: (z - t)*z*(1 - z)*v_1*y_1*(1 - y_1)*x_1."""
        return self._product.rhs

    @property
    def delta_form(self) -> sp.Expr:
        """Returns the deltas of the parameter's readers times the last partials: delta_1*x_1."""
        return self.adjoint.value

    @property
    def expanded(self) -> sp.Expr:
        """Returns the gradient in inputs, targets and parameters alone.

        Raises NetworkError if there are more than MOST_PATHS paths to the loss, or more nodes
        than `expansion.LARGEST`, and for an array.
        """
        return self.expanded_step.rhs

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Returns the steps from the chain to the delta form."""
        return (self._chain, self._product, *self._naming)

    @cached_property
    def expansions(self) -> tuple[Step, ...]:
        """Returns the steps to the expanded form, none for an array and where that is too long to be read or proved."""
        if self.ledger.network.is_indexed:
            return ()
        try:
            steps = (self.written_out, self.expanded_step)
        except NetworkError:
            return ()
        return steps if node_count(self.expanded) <= MOST_NODES else ()

    @cached_property
    def written_out(self) -> Step:
        """Returns the step that spells the activations out and keeps the preactivations' names."""
        network = self.ledger.network
        value = self._summed(lambda hops: product(*(elementary(hop, network) for hop in hops)))
        return self._step("written out", WrittenOut(value, network.defined_in(value)), (self._product,))

    @cached_property
    def expanded_step(self) -> Step:
        """Returns the step that replaces every name, down to inputs, targets and parameters."""
        network = self.ledger.network
        value = self._summed(lambda hops: written_out([elementary(hop, network) for hop in hops], network))
        return self._step("expanded", WrittenOut(value), (self.written_out,))

    def __str__(self) -> str:
        return write(self._layout, "ascii")

    def _repr_latex_(self) -> str:
        return display(self._layout)

    __repr__ = __str__

    @property
    def _layout(self) -> Relations:
        return equation(self.partial, self.delta_form)

    @cached_property
    def segments(self) -> tuple[Segment, ...]:
        """Returns the paths whose partials its chain multiplies: from the loss, or from the nearest deltas."""
        network = self.ledger.network
        readable = not network.is_indexed and network.depth[network.loss.symbol] <= DEEPEST
        few = readable and count_paths(self.adjoint) <= MOST_PATHS
        return tuple(full_segments(self.adjoint) if few else segments(self.adjoint))

    @cached_property
    def _chain(self) -> Step:
        found = self.segments
        read = [self.ledger.equations[head(hop.of)] for segment in found for hop in segment.hops]
        paths = tuple(segment.partials(self.ledger.network) for segment in found)
        return self._step("chain", ChainRule(paths, tuple(segment.limits for segment in found)), read)

    @cached_property
    def _product(self) -> Step:
        used = [self.ledger.partial(hop) for segment in self.segments for hop in segment.hops]
        return self._step("product", LocalPartials(total(segment.value for segment in self.segments)), used)

    @cached_property
    def _naming(self) -> tuple[Step, ...]:
        if self.ledger.network.is_indexed:
            return self._put_in_order()
        if len(self.segments) > 1:
            return self._all_deltas_at_once()
        hops = self.segments[0].hops
        named = []
        for position, hop in enumerate(hops):
            if (delta := self.ledger.deltas.get(hop.of)) is not None:
                value = product(delta.name, *(later.value for later in hops[position:]))
                named.append(self._step(f"{delta.name}", DeltaNamed(delta.name, value), (delta.steps[-1],)))
        return tuple(named)

    def _put_in_order(self) -> tuple[Step, ...]:
        """Returns the steps from the product to the delta form of an array."""
        rules = rearrangements(self._product.rhs, self.adjoint, self.segments)
        steps = [self._product]
        for rule in rules:
            steps.append(self._step(rule.title, rule, (steps[-1],)))
        return tuple(steps[1:])

    def _all_deltas_at_once(self) -> tuple[Step, ...]:
        deltas = [self.ledger.deltas[up.of] for up, _ in self.adjoint.terms if up.delta is not None]
        if not deltas:
            return ()
        rule = DeltasCollected(tuple(delta.name for delta in deltas), self.delta_form)
        return (self._step("delta form", rule, (delta.steps[-1] for delta in deltas)),)

    def _summed(self, form: Callable[[tuple[LocalPartial, ...]], sp.Expr]) -> sp.Expr:
        if (count := count_paths(self.adjoint)) > MOST_PATHS:
            raise too_large(count, "paths", MOST_PATHS)
        return total(form(segment.hops) for segment in full_segments(self.adjoint))

    def _step(self, what: str, rule: Rule, premises: Iterable[Step]) -> Step:
        key = f"gradient {self.parameter} {what}"
        return Step(key, self.partial, rule, distinct(premises))
