"""Understanding a statement: the ways to read it, as scalars or elements, under one symbol table."""

from __future__ import annotations

from symbackprop.answers.latex import Reading, Statement, Symbols, readings


def understood(statement: Statement, table: Symbols) -> tuple[Reading, ...]:
    r"""Returns the ways to read a statement, the likeliest first. Raises NotUnderstood if there is none.

    >>> from symbackprop.answers.latex import read_display
    >>> from symbackprop.answers.vocabulary import vocabulary
    >>> from symbackprop.network import two_layer
    >>> (statement,) = read_display(r"\delta_1 = \frac{\partial E}{\partial u_1}")
    >>> understood(statement, Symbols(vocabulary(two_layer())))[0].sides
    (delta_1, dE/du_1)
    """
    return readings(statement, table)
