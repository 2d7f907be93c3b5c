"""Judges: which prover is asked about which step of a derivation, and in which order.

A small scalar network is opened as a whole, so that its steps hold whatever its names stand
for. In a large one the prover is asked first that opens no more equations than it must: the
cost of a step then does not grow with the network. What a step says of the whole training
set is settled for one item.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TypeAlias

import sympy as sp

from symbackprop.calculus import Derivation
from symbackprop.proof.claims import Claim, Hypothesis
from symbackprop.proof.indexed.prover import IndexedProver
from symbackprop.proof.items import item_by_item
from symbackprop.proof.prover import Prover
from symbackprop.proof.verdict import Undecided, Verdict

Judge: TypeAlias = Callable[[sp.Expr, sp.Expr], Verdict]

MOST_PARAMETERS = 20
"""A scalar network with more parameters than this is not opened as a whole, if it can be helped."""

DEEPEST = 12
"""A scalar network with more equations than this on the longest way to the loss is not opened as a whole either."""


def is_large(derivation: Derivation) -> bool:
    """Returns whether a scalar network is too deep or too wide to be opened as a whole for every step."""
    return is_deep(derivation) or len(derivation.network.parameters) > MOST_PARAMETERS


def is_deep(derivation: Derivation) -> bool:
    """Returns whether a function stands in a function so often that the cost of the composed loss gets out of hand."""
    network = derivation.network
    return network.depth[network.loss.symbol] > DEEPEST


class Judges:
    """The provers for the steps of a derivation that hold where the conditions are positive."""

    def __init__(self, derivation: Derivation, where: Sequence[sp.Expr]) -> None:
        self._derivation = derivation
        self._given = [Hypothesis(condition, ">", "domain") for condition in where]
        self._of_the_set = derivation.definitions.keys() - derivation.of_one_item.keys()

    def verdict(self, left: sp.Expr, right: sp.Expr) -> Verdict:
        """Returns the verdict on left = right of the first prover that decides it, else of the last."""
        first, *others = self._asked(left, right)
        verdict = first(left, right)
        for judge in others:
            if not isinstance(verdict, Undecided):
                break
            verdict = judge(left, right)
        return verdict

    def _asked(self, left: sp.Expr, right: sp.Expr) -> Sequence[Judge]:
        if self._derivation.network.is_indexed:
            return (self._local.prove,)
        is_of_the_set = any(
            not self._of_the_set.isdisjoint((*side.free_symbols, *side.atoms(sp.Indexed))) for side in (left, right)
        )
        if is_large(self._derivation):
            return (self._item_by_item if is_of_the_set else self._local.prove, self._whole.prove)
        return (self._whole.prove,) if is_of_the_set else (self._whole.prove, self._local.prove)

    @cached_property
    def _local(self) -> IndexedProver:
        return IndexedProver(self._derivation.network, self._derivation.of_one_item, self._given)

    @cached_property
    def _whole(self) -> Prover:
        return Prover(self._derivation.definitions, self._given)

    @cached_property
    def _names(self) -> dict[sp.Expr, sp.Expr]:
        """Returns for every quantity of the item p its name in the network of one item."""
        derivation = self._derivation
        known = {*derivation.of_one_item, *derivation.network.symbols} - {*derivation.network.parameters}
        return {derivation.training_set.of_item(symbol): symbol for symbol in known}

    def _item_by_item(self, left: sp.Expr, right: sp.Expr) -> Verdict:
        """Returns the verdict on a claim about the set, settled in the network of one item."""
        items = self._derivation.training_set
        claim = Claim(left, right, {items.loss: items.definition.rhs}, tuple(self._given))
        found = item_by_item(claim, lambda one, other: self._local.prove(self._of_one(one), self._of_one(other)))
        whole = Claim(left, right, self._derivation.definitions, tuple(self._given))
        if found is None:
            return Undecided(whole, "it does not follow item by item")
        return replace(found, claim=whole)

    def _of_one(self, expression: sp.Expr) -> sp.Expr:
        return expression.xreplace(self._names)
