"""Sizes: how far every index runs; indices that stand at one place of an array run equally far."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import sympy as sp

from symbackprop.network.indices import size

USUAL: Mapping[str, str] = {"i": "n", "j": "m", "k": "K", "l": "L", "q": "Q", "p": "N", "r": "R"}
"""What the number of units is called that a letter counts."""

Spot = tuple[str, object]


class Sizes:
    """Classes of spots that have one size: the places of arrays, the letters of equations."""

    def __init__(self) -> None:
        self._parent: dict[Spot, Spot] = {}
        self._named: dict[Spot, str] = {}
        self._letter: dict[Spot, str] = {}

    def note(self, array: str, letters: Sequence[str], equation: object) -> None:
        """Notes that the letters stand at the places of an array in an equation."""
        for place, letter in enumerate(letters):
            self._join((array, place), (letter, equation))
            self._letter.setdefault((array, place), letter)

    def ends(self, letter: str, equation: object, text: str) -> None:
        """Notes that a sum over a letter ends at a size or number."""
        self._named[letter, equation] = text
        self._find((letter, equation))

    def shapes(self, ranks: Mapping[str, int], taken: Iterable[str]) -> Mapping[str, tuple[sp.Expr, ...]]:
        """Returns the sizes of every array.

        ranks  how many subscripts each has
        taken  what no size may be called
        """
        used = set(taken)
        found: dict[Spot, sp.Expr] = {}
        for spot, text in sorted(self._named.items(), key=str):
            root = self._find(spot)
            found.setdefault(root, size(int(text)) if text.isdigit() else size(text))
            used.add(text)
        shapes: dict[str, tuple[sp.Expr, ...]] = {}
        for array, rank in ranks.items():
            row = []
            for place in range(rank):
                root = self._find((array, place))
                if root not in found:
                    usual = USUAL.get(self._letter.get((array, place), ""), "n")
                    text = next(name for name in _names(usual) if name not in used)
                    used.add(text)
                    found[root] = size(text)
                row.append(found[root])
            shapes[array] = tuple(row)
        return shapes

    def _find(self, spot: Spot) -> Spot:
        root = spot
        while (parent := self._parent.setdefault(root, root)) != root:
            root = parent
        return root

    def _join(self, one: Spot, other: Spot) -> None:
        self._parent[self._find(other)] = self._find(one)


def _names(usual: str) -> Iterable[str]:
    yield usual
    yield from (f"{usual}_{number}" for number in range(2, 1000))
