"""The subject: the network that a document speaks of, and what its letters mean."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

import sympy as sp

from symbackprop.answers.latex import Symbols
from symbackprop.proof import Hypothesis

Layout = Literal["columns", "rows"]
"""Whether a document writes the items, and vectors, as columns, W x, or as rows, x W."""

Key: TypeAlias = tuple[int, int]
"""A statement of a document: the number of its formula, and its own in the formula, both from 0."""


@dataclass(frozen=True)
class Span:
    """The statements of some formulas that follow one another.

    first, last  the number of the first formula, and that behind the last

    >>> (2, 5) in Span(1, 3), (3, 0) in Span(1, 3)
    (True, False)
    """

    first: int
    last: int

    def __contains__(self, key: object) -> bool:
        return isinstance(key, tuple) and self.first <= key[0] < self.last


@dataclass(frozen=True)
class Subject:
    """What a document, or a part of it, is about.

    table        what its names mean; `table.vocabulary.network` is the network
    words        the network in words, and where it comes from: "2-2-1 network, read from the document (lines 4–9)"
    completed    what was completed by analogy: "u_2", "w_21"
    lines        the lines that define it
    layout       whether vectors are columns or rows
    definitions  the statements that define it: what they say first is taken, and not judged
    about        the statements that are about this subject and no other; None: all that no other subject has
    remarks      what is to be said besides: what is defined twice, how a formula was read
    stated       the numbers that the notation states of names, as they are written
    assumed      whether nothing but its letters says that the document is about this network
    given        conditions under which its statements hold
    """

    table: Symbols
    words: str
    completed: tuple[str, ...] = ()
    lines: tuple[int, ...] = ()
    layout: Layout = "columns"
    definitions: frozenset[Key] = frozenset()
    about: Container[Key] | None = None
    remarks: tuple[str, ...] = ()
    stated: Mapping[sp.Expr, str] = field(default_factory=dict)
    assumed: bool = False
    given: tuple[Hypothesis, ...] = ()


def subject_of(subjects: Iterable[Subject], key: Key) -> Subject | None:
    """Returns the subject that a statement is about: the one that names it, else the first; None if there is none.

    >>> from symbackprop.answers.vocabulary import vocabulary
    >>> from symbackprop.network import two_layer
    >>> table = Symbols(vocabulary(two_layer()))
    >>> main, other = Subject(table, "main"), Subject(table, "other", about=frozenset({(3, 0)}))
    >>> subject_of([main, other], (3, 0)).words, subject_of([main, other], (4, 0)).words
    ('other', 'main')
    """
    given = tuple(subjects)
    named = (subject for subject in given if subject.about is not None and key in subject.about)
    return next(named, next((subject for subject in given if subject.about is None), None))
