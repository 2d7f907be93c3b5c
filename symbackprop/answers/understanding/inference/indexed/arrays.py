"""Arrays: which names with index letters are elements of one array, and what that is called in the network.

A document tells its layers apart by superscripts, a_j^(1) and a_k^(2), or by the letters alone, a_j and a_k. In the
second case each letter is a layer, and a_j and a_k are two arrays.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from string import digits

from symbackprop.answers.latex import Written
from symbackprop.answers.understanding.inference.spelling import spelled

INDICES = frozenset("ijklpqr")
"""The letters that are indices of units and items."""

LONGEST = 3
"""The most index letters that stand together: w_ji."""


@dataclass(frozen=True)
class Element:
    """A name with its index letters.

    name     the name without them
    letters  the index letters
    """

    name: Written
    letters: tuple[str, ...]

    @property
    def text(self) -> str:
        """Returns what the array would be called by itself."""
        return spelled(self.name)


def element(name: Written, item: str = "") -> Element | None:
    """Returns a name as an element, None if it has no index letters or others than plain text among its subscripts.

    A number beside an index letter belongs to the name: the biases w_j0 are the array w_0.

    item  a letter that says of which item something is, and is left out

    >>> element(Written("w", ("ji",), "^(1)"))
    Element(name=Written(base='w', below=(), above='^(1)', style=''), letters=('j', 'i'))
    >>> element(Written("W", ("1", "ji"))).text
    'W_1'
    """
    kept: list[str] = []
    letters: list[str] = []
    for unit in name.below:
        if not isinstance(unit, str):
            return None
        indices = unit.strip(digits)
        if indices and len(unit) <= LONGEST and set(indices) <= INDICES:
            letters.extend(indices.replace(item, "") if item else indices)
            kept.extend(filter(None, [unit.replace(indices, "", 1)]))
        else:
            kept.append(unit)
    return Element(replace(name, below=tuple(kept), style=""), tuple(letters)) if letters else None


@dataclass(frozen=True)
class Arrays:
    """The arrays of a document.

    names    what the array of an element is called: by name alone, or by name and letters where letters are layers
    by_letter  whether a letter is a layer
    item     the letter of the items, "" for none
    """

    names: Mapping[tuple[str, tuple[str, ...]], str]
    by_letter: bool
    item: str

    def of(self, name: Written) -> tuple[str, tuple[str, ...]] | None:
        """Returns the array that a name is an element of, and the letters; None if it is of none."""
        found = element(name, self.item)
        if found is None:
            return None
        array = self.names.get((found.text, found.letters if self.by_letter else ()))
        return (array, found.letters) if array is not None else None

    @cached_property
    def of_layers(self) -> frozenset[str]:
        """Returns the matrices that the document calls by one name, with other letters: w_11 may be of any of them."""
        matrices = {key: array for key, array in self.names.items() if len(key[1]) == len("ji")}
        texts = Counter(text for text, _ in matrices)
        return frozenset(array for (text, _), array in matrices.items() if texts[text] > 1)

    def notation(self, written: Iterable[Written]) -> Mapping[str, str]:
        """Returns what the elements are in the network, for those that are written otherwise than there."""
        rows: dict[str, str] = {}
        for name in written:
            found = self.of(name)
            has_number = any(isinstance(unit, str) and unit.strip(digits) != unit for unit in name.below)
            if found is not None and (self.by_letter or self.item or has_number or spelled(name) != name.text):
                rows[name.text] = f"{found[0]}[{', '.join(found[1])}]"
        return rows


def arrays_of(defined: Iterable[Written], read: Iterable[Written], item: str) -> Arrays:
    """Returns the arrays of a document.

    defined  the names that its equations define
    read     the names in their bodies
    item     the letter of the items, "" for none
    """
    own = [found for name in defined if (found := element(name, item)) is not None]
    others = [found for name in read if (found := element(name, item)) is not None]
    of_layers = any(map(_is_of_layers, _letters(others).values()))
    by_letter = of_layers or any(len(set(letters)) > 1 for letters in _letters(own).values())
    names: dict[tuple[str, tuple[str, ...]], str] = {}
    taken: set[str] = set()
    for found in (*own, *others):
        key = (found.text, found.letters if by_letter else ())
        if key not in names:
            names[key] = next(text for text in numbered(found.text) if text not in taken)
            taken.add(names[key])
    return Arrays(names, by_letter, item)


def _letters(elements: Iterable[Element]) -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for one in elements:
        found.setdefault(one.text, []).append(one.letters)
    return found


def _is_of_layers(found: Iterable[tuple[str, ...]]) -> bool:
    """Returns whether one letter stands for the weights of several layers: w_kj from j to k, and w_ji from i to j."""
    pairs = {letters for letters in found if len(letters) == len("ji")}
    return any(one[1] == other[0] and one[0] != other[1] for one in pairs for other in pairs)


def numbered(text: str) -> Iterator[str]:
    """Yields a name, then the name with the number of a layer: a, a^(2), a^(3), ..."""
    yield text
    bare = re.sub(r"\^.*", "", text)
    yield from (f"{bare}^({number})" for number in range(2, 1000))
