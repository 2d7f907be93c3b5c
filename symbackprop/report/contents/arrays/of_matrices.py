"""What is said of the matrix notation: only of those signs that the document uses."""

from __future__ import annotations

from collections.abc import Iterator

import sympy as sp

from symbackprop.calculus.matrices import (
    Elementwise,
    Hadamard,
    MatrixName,
    Ones,
    Outer,
    Softmax,
    SoftmaxOfRows,
    Transposed,
)
from symbackprop.report.contents.story import Story
from symbackprop.report.text import Formula, Text


def of_matrices(story: Story) -> Iterator[Text]:
    """Returns the sentences on bold letters and on the operations between them."""
    sides = [side for step in story.matrix_forms.values() for side in (step.lhs, step.rhs)]
    yield ("A bold letter is an array as a whole; a vector is a column. ",)
    if any(name.held for side in sides for name in side.atoms(MatrixName)):
        yield ("An index in brackets above it is held fixed. ",)
    for kinds, sentence in _SAID:
        used = [node for side in sides for node in sp.preorder_traversal(side) if type(node) in kinds]
        if used:
            yield sentence(min(used, key=lambda node: (node.has(Ones), len(str(node)), str(node))))


def _hadamard(example: sp.Expr) -> Text:
    return ("The product ", Formula(example), " is taken element by element. ")


def _function(example: sp.Expr) -> Text:
    return ("In ", Formula(example), " the function is applied to each element. ")


def _transposed(example: sp.Expr) -> Text:
    matrix = example.args[-1]
    return (Formula(Transposed(matrix)), " is ", Formula(matrix), " with rows and columns exchanged. ")


_SAID = (
    ((Hadamard,), _hadamard),
    ((Elementwise,), _function),
    ((Softmax,), lambda example: ("The softmax is that of all elements. ",)),
    ((SoftmaxOfRows,), lambda example: ("The softmax of a matrix is that of each of its rows. ",)),
    ((Transposed, Outer), _transposed),
    ((Ones,), lambda example: (Formula(Ones(example.args[0])), " is the vector of ones. ")),
)
"""What is said where a document uses one of these, in order."""
