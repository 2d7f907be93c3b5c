"""Symbols: what the names of a document mean for a network.

The names of a document are looked up as they are, and in its notation: {"net_h1": "u_1",
"a_j": "u_j", "w_ij": "w_ji"}. An index letter of a notation stands for any subscript.

A name may also stand for a whole array, "Z": "u", or for its transpose: with "W": "v^T" the
document's W is the network's v the other way round, and with "b": "b^T" its b is a row. "dW":
"dE/dv" says that dW is the derivative of E by v, "dZ": "N*dE/ds^T" that dZ is N times that by
s, the items in columns. The elements of a whole array need no row of their own: with "W":
"v^T", W_ij is v[j, i]. "-v" is the opposite. A superscript in brackets is written in round ones, "W^(1)". All of it
is text, as a TOML file has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import Protocol

import sympy as sp

from symbackprop.answers.functions import Function
from symbackprop.answers.latex.notations import ANY, filled, matched, parsed
from symbackprop.answers.latex.wholes import Whole, whole, without_item
from symbackprop.answers.latex.written import Unit, Written
from symbackprop.answers.vocabulary import Vocabulary
from symbackprop.network.indices import LETTERS

INDICES = frozenset({*LETTERS, "p", "n", "m"})
"""The letters that may be subscripts of any unit or item."""

_ITEM = re.compile(r"\^\(([a-z])\)")
_MINUS = "-"
_NO_NAMES: Mapping[str, str | tuple[str, ...]] = MappingProxyType({})
_NO_FUNCTIONS: Mapping[str, Function] = MappingProxyType({})
_NO_SYMBOLS: Mapping[str, sp.Expr] = MappingProxyType({})
_NO_LABELS: Mapping[str, str] = MappingProxyType({})
_NO_LAYERS: Mapping[str, tuple[int, int]] = MappingProxyType({})


@dataclass(frozen=True)
class Meaning:
    """What a name may mean.

    name      a quantity of the vocabulary, or an array
    places    the subscripts, if it is an array
    item      the letter that says of which training item it is the value, if one does
    value     what it stands for, if it is in no vocabulary
    opposite  whether it is that with a minus
    """

    name: str
    places: tuple[Unit, ...] = ()
    item: Unit | None = None
    value: sp.Expr | None = None
    opposite: bool = False

    def __str__(self) -> str:
        shown = [unit if isinstance(unit, str) else "…" for unit in self.places]
        return "-" * self.opposite + self.name + (f"[{', '.join(shown)}]" if shown else "")


class SymbolTable(Protocol):
    """Decides what the names of a formula mean."""

    @property
    def vocabulary(self) -> Vocabulary:
        """Returns the vocabulary of the network."""

    def meanings(self, name: Written) -> tuple[Meaning, ...]:
        """Returns what a name may mean, the likeliest first; () if it is no quantity."""

    @property
    def labels(self) -> Mapping[str, str]:
        """Returns the names of the class of an item, each with the array of targets that is one there."""

    def component(self, name: Written, unit: str) -> tuple[Meaning, ...]:
        """Returns what a name that stands for a vector may mean for one of its units."""

    def function(self, name: Written) -> Function | None:
        """Returns the function of that name."""


class ArrayTable(SymbolTable, Protocol):
    """Decides also what the names of whole arrays mean, and the letters of layers."""

    @property
    def layers(self) -> Mapping[str, tuple[int, int]]:
        """Returns the letters that stand for layers, each with the first and the last of these."""

    def wholes(self, name: Written) -> tuple[Whole, ...]:
        """Returns the whole arrays that a name may mean, the likeliest first; () if it is none."""


@dataclass(frozen=True)
class Symbols:
    """A symbol table: a vocabulary, and the letters of a document that are not those of the network.

    vocabulary  what the network has
    notation    what the document writes, and what that is in the network: a name, or several
                where it may be either: "u_1", "w_ji", "-delta_out[k]"; a whole array: "v",
            "v^T", "dE/dv". A name with index letters stands for all of its kind; one that
            is written just so goes before it
    functions   functions of the document: {"f": FUNCTIONS["tanh"]}
    others      names that are no quantity of the network, and what they stand for
    kept        the network's own names that the document uses for the same; None: all of them
    layers      letters for layers, and which these are: with {"l": (1, 3)}, W^l is W^1, W^2 and W^3
    labels      names of the class of an item, and the array of targets that is one there: {"y_i": "t"}

    >>> from symbackprop.answers.vocabulary import vocabulary
    >>> from symbackprop.network import two_layer
    >>> table = Symbols(vocabulary(two_layer()), {"net_hj": "u_j"})
    >>> table.meanings(Written("net", ("h1",)))[0].name
    'u_1'
    """

    vocabulary: Vocabulary
    notation: Mapping[str, str | tuple[str, ...]] = field(default_factory=lambda: _NO_NAMES)
    functions: Mapping[str, Function] = field(default_factory=lambda: _NO_FUNCTIONS)
    others: Mapping[str, sp.Expr] = field(default_factory=lambda: _NO_SYMBOLS)
    kept: frozenset[str] | None = None
    layers: Mapping[str, tuple[int, int]] = field(default_factory=lambda: _NO_LAYERS)
    labels: Mapping[str, str] = field(default_factory=lambda: _NO_LABELS)

    def function(self, name: Written) -> Function | None:
        """Returns the function of that name, those of the document first."""
        return self.functions.get(name.text) or self.vocabulary.functions.get(name.text)

    def meanings(self, name: Written) -> tuple[Meaning, ...]:
        """Returns what a name may mean: by the notation, or as a name of the network."""
        found: dict[Meaning, None] = {}
        for spelling in self._spellings(name):
            if spelling.text in self.others:
                return (Meaning(spelling.text, value=self.others[spelling.text]),)
            translated = list(self._translated(spelling))
            for target in translated:
                found |= dict.fromkeys(self._meant(target))
            if not translated:
                found |= dict.fromkeys(filter(self._is_kept, self._own(spelling)))
            if found:
                break
        return tuple(found or ({} if self.wholes(name) else dict.fromkeys(self._elements(name))))

    def component(self, name: Written, unit: str) -> tuple[Meaning, ...]:
        """Returns what a name that stands for a vector may mean for one of its units: t for unit 2 is t_2.

        In the notation, "output": "out_o" says that the units of `output` are out_o1, out_o2, ...
        """
        for spelling in self._spellings(name):
            for target in list(self._translated(spelling)) or [spelling]:
                if target.below in ((), (unit[:1],)):
                    found = self.meanings(replace(target, below=(unit,)))
                    if found and not any(meaning.item for meaning in found):
                        return found
        return ()

    def wholes(self, name: Written) -> tuple[Whole, ...]:
        """Returns the whole arrays that a name may mean: in a batch also the row of one item, x_p or x^(p).

        >>> from symbackprop.answers.vocabulary import vocabulary
        >>> from symbackprop.network import mlp
        >>> table = Symbols(vocabulary(mlp(["n", "m", "K"])), {"W_2": "v^T"})
        >>> print(*table.wholes(Written("W", ("2",))))
        v^T
        """
        found = dict.fromkeys(self._wholes(name))
        items = self.vocabulary.network.items
        if not found and items is not None:
            for rest, item in without_item(name):
                rows = (one for one in self._wholes(rest) if self.vocabulary.shapes[one.name][0] == items[1])
                found |= dict.fromkeys(replace(one, item=item) for one in rows if not one.of)
        return tuple(found)

    def _elements(self, name: Written) -> Iterator[Meaning]:
        """Yields the element of a whole array of the notation: with "W": "v^T", W_ij is v[j, i]."""
        for found in self._wholes(Written(name.base, (), name.above, name.style)) if name.below else ():
            units = name.units(len(self.vocabulary.shapes.get(found.name, ())))
            if units and not found.of and not found.opposite:
                yield Meaning(found.name, units[::-1] if found.transposed else units)

    def _wholes(self, name: Written) -> Iterator[Whole]:
        for spelling in self._spellings(name):
            translated = list(self._translated(spelling))
            named = (whole(one, self.vocabulary.shapes, self.vocabulary.quantities) for one in translated)
            yield from (one for one in named if one is not None)
            own = Whole(spelling.text)
            if not translated and own.name in self.vocabulary.shapes and self._is_kept(own):
                yield own
                return
            if translated:
                return

    def _is_kept(self, meaning: Meaning | Whole) -> bool:
        is_number = meaning.name in self.vocabulary.quantities and self.vocabulary.quantities[meaning.name].is_number
        return self.kept is None or meaning.name in self.kept or is_number

    def _meant(self, target: Written) -> Iterator[Meaning]:
        """Yields what the network has of a name of the notation, -delta_k with its minus."""
        bare = target.base.removeprefix(_MINUS)
        opposite = bare != target.base
        yield from (replace(meaning, opposite=opposite) for meaning in self._own(replace(target, base=bare)))

    def _spellings(self, name: Written) -> Iterator[Written]:
        if name.style:
            yield Written(f"{name.style}({name.base})", name.below, name.above)
        yield Written(name.base, name.below, name.above)
        if self.layers and name.above[1:].isdigit():
            yield Written(name.base, name.below, f"^({name.above[1:]})")
        if name.base.endswith(")"):
            yield Written(_with_accent_behind(name.base), name.below, name.above)
        below = tuple(_with_accent_behind(unit) if isinstance(unit, str) else unit for unit in name.below)
        if below != name.below:
            yield Written(name.base, below, name.above)

    def _translated(self, name: Written) -> Iterator[Written]:
        exact = self.notation.get(name.text)
        if exact is not None:
            yield from (parsed(target) for target in ([exact] if isinstance(exact, str) else exact))
            return
        for pattern, targets in self._patterns:
            places = matched(pattern, name)
            if places is not None:
                yield from (filled(target, places) for target in targets)
                return

    @cached_property
    def _patterns(self) -> tuple[tuple[Written, tuple[Written, ...]], ...]:
        rows = ((parsed(key), (value,) if isinstance(value, str) else value) for key, value in self.notation.items())
        return tuple((key, tuple(map(parsed, values))) for key, values in rows if ANY.intersection(map(str, key.below)))

    def _own(self, name: Written) -> Iterator[Meaning]:
        """Yields what the network has of that name: a quantity, an element, the value for one item."""
        known, shapes = self.vocabulary.quantities, self.vocabulary.shapes
        texts = dict.fromkeys(filter(None, (name.text, _run_together(name))))
        quantities = [text for text in texts if text in known and text not in shapes]
        yield from (Meaning(text) for text in quantities[:1])
        if quantities or name.text in shapes:
            return
        for array, below in _arrays(name):
            rank = len(shapes.get(array, ()))
            if rank and (units := Written(array, below).units(rank)):
                yield Meaning(array, units)
        if not self.vocabulary.network.is_indexed:
            yield from self._of_item(name)

    def _of_item(self, name: Written) -> Iterator[Meaning]:
        """Yields the value for one item, which stands below or above: z_p, y_{1,p}, z^{(p)}."""
        above = _ITEM.fullmatch(name.above)
        if above is not None:
            rest, item = Written(name.base, name.below).text, above[1]
        elif name.below and not name.above:
            rest, item = Written(name.base, name.below[:-1]).text, name.below[-1]
        else:
            return
        quantity = self.vocabulary.quantities.get(rest)
        if item in INDICES and quantity is not None and self.vocabulary.varies(quantity):
            yield Meaning(rest, item=item)


def _arrays(name: Written) -> Iterator[tuple[str, tuple[Unit, ...]]]:
    """Yields the arrays that the name may be an element of, and the subscripts: delta_{out,k} is delta_out[k]."""
    yield name.base + name.above, name.below
    if len(name.below) > 1 and isinstance(name.below[0], str):
        for first in dict.fromkeys((name.below[0], _with_accent_behind(name.below[0]))):
            yield f"{name.base}_{first}{name.above}", name.below[1:]


def _with_accent_behind(text: str) -> str:
    """Returns a letter with its accent behind it: uhat for hat(u)."""
    accent, _, under = text[:-1].partition("(")
    return under + accent if text.endswith(")") else text


def _run_together(name: Written) -> str:
    texts = [unit for unit in name.below if isinstance(unit, str)]
    joined = "".join(texts)
    return f"{name.base}_{joined}{name.above}" if texts and len(texts) == len(name.below) else ""
