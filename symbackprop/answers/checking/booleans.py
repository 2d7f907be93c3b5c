r"""Boolean formulas: x_1 \oplus x_2 = (x_1 \lor x_2) \land \lnot (x_1 \land x_2), judged by their truth tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType

from symbackprop.answers.checking.finding import Word
from symbackprop.answers.latex import NotUnderstood
from symbackprop.answers.latex.dressing import undressed
from symbackprop.answers.latex.token import Token
from symbackprop.answers.latex.tokens import tokens
from symbackprop.errors import SymbackpropError
from symbackprop.network.perceptrons import Formula, parse
from symbackprop.notation.booleans import lay_boolean
from symbackprop.notation.tree import Node, Related, Relations

LOGICAL: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys((r"\land", r"\wedge"), "&"),
        **dict.fromkeys((r"\lor", r"\vee"), "|"),
        **dict.fromkeys((r"\lnot", r"\neg"), "~"),
    }
)
"""The signs that make a formula a Boolean one."""

_SIGNS: Mapping[str, str] = MappingProxyType({**LOGICAL, r"\oplus": "^", "(": "(", ")": ")"})
_WORDS = frozenset({"nor", "nand", "xor", "and", "or", "not"})
_EQUAL = frozenset({"=", r"\equiv"})
_NUMBER = re.compile(r"(?:&|\\cr|\\\\|\s)*(?:&&?\s*\([0-9.]+\))?(?:\\cr|\\\\|[.,]|\s)*$")


@dataclass(frozen=True)
class Tables:
    """The verdict on Boolean formulas: whether they have the same truth table.

    word   "proved", "refuted", or "taken" for one formula alone
    row    the first row on which two of them differ, in words
    """

    word: Word
    row: str = ""

    def details(self) -> tuple[tuple[str, str], ...]:
        """Returns the evidence as (what, text) pairs."""
        fact = f"the sides differ at {self.row}" if self.row else "the truth tables are the same, row by row"
        return (("because", fact),)


@dataclass(frozen=True)
class Boolean:
    """A Boolean formula, or formulas with signs of equality between them, and the verdict."""

    shown: Node
    tables: Tables


def boolean(latex: str) -> Boolean | None:
    r"""Returns a Boolean formula with the verdict on it; None for anything else.

    An equation is one only if a sign of logic stands in it, and its sides have the same variables: else nothing says
    that its names are truth values.

    >>> boolean(r"A \oplus B = (A \lor B) \land \lnot(A \land B)").tables.word
    'proved'
    >>> boolean(r"A \land B = A \lor B").tables.row
    'A = 0, B = 1'
    >>> boolean(r"y = A \land B") is None
    True
    """
    try:
        found = undressed(tokens(_NUMBER.sub("", latex)), latex)
        sides = [parse(text) for text in _sides(found)]
    except (NotUnderstood, SymbackpropError):
        return None
    several = len(sides) > 1
    logical = any(token.text in LOGICAL or token.text in _WORDS for token in found)
    joined = any(token.text in _SIGNS for token in found)
    if not (logical if several else joined) or len({formula.table.variables for formula in sides}) > 1:
        return None
    return Boolean(_laid(sides), _verdict(sides) if several else Tables("taken"))


def _verdict(sides: Sequence[Formula]) -> Tables:
    for one, other in pairwise(formula.table for formula in sides):
        for row, values in zip(one.rows, zip(one.values, other.values, strict=True), strict=True):
            if values[0] != values[1]:
                listed = zip(one.variables, row, strict=True)
                return Tables("refuted", ", ".join(f"{variable} = {value}" for variable, value in listed))
    return Tables("proved")


def _laid(sides: Sequence[Formula]) -> Node:
    first, *others = map(lay_boolean, sides)
    return Relations(first, tuple(Related("=", other) for other in others)) if others else first


def _sides(found: Sequence[Token]) -> Iterator[str]:
    """Yields the sides as the parser of Boolean formulas reads them."""
    spelled: list[str] = []
    for token in found:
        if token.text in _EQUAL:
            yield "".join(spelled)
            spelled.clear()
        else:
            spelled.append(_spelled(token))
    yield "".join(spelled)


def _spelled(token: Token) -> str:
    if token.text in _SIGNS:
        return f" {_SIGNS[token.text]} "
    if token.text in _WORDS:
        return f" {token.text} "
    if token.kind in ("letter", "number", "word", "words") or token.text == "_":
        return token.text
    return "" if token.kind in ("open", "close", "end") or token.text == "&" else " ? "
