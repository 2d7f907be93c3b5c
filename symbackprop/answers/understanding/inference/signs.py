"""Signs: documents whose deltas are the derivatives with a minus, δ = (t − z) z(1 − z), and that never say so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from symbackprop.answers.judging import judged
from symbackprop.answers.latex import NotUnderstood, Statement, Symbols, readings
from symbackprop.answers.understanding.inference.definitions import Definition
from symbackprop.answers.understanding.inference.lexicon import Lexicon
from symbackprop.calculus import Partial
from symbackprop.proof import Proved

MOST_STATEMENTS = 40
"""How many statements with deltas are tried with either sign."""


@dataclass(frozen=True)
class Learnt:
    """A table, and the equations that say what its deltas are.

    table    what the letters mean
    sources  the equations
    remarks  what is to be said of it
    """

    table: Symbols
    sources: tuple[Definition, ...] = ()
    remarks: tuple[str, ...] = ()


def with_opposite_deltas(table: Symbols, definitions: Sequence[Definition], lexicon: Lexicon) -> Learnt | None:
    """Returns the table in which the deltas are the derivatives with a minus; None if they are not.

    They are if more of the document's statements about them are proved with the minus than without. The name of a
    derivative that the document defines keeps its sign.
    """
    words = table.vocabulary
    own = {delta.name.name: delta.of for delta in words.derivation.deltas}
    turned = {
        text: -Partial(words.network.loss.name, of)
        for text, of in own.items()
        if text in lexicon.quantities and text not in table.others and text not in lexicon.named_derivatives
    }
    opposite = replace(table, others={**table.others, **turned})
    sources = [
        one
        for one in definitions
        if one.text in turned
        and is_proved(one.stated.statement, opposite)
        and not is_proved(one.stated.statement, table)
    ]
    if not sources:
        return None
    about = [
        stated.statement
        for stated in lexicon.statements
        if any(occurrence.text in turned for occurrence in lexicon.at(stated))
    ][:MOST_STATEMENTS]
    without, minus = (sum(is_proved(statement, one) for statement in about) for one in (table, opposite))
    if minus <= without:
        return None
    lines = sorted({one.line for one in sources})
    remark = f"the deltas are the derivatives with a minus, after line {lines[0]}"
    return Learnt(opposite, tuple(sources), (remark,))


def is_proved(statement: Statement, table: Symbols) -> bool:
    """Returns whether a statement claims something, and a reading of it is proved."""
    try:
        ways = [tuple(way.claims()) for way in readings(statement, table)]
    except NotUnderstood:
        return False
    verdicts = (judged(claims, table.vocabulary) for claims in ways)
    return any(found and all(isinstance(verdict, Proved) for verdict in found) for found in verdicts)
