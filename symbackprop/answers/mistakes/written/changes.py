r"""Changes: a statement of matrices with one transpose, sign of product or order of factors changed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from symbackprop.answers.latex.heads import begins_name
from symbackprop.answers.latex.matrices.multiplying import CIRCLED, DOT, NOTHING, RING, STAR, TIMES
from symbackprop.answers.latex.matrices.parts import written
from symbackprop.answers.latex.matrices.transposes import is_transpose
from symbackprop.answers.latex.rewriting import rewritten, walk
from symbackprop.answers.latex.tree import Derivative, Factor, Group, Mark, Node, Product, Script, Terms

IsFunction: TypeAlias = Callable[[Node], bool]
"""Says whether a node names a function, whose argument stands behind it."""

_TRANSPOSE = Mark("T")
_OF_MATRICES = (NOTHING, DOT, TIMES, STAR)
_EACH = (CIRCLED, RING)


@dataclass(frozen=True)
class Change:
    """One change in a side of a statement.

    old    the node that is changed
    new    what stands there then
    part   what the mistake is about, as it is written: "A^h"
    other  the other thing that it is about; "" if there is none
    """

    old: Node
    new: Node
    part: str
    other: str = ""

    def within(self, side: Node) -> Node:
        """Returns the side with the change."""
        return rewritten(side, lambda node: self.new if node is self.old else None)


Changes: TypeAlias = Iterator[Change]


def transpose_missing(side: Node, text: str, is_function: IsFunction) -> Changes:
    """Yields a side with one more factor transposed."""
    for node in _operands(side, is_function):
        if _without_transpose(node) is None:
            made = Script(_bracketed(node), None, _TRANSPOSE, position=node.position, end=node.end)
            yield Change(node, made, _shown(node, text))


def transpose_too_many(side: Node, text: str, is_function: IsFunction) -> Changes:
    """Yields a side with one transpose taken away."""
    for node in _operands(side, is_function):
        inner = _without_transpose(node)
        if inner is not None:
            yield Change(node, inner, _shown(inner, text))


def _operands(side: Node, is_function: IsFunction) -> Iterator[Node]:
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


def element_by_element(side: Node, text: str, is_function: IsFunction) -> Changes:
    """Yields a side with ⊙ in place of one product of matrices."""
    return _signs(side, text, is_function, _OF_MATRICES, CIRCLED)


def product_of_matrices(side: Node, text: str, is_function: IsFunction) -> Changes:
    """Yields a side with a product of matrices in place of one that is taken element by element."""
    return _signs(side, text, is_function, _EACH, NOTHING)


def _signs(side: Node, text: str, is_function: IsFunction, signs: Collection[str], sign: str) -> Changes:
    """Yields products with another sign before one factor, alone or with some of the factors before it in brackets."""
    for node in _products(side):
        units = _units(node, is_function)
        for place in range(1, len(units)):
            if units[place][0].sign in signs:
                changed = [*units[:place], [replace(units[place][0], sign=sign, glued=False), *units[place][1:]]]
                for start in range(place):
                    made = _grouped(node, changed, start, units[place + 1 :])
                    yield Change(node, made, _shown(_whole(units[place]), text))


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


def order(side: Node, text: str, is_function: IsFunction) -> Changes:
    """Yields a side with two factors beside each other in the other order."""
    for node in _products(side):
        units = _units(node, is_function)
        for place in range(len(units) - 1):
            one, two = units[place : place + 2]
            if two[0].sign not in _OF_MATRICES:
                continue
            swapped = [replace(two[0], sign=one[0].sign), *two[1:], replace(one[0], sign=two[0].sign), *one[1:]]
            flat = [*_flat(units[:place]), *swapped, *_flat(units[place + 2 :])]
            part, other = (_shown(_whole(unit), text) for unit in (one, two))
            yield Change(node, replace(node, factors=tuple(flat)), part, other)


def _products(side: Node) -> Iterator[Product]:
    return (node for node in walk(side) if isinstance(node, Product))


def _units(node: Product, is_function: IsFunction) -> list[list[Factor]]:
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
