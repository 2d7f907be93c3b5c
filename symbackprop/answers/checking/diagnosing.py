"""Diagnosing a claim that is refuted: what is wrong with it, and what holds instead."""

from __future__ import annotations

from dataclasses import replace

from symbackprop.answers.checking.slopes_in_tables import Slope
from symbackprop.answers.checking.steps.updates import judged_as_known, negated
from symbackprop.answers.latex import Statement, Symbols
from symbackprop.answers.latex.tree import CASES, Rows
from symbackprop.answers.mistakes import Diagnosis, diagnose, repairs
from symbackprop.answers.vocabulary import Vocabulary
from symbackprop.proof import Claim, Proved

UPWARDS = "sign of the update"


def diagnosed(claim: Claim, words: Vocabulary) -> Diagnosis | None:
    """Returns what is wrong with a claim that is refuted; None if nothing can be said.

    >>> from symbackprop.answers.vocabulary import vocabulary
    >>> from symbackprop.network import two_layer
    >>> known = vocabulary(two_layer())
    >>> delta = known.derivation.delta("1").name
    >>> print(diagnosed(Claim(delta, known.quantities["x_1"], known.definitions), known).right)
    delta_1 = delta_out*v_1*y_1*(1 - y_1)
    """
    found = diagnose(claim, words)
    return found if found.sentence or found.right is not None else None


def repaired(statement: Statement, table: Symbols) -> Diagnosis | None:
    """Returns which single change of a statement of matrices makes it right, proved; None if none does."""
    for repair in repairs(statement, table):
        return Diagnosis(
            repair.claims[0], repair.mistake, repair.sentence, right=repair.claims[0], proof=repair.proofs[0]
        )
    return None


def diagnosed_slope(slope: Slope) -> Diagnosis | None:
    """Returns what is wrong with a derivative in a table; None if nothing can be said."""
    found = [diagnosed(claim, slope.words) for claim in slope.claims()] if slope.words is not None else []
    return next((diagnosis for diagnosis in found if diagnosis is not None), None)


def in_its_entry(found: Diagnosis, statement: Statement, number: int) -> Diagnosis:
    """Returns a diagnosis that says in which entry of a matrix that is written out the mistake is.

    number  which of the claims of the statement is wrong, from 0
    """
    written_out = statement.sides[-1]
    if not isinstance(written_out, Rows) or written_out.kind == CASES or len(statement.relations) > 1:
        return found
    row, column = divmod(number, len(written_out.rows[0]))
    where = f"in entry ({row + 1}, {column + 1}), "
    return replace(
        found,
        sentence=f"{where}{found.sentence}",
        statement=(where, *found.statement),
        remark=(where, *found.remark),
    )


def diagnosed_update(claim: Claim, words: Vocabulary) -> Diagnosis | None:
    """Returns what is wrong with a step that is refuted: that it goes up, if that is proved; else None.

    claim  that the step is the negative gradient
    """
    up = judged_as_known(Claim(claim.lhs, negated(claim.rhs), claim.definitions), words)
    return Diagnosis(claim, UPWARDS, "the sign of the step is wrong", proof=up) if isinstance(up, Proved) else None
