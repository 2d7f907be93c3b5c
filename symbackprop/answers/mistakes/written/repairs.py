"""Repairs: which single change makes a wrong statement of matrices a right one, proved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from symbackprop.answers.judging import judged
from symbackprop.answers.latex.heads import begins_name, heads
from symbackprop.answers.latex.matrices.calls import ARRAY_FUNCTIONS
from symbackprop.answers.latex.matrices.descent import descent_claims
from symbackprop.answers.latex.matrices.reading import read_matrices
from symbackprop.answers.latex.reading import Reading
from symbackprop.answers.latex.refusal import NotUnderstood
from symbackprop.answers.latex.statement import Statement
from symbackprop.answers.latex.symbols import ArrayTable
from symbackprop.answers.latex.tree import Factor, Node
from symbackprop.answers.mistakes.mistake import Mistake
from symbackprop.answers.mistakes.table import MISTAKES
from symbackprop.answers.mistakes.written.changes import Change
from symbackprop.proof import Claim, Proved

MOST_TRIES = 40
"""How many changes of one statement are tried."""


@dataclass(frozen=True)
class Repair:
    """A change that makes a statement right.

    mistake   the row of MISTAKES that was made, by its name
    sentence  the same as a fact: "the transpose of A^h is missing"
    position  where in the formula that is
    reading   the changed statement, as it was read
    claims    what it claims
    proofs    the proof of each claim
    """

    mistake: str
    sentence: str
    position: int
    reading: Reading
    claims: tuple[Claim, ...]
    proofs: tuple[Proved, ...]


def repairs(statement: Statement, table: ArrayTable) -> tuple[Repair, ...]:
    r"""Returns the single changes that make a statement right, each proved; () if there is none.

    The mistakes of the table are undone one at a time, in its order, anywhere but on the first side. At most
    MOST_TRIES changes are tried; only those of the mistake that is found first are returned.

    >>> from symbackprop.answers.latex import Symbols, read_display
    >>> from symbackprop.answers.vocabulary import vocabulary
    >>> from symbackprop.network import mlp
    >>> table = Symbols(vocabulary(mlp(["n", "m", "K"])), {"W": "w"})
    >>> (statement,) = read_display(r"\frac{\partial E}{\partial W} = \delta x")
    >>> [repair.sentence for repair in repairs(statement, table)]
    ['the transpose of x is missing']
    """
    found: list[Repair] = []
    for row, change, changed in islice(_changed(statement, table), MOST_TRIES):
        if found and row.name != found[0].mistake:
            break
        found += islice(_proved(row, change, changed, table), 1)
    return tuple(found)


def _changed(statement: Statement, table: ArrayTable) -> Iterator[tuple[Mistake, Change, Statement]]:
    """Yields the statement with one mistake undone."""
    later = [(number, side) for number, side in enumerate(statement.sides) if number and side is not None]
    for row in MISTAKES.values():
        for number, side in later:
            for change in row.changes(side, statement.text, lambda node: _is_function(node, table)):
                sides = (*statement.sides[:number], change.within(side), *statement.sides[number + 1 :])
                yield row, change, replace(statement, sides=sides)


def _proved(row: Mistake, change: Change, changed: Statement, table: ArrayTable) -> Iterator[Repair]:
    try:
        readings = read_matrices(changed, table)
    except NotUnderstood:
        return
    for reading in readings:
        claims = (*reading.claims(), *descent_claims(reading))
        verdicts = judged(claims, table.vocabulary)
        proofs = tuple(verdict for verdict in verdicts if isinstance(verdict, Proved))
        if claims and len(proofs) == len(claims):
            sentence = row.sentence.format(part=change.part, instead=change.other)
            yield Repair(row.name, sentence, change.old.position, reading, claims, proofs)


def _is_function(node: Node, table: ArrayTable) -> bool:
    if not begins_name(node):
        return False
    names = [head.name for head in heads([Factor("", node)])]
    return any(table.function(name) is not None or name.text in ARRAY_FUNCTIONS for name in names)
