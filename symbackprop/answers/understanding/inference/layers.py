r"""Layers by a letter: a document that says z^l = w^l a^{l-1} + b^l of any layer l, and L for the last.

Its network may have any number of layers. It is taken with two hidden layers: layer 1 has the inputs, and what is
said of layer l is said of layers 2, 3 and 4.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from symbackprop.answers.latex.heads import begins_name
from symbackprop.answers.latex.matrices.layers import at_layers
from symbackprop.answers.latex.rewriting import rewritten, walk
from symbackprop.answers.latex.statement import Statement
from symbackprop.answers.latex.tree import Group, Letter, Node, Number, Script, Terms
from symbackprop.answers.understanding.inference.statements import Stated

FIRST, LAST = 2, 4
"""The layers that a letter stands for: two hidden layers, so that the next is not always the last, and the outputs."""

_LAST = "L"


@dataclass(frozen=True)
class Unrolled:
    """The statements of a document, those about layer l once for each layer.

    statements  the statements
    letters     which layers each letter stands for
    """

    statements: tuple[Stated, ...]
    letters: Mapping[str, tuple[int, int]]


def unrolled(statements: Sequence[Stated]) -> Unrolled | None:
    """Returns the statements layer by layer; None if no letter stands for a layer."""
    above = [node for stated in statements for side in stated.sides for node in _above(side)]
    letters = {text for node in above for text in _neighbours(node)}
    if len(letters) != 1:
        return None
    ranges = {letters.pop(): (FIRST, LAST)}
    if Letter(_LAST) in above and _LAST not in ranges:
        ranges[_LAST] = (LAST, LAST)
    return Unrolled(tuple(_each(statements, ranges)), ranges)


def _each(statements: Iterable[Stated], letters: Mapping[str, tuple[int, int]]) -> Iterator[Stated]:
    for stated in statements:
        for at in at_layers(stated.statement, letters):
            numbers = {Number(str(number)) for number in range(FIRST - 1, LAST + 1)}
            sides = [side for side in at.statement.sides if side is not None]
            if not any(_is_beyond(node) for side in sides for node in _above(side)) or not at.layers:
                yield replace(stated, statement=_in_brackets(at.statement, numbers) if at.layers else at.statement)


def _in_brackets(statement: Statement, numbers: Collection[Number]) -> Statement:
    """Returns a statement with the numbers of layers in brackets, W^(2), where a bare one might be a power."""

    def bracketed(node: Node) -> Node | None:
        if isinstance(node, Script) and isinstance(node.above, Number) and node.above in numbers and begins_name(node):
            return replace(node, above=Group("(", node.above))
        return None

    sides = tuple(None if side is None else rewritten(side, bracketed) for side in statement.sides)
    return replace(statement, sides=sides)


def _above(side: Node) -> Iterator[Node]:
    """Yields what stands above names, without its brackets."""
    for node in walk(side):
        if isinstance(node, Script) and node.above is not None:
            yield node.above.inside if isinstance(node.above, Group) else node.above


def _neighbours(above: Node) -> Iterator[str]:
    """Yields the l of l - 1 and l + 1."""
    if isinstance(above, Terms) and len(above.terms) == 2:
        (_, letter), (_, one) = above.terms
        if isinstance(letter, Letter) and letter.text != _LAST and one == Number("1"):
            yield letter.text


def _is_beyond(above: Node) -> bool:
    return isinstance(above, Number) and above.digits.isdigit() and int(above.digits) == LAST + 1
