"""Spelling out: activations written in elementary functions, as a change of normal forms."""

from __future__ import annotations

from collections.abc import Hashable

import sympy as sp

from symbackprop.network.functions import NamedFunction
from symbackprop.network.names import name
from symbackprop.proof.indexed.normal_form.atoms import NF, Atom, Kind
from symbackprop.proof.indexed.normal_form.changes import Change, Substitution
from symbackprop.proof.indexed.normal_form.forms import Forms
from symbackprop.proof.indexed.reading.reader import Reader
from symbackprop.proof.spelling import spelled

_ARGUMENT = name("#argument")
_INSIDE = frozenset({Kind.APPLIED, Kind.EXP, Kind.STEP, Kind.BASE, Kind.TOTAL})


class Spelling(Change):
    """Activations are replaced by what they are in elementary functions.

    >>> from symbackprop.network.heads import sigmoid
    >>> reader, u = Reader(Forms()), name("u")
    >>> spelt = reader.forms.changed(reader.read(sigmoid(u)), Spelling(reader))
    >>> spelt == reader.read(1 / (1 + sp.exp(-u)))
    True
    """

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._values: dict[str, NF] = {}
        self._memory: dict[Hashable, NF] = {}

    def touches(self, atom: Atom) -> bool:
        """Returns whether a function may occur in the atom."""
        return atom.kind in _INSIDE

    def leaf(self, forms: Forms, atom: Atom) -> NF:
        """Returns the leaf as it is."""
        return forms.atom(forms.table.number(atom.kind, atom.data))

    def memory(self, forms: Forms, number: int, atom: Atom) -> tuple[dict[Hashable, NF], Hashable]:
        """Returns the memory of this change."""
        return self._memory, number

    def applied(self, forms: Forms, head: str, argument: NF) -> NF:
        """Returns the function of an argument, written out if it is an activation."""
        function = self._reader.heads.get(head)
        if function is None or not (function is sp.tanh or issubclass(function, NamedFunction)):
            return super().applied(forms, head, argument)
        if head not in self._values:
            self._values[head] = self._reader.read(spelled(function(_ARGUMENT)))
        return forms.changed(self._values[head], Substitution({_ARGUMENT.name}, lambda _: ((), argument)))
