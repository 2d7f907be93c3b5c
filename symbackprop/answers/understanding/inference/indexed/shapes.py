"""Shapes: how far the subscripts of every array run, read off the equations in which its elements stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sympy as sp

from symbackprop.answers.latex import Written
from symbackprop.answers.latex.tree import Big, Letter, Node, Number, Relation
from symbackprop.answers.understanding.inference.definitions import Definition
from symbackprop.answers.understanding.inference.indexed.arrays import Arrays, element
from symbackprop.answers.understanding.inference.indexed.sizes import Sizes
from symbackprop.answers.understanding.inference.spelling import spelled
from symbackprop.answers.understanding.inference.walking import walk


@dataclass(frozen=True)
class Shapes:
    """The sizes of the arrays, and the names that are numbers."""

    sizes: Mapping[str, tuple[sp.Expr, ...]]
    scalars: frozenset[str]


def shapes_of(equations: Sequence[tuple[Definition, Sequence[Written]]], arrays: Arrays) -> Shapes:
    """Returns the sizes of arrays.

    equations  each with the names in it
    """
    sizes, ranks, scalars, last_values = Sizes(), {}, set(), set()
    for number, (one, names) in enumerate(equations):
        for written in names:
            found = arrays.of(written)
            if found is not None:
                ranks[found[0]] = len(found[1])
                sizes.note(*found, number)
            elif element(written, arrays.item) is None:
                scalars.add(spelled(written))
        for node in walk(one.body):
            for letter, last in _ends(node):
                sizes.ends(letter, number, last)
                last_values.add(last)
    numbers = scalars - last_values
    defined = [one.name.base for one, _ in equations]
    return Shapes(sizes.shapes(ranks, [*ranks, *sorted(numbers), *defined]), frozenset(numbers))


def _ends(node: Node) -> list[tuple[str, str]]:
    """Returns the letter of a sum with both ends, and its last value."""
    if not isinstance(node, Big) or not isinstance(node.below, Relation) or not isinstance(node.below.sides[0], Letter):
        return []
    letter, last = node.below.sides[0].text, node.above
    if isinstance(last, Letter):
        return [(letter, last.text)]
    return [(letter, last.digits)] if isinstance(last, Number) else []
