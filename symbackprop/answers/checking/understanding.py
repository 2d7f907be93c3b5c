"""Understanding a statement: the ways to read it, of numbers and elements or of whole arrays."""

from __future__ import annotations

from symbackprop.answers.checking.free_letters import identity_of_matrices
from symbackprop.answers.latex import NotUnderstood, Reading, Statement, Symbols, readings
from symbackprop.answers.latex.matrices import read_matrices


def understood(statement: Statement, table: Symbols) -> tuple[Reading, ...]:
    r"""Returns the ways to read a statement, the likeliest first.

    What is not read of numbers and elements is read of vectors and matrices, if the network has such, and
    what has no name of the network at all as an identity between matrices that are written out. Raises
    NotUnderstood if there is no way, ShapeMismatch if the shapes fit in none.

    >>> from symbackprop.answers.latex import read_display
    >>> from symbackprop.answers.vocabulary import vocabulary
    >>> from symbackprop.network import two_layer
    >>> (statement,) = read_display(r"\delta_1 = \frac{\partial E}{\partial u_1}")
    >>> understood(statement, Symbols(vocabulary(two_layer())))[0].sides
    (delta_1, dE/du_1)
    """
    try:
        return _of_the_network(statement, table)
    except NotUnderstood:
        found = identity_of_matrices(statement, table)
        if not found:
            raise
        return found


def _of_the_network(statement: Statement, table: Symbols) -> tuple[Reading, ...]:
    try:
        return readings(statement, table)
    except NotUnderstood:
        if not table.vocabulary.network.is_indexed:
            raise
    return read_matrices(statement, table)
