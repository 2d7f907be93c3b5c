"""Shapes: how far the subscripts of every array run, read off the equations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import sympy as sp

from symbackprop.errors import NetworkError
from symbackprop.network.equation import Equation
from symbackprop.network.indices import LETTERS, fresh, head, index

Scope = Mapping[sp.Symbol, tuple[sp.Expr, sp.Expr]]
"""The first and the last value of every index that is in force."""
Ranges = tuple[tuple[sp.Symbol, sp.Expr], ...]


@dataclass(frozen=True)
class Occurrence:
    """An element of an array in a body, and the indices in force there."""

    element: sp.Indexed
    scope: Scope


@dataclass
class Dimension:
    """What is known of one subscript of an array.

    size     how far it runs, if an equation or a sum says so
    reached  the largest values that other subscripts take: i + k - 1, or 1
    letter   the first index that stood there alone
    """

    size: sp.Expr | None = None
    reached: list[sp.Expr] = field(default_factory=list)
    letter: sp.Symbol | None = None


def occurrences(equation: Equation) -> Iterator[Occurrence]:
    """Returns every element that the body reads, with the range of each index in force.

    >>> from symbackprop.network.indices import array, size
    >>> i, j = index("i"), index("j")
    >>> body = sp.Sum(array("w")[j, i] * array("x")[i], (i, 1, size("n")))
    >>> line = Equation(array("u")[j], body, ranges=((j, size("m")),))
    >>> sorted(str(found.element) for found in occurrences(line))
    ['w[j, i]', 'x[i]']
    """
    yield from _walk(equation.body, {letter: (sp.S.One, last) for letter, last in equation.ranges})


def _walk(node: sp.Basic, scope: Scope) -> Iterator[Occurrence]:
    if isinstance(node, sp.Indexed):
        yield Occurrence(node, scope)
    elif isinstance(node, sp.Sum):
        inner = dict(scope)
        for letter, low, high in reversed(node.limits):
            yield from _walk(low, inner)
            yield from _walk(high, inner)
            inner[letter] = (low, high)
        yield from _walk(node.function, inner)
    else:
        for argument in node.args:
            yield from _walk(argument, scope)


def largest(subscript: sp.Expr, scope: Scope) -> sp.Expr:
    """Returns the largest value of a subscript that is linear in the indices in force.

    >>> i, k = index("i"), index("k")
    >>> largest(i + k - 1, {i: (sp.S.One, sp.Integer(5)), k: (sp.S.One, sp.Integer(3))})
    7
    """
    return _extreme(subscript, scope, at_most=True)


def smallest(subscript: sp.Expr, scope: Scope) -> sp.Expr:
    """Returns the smallest value of a subscript that is linear in the indices in force."""
    return _extreme(subscript, scope, at_most=False)


def _extreme(subscript: sp.Expr, scope: Scope, *, at_most: bool) -> sp.Expr:
    value = subscript
    for letter in scope:
        if (slope := sp.expand(value).coeff(letter)) != 0:
            value = value.xreplace({letter: scope[letter][(slope > 0) == at_most]})
    return sp.expand(value)


def infer(equations: Iterable[Equation]) -> Mapping[sp.Symbol, Ranges]:
    """Returns the canonical indices and the sizes of every array, by its label.

    Raises NetworkError for an index that nothing binds, for ranges that disagree and for a
    subscript out of range.
    """
    known: dict[sp.Symbol, list[Dimension]] = {}
    for equation in equations:
        if equation.ranges:
            known[equation.symbol] = [Dimension(last, letter=letter) for letter, last in equation.ranges]
        for found in occurrences(equation) if equation.reads_arrays else ():
            places = found.element.indices
            dimensions = known.setdefault(head(found.element), [Dimension() for _ in places])
            if len(dimensions) != len(places):
                raise NetworkError(
                    f"{found.element} has {len(places)} subscripts, elsewhere it has {len(dimensions)}\n"
                    f"    equation          {equation}\n"
                    "    give every array the same number of subscripts everywhere"
                )
            for position, subscript in enumerate(places):
                _note(dimensions[position], subscript, position, found, equation)
    return {label: _ranges(label, dimensions) for label, dimensions in known.items()}


def _note(dimension: Dimension, subscript: sp.Expr, position: int, found: Occurrence, equation: Equation) -> None:
    unbound = sorted(str(letter) for letter in subscript.free_symbols - set(found.scope))
    if unbound:
        raise NetworkError(
            f"nothing says how far the index {', '.join(unbound)} of {found.element} runs\n"
            f"    equation          {equation}\n"
            f"    indices in force  {', '.join(map(str, found.scope)) or 'none'}\n"
            "    sum over it, Sum(..., (i, 1, n)), or give it a range on the left side, ranges=((j, m),)"
        )
    last = largest(subscript, found.scope)
    if (smallest(subscript, found.scope) < 1) == True:  # noqa: E712  (a relation may be open)
        raise NetworkError(
            f"subscript {position + 1} of {found.element} is out of range: it becomes less than 1\n"
            f"    equation          {equation}\n"
            "    subscripts begin at 1"
        )
    alone = subscript.is_Symbol and found.scope[subscript][0] == 1
    if not alone:
        dimension.reached.append(last)
        return
    if dimension.size is not None and dimension.size != last:
        raise NetworkError(
            f"subscript {position + 1} of {found.element} runs to {last} here and to {dimension.size} elsewhere\n"
            f"    equation          {equation}\n"
            "    the ranges of an array's subscripts must agree in all equations"
        )
    dimension.size = last
    dimension.letter = dimension.letter or subscript


def _ranges(label: sp.Symbol, dimensions: list[Dimension]) -> Ranges:
    ranges: list[tuple[sp.Symbol, sp.Expr]] = []
    for position, dimension in enumerate(dimensions, 1):
        size = dimension.size if dimension.size is not None else _most(dimension.reached)
        for reached in dimension.reached:
            if not (size - reached).is_nonnegative and reached != 1:
                raise NetworkError(
                    f"subscript {position} of {label} reaches {reached}, but {label} ends at {size}\n"
                    "    let the ranges agree, or make the array longer"
                )
        taken = [letter for letter, _ in ranges]
        later = [other.letter for other in dimensions if other.letter is not None and other is not dimension]
        wanted = dimension.letter or fresh(index(LETTERS[position - 1]), [*taken, *later])
        ranges.append((fresh(wanted, taken), size))
    return tuple(ranges)


def _most(reached: list[sp.Expr]) -> sp.Expr:
    most = reached[0]
    for value in reached[1:]:
        if (value - most).is_nonnegative:
            most = value
    return most
