"""Ranges: which text means which name, what subscripts are, how far indices run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple, TypeAlias

import sympy as sp

from symbackprop.proof.indexed.atoms import NF, Kind
from symbackprop.proof.indexed.forms import Forms
from symbackprop.proof.indexed.linear import ONE, Linear, combined, never_negative
from symbackprop.proof.indexed.variables import (
    LETTER,
    SIZE,
    UNKNOWN,
    Subscript,
    Variable,
    as_linear,
    as_subscript,
    size_of,
    variable,
)
from symbackprop.proof.limits import OutOfReach

Environment: TypeAlias = Mapping[sp.Symbol, Subscript]
"""What the indices in force are."""


class Restriction(NamedTuple):
    """The part of a range in which 1 <= place <= size, for a place that is linear in indices."""

    place: sp.Expr
    size: int


class Ranges:
    """The names and the sizes that reading has met.

    known    the atoms of scalars, by their symbols
    granted  sizes that are positive because an array of the network has them
    """

    def __init__(self, forms: Forms) -> None:
        self.forms = forms
        self.known: dict[sp.Expr, int] = {}
        self.granted: set[Linear] = set()
        self._meaning: dict[str, tuple[sp.Symbol, int]] = {}
        self._letters: dict[str, int] = {}

    def scalar(self, symbol: sp.Symbol, env: Environment) -> int:
        """Returns the atom of a scalar name or a size."""
        if symbol in env:
            raise OutOfReach(f"the index {symbol} as a number")
        atom = self.known.get(symbol)
        if atom is None:
            if not symbol.is_integer:
                self.check(symbol, 0)
                atom = self.forms.table.name(symbol.name)
            elif symbol.is_positive:
                self.check(symbol, 0)
                atom = self.forms.table.size(symbol.name)
            else:
                raise OutOfReach(f"the index {symbol}, for which nothing tells how far it runs")
            self.known[symbol] = atom
        return atom

    def constant(self, text: str) -> int:
        """Returns the atom of a positive constant."""
        return self.forms.table.number(Kind.NAME, ("constant", text))

    def element(self, node: sp.Indexed, env: Environment) -> int:
        """Returns the atom of an element of an array."""
        label = node.base.label
        self.check(label, len(node.indices))
        places = tuple(self.subscript(place, env) for place in node.indices)
        return self.forms.table.element(label.name, places)

    def check(self, label: sp.Symbol, rank: int) -> None:
        """Raises OutOfReach if the text means another name already, or an array with other subscripts."""
        meaning = self._meaning.setdefault(label.name, (label, rank))
        if meaning != (label, rank):
            raise OutOfReach(f"two different variables are called {label}, or one array has different subscripts")

    def letter(self, text: str, size: int) -> Subscript:
        """Returns the subscript that a free index is: its variable, or 1 where there is no other value."""
        serial = self._letters.setdefault(text, len(self._letters))
        return self.subscript_for(variable(LETTER, size, serial))

    def subscript_for(self, index: Variable) -> Subscript:
        """Returns the variable, or the number 1 where the range has no other."""
        return (1, ()) if self.forms.sizes.form(size_of(index)) == ONE else index

    def subscript(self, node: sp.Expr, env: Environment) -> Subscript:
        """Returns a subscript: an index, a number, or a linear form with whole coefficients."""
        found = env.get(node)
        return found if found is not None else as_subscript(self._linear(node, env))

    def _linear(self, node: sp.Expr, env: Environment) -> Linear:
        if node in env:
            return as_linear(env[node])
        if node.is_Integer:
            return (int(node), ())
        if node.is_Symbol and (form := size_form(node)) is not None:
            return as_linear(variable(SIZE, self.forms.sizes.number(form), 0))
        if node.is_Add:
            return combined(*((1, self._linear(part, env)) for part in node.args))
        if node.is_Mul and len(node.args) == 2 and node.args[0].is_Integer:
            return combined((int(node.args[0]), self._linear(node.args[1], env)))
        raise OutOfReach(f"the subscript {node}")

    def size(self, node: sp.Expr) -> int:
        """Returns the number of a size; raises OutOfReach unless it is granted or seen to be at least 1."""
        form = size_form(node)
        if form is None or not (form in self.granted or never_negative(combined((1, form), (-1, ONE)))):
            raise OutOfReach(f"a range that ends at {node}")
        return self.forms.sizes.number(form)

    def size_if_known(self, node: sp.Expr | None) -> int:
        """Returns the number of a size, UNKNOWN if it is none."""
        try:
            return UNKNOWN if node is None else self.size(node)
        except OutOfReach:
            return UNKNOWN

    def limits(self, letter: sp.Symbol, low: sp.Expr, high: sp.Expr, env: Environment) -> tuple[int, Restriction | None]:
        """Returns the size of the range of a sum, and what part of it is meant.

        The range from Max(1, a) to Min(K, b) is the part of 1..K with 1 <= b + 1 - k <= b + 1 - a.
        Raises OutOfReach for a range that does not begin at 1, or whose end depends on an index.
        """
        if letter in self.known:
            raise OutOfReach(f"{letter} is an index and a size")
        if low == 1:
            if high.free_symbols & set(env):
                raise OutOfReach(f"a range that depends on an index, {letter} = 1..{high}")
            return self.size(high), None
        if isinstance(low, sp.Max) and isinstance(high, sp.Min) and sp.S.One in low.args and len(low.args) == 2:
            (least,) = set(low.args) - {sp.S.One}
            for end in high.args:
                (last,) = set(high.args) - {end} if len(high.args) == 2 else (end,)
                length = sp.expand(last - least + 1)
                if not (end.free_symbols | length.free_symbols) & set(env):
                    return self.size(end), Restriction(sp.expand(last + 1 - letter), self.size(length))
        raise OutOfReach(f"a range that depends on an index or does not begin at 1, {letter} = {low}..{high}")

    def indicator(self, restriction: Restriction, env: Environment) -> NF:
        """Returns 1 inside a part of a range and 0 outside, as a sum of Kronecker deltas."""
        with self.forms.fresh([restriction.size]) as (index,):
            return self.forms.summed(self.forms.delta(index, self.subscript(restriction.place, env)), [index])


def size_form(node: sp.Expr) -> Linear | None:
    """Returns a size as a linear form in size names; None if it is none.

    >>> size_form(sp.Symbol("n", integer=True, positive=True) + 2)
    (2, (('n', 1),))
    """
    if node.is_Integer:
        return (int(node), ())
    if node.is_Symbol:
        return (0, ((node.name, 1),)) if node.is_integer and node.is_positive else None
    if node.is_Add:
        parts = [size_form(part) for part in node.args]
        return None if None in parts else combined(*((1, part) for part in parts if part is not None))
    if node.is_Mul and len(node.args) == 2 and node.args[0].is_Integer:
        inner = size_form(node.args[1])
        return None if inner is None else combined((int(node.args[0]), inner))
    return None


class IndexSizes(NamedTuple):
    """How far the free indices run; and what is wrong if two arrays disagree, else ""."""

    sizes: dict[sp.Symbol, sp.Expr]
    disagreement: str


def index_sizes(nodes: Iterable[sp.Expr], shape: Mapping[str, tuple[sp.Expr, ...]]) -> IndexSizes:
    """Returns how far the free indices of expressions run, read off the arrays they are subscripts of.

    >>> from symbackprop.network.indices import array, index, size
    >>> j, k, shape = index("j"), index("k"), {"w": (size("m"), size("n")), "x": (size("n"),)}
    >>> index_sizes([sp.Sum(array("x")[k] * array("w")[j, k], (k, 1, size("n")))], shape).sizes
    {j: m}
    >>> index_sizes([array("x")[k] * array("w")[k, 1]], shape).disagreement
    'the index k runs to n and to m'
    """
    found: dict[sp.Symbol, sp.Expr] = {}
    disagreement = ""
    todo: list[tuple[sp.Basic, dict[sp.Basic, sp.Expr | None]]] = [(node, {}) for node in nodes]
    while todo:
        node, bound = todo.pop()
        if isinstance(node, sp.Sum):
            bound = {**bound, **{letter: high if low == 1 else None for letter, low, high in node.limits}}
        if not isinstance(node, sp.Indexed):
            todo.extend((argument, bound) for argument in node.args)
            continue
        for place, length in zip(node.indices, shape.get(node.base.label.name, ()), strict=False):
            if place.is_Symbol:
                last = bound[place] if place in bound else found.setdefault(place, length)
                if last is not None and not last.free_symbols & set(bound) and last != length:
                    disagreement = f"the index {place} runs to {min(last, length, key=str)} and to {max(last, length, key=str)}"
    return IndexSizes(found, disagreement)
