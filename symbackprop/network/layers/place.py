"""The place of a layer: what stands before it, and what it may call its quantities and indices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import sympy as sp

from symbackprop.network.indices import index
from symbackprop.network.layers.layer import Value
from symbackprop.network.names import name

_IN_ORDER = "ijkl"
_FREE = (*"ijklq", *(f"{letter}_{number}" for number in range(2, 20) for letter in "ijklq"))
_NO_NAMES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Place:
    """Where a layer stands.

    before       the values so far: the input of the network, then the output of each layer
    taken        what no index may be called, because a size is: {"n", "m"}
    superscript  what tells its quantities from those of other layers: "^(2)", or nothing
    instead      other names than the usual ones: {"W": "w"}
    """

    before: tuple[Value, ...] = ()
    taken: frozenset[str] = frozenset()
    superscript: str = ""
    instead: Mapping[str, str] = field(default_factory=lambda: _NO_NAMES)

    def name(self, usual: str) -> sp.Symbol:
        """Returns the symbol of the quantity that is usually called so.

        >>> Place(superscript="^(2)").name("W"), Place(instead={"W": "v"}).name("W")
        (W^(2), v)
        """
        return name(self.instead.get(usual, usual) + self.superscript)

    def variant(self, source: Value, accent: str) -> sp.Symbol:
        """Returns the symbol of what is made of `source`, with an accent: xhat from x.

        >>> Place(superscript="^(2)").variant(Value(name("u^(1)")), "hat")
        uhat^(2)
        """
        return self.name(source.symbol.name.partition("^")[0] + accent)

    def letter(self, wanted: str, *others: sp.Symbol) -> sp.Symbol:
        """Returns an index called as wanted, unless a size or one of the other indices is.

        >>> Place(taken=frozenset({"k"})).letter("k", index("i"))
        j
        """
        used = {*self.taken, *(symbol.name for symbol in others)}
        return index(next(text for text in (wanted, *_FREE) if text not in used))

    def letter_after(self, source: Value) -> sp.Symbol:
        """Returns the index of the units that read `source`: j after i, k after j, and so on.

        >>> from symbackprop.network.layers.layer import given
        >>> Place().letter_after(given("x", i="n")), Place().letter_after(given("y", {"p": "N"}, j="m"))
        (j, k)
        """
        last = source.features[-1][0].name if source.features else "i"
        following = _IN_ORDER[(_IN_ORDER.find(last) + 1) % len(_IN_ORDER)]
        return self.letter(following, *source.letters)

    def clear_of(self, value: Value) -> Value:
        """Returns the value with other letters for those of its indices that are called like a size.

        >>> from symbackprop.network.layers.layer import given
        >>> Place(taken=frozenset({"i"})).clear_of(given("x", i="n")).element
        x[j]
        """
        letters: dict[sp.Symbol, sp.Symbol] = {}
        for letter in value.letters:
            letters[letter] = self.letter(letter.name, *letters.values(), *_after(letter, value.letters))
        return value.lettered(letters)


def _after(letter: sp.Symbol, letters: tuple[sp.Symbol, ...]) -> Iterable[sp.Symbol]:
    return letters[letters.index(letter) + 1 :]


ALONE = Place()
"""The place of a layer that stands by itself."""
