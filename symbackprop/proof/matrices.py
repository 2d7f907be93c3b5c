"""Claims about matrices: two matrices are equal if all their entries are.

Nothing is known here of matrix algebra. Both sides are expanded into their entries by the
definitions of the operations, at free row and column, and the kernel of indexed sums judges
the claim about numbers that this gives, for all sizes.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

import sympy as sp

from symbackprop.calculus import Step
from symbackprop.calculus.matrices import MatrixForm, entry_at, shape
from symbackprop.calculus.matrices.expression import described, same
from symbackprop.proof.claims import Claim
from symbackprop.proof.verdict import Proved, Refuted, Undecided, Verdict


class Judge(Protocol):
    """What proves claims about numbers: `IndexedProver`, or a `Prover` for claims without indices."""

    def prove(self, lhs: sp.Expr, rhs: sp.Expr) -> Verdict:
        """Returns the verdict on lhs = rhs."""


def entries(step: Step) -> tuple[sp.Expr, sp.Expr]:
    """Returns the two sides of a step about matrices at free row and column, in the indices of its premise.

    >>> from symbackprop.calculus import derive
    >>> from symbackprop.calculus.matrices import matrix_steps
    >>> from symbackprop.network import mlp
    >>> first, *_ = matrix_steps(derive(mlp(["n", "m", "K"])))
    >>> first.rhs, entries(first)
    (W @ x + b, (u[j], b[j] + Sum(w[j, i]*x[i], (i, 1, n))))
    """
    if not isinstance(step.rule, MatrixForm):
        raise TypeError(f"the step {step.key} is about numbers, and was proved as it stands")
    row, column = (*step.rule.letters, sp.S.One, sp.S.One)[:2]
    return entry_at(step.lhs, row, column), entry_at(step.rhs, row, column)


def prove_matrix_step(step: Step, judge: Judge) -> Verdict:
    """Returns the verdict on a step about matrices, by the verdict on its entries.

    Sides that differ in shape are not equal, whatever their entries are: such a claim is
    refuted if its entries differ where both have one, and undecided otherwise.
    """
    claim = Claim(step.lhs, step.rhs)
    found = judge.prove(*entries(step))
    if not all(map(same, shape(step.lhs), shape(step.rhs))) and not isinstance(found, Refuted):
        return Undecided(claim, f"{described(step.lhs)} and {described(step.rhs)}")
    return _about(claim, found)


def _about(claim: Claim, found: Verdict) -> Verdict:
    """Returns the verdict on the entries as one on the matrices."""
    whole = replace(claim, definitions=found.claim.definitions, given=found.claim.given)
    if isinstance(found, Proved):
        return replace(found, claim=whole, evidence=f"entry by entry, by the definitions; {found.evidence}")
    return replace(found, claim=whole) if isinstance(found, Refuted | Undecided) else found
