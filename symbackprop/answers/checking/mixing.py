"""Mixing: a reading that speaks of all training items and of one in a breath."""

from __future__ import annotations

from collections.abc import Iterator

import sympy as sp

from symbackprop.answers.latex import Reading
from symbackprop.answers.vocabulary import Vocabulary


def mixes(reading: Reading, words: Vocabulary) -> bool:
    r"""Returns whether a reading has a value of one item in it beside the loss of all items or a sum over them.

    A document calls both losses E. Which is meant is plain where the other makes no sense.

    >>> from symbackprop.answers.latex import Symbols, read
    >>> from symbackprop.answers.vocabulary import vocabulary
    >>> from symbackprop.network import two_layer
    >>> known = vocabulary(two_layer())
    >>> (ways,) = read(r"E = \sum (z - t)^2", Symbols(known, {"E": ("E", "E_all")}))
    >>> [(str(way.sides[0]), mixes(way, known)) for way in ways]
    [('E', True), ('E_all', False)]
    """
    letters = words.derivation.training_set.letters
    sides = [side for side in reading.sides if side is not None]
    names = {symbol for side in sides for symbol in _outside_arrays(side)}
    sums = {letter for side in sides for found in side.atoms(sp.Sum) for letter in found.variables}
    of_one = any(words.varies(symbol) for symbol in names if symbol in words.quantities.values())
    return of_one and not words.network.is_indexed and (letters.loss in names or letters.item in sums)


def _outside_arrays(side: sp.Basic) -> Iterator[sp.Basic]:
    """Yields the symbols of an expression that are no array of values for all items."""
    if side.is_Symbol:
        yield side
    elif not isinstance(side, sp.Indexed):
        for part in side.args:
            yield from _outside_arrays(part)
