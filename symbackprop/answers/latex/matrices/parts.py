"""Parts of formulas: a value with the text that it stands in, and its shape in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import sympy as sp

from symbackprop.answers.latex.matrices.expressions import is_array
from symbackprop.calculus.matrices import shape
from symbackprop.calculus.matrices.expression import Shape, same
from symbackprop.network.indices import free_indices

_SIDES = re.compile(r"\\(?:left|right|big|Big|bigg|Bigg)[lrm]?(?![A-Za-z])")
_LONGEST = 60


class Mismatch(Exception):
    """Two shapes that do not fit.

    fact    what does not fit, with both shapes in words
    shapes  the two in words
    part    the part at which that is so
    """

    def __init__(self, fact: str, shapes: tuple[str, str], part: Part) -> None:
        super().__init__(fact)
        self.fact = fact
        self.shapes = shapes
        self.part = part


class Unclear(Exception):
    """Shapes that fit only if something is meant that is not said.

    fact  what that is
    part  the part at which it is so
    """

    def __init__(self, fact: str, part: Part) -> None:
        super().__init__(fact)
        self.fact = fact
        self.part = part


@dataclass(frozen=True)
class Part:
    """A part of a formula.

    value    its value
    text     the formula
    start    where it begins
    end      where it ends
    """

    value: sp.Expr
    text: str
    start: int
    end: int

    @property
    def written(self) -> str:
        """Returns how it is written."""
        return written(self.text, self.start, self.end)

    @property
    def is_array(self) -> bool:
        """Returns whether it is a matrix or a vector."""
        return is_array(self.value)

    @property
    def shape(self) -> Shape:
        """Returns the number of rows and of columns."""
        return shape(self.value)

    def __str__(self) -> str:
        return f"{self.written} ({in_words(self.shape)})"

    def joined(self, other: Part, value: sp.Expr) -> Part:
        """Returns what this and the part behind it make."""
        return Part(value, self.text, min(self.start, other.start), max(self.end, other.end))


class OneItem(Unclear):
    """Parts that fit only for one item, in a formula about several."""


def has_free_index(part: Part) -> bool:
    """Returns whether a part is about one element, whose index is free in it."""
    return any(not letter.is_positive for letter in free_indices(part.value))


def written(text: str, start: int, end: int) -> str:
    r"""Returns a stretch of a formula as messages show it: without \left, with the braces that belong to it.

    >>> written(r"\left( W^{(2)} \right) x", 0, 24), written(r"\nabla_{W} E", 8, 12)
    ('( W^{(2)} ) x', 'W E')
    """
    found = _closed(" ".join(_SIDES.sub("", text[start:end]).split()))
    return found if len(found) <= _LONGEST else f"{found[: _LONGEST // 2]} … {found[-_LONGEST // 2 :]}"


def _closed(text: str) -> str:
    """Returns a stretch of a formula with the braces that it does not close, without those that it does not open."""
    kept: list[str] = []
    depth = 0
    for character in text:
        depth += (character == "{") - (character == "}" and depth >= 0)
        if depth >= 0:
            kept.append(character)
        depth = max(depth, 0)
    return "".join(kept) + "}" * depth


def in_words(found: Shape) -> str:
    """Returns a shape in words: "m × n", "m" for a column, "1 × n" for a row.

    >>> in_words((sp.Symbol("m"), sp.S.One)), in_words((sp.S.One, sp.Symbol("n"))), in_words((sp.S.One, sp.S.One))
    ('m', '1 × n', 'a number')
    """
    rows, columns = found
    if columns == 1:
        return "a number" if rows == 1 else str(rows)
    return f"{rows} × {columns}"


def alike(left: Shape, right: Shape) -> bool:
    """Returns whether two shapes are the same, whatever the symbols in them stand for."""
    return all(map(same, left, right))


def mismatch(left: Part, right: Part, why: str) -> Mismatch:
    """Returns the error that two parts do not fit: "W (m × n) and δ (K) have no product: ..."."""
    return Mismatch(f"{left} and {right} {why}", (str(left), str(right)), right)


def one_shape(parts: Sequence[Part]) -> bool:
    """Returns whether all parts have one shape."""
    return all(alike(parts[0].shape, part.shape) for part in parts[1:])
