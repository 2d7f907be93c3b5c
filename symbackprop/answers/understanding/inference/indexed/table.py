"""Tables of a document with index letters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import sympy as sp

from symbackprop.answers.latex import Symbols, Written
from symbackprop.answers.vocabulary import Vocabulary, vocabulary
from symbackprop.network import Equation, Network, name
from symbackprop.network.indices import element, index, summed

_LETTERS = ("i", "j", "k", "l", "q", "r", "e", "f")


@dataclass(frozen=True)
class LayersByLetter(Symbols):
    """A table in which each index letter is a layer of its own: a_j and a_k are two arrays, and a_l is none."""

    @cached_property
    def _patterns(self) -> tuple[tuple[Written, tuple[Written, ...]], ...]:
        return ()


def vocabulary_of_arrays(shapes: Mapping[str, Sequence[sp.Expr]], scalars: Sequence[str]) -> Vocabulary:
    """Returns the vocabulary in which equations with these arrays and numbers can be read, before there is a network.

    >>> n = sp.Symbol("n", integer=True, positive=True)
    >>> vocabulary_of_arrays({"x": (n,)}, ["b"]).shapes
    {'x': (n,)}
    """
    letters = [index(text) for text in _LETTERS if text not in {*map(str, _sizes(shapes)), *scalars}]
    totals = [
        summed(
            element(name(text), letters[: len(shape)]),
            tuple(zip(letters, [sp.S.One] * len(shape), shape, strict=False)),
        )
        for text, shape in shapes.items()
    ]
    body = sp.Add(*totals, *map(name, scalars))
    return vocabulary(Network([Equation(name("result of all"), body)], parameters=[next(iter(shapes))]))


def _sizes(shapes: Mapping[str, Sequence[sp.Expr]]) -> set[sp.Symbol]:
    return {symbol for shape in shapes.values() for last in shape for symbol in last.free_symbols}
