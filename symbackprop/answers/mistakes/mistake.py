"""The mistake: a row of MISTAKES, and what it makes of a right formula."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from string import Formatter
from typing import NamedTuple

import sympy as sp

from symbackprop.answers.latex.tree import Node
from symbackprop.answers.mistakes.diagnosis import Piece
from symbackprop.answers.mistakes.form import Form
from symbackprop.answers.mistakes.right import Right
from symbackprop.answers.mistakes.written.changes import Changes, IsFunction

Pieces = tuple[Piece, ...]


def no_slips(right: Right, form: Form) -> Iterator[Slip]:
    """Yields nothing."""
    return iter(())


def no_changes(side: Node, text: str, is_function: IsFunction) -> Changes:
    """Yields nothing."""
    return iter(())


class Slip(NamedTuple):
    """A mistaken form, and what fills the blanks of the row's sentence.

    value    the mistaken form
    part     what is missing, superfluous or in the wrong place
    instead  what belongs there
    what     what it is, in words, with the comma or colon before it: ", the slope of unit 1"
    """

    value: sp.Expr
    part: sp.Expr | None = None
    instead: sp.Expr | None = None
    what: Pieces = ()


@dataclass(frozen=True)
class Mistake:
    """One known mistake.

    name      the key of the row
    slips     what it makes of a right formula: every form in which the mistake was made once
    sentence  what is wrong, with the blanks {left}, {part}, {instead}, {what}, and {also}, what else has
              the value of the mistaken form: ": this is ∂E/∂w_12"
    heading   the word a page sets in front of `remark`
    remark    what the page says there, with the same blanks; "" for the sentence
    changes   what undoes it in a side of a statement as it is written, where it is no matter of values; the
              blanks of its sentence are {part} and {instead}
    """

    name: str
    slips: Callable[[Right, Form], Iterator[Slip]]
    sentence: str
    heading: str = "mistake"
    remark: str = ""
    changes: Callable[[Node, str, IsFunction], Changes] = no_changes


def filled(template: str, left: Pieces, slip: Slip, also: Pieces = ()) -> Pieces:
    """Returns a sentence with its blanks filled in.

    >>> x = sp.Symbol("x")
    >>> filled("{left} is missing {part}{what}", ("the right side",), Slip(x, x, None, (", the input",)))
    ('the right side', ' is missing ', x, ', the input')
    """
    part = () if slip.part is None else (slip.part,)
    instead = () if slip.instead is None else (slip.instead,)
    blanks: Mapping[str, Pieces] = {"left": left, "part": part, "instead": instead, "what": slip.what, "also": also}
    pieces: list[Piece] = []
    for words, blank, _, _ in Formatter().parse(template):
        pieces += [words] if words else []
        pieces += blanks[blank] if blank else ()
    return tuple(pieces)
