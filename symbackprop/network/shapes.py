"""Shapes: how far the subscripts of every array run, read off the equations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import sympy as sp

from symbackprop.errors import NetworkError
from symbackprop.network.equation import Equation
from symbackprop.network.indices import LETTERS, free_indices, fresh, head, index

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
    place    the equation that says so
    letter   the first index that stood there alone
    wish     the first index that stood there at all
    reached  the largest values that other subscripts take, i + k - 1 or 1, and where
    """

    size: sp.Expr | None = None
    place: Equation | None = None
    letter: sp.Symbol | None = None
    wish: sp.Symbol | None = None
    reached: list[tuple[sp.Expr, Equation]] = field(default_factory=list)


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
    value = sp.expand(subscript)
    for letter in reversed(tuple(scope)):
        slope = value.coeff(letter)
        if slope.is_positive or slope.is_negative:
            value = sp.expand(value.xreplace({letter: scope[letter][slope.is_positive == at_most]}))
    return value


def infer(equations: Iterable[Equation]) -> Mapping[sp.Symbol, Ranges]:
    """Returns the canonical indices and the sizes of every array, by its label.

    Raises NetworkError for an index that nothing binds, for ranges that disagree, for a
    subscript out of range and for one that is not linear in the indices.
    """
    known: dict[sp.Symbol, list[Dimension]] = {}
    for equation in equations:
        if equation.ranges:
            known[equation.symbol] = [Dimension(last, equation, letter) for letter, last in equation.ranges]
        if not (equation.ranges or equation.reads_arrays):
            continue
        for found in occurrences(equation):
            places = found.element.indices
            dimensions = known.setdefault(head(found.element), [Dimension() for _ in places])
            if len(dimensions) != len(places):
                raise NetworkError(
                    f"{found.element} has {_counted(len(places))}, elsewhere it has {_counted(len(dimensions))}\n"
                    f"    equation          {equation}\n"
                    "    give every array the same number of subscripts everywhere"
                )
            for position, subscript in enumerate(places):
                _note(dimensions[position], subscript, position, found, equation)
        _all_bound(equation.body, dict(equation.ranges), equation, equation.body)
    return {label: _ranges(label, dimensions) for label, dimensions in known.items()}


def _counted(number: int) -> str:
    return f"{number} subscript{'s' * (number > 1)}"


def _all_bound(part: sp.Expr, scope: Iterable[sp.Symbol], equation: Equation, shown: sp.Expr) -> None:
    """Raises NetworkError for an index in `part` that is neither in force nor a size."""
    loose = [letter for letter in free_indices(part) if letter not in scope and not letter.is_positive]
    if loose:
        raise NetworkError(
            f"nothing says how far the index {', '.join(map(str, loose))} of {shown} runs\n"
            f"    equation          {equation}\n"
            f"    indices in force  {', '.join(map(str, scope)) or 'none'}\n"
            "    sum over it, Sum(..., (i, 1, n)), or give it a range on the left side, ranges=((j, m),)"
        )


def _note(dimension: Dimension, subscript: sp.Expr, position: int, found: Occurrence, equation: Equation) -> None:
    _all_bound(subscript, found.scope, equation, found.element)
    last, first = largest(subscript, found.scope), smallest(subscript, found.scope)
    if not last.free_symbols.isdisjoint(found.scope) or not first.free_symbols.isdisjoint(found.scope):
        raise NetworkError(
            f"subscript {position + 1} of {found.element} is not linear in the indices\n"
            f"    equation          {equation}\n"
            "    a subscript is an index, a number, or a sum of such: i + k - 1"
        )
    if (first - 1).is_negative:
        raise NetworkError(
            f"subscript {position + 1} of {found.element} is out of range: it becomes {first}\n"
            f"    equation          {equation}\n"
            "    subscripts begin at 1"
        )
    low, high = found.scope.get(subscript, (sp.S.Zero, sp.S.Zero))
    wishes = [letter for letter in free_indices(subscript) if letter in found.scope]
    dimension.wish = dimension.wish or next(iter(wishes), None)
    if low != 1 or not high.free_symbols.isdisjoint(found.scope):
        dimension.reached.append((last, equation))
        return
    if dimension.size is not None and dimension.size != last:
        raise NetworkError(
            f"subscript {position + 1} of {found.element} runs to {last} here and to {dimension.size} elsewhere\n"
            f"    equation          {equation}\n"
            f"    elsewhere         {dimension.place}\n"
            "    the ranges of an array's subscripts must agree in all equations"
        )
    dimension.size, dimension.place = last, dimension.place or equation
    dimension.letter = dimension.letter or subscript


def _ranges(label: sp.Symbol, dimensions: list[Dimension]) -> Ranges:
    ranges: list[tuple[sp.Symbol, sp.Expr]] = []
    for position, dimension in enumerate(dimensions, 1):
        size = dimension.size if dimension.size is not None else _most(dimension.reached)
        if size.is_positive is False:
            raise NetworkError(
                f"subscript {position} of {label} runs from 1 to {size}: there is no such element\n"
                f"    equation          {dimension.place or dimension.reached[0][1]}\n"
                "    a size is a positive whole number, or a name for one: size('m')"
            )
        for reached, equation in dimension.reached:
            if not (size - reached).is_nonnegative and reached != 1:
                raise NetworkError(
                    f"subscript {position} of {label} reaches {reached}, but {label} ends at {size}\n"
                    f"    equation          {equation}\n"
                    "    let the ranges agree, or make the array longer"
                )
        taken = [letter for letter, _ in ranges]
        later = [other.letter for other in dimensions if other.letter is not None and other is not dimension]
        wanted = dimension.letter or fresh(dimension.wish or index(LETTERS[position - 1]), [*taken, *later])
        ranges.append((fresh(wanted, taken), size))
    return tuple(ranges)


def _most(reached: list[tuple[sp.Expr, Equation]]) -> sp.Expr:
    most = reached[0][0]
    for value, _ in reached[1:]:
        if (value - most).is_nonnegative:
            most = value
    return most
