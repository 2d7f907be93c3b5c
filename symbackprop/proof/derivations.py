"""Whole derivations: the verdict on every step, and on every gradient from first principles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import sympy as sp

from symbackprop.calculus import Derivation, Partial, Step
from symbackprop.calculus.gradients import DEEPEST
from symbackprop.proof.claims import Hypothesis
from symbackprop.proof.first_principles import FirstPrinciples, composed
from symbackprop.proof.indexed.first_principles import IndexedFirstPrinciples
from symbackprop.proof.indexed.prover import IndexedProver
from symbackprop.proof.prover import Prover
from symbackprop.proof.verdict import Proved, Undecided, Verdict

Judge = Prover | IndexedProver


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
    provers: dict[tuple[sp.Expr, ...], _Provers] = {}
    verdicts: dict[Step, Verdict] = {}
    for step in derivation.steps:
        if step.claimed is not None:
            if step.where not in provers:
                provers[step.where] = _Provers(derivation, step.where)
            verdicts[step] = _verdict(step.claimed, provers[step.where].of(step.claimed))
    return Proofs(derivation, verdicts, _from_first_principles(derivation))


class _Provers:
    """The provers to ask in turn about steps that hold under the same conditions.

    In a deep network the one is asked first that opens no more than one equation. It knows
    the network of one item; what a step says of the whole set is not for it to judge.
    """

    def __init__(self, derivation: Derivation, where: tuple[sp.Expr, ...]) -> None:
        given = [Hypothesis(condition, ">", "domain") for condition in where]
        local = IndexedProver(derivation.network, derivation.of_one_item, given)
        self._of_the_set = derivation.definitions.keys() - derivation.of_one_item.keys()
        if derivation.network.is_indexed:
            self._of_one_item: tuple[Judge, ...] = (local,)
            return
        self._whole = Prover(derivation.definitions, given)
        self._of_one_item = (local, self._whole) if _is_deep(derivation) else (self._whole, local)

    def of(self, claimed: tuple[sp.Expr, sp.Expr]) -> tuple[Judge, ...]:
        """Returns the provers for a claim."""
        read = {part for side in claimed for part in (*side.free_symbols, *side.atoms(sp.Indexed))}
        return self._of_one_item if self._of_the_set.isdisjoint(read) else (self._whole,)


def _is_deep(derivation: Derivation) -> bool:
    """Returns whether the loss is too deep to be composed: then each gradient is proved equation by equation."""
    network = derivation.network
    return network.depth[network.loss.symbol] > DEEPEST


def _verdict(claimed: tuple[sp.Expr, sp.Expr], judges: tuple[Judge, ...]) -> Verdict:
    first, *others = judges
    verdict = first.prove(*claimed)
    for judge in others:
        if not isinstance(verdict, Undecided):
            break
        verdict = judge.prove(*claimed)
    return verdict


def _from_first_principles(derivation: Derivation) -> Mapping[sp.Symbol, tuple[Verdict, ...]]:
    if derivation.network.is_indexed:
        return _of_arrays(derivation)
    loss = derivation.network.loss.name
    if _is_deep(derivation):
        local = IndexedProver(derivation.network, derivation.of_one_item)
        found = derivation.gradients.items()
        return {parameter: (local.prove(Partial(loss, parameter), item.delta_form),) for parameter, item in found}
    roads = FirstPrinciples(derivation.definitions, loss)
    judge = roads.both if composed(loss, derivation.definitions) is not None else roads.only_by_derivation
    return {parameter: judge(parameter, gradient.delta_form) for parameter, gradient in derivation.gradients.items()}


def _of_arrays(derivation: Derivation) -> Mapping[sp.Expr, tuple[Verdict, ...]]:
    """Returns the verdicts on gradients of arrays; the road at small sizes is left out where it is beyond reach."""
    roads = IndexedFirstPrinciples(derivation.network, derivation.of_one_item)
    found: dict[sp.Expr, tuple[Verdict, ...]] = {}
    for parameter, gradient in derivation.gradients.items():
        first, *others = roads.both(parameter, gradient.delta_form)
        found[parameter] = (first, *(verdict for verdict in others if not isinstance(verdict, Undecided)))
    return found
