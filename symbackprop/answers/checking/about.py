"""About: the network that a document is about, and what its letters mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import sympy as sp

from symbackprop.answers.documents import Source
from symbackprop.answers.latex import Symbols, Written
from symbackprop.answers.vocabulary import Vocabulary, vocabulary
from symbackprop.network import Network, two_layer
from symbackprop.network.wording import kind_of
from symbackprop.notation import Notation
from symbackprop.report.palette import roles

Letters = Mapping[str, str | tuple[str, ...]]
"""What the author's letters are in the network: {"net_hj": "u_j"}."""


@dataclass(frozen=True)
class About:
    """What a document is about.

    table        what its names mean
    words        its network, in words
    completed    what was completed by analogy
    notation     what its letters are in the network
    definitions  the places of the statements that define the network
    """

    table: Symbols
    words: str
    completed: tuple[str, ...] = ()
    notation: Letters = field(default_factory=dict)
    definitions: frozenset[tuple[int, int]] = frozenset()

    @cached_property
    def names(self) -> Symbols:
        """Returns the table with the names that every document has: any parameter, the learning rate, e and π.

        A name that means something in the table keeps its meaning.
        """
        letters = self.table.vocabulary.derivation.training_set.letters
        common = {"e": sp.E, "pi": sp.pi, **{symbol.name: symbol for symbol in (letters.parameter, letters.rate)}}
        free = {text: value for text, value in common.items() if not self.table.meanings(Written(text))}
        return replace(self.table, others={**free, **self.table.others})

    @cached_property
    def written(self) -> Notation:
        """Returns how formulas about the network are written: the deltas in their colours."""
        derivation = self.table.vocabulary.derivation
        ordinary = frozenset(equation.name.name for equation in derivation.network if equation.ordinary)
        return Notation(palette=roles(derivation), ordinary=ordinary)


def about(source: Source, network: Network | None = None, notation: Letters | None = None) -> tuple[About, ...]:
    """Returns what a document may be about, the likeliest first.

    >>> from symbackprop.answers.documents import read
    >>> about(read("$z = g(s)$"))[0].words
    'the 2-2-1 network, sigmoid units, half squared error'
    """
    words = vocabulary(two_layer() if network is None else network)
    table = Symbols(words, {**_one_item_or_all(words), **(notation or {})})
    return (About(table, _in_words(words.network), notation=notation or {}),)


def _in_words(network: Network) -> str:
    return ", ".join(part for part in (network.title, kind_of(network)) if part)


def _one_item_or_all(words: Vocabulary) -> Letters:
    """Returns that the loss may be that of one item or of all, which documents call alike."""
    loss, whole = words.network.loss.name, words.derivation.training_set.letters.loss
    return {} if words.network.is_indexed else {loss.name: (loss.name, whole.name)}
