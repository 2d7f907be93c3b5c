"""Invented symbols: a table that gives every name of a document a symbol, before there is a network."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import sympy as sp

from symbackprop.answers.functions import ALIASES, FUNCTIONS, Function, of_row
from symbackprop.answers.latex import Meaning, NotUnderstood, Statement, Written, readings
from symbackprop.answers.latex.tree import Node
from symbackprop.answers.understanding.inference.lexicon import Lexicon
from symbackprop.answers.understanding.inference.matrices import OF_ARRAYS
from symbackprop.answers.understanding.inference.spelling import spelled
from symbackprop.answers.vocabulary import Vocabulary, vocabulary
from symbackprop.network import Network, name, unspecified

_NUMBERS = ("e", "pi")


@cache
def _no_vocabulary() -> Vocabulary:
    """Returns the vocabulary of a network with which no document has a name in common."""
    return vocabulary(Network([sp.Eq(name("result"), name("argument"))], parameters=["argument"]))


@dataclass(frozen=True)
class Invented:
    """A symbol table that knows every name of a document.

    lexicon   the names
    meant     what the functions of the document are, as far as it is known; the others may be any
    """

    lexicon: Lexicon
    meant: Mapping[str, Function]

    @property
    def vocabulary(self) -> Vocabulary:
        """Returns a vocabulary without any of the names."""
        return _no_vocabulary()

    def meanings(self, name: Written) -> tuple[Meaning, ...]:
        """Returns the symbol of a name; e and π are the numbers."""
        if name.text in _NUMBERS and name.text not in self.lexicon.words:
            return (Meaning(name.text),)
        known = bool(name.text) and self.lexicon.is_name(name) and name.text not in self.lexicon.functions
        return (Meaning(spelled(name), value=symbol(name)),) if known else ()

    @property
    def labels(self) -> Mapping[str, str]:
        """Returns no name of the class of an item."""
        return {}

    @property
    def layers(self) -> Mapping[str, tuple[int, int]]:
        """Returns no letter that stands for layers."""
        return {}

    def wholes(self, name: Written) -> tuple[()]:
        """Returns no array: a name is a number, or an element."""
        return ()

    def component(self, name: Written, unit: str) -> tuple[()]:
        """Returns no component: a name is a number, or an element."""
        return ()

    def function(self, name: Written) -> Function | None:
        """Returns the function of that name."""
        text = name.text
        if text in self.meant:
            return self.meant[text]
        if text in self.lexicon.quantities:
            return None
        usual = FUNCTIONS.get(text) or FUNCTIONS.get(ALIASES.get(text, ""))
        return usual or (any_function(text) if text in self.lexicon.functions else None)


def any_function(text: str) -> Function:
    """Returns the function called so of which nothing is known.

    >>> any_function("g").apply(name("u"))
    g(u)
    """
    return of_row(unspecified(text), text)


def functions_of(lexicon: Lexicon, meant: Mapping[str, Function]) -> Mapping[str, Function]:
    """Returns the functions of a document: what is known of them, else any; those that need no definition left out."""
    usual = {*FUNCTIONS, *ALIASES}
    return {
        text: meant[text] if text in meant else any_function(text)
        for text in sorted(lexicon.functions)
        if text in meant or text not in usual | OF_ARRAYS
    }


def symbol(written: Written) -> sp.Symbol:
    """Returns the symbol of a name of the document."""
    return name(spelled(written))


def value_of(node: Node, text: str, table: Invented) -> tuple[sp.Expr, tuple[str, ...]]:
    """Returns the value of a tree of the formula `text`, read in the likeliest way, and in words how it was read.

    Raises NotUnderstood, with the token and its place, if it is not read.
    """
    found = readings(Statement(text, (node,), (), position=node.position), table)
    side = found[0].sides[0]
    if side is None:
        raise NotUnderstood("nothing stands here", "nothing stands here", "", node.position)
    return side, found[0].choices
