"""Derivations of second order: the verdict on every step, and on the Hessian by a road of its own.

For a scalar network ∂²E/(∂v ∂w) is the tower's derivation, twice. For arrays the lines of
the first order are differentiated (`second_lines`), which proves a claim for all sizes.
Where that is out of reach the scalar kernel decides at small sizes, and the verdict says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import sympy as sp

from symbackprop.calculus import Step
from symbackprop.calculus.second_order import SecondOrder
from symbackprop.proof.prover import Prover
from symbackprop.proof.second_arrays import Arrays
from symbackprop.proof.second_composition import by_composition
from symbackprop.proof.verdict import Proved, Verdict


@dataclass(frozen=True, eq=False, repr=False)
class SecondProofs:
    """The verdicts on a derivation of second order.

    second    what was proved
    verdicts  the verdict on each step that claims something
    """

    second: SecondOrder
    verdicts: Mapping[Step, Verdict]

    def verdict(self, step: Step) -> Verdict | None:
        """Returns the verdict on a step; None if it claims nothing."""
        return self.verdicts.get(step)

    @property
    def counts(self) -> Mapping[str, int]:
        """Returns how many verdicts there are of each kind: proved, refuted, undecided."""
        return Counter(verdict.word for verdict in self)

    @property
    def ok(self) -> bool:
        """Returns whether every verdict is Proved."""
        return all(isinstance(verdict, Proved) for verdict in self)

    @cached_property
    def first_principles(self) -> Mapping[tuple[sp.Expr, sp.Expr], Verdict]:
        """Returns the verdict on each entry by SymPy's second derivative of the composed loss.

        None for a network with arrays, and where the composed loss is too long. This is asked
        for by itself: with kinks it takes many times longer than the steps.
        """
        if self.second.network.is_indexed:
            return {}
        return by_composition(self.second, Prover(self.second.definitions))

    def __iter__(self) -> Iterator[Verdict]:
        yield from self.verdicts.values()

    def __str__(self) -> str:
        counts = ", ".join(f"{number} {word}" for word, number in sorted(self.counts.items()))
        return f"{len(self.verdicts)} steps of second order: {counts}"

    __repr__ = __str__


def prove_second(second: SecondOrder) -> SecondProofs:
    """Returns the verdict on every step of second order.

    >>> from symbackprop.calculus import derive
    >>> from symbackprop.network import two_layer
    >>> prove_second(derive(two_layer("any"), order=2).second).ok
    True
    """
    judge = Arrays(second) if second.network.is_indexed else Scalars(second)
    verdicts = {step: judge.hessian(step) for step in second.hessian_steps if step.kind == "claim"}
    verdicts |= {step: judge.product(step) for step in second.hvp.steps if step.kind == "claim"}
    return SecondProofs(second, verdicts)


class Scalars:
    """Judges claims of second order about a scalar network: the tower's derivation, twice."""

    def __init__(self, second: SecondOrder) -> None:
        self._hessian, self._product = Prover(second.definitions), Prover(second.hvp.definitions)

    def hessian(self, step: Step) -> Verdict:
        """Returns the verdict on a step about the Hessian."""
        return self._hessian.prove(step.lhs, step.rhs)

    def product(self, step: Step) -> Verdict:
        """Returns the verdict on a step about the product with a direction."""
        return self._product.prove(step.lhs, step.rhs)
