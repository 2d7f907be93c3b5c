"""Ranges: which text means which name, what subscripts are, how far indices run."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TypeAlias

import sympy as sp

from symbackprop.proof.indexed.normal_form.atoms import Kind
from symbackprop.proof.indexed.normal_form.forms import Forms
from symbackprop.proof.indexed.normal_form.linear import ONE, Linear, combined, never_negative
from symbackprop.proof.indexed.normal_form.variables import (
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
        self._letters: dict[Hashable, int] = {}
        self._sizes: dict[str, sp.Symbol] = {}

    def scalar(self, symbol: sp.Symbol) -> int:
        """Returns the atom of a scalar name or a size."""
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

    def letter(self, key: Hashable, size: int) -> Subscript:
        """Returns the subscript that a free index is: its variable, or 1 where there is no other value.

        The key is the index itself, or what else tells a letter from all others.
        """
        serial = self._letters.setdefault(key, len(self._letters))
        return self.subscript_for(variable(LETTER, size, serial))

    def subscript_for(self, index: Variable) -> Subscript:
        """Returns the variable, or the number 1 where the range has no other."""
        return (1, ()) if self.forms.sizes.form(size_of(index)) == ONE else index

    def subscript(self, node: sp.Expr, env: Environment) -> Subscript:
        """Returns a subscript: an index, a number, or a linear form with whole coefficients."""
        found = env.get(node)
        return found if found is not None else as_subscript(self.linear(node, env))

    def linear(self, node: sp.Expr, env: Environment) -> Linear:
        """Returns an expression in indices, sizes and whole numbers as a linear form."""
        if node in env:
            return as_linear(env[node])
        if node.is_Integer:
            return (int(node), ())
        if node.is_Symbol and (form := size_form(node)) is not None:
            self._check_size(node)
            return as_linear(variable(SIZE, self.forms.sizes.number(form), 0))
        if node.is_Add:
            return combined(*((1, self.linear(part, env)) for part in node.args))
        if node.is_Mul and len(node.args) == 2 and node.args[0].is_Integer:
            return combined((int(node.args[0]), self.linear(node.args[1], env)))
        raise OutOfReach(f"the subscript {node}")

    def size(self, node: sp.Expr) -> int:
        """Returns the number of a size; raises OutOfReach unless it is granted or seen to be at least 1."""
        for symbol in sorted(node.free_symbols, key=str):
            self._check_size(symbol)
        form = size_form(node)
        if form is None or not (form in self.granted or never_negative(combined((1, form), (-1, ONE)))):
            raise OutOfReach(f"a range that ends at {node}")
        return self.forms.sizes.number(form)

    def _check_size(self, symbol: sp.Symbol) -> None:
        if self._sizes.setdefault(symbol.name, symbol) != symbol:
            raise OutOfReach(f"two different sizes are called {symbol}")

    def size_if_known(self, node: sp.Expr | None) -> int:
        """Returns the number of a size, UNKNOWN if it is none."""
        try:
            return UNKNOWN if node is None else self.size(node)
        except OutOfReach:
            return UNKNOWN


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
