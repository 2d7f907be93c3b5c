"""CONNECTIVES: how formulas are joined; one row for each connective.

To add one, add a row, and its sign to the writers of `notation`, where it is a `Relation`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_, xor
from types import MappingProxyType

Bits = int
"""The values of a function on all rows, row r in bit r."""


@dataclass(frozen=True)
class Connective:
    """A connective.

    name     what it is called
    binding  how tightly it binds; a negation most tightly
    spelled  what the parser takes for it; the first is what is written in ASCII
    values   the values from those of the parts and of the function that is 1 everywhere
    repeats  whether a ∘ b ∘ c has one meaning, whatever brackets are thought into it
    """

    name: str
    binding: int
    spelled: tuple[str, ...]
    values: Callable[[Sequence[Bits], Bits], Bits]
    repeats: bool

    @property
    def is_prefix(self) -> bool:
        """Returns whether it stands before its only part."""
        return self.name == "not"


def _negation(parts: Sequence[Bits], every: Bits) -> Bits:
    return every ^ parts[0]


def _conjunction(parts: Sequence[Bits], _every: Bits) -> Bits:
    return reduce(and_, parts)


def _disjunction(parts: Sequence[Bits], _every: Bits) -> Bits:
    return reduce(or_, parts)


def _parity(parts: Sequence[Bits], _every: Bits) -> Bits:
    return reduce(xor, parts)


def _not_all(parts: Sequence[Bits], every: Bits) -> Bits:
    return every ^ _conjunction(parts, every)


def _none(parts: Sequence[Bits], every: Bits) -> Bits:
    return every ^ _disjunction(parts, every)


def _implication(parts: Sequence[Bits], every: Bits) -> Bits:
    return (every ^ parts[0]) | parts[1]


def _equality(parts: Sequence[Bits], every: Bits) -> Bits:
    return every ^ parts[0] ^ parts[1]


CONNECTIVES: Mapping[str, Connective] = MappingProxyType(
    {
        row.name: row
        for row in (
            Connective("not", 6, ("~", "!", "¬", "not"), _negation, repeats=True),
            Connective("and", 5, ("&", "&&", "∧", "and"), _conjunction, repeats=True),
            Connective("nand", 5, ("nand", "⊼", "↑"), _not_all, repeats=False),
            Connective("xor", 4, ("^", "⊕", "⊻", "xor"), _parity, repeats=True),
            Connective("or", 3, ("|", "||", "∨", "or"), _disjunction, repeats=True),
            Connective("nor", 3, ("nor", "⊽", "↓"), _none, repeats=False),
            Connective("implies", 2, ("->", ">>", "=>", "→", "⇒"), _implication, repeats=False),
            Connective("equivalent", 1, ("<->", "==", "<=>", "↔", "⇔", "≡"), _equality, repeats=False),
        )
    }
)
"""The connectives, by name, the most tightly binding first."""
