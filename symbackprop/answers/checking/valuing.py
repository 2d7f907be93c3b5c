"""Values: statements that say what one element of an array is, or which index is meant: w_{21} = 3/8, j = 1, j = k.

In a network of any size nothing says that there is a second element; such a statement supposes it.
"""

from __future__ import annotations

from symbackprop.answers.latex import Statement, Symbols
from symbackprop.answers.latex.tree import Fraction, Letter, Node, Number, Script, Terms
from symbackprop.answers.latex.written import Written, written
from symbackprop.network.indices import LETTERS

_INDICES = frozenset({*LETTERS, "c", "d", "p"})


def is_value(statement: Statement, table: Symbols) -> bool:
    r"""Returns whether a statement gives an element of an array a number, or an index a number or another index.

    >>> from symbackprop.answers.latex import read_display
    >>> from symbackprop.answers.vocabulary import vocabulary
    >>> from symbackprop.network import mlp
    >>> table = Symbols(vocabulary(mlp(["n", "m", "K"])))
    >>> [is_value(found, table) for found in read_display(r"w_{21} = \frac{3}{8}, \quad j = k, \quad j = m")]
    [True, True, False]
    """
    if len(statement.sides) != len("lr") or statement.relations != ("=",) or not table.vocabulary.network.is_indexed:
        return False
    left, right = statement.sides
    if isinstance(left, Script) and right is not None:
        name = written([left])
        return _is_number(right) and name is not None and _is_element(name, table)
    return left is not None and _is_index(left, table) and (_is_index(right, table) or isinstance(right, Number))


def _is_element(name: Written, table: Symbols) -> bool:
    return any(
        meaning.places and all(str(unit).isdigit() for unit in meaning.places) for meaning in table.meanings(name)
    )


def _is_index(node: Node | None, table: Symbols) -> bool:
    """Returns whether a letter is an index of the network, or a usual one that is no name of it."""
    if not isinstance(node, Letter):
        return False
    return node.text in table.vocabulary.letters or (node.text in _INDICES and not table.meanings(Written(node.text)))


def _is_number(node: Node) -> bool:
    if isinstance(node, Terms):
        return all(_is_number(term) for _, term in node.terms)
    if isinstance(node, Fraction):
        return _is_number(node.above) and _is_number(node.below)
    return isinstance(node, Number)
