"""About: what a document, or a part of it, is about, with what a judge asks of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import sympy as sp

from symbackprop.answers.checking.numbers.values import Stated, stated_as
from symbackprop.answers.documents import Source
from symbackprop.answers.latex import Symbols, Written
from symbackprop.answers.latex.tree import Number
from symbackprop.answers.understanding import Notation, Subject, subjects_of
from symbackprop.answers.vocabulary import vocabulary
from symbackprop.network import Network
from symbackprop.network.batched import of_one_item
from symbackprop.notation import Notation as Writing
from symbackprop.report.palette import roles

Letters = Mapping[str, str | tuple[str, ...]]
"""What the author's letters are in the network: {"net_hj": "u_j"}."""

NOTHING = "no network: the document names none and defines none"
"""What a document is about if nothing says it."""


@dataclass(frozen=True)
class About:
    """What a document, or a part of it, is about.

    subject  the network, what its names mean, and which statements it is the subject of
    """

    subject: Subject

    @property
    def table(self) -> Symbols:
        """Returns what the names of the document mean."""
        return self.subject.table

    @property
    def words(self) -> str:
        """Returns the network in words, and where it comes from."""
        return self.subject.words

    @cached_property
    def names(self) -> Symbols:
        """Returns the table with the names that every document has: any parameter, the learning rate, e and π.

        A name that means something in the table keeps its meaning.
        """
        letters = self.table.vocabulary.derivation.training_set.letters
        common = {"e": sp.E, "pi": sp.pi, **{symbol.name: symbol for symbol in (letters.parameter, letters.rate)}}
        free = {text: value for text, value in common.items() if not self.table.meanings(Written(text))}
        return replace(self.table, others={**free, **self.table.others})

    def with_rate(self, letter: str) -> About:
        """Returns the same where a letter is the learning rate."""
        rate = self.table.vocabulary.derivation.training_set.letters.rate
        return About(replace(self.subject, table=replace(self.table, others={**self.table.others, letter: rate})))

    @cached_property
    def of_one_item(self) -> About:
        """Returns the same for one item, where the network is one of several."""
        words = vocabulary(of_one_item(self.table.vocabulary.network))
        return About(replace(self.subject, table=replace(self.table, vocabulary=words)))

    @cached_property
    def stated(self) -> Mapping[sp.Expr, Stated]:
        """Returns the values that the notation states."""
        return {name: stated_as(Number(digits)) for name, digits in self.subject.stated.items()}

    @cached_property
    def written(self) -> Writing:
        """Returns how formulas about the network are written: the deltas in their colours."""
        derivation = self.table.vocabulary.derivation
        ordinary = frozenset(equation.name.name for equation in derivation.network if equation.ordinary)
        return Writing(palette=roles(derivation), ordinary=ordinary)


def about(
    source: Source, network: Network | None = None, notation: Notation | Letters | None = None
) -> tuple[About, ...]:
    r"""Returns what a document is about, the main subject first; () if nothing says it.

    Raises NotationError for front matter that is wrong.

    >>> from symbackprop.answers.documents import read
    >>> about(read(r"$\frac{\partial E}{\partial w_{11}} = \delta_1 x_1$"))[0].words
    '2-2-1 network of the notes, whose letters it has'
    """
    said = Notation(notation) if isinstance(notation, Mapping) else notation
    return tuple(map(About, subjects_of(source, network, said)))
