r"""Free letters: identities between matrices that are written out in letters of which nothing is known.

\begin{bmatrix} a_{11} & a_{12} \end{bmatrix} \circ ... = ... holds for all numbers, or it is wrong; no
network is needed for that. So that a definition is not taken for an identity, nor a document that has said
more of its letters: every letter of the later sides stands on the first, and most of the entries are equal.
Decimal numbers, which may be rounded, are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

from symbackprop.answers.judging import judged
from symbackprop.answers.latex import NotUnderstood, Reading, Statement, Symbols
from symbackprop.answers.latex.heads import begins_name, heads
from symbackprop.answers.latex.matrices import read_matrices
from symbackprop.answers.latex.matrices.transposes import is_transpose
from symbackprop.answers.latex.rewriting import walk
from symbackprop.answers.latex.tree import CASES, Factor, Node, Number, Rows, Script
from symbackprop.answers.latex.written import Written
from symbackprop.network import name as symbol

MOST_LETTERS = 72
"""The most letters of such an identity."""

_REMARK = "its letters are any numbers"


def identity_of_matrices(statement: Statement, table: Symbols) -> tuple[Reading, ...]:
    r"""Returns the ways to read a statement about matrices of free letters; () if it is none.

    >>> from symbackprop.answers.latex import read_display
    >>> from symbackprop.answers.vocabulary import vocabulary
    >>> from symbackprop.network import two_layer
    >>> row = r"\begin{bmatrix} a_1 & a_2 \end{bmatrix}"
    >>> (statement,) = read_display(rf"2 {row} = \begin{{bmatrix}} 2 a_1 & 2 a_2 \end{{bmatrix}}")
    >>> identity_of_matrices(statement, Symbols(vocabulary(two_layer())))[0].further
    ((2*a_2, 2*a_2),)
    """
    free = _with_free_letters(statement, table)
    if free is None:
        return ()
    try:
        found = read_matrices(statement, free)
    except NotUnderstood:
        return ()
    if not free.others.keys() - table.others.keys():
        return found
    told = tuple(replace(reading, choices=(*reading.choices, _REMARK)) for reading in found)
    return told if all(map(_holds_mostly, told)) else ()


def _with_free_letters(statement: Statement, table: Symbols) -> Symbols | None:
    """Returns the table with the letters of a statement; None if one of them means something, or stands alone."""
    first, *later = statement.sides
    last = statement.sides[-1]
    if first is None or not later or not isinstance(last, Rows) or last.kind == CASES:
        return None
    names = list(_names(first))
    texts = {name.text for name in names}
    if any(isinstance(node, Number) and node.precision for side in (first, *later) if side for node in walk(side)):
        return None
    others = {name.text for side in later for name in _names(side)}
    known = any(table.meanings(name) or table.function(name) is not None for name in names)
    if known or "" in texts or not others <= texts or len(texts) > MOST_LETTERS:
        return None
    return replace(table, others={**table.others, **{text: symbol(text) for text in texts}})


def _names(part: Any) -> Iterator[Written]:
    """Yields the names in a part of a tree, each as a whole."""
    if isinstance(part, Script) and part.above is not None and is_transpose(part.above):
        part = replace(part, above=None) if begins_name(part) else part.base
    if isinstance(part, Node) and begins_name(part):
        yield from (head.name for head in list(heads([Factor("", part)]))[:1])
    elif isinstance(part, Node | Factor):
        for field in fields(part):
            yield from _names(getattr(part, field.name))
    elif isinstance(part, tuple):
        for item in part:
            yield from _names(item)


def _holds_mostly(reading: Reading) -> bool:
    """Returns whether more than half of the entries are equal."""
    words = [verdict.word for verdict in judged(tuple(reading.claims()), reading.table.vocabulary)]
    return 2 * words.count("proved") > len(words)
