"""Deltas: the named adjoints, each with its definition and the steps to its value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import sympy as sp

from symbackprop.calculus.hypotheses import hypothesis_used
from symbackprop.calculus.ledger import Ledger, distinct
from symbackprop.calculus.partial import Partial
from symbackprop.calculus.paths import Segment, segments
from symbackprop.calculus.products import product, total
from symbackprop.calculus.rearrangements import rearrangements
from symbackprop.calculus.rewriting import CommonFactors
from symbackprop.calculus.rules import ChainRule, Definition, LocalPartials, Rule
from symbackprop.calculus.steps import Step
from symbackprop.calculus.sweep import Adjoint
from symbackprop.network.indices import head
from symbackprop.notation import display, equation, write


@dataclass(frozen=True, eq=False, repr=False)
class Delta:
    """The derivative of the loss with respect to a preactivation, under a name of its own.

    adjoint  what it is the name of
    ledger   the steps it rests on
    """

    adjoint: Adjoint
    ledger: Ledger

    @property
    def name(self) -> sp.Expr:
        """Returns the delta: delta_1; of an array, the element at its canonical indices."""
        return self.adjoint.delta

    @property
    def of(self) -> sp.Expr:
        """Returns the preactivation: u_1."""
        return self.adjoint.of

    @cached_property
    def definition(self) -> Step:
        """Returns the step delta_1 := ∂E/∂u_1."""
        meaning = Definition(Partial(self.ledger.network.loss.name, self.of))
        return Step(f"{self.name} definition", self.name, meaning, kind="definition")

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Returns the chain of partials, the values put in, common factors cancelled, hypotheses used."""
        chain = ChainRule(
            tuple(segment.partials(self.ledger.network) for segment in self._segments),
            tuple(segment.limits for segment in self._segments),
        )
        steps = [Step(f"{self.name} chain", self.name, chain, (self.definition,))]
        if chain.apply() == self.definition.rhs:
            steps.clear()
        steps.append(Step(f"{self.name} value", self.name, LocalPartials(self._partials_put_in), self._premises))
        for rule in self._further:
            steps.append(Step(f"{self.name} {rule.title}", self.name, rule, (steps[-1],)))
        return tuple(steps)

    @property
    def value(self) -> sp.Expr:
        """Returns its value in delta form: delta_out*v_1*y_1*(1 - y_1)."""
        return self.steps[-1].rhs if self.ledger.network.is_indexed else self.adjoint.value

    @property
    def written(self) -> sp.Expr:
        """Returns its value with the factors in the order of the derivation: (z - t)*z*(1 - z)."""
        return self.steps[-1].rhs

    @cached_property
    def _segments(self) -> tuple[Segment, ...]:
        return tuple(segments(self.adjoint))

    @property
    def _premises(self) -> tuple[Step, ...]:
        starts = [segment.start for segment in self._segments if segment.start.delta is not None]
        names = [self.ledger.deltas[head(start.of)].definition for start in starts]
        return distinct(names + [self.ledger.partial(hop) for segment in self._segments for hop in segment.hops])

    @property
    def _partials_put_in(self) -> sp.Expr:
        if self.ledger.network.is_indexed:
            return total(segment.value for segment in self._segments)
        return product(*self.adjoint.factors)

    @property
    def _further(self) -> Iterator[Rule]:
        """Returns the rules that lead from the partials put in to the value."""
        network, adjoint = self.ledger.network, self.adjoint
        if network.is_indexed:
            yield from rearrangements(self._partials_put_in, adjoint, self._segments)
        elif _common_factors_cancel(adjoint):
            yield CommonFactors(adjoint.value)
        if (rule := hypothesis_used(adjoint.value, network)) is not None:
            yield rule

    def __str__(self) -> str:
        return f"{write(self.name, 'ascii')} := {write(equation(self.definition.rhs, self.written), 'ascii')}"

    def _repr_latex_(self) -> str:
        return display(equation(self.name, self.definition.rhs, self.written))

    __repr__ = __str__


def _common_factors_cancel(adjoint: Adjoint) -> bool:
    if len(adjoint.terms) > 1:
        return False
    leaves = [leaf for factor in adjoint.factors for leaf in sp.Mul.make_args(factor)]
    return set(sp.Mul.make_args(adjoint.value)) != set(leaves) - {sp.S.One}
