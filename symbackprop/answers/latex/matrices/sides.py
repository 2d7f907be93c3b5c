"""Sides: those of a statement of matrices, as claims about their entries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sympy as sp

from symbackprop.answers.latex.choices import Choices
from symbackprop.answers.latex.matrices.adding import repeated
from symbackprop.answers.latex.matrices.explicit import MOST_ENTRIES, Explicit, entry_by_entry
from symbackprop.answers.latex.matrices.expressions import Diagonal, Jacobian, is_vector, length_of
from symbackprop.answers.latex.matrices.parts import OneItem, Part, Unclear, alike, has_free_index, in_words, mismatch
from symbackprop.calculus import Partial
from symbackprop.calculus.matrices import Transposed, entry_at, shape
from symbackprop.calculus.matrices.expression import Shape, same
from symbackprop.network import Network
from symbackprop.network.indices import fresh, index, indices_in


@dataclass(frozen=True)
class Entries:
    """What the sides claim of their entries.

    sides    an entry of each side, at the same free indices
    words    how the sides are read
    further  where a matrix is written out: the other entries of each side
    """

    sides: tuple[sp.Expr, ...]
    words: tuple[str, ...] = ()
    further: tuple[tuple[sp.Expr, ...], ...] = ()


def entries(sides: Sequence[Part], network: Network, choices: Choices) -> Entries:
    """Returns an entry of each side, at free row and column.

    choices  how a derivative of a vector by another of its length is laid out

    Raises Mismatch for sides that differ in shape, OneItem where they fit only for one
    item, Unclear where they do with derivatives laid out the other way.
    """
    arrays = [side for side in sides if side.is_array]
    if not arrays:
        return Entries(tuple(side.value for side in sides))
    if any(isinstance(side.value, Jacobian) for side in arrays):
        return _of_derivatives(sides, network, choices)
    first = arrays[0]
    for side in sides:
        if not side.is_array and has_free_index(side):
            raise Unclear(f"{side.written} is one element, and {first} are all", side)
        if not side.is_array and not side.value.is_number:
            raise mismatch(*_ordered(first, side), "are no equal sides: they differ in shape")
        if side.is_array and not alike(first.shape, side.shape):
            raise _different(first, side, network)
    if any(side.value.has(Explicit) for side in sides):
        return _each(sides, first.shape)
    place = _place(first.shape, network, [side.value for side in sides])
    return Entries(tuple(entry_at(repeated(side, first.shape), *place) for side in sides))


def _each(sides: Sequence[Part], shape: Shape) -> Entries:
    """Returns the entries of sides one of which is written out, place by place."""
    if not all(size.is_Integer and size <= MOST_ENTRIES for size in shape):
        raise Unclear(f"{sides[0].written} has sizes that are no numbers here", sides[0])
    first, *others = entry_by_entry([repeated(side, shape) for side in sides], shape)
    return Entries(first, further=tuple(others))


def nested(expression: sp.Basic) -> int:
    """Returns how many sums stand inside each other.

    >>> from symbackprop.network.indices import array, index
    >>> i, k = index("i"), index("k")
    >>> nested(sp.Sum(sp.Sum(array("x")[i, k], (i, 1, 3)), (k, 1, 3)) + 1)
    2
    """
    own = len(expression.limits) if isinstance(expression, sp.Sum) else 0
    return own + max(map(nested, expression.args), default=0)


def _ordered(one: Part, other: Part) -> tuple[Part, Part]:
    return (one, other) if one.start <= other.start else (other, one)


def _different(first: Part, side: Part, network: Network) -> Exception:
    if network.items is not None and alike(*(_for_one_item(part.shape, network.items[1]) for part in (first, side))):
        fact = f"{first.written} is {in_words(first.shape)} and {side.written} is {in_words(side.shape)}"
        return OneItem(f"{fact}: they have one shape only if there is one item", side)
    if alike(first.shape, side.shape[::-1]) and any(part.value.has(Partial) for part in (first, side)):
        fact = f"{first.written} is {in_words(first.shape)} and {side.written} is {in_words(side.shape)}"
        return Unclear(f"{fact}: they fit only if a derivative is laid out the other way", side)
    return mismatch(first, side, "are no equal sides: they differ in shape")


def _for_one_item(found: Shape, items: sp.Expr) -> Shape:
    rows, columns = (sp.S.One if same(end, items) else end for end in found)
    return rows, columns


def _place(found: Shape, network: Network, values: Sequence[sp.Expr]) -> tuple[sp.Expr, sp.Expr]:
    """Returns a free row and column, called as the network calls them."""
    taken = {letter for value in values for letter in indices_in(value)}
    usual = {size: letter for label in reversed(network.arrays) for letter, size in network.ranges(label)}
    ends: list[sp.Expr] = []
    for size, otherwise in zip(found, "ji", strict=True):
        if size == 1:
            ends.append(sp.S.One)
            continue
        letter = fresh(usual.get(size, index(otherwise)), taken)
        taken.add(letter)
        ends.append(letter)
    return ends[0], ends[1]


# ---- derivatives of arrays by arrays


def _of_derivatives(sides: Sequence[Part], network: Network, choices: Choices) -> Entries:
    """Returns the entries of sides some of which are derivatives of arrays by arrays."""
    first = next(side for side in sides if isinstance(side.value, Jacobian))
    of, by = first.value.of, first.value.by
    values = [side.value for side in sides]
    above = _place(shape(of), network, values)
    below = _place(shape(by), network, [*values, *above])
    found, words = [], []
    for side in sides:
        if isinstance(side.value, Jacobian):
            if not (alike(shape(of), shape(side.value.of)) and alike(shape(by), shape(side.value.by))):
                raise Unclear(f"{first.written} and {side.written} are derivatives of different arrays", side)
            found.append(side.value.between(above, below))
            continue
        ways = _as_jacobian(side, first)
        said, matrix = choices.choose(("layout", len(ways)), ways)
        words.append(said)
        found.append(entry_at(matrix, *(_of_vector(of, above), _of_vector(by, below))))
    return Entries(tuple(found), tuple(word for word in words if word))


def _of_vector(vector: sp.Expr, place: tuple[sp.Expr, sp.Expr]) -> sp.Expr:
    return place[0] if shape(vector)[1] == 1 else place[1]


def _as_jacobian(side: Part, first: Part) -> list[tuple[str, tuple[str, sp.Expr]]]:
    """Returns a side as the matrix of derivatives of one vector by another, in words how, in each way to lay it out."""
    of, by = first.value.of, first.value.by
    if not side.is_array or not (is_vector(of) and is_vector(by)):
        raise Unclear(f"{first.written} has more subscripts than {side.written}", side)
    wanted = (length_of(of), length_of(by))
    found: list[tuple[str, tuple[str, sp.Expr]]] = []
    if alike(side.shape, wanted):
        found.append((f"the rows of {first.written} belong to what is differentiated", ("", side.value)))
    if alike(shape(of), shape(by)) and alike(side.shape, shape(of)):
        words = f"{side.written} is the diagonal of the derivative"
        found.append((words, (words, Diagonal(side.value))))
    if alike(side.shape, wanted[::-1]):
        words = f"the columns of {first.written} belong to what is differentiated"
        found.append((words, (words, Transposed(side.value))))
    if not found:
        raise mismatch(*_ordered(first, side), "are no equal sides: they differ in shape")
    return found
