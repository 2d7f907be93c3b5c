"""Nearest: the names of a document that are most like one that it does not have."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from symbackprop.answers.latex import Symbols

_MOST = 3
_LIKE = 0.5
"""How much two names are alike at the least, 1 if they are the same."""


def nearest(name: str, table: Symbols) -> tuple[str, ...]:
    """Returns the few names that are most like another, as the document writes them, the likest first.

    >>> from symbackprop.answers.vocabulary import vocabulary
    >>> from symbackprop.network import two_layer
    >>> nearest("i", Symbols(vocabulary(two_layer()), {"i_1": "x_1", "i_2": "x_2"}))
    ('i_1', 'i_2', 'pi')
    """
    likeness = {known: SequenceMatcher(None, name, known).ratio() for known in _names(table) if known != name}
    like = [known for known in likeness if likeness[known] >= _LIKE]
    found = sorted(like, key=lambda known: (not known.startswith(name), -likeness[known]))
    return tuple(found[:_MOST])


def _names(table: Symbols) -> Iterator[str]:
    """Yields the names that mean something: those of the notation, and those of the network that are kept."""
    yield from table.notation
    yield from table.others
    own = table.vocabulary.quantities
    yield from (text for text in own if table.kept is None or text in table.kept)
