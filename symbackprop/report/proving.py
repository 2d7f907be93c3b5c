"""Proving: the verdict on everything a document may show of a derivation."""

from __future__ import annotations

from dataclasses import replace

from symbackprop.calculus import Derivation
from symbackprop.proof.derivations import Proofs
from symbackprop.proof.indexed.prover import IndexedProver
from symbackprop.proof.matrices import prove_matrix_step
from symbackprop.report.account import Account, Judged


def proofs_of(derivation: Derivation) -> Proofs:
    """Returns the verdicts on a derivation's steps, on its matrix forms, and on what it has of second order."""
    proofs = derivation.prove()
    judge = IndexedProver(derivation.network, derivation.of_one_item)
    forms = {step: prove_matrix_step(step, judge) for step in derivation.matrix_forms}
    second = derivation.second.prove().verdicts if derivation.order > 1 else {}
    return replace(proofs, verdicts={**proofs.verdicts, **forms, **second})


def judged(account: Account) -> Judged:
    """Returns an account with the verdicts on what its author says is often got wrong."""
    if not account.mistakes:
        return Judged(account, {})
    claiming = replace(account.derivation, claims=())
    for mistake in account.mistakes:
        claiming = claiming.claiming(mistake.left, mistake.right)
    verdicts = claiming.prove().verdicts
    found = zip(account.mistakes, claiming.claims, strict=True)
    return Judged(account, {mistake: verdicts[step] for mistake, step in found})
