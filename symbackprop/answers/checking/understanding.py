"""Understanding a statement: the ways to read it, of numbers and elements or of whole arrays."""

from __future__ import annotations

import sympy as sp

from symbackprop.answers.checking.free_letters import identity_of_matrices
from symbackprop.answers.latex import NotUnderstood, Reading, Statement, Symbols, readings
from symbackprop.answers.latex.matrices import read_matrices
from symbackprop.answers.latex.refusal import refusal
from symbackprop.answers.latex.token import Token
from symbackprop.answers.understanding.formulas import NOWHERE
from symbackprop.calculus import Partial


def understood(statement: Statement, table: Symbols) -> tuple[Reading, ...]:
    r"""Returns the ways to read a statement, the likeliest first.

    What is not read of numbers and elements is read of vectors and matrices, if the network has such, and
    what has no name of the network at all as an identity between matrices that are written out. Raises
    NotUnderstood if there is no way, or if nothing says how what is differentiated depends on what it is
    differentiated by; ShapeMismatch if the shapes fit in no way.

    >>> from symbackprop.answers.latex import read_display
    >>> from symbackprop.answers.vocabulary import vocabulary
    >>> from symbackprop.network import two_layer
    >>> (statement,) = read_display(r"\delta_1 = \frac{\partial E}{\partial u_1}")
    >>> understood(statement, Symbols(vocabulary(two_layer())))[0].sides
    (delta_1, dE/du_1)
    """
    found = _read(statement, table)
    known = set(table.vocabulary.quantities.values())
    free = {value for value in table.others.values() if value.is_Symbol and value not in known} | _of_no_network(table)
    partials = {atom for way in found for side in way.sides if side is not None for atom in side.atoms(Partial)}
    for partial in sorted(partials, key=str):
        if partial.of in free and partial.of != partial.wrt:
            raise _unsaid(statement, f"nothing says how {partial.of} depends on {partial.wrt}")
    return found


def _read(statement: Statement, table: Symbols) -> tuple[Reading, ...]:
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


def _of_no_network(table: Symbols) -> set[sp.Expr]:
    """Returns the names of which a document says only that they are names."""
    network = table.vocabulary.network
    return set(network.inputs) if network.loss.name.name == NOWHERE else set()


def _unsaid(statement: Statement, fact: str) -> NotUnderstood:
    place = statement.position
    return refusal(fact, statement.text, Token("sign", statement.text[place : place + 1], place, place + 1))
