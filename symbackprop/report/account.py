"""The account: a derivation, and what its author says of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

import sympy as sp

from symbackprop.calculus import Derivation
from symbackprop.proof import Verdict
from symbackprop.report.document import Reference
from symbackprop.report.text import Formula, Inline, Text, ToReference

_CITED = re.compile(r"\[([a-z]+[0-9]*)\]")

Words: TypeAlias = "str | tuple[Inline | sp.Basic, ...]"
"""What an author writes: words, in which [key] cites a reference; or words, formulas and links side by side."""


@dataclass(frozen=True)
class Mistake:
    """A formula that is often written, and is wrong: left = right does not hold.

    left   a delta, or a `Partial`; arrays at their canonical indices
    right  what is written for it
    words  where the mistake lies
    """

    left: sp.Expr
    right: sp.Expr
    words: Words


@dataclass(frozen=True)
class Account:
    """A derivation with the words around it, from which a document is made.

    derivation  what is told
    title       the title of the document; "" for the usual one
    lead        what is derived and why it matters, a paragraph; "" for none
    mistakes    what is often written and wrong; a document shows each with its refutation
    references  where it comes from

    >>> from symbackprop.calculus import derive
    >>> from symbackprop.network import two_layer
    >>> Account(derive(two_layer()), title="The network of the notes").mistakes
    ()
    """

    derivation: Derivation
    title: str = ""
    lead: Words = ""
    mistakes: tuple[Mistake, ...] = ()
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True)
class Judged:
    """An account with the verdicts on its mistakes."""

    account: Account
    verdicts: Mapping[Mistake, Verdict]


def text_of(words: Words) -> Text:
    """Returns an author's words as running text; a key in square brackets cites the reference of that key.

    >>> text_of(("As ", sp.Symbol("x"), " grows [ba]."))
    ('As ', Formula(expression=x), ' grows ', ToReference(key='ba'), '.')
    """
    pieces = (words,) if isinstance(words, str) else words
    return tuple(inline for piece in pieces for inline in _inlines(piece))


def _inlines(piece: Inline | sp.Basic) -> Text:
    if not isinstance(piece, str):
        return (Formula(piece) if isinstance(piece, sp.Basic) else piece,)
    parts = _CITED.split(piece)
    return tuple(ToReference(part) if place % 2 else part for place, part in enumerate(parts) if part)
