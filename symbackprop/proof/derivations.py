"""Whole derivations: the verdict on every step, and on every gradient from first principles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import sympy as sp

from symbackprop.calculus import Derivation, Partial, Step
from symbackprop.proof.first_principles import FirstPrinciples, composed
from symbackprop.proof.indexed.first_principles import IndexedFirstPrinciples
from symbackprop.proof.indexed.prover import IndexedProver
from symbackprop.proof.judges import Judges, is_deep, is_large
from symbackprop.proof.verdict import Proved, Undecided, Verdict

SHORT_LOSS = 400
"""The most nodes the composed loss of a large network may have for SymPy's `diff` to be asked too."""


@dataclass(frozen=True, eq=False, repr=False)
class Proofs:
    """The verdicts on a derivation.

    derivation        what was proved
    verdicts          the verdict on each step that claims something
    first_principles  for each parameter, the verdicts on its gradient by independent roads:
                      the tower's derivation and, unless the loss composed into one expression
                      is too long, SymPy's `diff`
    """

    derivation: Derivation
    verdicts: Mapping[Step, Verdict]
    first_principles: Mapping[sp.Symbol, tuple[Verdict, ...]]

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
    def roads(self) -> Mapping[Step, int]:
        """Returns by how many independent roads the last step of each gradient was proved, none of them missing."""
        return {
            self.derivation.gradients[parameter].steps[-1]: len(verdicts)
            for parameter, verdicts in self.first_principles.items()
            if all(isinstance(verdict, Proved) for verdict in verdicts)
        }

    def __iter__(self) -> Iterator[Verdict]:
        yield from self.verdicts.values()
        for roads in self.first_principles.values():
            yield from roads

    def __str__(self) -> str:
        counts = ", ".join(f"{number} {word}" for word, number in sorted(self.counts.items()))
        return f"{len(self.verdicts)} steps and {len(self.first_principles)} gradients from first principles: {counts}"

    __repr__ = __str__


def prove_derivation(derivation: Derivation) -> Proofs:
    """Returns the verdict on every step of a derivation, and on every gradient from first principles."""
    judges: dict[tuple[sp.Expr, ...], Judges] = {}
    verdicts: dict[Step, Verdict] = {}
    for step in derivation.steps:
        if step.claimed is not None:
            if step.where not in judges:
                judges[step.where] = Judges(derivation, step.where)
            verdicts[step] = judges[step.where].verdict(*step.claimed)
    return Proofs(derivation, verdicts, _from_first_principles(derivation))


def _from_first_principles(derivation: Derivation) -> Mapping[sp.Symbol, tuple[Verdict, ...]]:
    if derivation.network.is_indexed:
        return _of_arrays(derivation)
    return _of_many_numbers(derivation) if is_large(derivation) else _of_numbers(derivation)


def _of_numbers(derivation: Derivation) -> Mapping[sp.Expr, tuple[Verdict, ...]]:
    loss = derivation.network.loss.name
    roads = FirstPrinciples(derivation.definitions, loss)
    judge = roads.both if composed(loss, derivation.definitions) is not None else roads.only_by_derivation
    return {parameter: judge(parameter, gradient.delta_form) for parameter, gradient in derivation.gradients.items()}


def _of_many_numbers(derivation: Derivation) -> Mapping[sp.Expr, tuple[Verdict, ...]]:
    """Returns the verdicts on the gradients of a large network: equation by equation, and by `diff` of a short loss."""
    loss = derivation.network.loss.name
    local = IndexedProver(derivation.network, derivation.of_one_item)
    roads = FirstPrinciples(derivation.definitions, loss)
    is_short = not is_deep(derivation) and composed(loss, derivation.definitions, SHORT_LOSS) is not None
    found: dict[sp.Expr, tuple[Verdict, ...]] = {}
    for parameter, gradient in derivation.gradients.items():
        first = local.prove(Partial(loss, parameter), gradient.delta_form)
        second = roads.by_composition(parameter, gradient.delta_form) if is_short else None
        found[parameter] = (first,) if second is None or isinstance(second, Undecided) else (first, second)
    return found


def _of_arrays(derivation: Derivation) -> Mapping[sp.Expr, tuple[Verdict, ...]]:
    """Returns the verdicts on gradients of arrays; the road at small sizes is left out where it is beyond reach."""
    roads = IndexedFirstPrinciples(derivation.network, derivation.of_one_item)
    found: dict[sp.Expr, tuple[Verdict, ...]] = {}
    for parameter, gradient in derivation.gradients.items():
        first, *others = roads.both(parameter, gradient.delta_form)
        found[parameter] = (first, *(verdict for verdict in others if not isinstance(verdict, Undecided)))
    return found
