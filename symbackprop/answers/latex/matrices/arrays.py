"""Arrays: what a name that stands for a whole array is as a matrix."""

from __future__ import annotations

import sympy as sp

from symbackprop.answers.latex.wholes import Whole
from symbackprop.answers.vocabulary import Vocabulary
from symbackprop.calculus import Partial
from symbackprop.calculus.matrices import MatrixName, Transposed
from symbackprop.calculus.matrices.chains import scaled
from symbackprop.network.names import name

MOST_SUBSCRIPTS = 2


def subscripts_of(found: Whole, vocabulary: Vocabulary) -> int:
    """Returns how many subscripts are left: one for a vector, two for a matrix, none for a number."""
    return len(vocabulary.shapes.get(found.name, ())) - (found.item is not None)


def matrix_of(found: Whole, vocabulary: Vocabulary, item: sp.Expr | None = None) -> sp.Expr:
    """Returns the matrix or vector that a name means, or the derivative by it.

    item  of which training item it is the row, if it is one

    >>> from symbackprop.answers.vocabulary import vocabulary
    >>> from symbackprop.network import mlp
    >>> words = vocabulary(mlp(["n", "m", "K"]))
    >>> matrix_of(Whole("v", transposed=True), words).shape, matrix_of(Whole("v", of="E"), words)
    ((m, K), dE/dv)
    """
    held = {} if item is None else {0: item}
    sizes = vocabulary.shapes.get(found.name, ())[len(held) :]
    meant = MatrixName(found.name, name(found.name), sizes, held) if sizes else vocabulary.quantities[found.name]
    meant = Transposed(meant) if found.transposed else meant
    meant = Partial(vocabulary.quantities[found.of], meant) if found.of else meant
    meant = scaled(vocabulary.quantities[found.times], meant) if found.times else meant
    return scaled(sp.S.NegativeOne, meant) if found.opposite else meant


def is_name(matrix: sp.Expr) -> bool:
    """Returns whether a matrix is an array of the network, or the transpose of one."""
    return isinstance(matrix.args[0] if isinstance(matrix, Transposed) else matrix, MatrixName)
