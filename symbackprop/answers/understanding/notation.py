"""The notation: what an author writes, and what that is in a network."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import sympy as sp

from symbackprop.answers.functions import ALIASES, FUNCTIONS, Function
from symbackprop.answers.latex import Symbols
from symbackprop.answers.parser import parse
from symbackprop.answers.understanding.inference.invented import any_function
from symbackprop.answers.understanding.subject import Layout
from symbackprop.answers.vocabulary import Vocabulary
from symbackprop.errors import unknown

ANY = "any"
"""The function of which nothing is known."""


@dataclass(frozen=True)
class Notation:
    r"""What an author writes, and what that is in the network.

    names      {"net_hj": "u_j", "w_ij": "w_ji"}: a name, or several where it may be either, a minus in front where
               it is the opposite; an index letter stands for all units, and a name that is written just so goes first
    functions  {"f": "tanh"}: a key of FUNCTIONS, or "any"
    values     names that are no quantity of the network, and what they are in its names: {"s_1": "-dE/du_1"}
    layout     whether vectors are columns, W x, or rows, x W
    kept       the network's own names that the author uses for the same; None: all of them

    >>> from symbackprop.answers.latex import read
    >>> from symbackprop.answers.vocabulary import vocabulary
    >>> from symbackprop.network import two_layer
    >>> table = Notation({"net_j": "u_j"}, {"f": "sigmoid"}).table(vocabulary(two_layer()))
    >>> read(r"\frac{\partial y_1}{\partial net_1} = f'(net_1)", table)[0][0].sides[0]
    dy_1/du_1
    """

    names: Mapping[str, str | tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    functions: Mapping[str, str | Function] = field(default_factory=lambda: MappingProxyType({}))
    values: Mapping[str, str | sp.Expr] = field(default_factory=lambda: MappingProxyType({}))
    layout: Layout = "columns"
    kept: frozenset[str] | None = None

    def table(self, words: Vocabulary) -> Symbols:
        """Returns what the names of a document in this notation mean for a network.

        Raises UnknownName for a function that is not in FUNCTIONS, FormulaError for a value that is not read.
        """
        return Symbols(
            words,
            self.names,
            {text: _function(text, row) for text, row in self.functions.items()},
            {text: _value(value, words) for text, value in self.values.items()},
            self.kept,
        )

    def over(self, other: Notation) -> Notation:
        """Returns this notation, and what another says of the names that this one says nothing of."""
        return replace(
            self,
            names={**other.names, **self.names},
            functions={**other.functions, **self.functions},
            values={**other.values, **self.values},
            layout=self.layout if self.layout != "columns" else other.layout,
            kept=self.kept if self.kept is not None else other.kept,
        )


def _function(text: str, row: str | Function) -> Function:
    if isinstance(row, Function):
        return row
    if row == ANY:
        return any_function(text)
    found = FUNCTIONS.get(row) or FUNCTIONS.get(ALIASES.get(row, ""))
    if found is None:
        raise unknown("function", row, [*FUNCTIONS, ANY])
    return found


def _value(value: str | sp.Expr, words: Vocabulary) -> sp.Expr:
    return parse(value, words)[0] if isinstance(value, str) else value
