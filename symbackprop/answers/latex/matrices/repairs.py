"""Repairs: which single change makes a wrong statement of matrices a right one, proved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from symbackprop.answers.judging import judged
from symbackprop.answers.latex.heads import begins_name, heads
from symbackprop.answers.latex.matrices.calls import ARRAY_FUNCTIONS
from symbackprop.answers.latex.matrices.changes import Change, Kind, changes
from symbackprop.answers.latex.matrices.descent import descent_claims
from symbackprop.answers.latex.matrices.reading import read_matrices
from symbackprop.answers.latex.reading import Reading
from symbackprop.answers.latex.refusal import NotUnderstood
from symbackprop.answers.latex.statement import Statement
from symbackprop.answers.latex.symbols import ArrayTable
from symbackprop.answers.latex.tree import Factor, Node
from symbackprop.proof import Claim, Proved

MOST_TRIES = 40
"""How many changes of one statement are tried."""


@dataclass(frozen=True)
class Repair:
    """A change that makes a statement right.

    kind      what is wrong: "transpose missing", "order", ...
    sentence  the same as a fact: "the transpose of A^h is missing"
    position  where in the formula that is
    reading   the changed statement, as it was read
    claims    what it claims
    proofs    the proof of each claim
    """

    kind: Kind
    sentence: str
    position: int
    reading: Reading
    claims: tuple[Claim, ...]
    proofs: tuple[Proved, ...]


def repairs(statement: Statement, table: ArrayTable) -> tuple[Repair, ...]:
    r"""Returns the single changes that make a statement right, each proved; () if there is none.

    A transpose is put to a factor or taken from it, a product of matrices and one element by
    element are exchanged, two factors beside each other are swapped. At most MOST_TRIES
    changes are tried, those that are the commonest mistakes first; only those of the kind
    that is found first are returned.

    >>> from symbackprop.answers.latex import Symbols, read_display
    >>> from symbackprop.answers.vocabulary import vocabulary
    >>> from symbackprop.network import mlp
    >>> table = Symbols(vocabulary(mlp(["n", "m", "K"])), {"W": "w"})
    >>> (statement,) = read_display(r"\frac{\partial E}{\partial W} = \delta x")
    >>> [repair.sentence for repair in repairs(statement, table)]
    ['the transpose of x is missing']
    """
    found: list[Repair] = []
    tried = islice(changes(statement, lambda node: _is_function(node, table)), MOST_TRIES)
    for change in tried:
        if found and change.kind != found[0].kind:
            break
        found += islice(_proved(change, table), 1)
    return tuple(found)


def _proved(change: Change, table: ArrayTable) -> Iterator[Repair]:
    try:
        readings = read_matrices(change.statement, table)
    except NotUnderstood:
        return
    for reading in readings:
        claims = (*reading.claims(), *descent_claims(reading))
        verdicts = judged(claims, table.vocabulary)
        proofs = tuple(verdict for verdict in verdicts if isinstance(verdict, Proved))
        if claims and len(proofs) == len(claims):
            yield Repair(change.kind, change.sentence, change.position, reading, claims, proofs)


def _is_function(node: Node, table: ArrayTable) -> bool:
    if not begins_name(node):
        return False
    names = [head.name for head in heads([Factor("", node)])]
    return any(table.function(name) is not None or name.text in ARRAY_FUNCTIONS for name in names)
