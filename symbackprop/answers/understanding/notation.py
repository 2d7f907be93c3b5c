"""The notation: what an author writes, and what that is in a network."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import sympy as sp

from symbackprop.answers.functions import ALIASES, FUNCTIONS, Function
from symbackprop.answers.latex import Symbols
from symbackprop.answers.parser import parse
from symbackprop.answers.understanding.inference.indexed.table import LayersByLetter
from symbackprop.answers.understanding.inference.invented import any_function
from symbackprop.answers.understanding.subject import Layout
from symbackprop.answers.vocabulary import Vocabulary
from symbackprop.errors import unknown
from symbackprop.network import name

_NAME = re.compile(r"[^\W\d_]\w*")
ANY = "any"
"""The function of which nothing is known."""


@dataclass(frozen=True)
class Notation:
    r"""What an author writes, and what that is in the network.

    names      {"net_hj": "u_j", "w_ij": "w_ji"}: a name, or several where it may be either, a minus in front where
               it is the opposite; an index letter stands for all units, and a name that is written just so goes first
    functions  {"f": "tanh"}: a key of FUNCTIONS, or "any"
    values     names that are no quantity of the network, and what they are in its names: {"s_1": "-dE/du_1"}; a name
               of which nothing is known is itself: {"lambda": "lambda"}
    layout     whether vectors are columns, W x, or rows, x W
    kept       the network's own names that the author uses for the same; None: all of them
    layers     letters for layers, and which these are: {"l": (1, 3)}
    labels     names of the class of an item, and the targets that are one there and zero elsewhere: {"y_i": "t"}
    by_letter  whether each index letter is a layer of its own, a_j and a_k: a name then stands for itself alone
    numbers    the values of names in numbers, as they are written: {"w_5": "0.40"}

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
    layers: Mapping[str, tuple[int, int]] = field(default_factory=lambda: MappingProxyType({}))
    by_letter: bool = False
    labels: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    numbers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def table(self, words: Vocabulary) -> Symbols:
        """Returns what the names of a document in this notation mean for a network.

        Raises UnknownName for a function that is not in FUNCTIONS, FormulaError for a value that is not read.
        """
        kind = LayersByLetter if self.by_letter else Symbols
        return kind(
            words,
            self.names,
            {text: _function(text, row) for text, row in self.functions.items()},
            {text: _value(value, words) for text, value in self.values.items()},
            self.kept,
            self.layers,
            self.labels,
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
            layers={**other.layers, **self.layers},
            by_letter=self.by_letter or other.by_letter,
            labels={**other.labels, **self.labels},
            numbers={**other.numbers, **self.numbers},
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
    if not isinstance(value, str):
        return value
    return name(value) if _NAME.fullmatch(value) and value not in words.quantities else parse(value, words)[0]


def notation_of_table(table: Symbols) -> Notation:
    """Returns the notation that a table is made of."""
    by_letter = isinstance(table, LayersByLetter)
    return Notation(
        table.notation,
        table.functions,
        table.others,
        kept=table.kept,
        layers=table.layers,
        by_letter=by_letter,
        labels=table.labels,
    )


def of_any_item(words: Vocabulary) -> Notation:
    """Returns how documents speak of a network loosely.

    Its loss is that of one item or of all, a bare w is any parameter, and η the learning rate.

    >>> from symbackprop.answers.vocabulary import vocabulary
    >>> from symbackprop.network import two_layer
    >>> of_any_item(vocabulary(two_layer())).names
    {'E': ('E', 'E_all')}
    """
    items = words.derivation.training_set
    loss, free = words.network.loss.name.name, (items.letters.parameter, items.letters.rate)
    names: Mapping[str, str | tuple[str, ...]] = {} if words.network.is_indexed else {loss: (loss, items.loss.name)}
    known = {*words.quantities, *words.shapes}
    return Notation(names, values={symbol.name: symbol for symbol in free if symbol.name not in known})
