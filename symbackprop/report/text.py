"""Running text: words, formulas and links, in no format."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import TypeAlias

import sympy as sp

from symbackprop.notation.tree import Node

_MOST_LISTED = 3
"""How many values of an index are listed one by one."""


@dataclass(frozen=True)
class Formula:
    """A formula in running text: an expression, or a layout."""

    expression: sp.Basic | Node


@dataclass(frozen=True)
class Equals:
    """A short equation in running text, lhs = rhs."""

    lhs: sp.Expr
    rhs: sp.Expr


@dataclass(frozen=True)
class Ranging:
    """How far indices run, the same for all of them: i, j = 1, …, n."""

    letters: tuple[sp.Symbol, ...]
    last: sp.Expr

    @property
    def values(self) -> tuple[sp.Expr | None, ...]:
        """Returns the values as they are listed: 1, 2 or 1, ..., n; None is what is left out.

        >>> Ranging((), sp.Integer(2)).values, Ranging((), sp.Integer(9)).values
        ((1, 2), (1, None, 9))
        """
        count = int(self.last) if self.last.is_Integer else _MOST_LISTED + 1
        return tuple(map(sp.Integer, range(1, count + 1))) if count <= _MOST_LISTED else (sp.S.One, None, self.last)


@dataclass(frozen=True)
class Emphasis:
    """Words in italics, or in bold."""

    text: tuple[Inline, ...]
    strong: bool = False


@dataclass(frozen=True)
class Code:
    """A word of program text."""

    text: str


@dataclass(frozen=True)
class ToLine:
    """A link to numbered lines: (22), (23); in a book also to those of another chapter: (6.3)."""

    numbers: tuple[str, ...]


@dataclass(frozen=True)
class ToSection:
    """A link to a section by its key."""

    key: str


@dataclass(frozen=True)
class ToChapter:
    """A link to a chapter of the book, by its number."""

    number: str


@dataclass(frozen=True)
class ToFigure:
    """A link to a figure by its key."""

    key: str


@dataclass(frozen=True)
class ToReference:
    """A citation by the reference's key."""

    key: str


Inline: TypeAlias = (
    str | Formula | Equals | Ranging | Emphasis | Code | ToLine | ToSection | ToChapter | ToFigure | ToReference
)
Text: TypeAlias = tuple[Inline, ...]


def ranging(ranges: Iterable[tuple[sp.Symbol, sp.Expr]]) -> tuple[Ranging, ...]:
    """Returns how far each index runs; neighbours that run equally far are put together.

    >>> from symbackprop.network.indices import index, size
    >>> i, j, p, n, N = index("i"), index("j"), index("p"), size("n"), size("N")
    >>> [(together.letters, together.last) for together in ranging([(p, N), (i, n), (j, n)])]
    [((p,), N), ((i, j), n)]
    """
    together = groupby(ranges, key=lambda pair: pair[1])
    return tuple(Ranging(tuple(letter for letter, _ in pairs), last) for last, pairs in together)


def beside(ranges: tuple[Ranging, ...]) -> Text:
    """Returns how far indices run as running text, to be set beside a formula."""
    return tuple(piece for together in ranges for piece in ("; ", together))[1:]


def shape_of(sizes: tuple[sp.Expr, ...]) -> Text:
    """Returns a shape in words and formulas: n × m.

    >>> from symbackprop.network.indices import size
    >>> shape_of((size("n"), size("m")))
    (Formula(expression=n), ' × ', Formula(expression=m))
    """
    pieces = sizes_in_words(sizes) or ("number",)
    return tuple(piece if isinstance(piece, str) else Formula(piece) for piece in pieces)


def sizes_in_words(sizes: tuple[sp.Expr, ...]) -> tuple[sp.Expr | str, ...]:
    """Returns sizes with crosses between them; a sum among several is in brackets.

    >>> from symbackprop.network.indices import size
    >>> sizes_in_words((size("n") + 1, size("m")))
    ('(', n + 1, ')', ' × ', m)
    """
    several = len(sizes) > 1
    factors = [("(", size, ")") if size.is_Add and several else (size,) for size in sizes]
    return tuple(piece for factor in factors for piece in (" × ", *factor))[1:]
