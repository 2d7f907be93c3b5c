"""The ledger: a network, its adjoints, and the steps made so far, by what they are about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import sympy as sp

from symbackprop.calculus.lemmas import activation_lemmas
from symbackprop.calculus.local_partials import LocalPartial, together
from symbackprop.calculus.paths import local
from symbackprop.calculus.rules import ActivationSlope, Definition
from symbackprop.calculus.steps import Step
from symbackprop.calculus.sweep import Adjoint
from symbackprop.network import Activation, Network
from symbackprop.network.indices import head

if TYPE_CHECKING:
    from symbackprop.calculus.deltas import Delta

Pair = tuple[sp.Symbol, sp.Symbol]
"""What is differentiated, and by what; an array by its label."""


@dataclass(frozen=True, eq=False)
class Ledger:
    """A network, its adjoints, and the steps that later steps rest on, each made when it is first asked for.

    deltas  the delta of each name that has one

    An array is known by its label.
    """

    network: Network
    adjoints: Mapping[sp.Symbol, Adjoint]
    deltas: dict[sp.Symbol, Delta] = field(default_factory=dict)
    _partials: dict[Pair, Step] = field(default_factory=dict)
    _lemmas: dict[str, Step] = field(default_factory=dict)

    @cached_property
    def equations(self) -> Mapping[sp.Symbol, Step]:
        """Returns the definition of each name of the forward pass."""
        return {
            line.symbol: Step(f"equation {line.name}", line.name, Definition(line.body), kind="definition")
            for line in self.network
        }

    @cached_property
    def hops(self) -> Mapping[Pair, tuple[LocalPartial, ...]]:
        """Returns the local partials by pairs of names, equation by equation from the loss inwards."""
        found: dict[Pair, tuple[LocalPartial, ...]] = {}
        for adjoint in self.adjoints.values():
            for _, hop in adjoint.terms:
                pair = head(hop.of), head(hop.wrt)
                found[pair] = (*found.get(pair, ()), hop)
        place = self.network.place
        parameters = {head(parameter): position for position, parameter in enumerate(self.network.parameters, 1)}
        order = sorted(found, key=lambda pair: (place[pair[0]], parameters.get(pair[1], 0), pair[1].name))
        return {pair: found[pair] for pair in order}

    @property
    def partials(self) -> Mapping[Pair, Step]:
        """Returns the step of every local partial."""
        return {pair: self._step(pair) for pair in self.hops}

    def partial(self, hop: LocalPartial) -> Step:
        """Returns the step of a local partial."""
        return self._step((head(hop.of), head(hop.wrt)))

    def _step(self, pair: Pair) -> Step:
        if pair not in self._partials:
            of, wrt = pair
            whole = together(self.hops[pair])
            premise = self._lemma(whole.rule, wrt) if isinstance(whole.rule, ActivationSlope) else None
            lhs = local(whole.of, whole.wrt, self.network)
            step = Step(f"partial {of} {wrt}", lhs, whole.rule, (premise or self.equations[of],))
            self._partials[pair] = step
        return self._partials[pair]

    def _lemma(self, rule: ActivationSlope, argument: sp.Symbol) -> Step | None:
        """Returns the lemma of the activation's slope; none if it is unspecified."""
        row: Activation = rule.activation
        if row.value is None:
            return None
        if row.name not in self._lemmas:
            wanted = f"{row.name} slope in output"
            self._lemmas[row.name] = next(step for step in activation_lemmas(row, argument) if step.key == wanted)
        return self._lemmas[row.name]


def distinct(steps: Iterable[Step]) -> tuple[Step, ...]:
    """Returns the steps without repetitions, in the order of their first appearance."""
    return tuple(dict.fromkeys(steps))
