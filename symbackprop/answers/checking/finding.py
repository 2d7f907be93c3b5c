"""Findings: what is said of each formula of a document, with its place and its evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from symbackprop.answers.checking.printing import as_html, as_text
from symbackprop.answers.mistakes import Diagnosis
from symbackprop.notation.tree import Node

Kind = Literal[
    "definition", "claim", "chain rule", "update rule", "inequality", "numbers", "notation", "not understood"
]
"""What a formula is: "notation" is an expression alone, or a list of names."""

Word = Literal["proved", "refuted", "undecided", "taken", "not understood"]
"""What is found: "taken" is what defines or names something and claims nothing."""

WORST_FIRST: tuple[Word, ...] = ("refuted", "not understood", "undecided", "proved", "taken")


class Evidence(Protocol):
    """What a judgement rests on: a verdict on a claim, or on a line of numbers."""

    @property
    def word(self) -> str:
        """Returns "proved", "refuted" or "undecided"."""

    def details(self) -> tuple[tuple[str, str], ...]:
        """Returns the evidence as (what, text) pairs."""


@dataclass(frozen=True)
class Finding:
    """What is said of one formula: an equation, a chain, or an expression.

    latex      the formula as it stands there
    line       the line of its first character, counted from 1; in a notebook, of its cell
    column     the column of it, counted from 1
    cell       the number of its cell in a notebook, 0 elsewhere
    kind       what it is
    word       what is found
    shown      the formula as it was understood, one text for each claim in it; () if it was not
    evidence   a verdict for each claim in it
    diagnosis  what is wrong with the first claim that is refuted; None if nothing is
    remarks    in words, how it was read where it could be read otherwise: "for one item"
    reason     why it was not understood, or what is missing to decide it; else ""
    token      the token at which the reader stopped; else ""
    at         line and column of that token; (0, 0) if there is none
    end        line and column behind the formula; (0, 0) if they are not known
    formulas   what is in `shown`, as it is laid out before it is written in any format
    """

    latex: str
    line: int
    column: int
    kind: Kind
    word: Word
    cell: int = 0
    shown: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    diagnosis: Diagnosis | None = None
    remarks: tuple[str, ...] = ()
    reason: str = ""
    token: str = ""
    at: tuple[int, int] = (0, 0)
    end: tuple[int, int] = (0, 0)
    formulas: tuple[Node, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Findings:
    """What is said of the formulas of one document, in the order in which they stand.

    file       its name; "" if text was given
    subject    the network it is about, in words: "2-2-1 network, read from the document"
    findings   one for each formula
    completed  what was completed by analogy: "u_2", "w_21"
    notation   what the author's letters mean: "net_h1" is "u_1"
    remarks    what was passed over, with its place: pictures, files that are not followed
    texts      its text under 0; of a notebook that of every cell under its number
    """

    file: str
    subject: str
    findings: tuple[Finding, ...]
    completed: tuple[str, ...] = ()
    notation: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    texts: Mapping[int, str] = field(default_factory=dict, repr=False)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def __len__(self) -> int:
        return len(self.findings)

    @property
    def counts(self) -> Mapping[Word, int]:
        """Returns how many formulas there are of each word."""
        found = Counter(finding.word for finding in self.findings)
        return {word: found[word] for word in WORST_FIRST if found[word]}

    @property
    def ok(self) -> bool:
        """Returns whether nothing is refuted, undecided or not understood."""
        return all(finding.word in ("proved", "taken") for finding in self.findings)

    def __str__(self) -> str:
        return as_text(self)

    def _repr_html_(self) -> str:
        return as_html(self)
