"""Deltas: the named adjoints, each with its definition and the steps to its value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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
from symbackprop.network import Network
from symbackprop.network.indices import head
from symbackprop.notation import display, equation, write


@dataclass(frozen=True, eq=False, repr=False)
class Delta:
    """The derivative of the loss with respect to a preactivation, under a name of its own.

    name        the delta: delta_1
    of          the preactivation: u_1
    definition  the step delta_1 := ∂E/∂u_1
    steps       the chain of partials, the values put in, and common factors cancelled
    value       its value in delta form: delta_out*v_1*y_1*(1 - y_1)
    """

    name: sp.Expr
    of: sp.Expr
    definition: Step
    steps: tuple[Step, ...]
    value: sp.Expr

    @property
    def written(self) -> sp.Expr:
        """Returns its value with the factors in the order of the derivation: (z - t)*z*(1 - z)."""
        return self.steps[-1].rhs

    def __str__(self) -> str:
        return f"{write(self.name, 'ascii')} := {write(equation(self.definition.rhs, self.written), 'ascii')}"

    def _repr_latex_(self) -> str:
        return display(equation(self.name, self.definition.rhs, self.written))

    __repr__ = __str__


def delta(adjoint: Adjoint, ledger: Ledger) -> Delta:
    """Returns the delta of a named adjoint; `ledger` holds the steps it rests on."""
    network = ledger.network
    found = tuple(segments(adjoint))
    meaning = Definition(Partial(network.loss.name, adjoint.of))
    definition = Step(f"{adjoint.delta} definition", adjoint.delta, meaning, kind="definition")
    chain = ChainRule(tuple(segment.partials(network) for segment in found), tuple(segment.limits for segment in found))
    hops = [ledger.partial(hop) for segment in found for hop in segment.hops]
    names = [ledger.deltas[head(segment.start.of)].definition for segment in found if segment.start.delta is not None]
    written = total(segment.value for segment in found) if network.is_indexed else product(*adjoint.factors)
    steps = [
        Step(f"{adjoint.delta} chain", adjoint.delta, chain, (definition,)),
        Step(f"{adjoint.delta} value", adjoint.delta, LocalPartials(written), distinct(names + hops)),
    ]
    if chain.apply() == definition.rhs:
        del steps[0]
    for rule in _further(written, adjoint, found, network):
        steps.append(Step(f"{adjoint.delta} {rule.title}", adjoint.delta, rule, (steps[-1],)))
    return Delta(
        adjoint.delta, adjoint.of, definition, tuple(steps), steps[-1].rhs if network.is_indexed else adjoint.value
    )


def _further(written: sp.Expr, adjoint: Adjoint, found: Sequence[Segment], network: Network) -> Iterator[Rule]:
    """Returns the rules that lead from the partials put in to the value."""
    if network.is_indexed:
        yield from rearrangements(written, adjoint, found)
    elif _common_factors_cancel(adjoint):
        yield CommonFactors(adjoint.value)
    if (rule := hypothesis_used(adjoint.value, network)) is not None:
        yield rule


def _common_factors_cancel(adjoint: Adjoint) -> bool:
    if len(adjoint.terms) > 1:
        return False
    leaves = [leaf for factor in adjoint.factors for leaf in sp.Mul.make_args(factor)]
    return set(sp.Mul.make_args(adjoint.value)) != set(leaves) - {sp.S.One}
