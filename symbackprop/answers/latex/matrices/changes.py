r"""Changes: a statement of matrices with one transpose, sign of product or order of factors changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from symbackprop.answers.latex.heads import begins_name
from symbackprop.answers.latex.matrices.multiplying import CIRCLED, DOT, NOTHING, RING, STAR, TIMES
from symbackprop.answers.latex.matrices.parts import written
from symbackprop.answers.latex.matrices.transposes import is_transpose
from symbackprop.answers.latex.rewriting import rewritten, walk
from symbackprop.answers.latex.statement import Statement
from symbackprop.answers.latex.tree import Derivative, Factor, Group, Mark, Node, Product, Script, Terms

Kind = Literal["transpose missing", "transpose too many", "element by element", "product of matrices", "order"]
"""What is wrong, as a known mistake is called."""

_TRANSPOSE = Mark("T")
_OF_MATRICES = (NOTHING, DOT, TIMES, STAR)
_EACH = (CIRCLED, RING)


@dataclass(frozen=True)
class Change:
    """A statement with one change.

    kind       what was wrong, if this is right
    sentence   the same as a fact: "the transpose of A^h is missing"
    position   where in the formula it was changed
    statement  the statement with the change
    """

    kind: Kind
    sentence: str
    position: int
    statement: Statement


def changes(statement: Statement, is_function: Callable[[Node], bool]) -> Iterator[Change]:
    """Yields the statement with one change, anywhere but on its first side; transposes first, then signs, then order.

    is_function  says whether a node names a function, whose argument stands behind it
    """
    later = [(number, side) for number, side in enumerate(statement.sides) if number and side is not None]
    for make in (_transposes, _signs, _orders):
        for number, side in later:
            for old, new, kind, sentence in make(side, statement.text, is_function):
                sides = (*statement.sides[:number], _replaced(side, old, new), *statement.sides[number + 1 :])
                yield Change(kind, sentence, old.position, replace(statement, sides=sides))


def _replaced(side: Node, old: Node, new: Node) -> Node:
    return rewritten(side, lambda node: new if node is old else None)


_Made = Iterator[tuple[Node, Node, Kind, str]]


def _transposes(side: Node, text: str, is_function: Callable[[Node], bool]) -> _Made:
    for node in _operands(side, is_function):
        inner = _without_transpose(node)
        if inner is not None:
            yield node, inner, "transpose too many", f"{_shown(inner, text)} must not be transposed"
        else:
            made = Script(_bracketed(node), None, _TRANSPOSE, position=node.position, end=node.end)
            yield node, made, "transpose missing", f"the transpose of {_shown(node, text)} is missing"


def _operands(side: Node, is_function: Callable[[Node], bool]) -> Iterator[Node]:
    """Yields what may be a matrix: factors, terms and sides."""
    yield from (node for node in (side,) if _may_be_matrix(node))
    for node in walk(side):
        if isinstance(node, Product):
            yield from (item.node for item in node.factors if _may_be_matrix(item.node) and not is_function(item.node))
        elif isinstance(node, Terms):
            yield from (term for _, term in node.terms if _may_be_matrix(term))


def _may_be_matrix(node: Node) -> bool:
    if isinstance(node, Script) and not begins_name(node):
        return isinstance(node.base, Group | Script | Derivative)
    return isinstance(node, Group | Derivative) or begins_name(node)


def _without_transpose(node: Node) -> Node | None:
    if not isinstance(node, Script) or node.above is None or not is_transpose(node.above):
        return None
    bare = replace(node, above=None)
    return bare if node.below is not None or node.primes else node.base


def _bracketed(node: Node) -> Node:
    return Group("(", node, position=node.position, end=node.end) if isinstance(node, Derivative) else node


def _signs(side: Node, text: str, is_function: Callable[[Node], bool]) -> _Made:
    """Yields products with another sign before one factor, alone or with some of the factors before it in brackets."""
    for node in _products(side):
        units = _units(node, is_function)
        for place in range(1, len(units)):
            found = _exchanged(units[place][0].sign)
            if found is None:
                continue
            sign, kind, ought = found
            changed = [*units[:place], [replace(units[place][0], sign=sign, glued=False), *units[place][1:]]]
            sentence = f"the product with {_shown(_whole(units[place]), text)} must be {ought}"
            for start in range(place):
                yield node, _grouped(node, changed, start, units[place + 1 :]), kind, sentence


def _exchanged(sign: str) -> tuple[str, Kind, str] | None:
    if sign in _OF_MATRICES:
        return CIRCLED, "element by element", "element by element, ⊙"
    return (NOTHING, "product of matrices", "one of matrices, not element by element") if sign in _EACH else None


def _grouped(node: Product, units: list[list[Factor]], start: int, rest: list[list[Factor]]) -> Product:
    """Returns the product of units with those from `start` on in brackets, and the rest behind."""
    factors = [*_flat(units)]
    if start:
        inner = [*_flat(units[start:])]
        sign, begin, end = inner[0].sign, inner[0].node.position, inner[-1].node.end
        product = Product((replace(inner[0], sign=""), *inner[1:]), position=begin, end=end)
        bracketed = Group("(", product, position=begin, end=end)
        factors = [*_flat(units[:start]), Factor(sign, bracketed)]
    return replace(node, factors=(*factors, *_flat(rest)))


def _orders(side: Node, text: str, is_function: Callable[[Node], bool]) -> _Made:
    for node in _products(side):
        units = _units(node, is_function)
        for place in range(len(units) - 1):
            one, two = units[place : place + 2]
            if two[0].sign not in _OF_MATRICES:
                continue
            swapped = [replace(two[0], sign=one[0].sign), *two[1:], replace(one[0], sign=two[0].sign), *one[1:]]
            flat = [*_flat(units[:place]), *swapped, *_flat(units[place + 2 :])]
            shown = [_shown(_whole(unit), text) for unit in (one, two)]
            sentence = f"{shown[0]} and {shown[1]} are in the wrong order"
            yield node, replace(node, factors=tuple(flat)), "order", sentence


def _products(side: Node) -> Iterator[Product]:
    return (node for node in walk(side) if isinstance(node, Product))


def _units(node: Product, is_function: Callable[[Node], bool]) -> list[list[Factor]]:
    """Returns the factors, a function and its argument together."""
    units: list[list[Factor]] = []
    for factor in node.factors:
        if units and factor.sign == NOTHING and is_function(units[-1][-1].node):
            units[-1].append(factor)
        else:
            units.append([factor])
    return units


def _whole(unit: list[Factor]) -> Node:
    """Returns a node at the place of all factors of a unit."""
    return Node(position=unit[0].node.position, end=unit[-1].node.end)


def _flat(units: list[list[Factor]]) -> Iterator[Factor]:
    return (factor for unit in units for factor in unit)


def _shown(node: Node, text: str) -> str:
    return written(text, node.position, node.end)
