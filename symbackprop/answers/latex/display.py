r"""Displays: LaTeX mathematics read as statements, every token of it used or knowingly left out."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from symbackprop.answers.latex.braces import pairs
from symbackprop.answers.latex.dressing import undressed
from symbackprop.answers.latex.layout import statements
from symbackprop.answers.latex.macros import Macro, expanded
from symbackprop.answers.latex.moves import with_moves
from symbackprop.answers.latex.statement import Statement

_NONE: Mapping[str, Macro] = MappingProxyType({})


def read_display(text: str, macros: Mapping[str, Macro] = _NONE) -> tuple[Statement, ...]:
    r"""Returns the statements of a display: what stands between $$ and $$, or in an environment.

    text    the LaTeX, without the dollar signs
    macros  what the document defines: {r"\pd": Macro(2, r"\frac{\partial #1}{\partial #2}")}

    Raises NotUnderstood, a FormulaError with the token and its place, for what is not read.

    >>> (statement,) = read_display(r"\frac{\partial E}{\partial s} = (z - t) z(1 - z)")
    >>> statement.relations, statement.sides[0]
    (('=',), Derivative(of=Letter(text='E', style=''), by=((Letter(text='s', style=''), 1),), sign='∂'))
    """
    found = expanded(text, macros)
    pairs(found, text)
    return tuple(with_moves(statements(text, undressed(found, text))))
