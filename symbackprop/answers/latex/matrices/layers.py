"""Layers: a statement about layer l, said of each layer of the network."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import product

from symbackprop.answers.latex.rewriting import rewritten, walk
from symbackprop.answers.latex.statement import Statement
from symbackprop.answers.latex.tree import Group, Letter, Listing, Node, Number, Script, Terms

Layers = Mapping[str, int]
"""Which layer each letter stands for."""


@dataclass(frozen=True)
class AtLayers:
    """A statement with numbers for its layers.

    statement  the statement
    layers     which layer each letter stands for
    leaves     whether it names a layer that there is not, such as the one after the last
    last       whether a letter that may stand for several stands for the last of them
    """

    statement: Statement
    layers: Layers
    leaves: bool
    last: bool


def at_layers(statement: Statement, letters: Mapping[str, tuple[int, int]]) -> tuple[AtLayers, ...]:
    r"""Returns the statement for each layer that its letters stand for; as it is where it has none.

    >>> from symbackprop.answers.latex import read_display
    >>> (statement,) = read_display(r"z^l = W^l a^{l-1}")
    >>> [found.layers for found in at_layers(statement, {"l": (1, 2)})]
    [{'l': 1}, {'l': 2}]
    """
    found = {letter for side in statement.sides if side is not None for letter in _in_scripts(side)}
    used = [letter for letter in letters if letter in found]
    ranges = [range(letters[letter][0], letters[letter][1] + 1) for letter in used]
    return tuple(_at(statement, dict(zip(used, numbers, strict=True)), letters) for numbers in product(*ranges))


def _at(statement: Statement, layers: Layers, letters: Mapping[str, tuple[int, int]]) -> AtLayers:
    if not layers:
        return AtLayers(statement, layers, leaves=False, last=False)
    named: set[int] = set()

    def numbered(node: Node) -> Node | None:
        if not isinstance(node, Script):
            return None
        below = None if node.below is None else _numbered(node.below, layers, named)
        above = None if node.above is None else _numbered(node.above, layers, named)
        base = rewritten(node.base, numbered)
        return replace(node, base=base, below=below, above=above)

    sides = tuple(None if side is None else rewritten(side, numbered) for side in statement.sides)
    first, last = (choose(letters[letter][end] for letter in layers) for end, choose in ((0, min), (1, max)))
    several = [letter for letter in layers if letters[letter][0] < letters[letter][1]]
    return AtLayers(
        replace(statement, sides=sides),
        layers,
        leaves=any(not first <= number <= last for number in named),
        last=any(layers[letter] == letters[letter][1] for letter in several),
    )


def _numbered(script: Node, layers: Layers, named: set[int]) -> Node:
    """Returns a script with the number of the layer that it says, l + 1; noted among those named."""
    if isinstance(script, Group):
        return replace(script, inside=_numbered(script.inside, layers, named))
    if isinstance(script, Listing):
        return replace(script, items=tuple(_numbered(item, layers, named) for item in script.items))
    found = _number(script, layers) if not layers.keys().isdisjoint(_letters(script)) else None
    if found is None:
        return rewritten(script, lambda node: _script_within(node, layers, named))
    named.add(found)
    return Number(str(found), position=script.position, end=script.end) if found >= 0 else script


def _script_within(node: Node, layers: Layers, named: set[int]) -> Node | None:
    """Returns a script in a script, the i of alpha_{W_i}, with its number."""
    if not isinstance(node, Script) or node.below is None:
        return None
    return replace(node, below=_numbered(node.below, layers, named))


def _number(node: Node, layers: Layers) -> int | None:
    if isinstance(node, Letter):
        return layers.get(node.text)
    if isinstance(node, Number):
        return int(node.digits) if node.digits.isdigit() else None
    if not isinstance(node, Terms):
        return None
    total = 0
    for sign, term in node.terms:
        value = _number(term, layers)
        if value is None:
            return None
        total += -value if sign == "-" else value
    return total


def _in_scripts(node: Node) -> set[str]:
    """Returns the letters that stand in scripts of the tree."""
    scripts = (script for part in walk(node) if isinstance(part, Script) for script in (part.below, part.above))
    return {letter for script in scripts if script is not None for letter in _letters(script)}


def _letters(node: Node) -> set[str]:
    return {part.text for part in walk(node) if isinstance(part, Letter) and not part.style}
