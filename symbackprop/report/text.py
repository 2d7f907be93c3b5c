"""Running text: words, formulas and links, in no format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import sympy as sp


@dataclass(frozen=True)
class Formula:
    """A formula in running text."""

    expression: sp.Basic


@dataclass(frozen=True)
class Equals:
    """A short equation in running text, lhs = rhs."""

    lhs: sp.Expr
    rhs: sp.Expr


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
    """A link to numbered lines: (22), (23)."""

    numbers: tuple[int, ...]


@dataclass(frozen=True)
class ToSection:
    """A link to a section by its key."""

    key: str


@dataclass(frozen=True)
class ToFigure:
    """A link to a figure by its key."""

    key: str


@dataclass(frozen=True)
class ToReference:
    """A citation by the reference's key."""

    key: str


Inline: TypeAlias = str | Formula | Equals | Emphasis | Code | ToLine | ToSection | ToFigure | ToReference
Text: TypeAlias = tuple[Inline, ...]
