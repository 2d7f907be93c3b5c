"""Matrices: whether a document speaks of arrays as a whole, whose products are no products of numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from symbackprop.answers.latex.tree import Bars, Letter, Mark, Node, Product, Rows, Script, Word
from symbackprop.answers.understanding.inference.lexicon import Lexicon
from symbackprop.answers.understanding.inference.walking import walk

_NORMS = frozenset({r"\|", "‖"})
_SIGNS = frozenset({r"\odot", r"\otimes", r"\circ"})
OF_ARRAYS = frozenset({"softmax", "diag", "prod", "Tr", "trace"})
"""Functions of arrays as a whole."""

_VECTORS = re.compile(r"\bvectors?\b|\\mathbb\{?R\}?\^", re.IGNORECASE)
_MATRICES = re.compile(r"\b(?:matri(?:x|ces)|transpos|outer product|hadamard)", re.IGNORECASE)
_OF_LAYER = re.compile(r"W(?:_[a-z]|\^\(?\w+\)?)?")
_NUMBERED = re.compile(r"W_\d")


def speaks_of_matrices(lexicon: Lexicon, texts: Sequence[str]) -> bool:
    """Returns whether a document has formulas of arrays as a whole.

    They have a transpose, a Hadamard product, a matrix or bold letters; or capital letters for weights where the
    text speaks of matrices or vectors, or a norm is taken. A weight W_1 may be one of several numbers of a vector.
    """
    nodes = [node for stated in lexicon.statements for side in stated.sides for node in walk(side)]
    if any(_is_of_arrays(node) for node in nodes):
        return True
    said = any(_MATRICES.search(text) for text in texts) or any(map(_is_norm, nodes))
    capitals = any(_OF_LAYER.fullmatch(text) for text in lexicon.quantities)
    numbered = any(_NUMBERED.fullmatch(text) for text in lexicon.quantities)
    return (said and (capitals or numbered)) or (capitals and any(_VECTORS.search(text) for text in texts))


def _is_norm(node: Node) -> bool:
    return isinstance(node, Bars) and node.bar in _NORMS


def _is_of_arrays(node: Node) -> bool:
    return any(_signs(node))


def _signs(node: Node) -> Iterator[bool]:
    yield isinstance(node, Product) and any(factor.sign in _SIGNS for factor in node.factors)
    yield isinstance(node, Rows) and node.kind != "cases"
    yield isinstance(node, Letter) and node.style == "bf" and not node.text.isdigit()
    yield isinstance(node, Word) and node.text in OF_ARRAYS
    yield isinstance(node, Script) and node.above in (Mark("T"), Letter("T"))
