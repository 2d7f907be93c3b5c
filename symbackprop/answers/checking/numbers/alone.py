"""Alone: statements that name nothing, and so are about numbers whatever the document is about: 1 − 3/2 < 0."""

from __future__ import annotations

from functools import cache

from symbackprop.answers.checking.about import About
from symbackprop.answers.latex import NotUnderstood, Statement, Symbols, readings
from symbackprop.answers.understanding import Subject
from symbackprop.answers.understanding.formulas import bare

NUMBERS = "numbers alone"
"""What such statements are about."""


@cache
def of_numbers() -> About:
    """Returns what such statements are about; no other statement is."""
    return About(Subject(Symbols(bare(())), NUMBERS, about=frozenset()))


def is_of_numbers(statement: Statement) -> bool:
    r"""Returns whether there is no name in a statement.

    >>> from symbackprop.answers.latex import read_display
    >>> [is_of_numbers(found) for found in read_display(r"1 - \tfrac32 < 0, \quad w < 0")]
    [True, False]
    """
    try:
        sides = [side for way in readings(statement, of_numbers().table) for side in way.sides if side is not None]
    except NotUnderstood:
        return False
    return not any(side.free_symbols for side in sides)
