"""The ledger: a network, its adjoints, and the steps made so far, by what they are about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import sympy as sp

from symbackprop.calculus.local_partials import LocalPartial
from symbackprop.calculus.steps import Step
from symbackprop.calculus.sweep import Adjoint
from symbackprop.network import Network
from symbackprop.network.indices import head

if TYPE_CHECKING:
    from symbackprop.calculus.deltas import Delta


@dataclass(frozen=True, eq=False)
class Ledger:
    """A network, its adjoints, and the steps that later steps rest on.

    equations  the definition of each name of the forward pass
    partials   the local partial of each pair (of, wrt)
    deltas     the delta of each name that has one

    An array is known by its label.
    """

    network: Network
    adjoints: Mapping[sp.Symbol, Adjoint]
    equations: dict[sp.Symbol, Step] = field(default_factory=dict)
    partials: dict[tuple[sp.Symbol, sp.Symbol], Step] = field(default_factory=dict)
    deltas: dict[sp.Symbol, Delta] = field(default_factory=dict)

    def partial(self, hop: LocalPartial) -> Step:
        """Returns the step of a local partial."""
        return self.partials[head(hop.of), head(hop.wrt)]


def distinct(steps: Iterable[Step]) -> tuple[Step, ...]:
    """Returns the steps without repetitions, in the order of their first appearance."""
    return tuple(dict.fromkeys(steps))
