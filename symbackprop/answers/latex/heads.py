"""Heads: the ways in which letters at the beginning of factors make a name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from symbackprop.answers.latex.tree import Accent, Factor, Group, Letter, Node, Number, Script, Word
from symbackprop.answers.latex.written import Written, layer, written

LONGEST_WORD = 30
"""The most letters of a word that is a name."""

_BASES = (Letter, Word, Accent)


@dataclass(frozen=True)
class Head:
    """A name at the beginning of factors.

    name    how it is written
    count   how many factors it takes
    power   what stands above it that is no part of the name
    primes  how many it has
    node    where it stands
    """

    name: Written
    count: int
    power: Node | None
    primes: int
    node: Node


def begins_name(node: Node) -> bool:
    """Returns whether a node may begin a name."""
    return isinstance(node.base if isinstance(node, Script) else node, _BASES)


def heads(factors: Sequence[Factor]) -> Iterator[Head]:
    """Yields the names that factors may begin with, the longest first: net_h1 before n.

    >>> [head.name.text for head in heads([Factor("", Letter("w")), Factor("", Number("1"), glued=True)])]
    ['w1', 'w']
    """
    for count in range(_length(factors), 0, -1):
        nodes = [factor.node for factor in factors[:count]]
        last = nodes[-1]
        script = last if isinstance(last, Script) else None
        place = replace(nodes[0], end=last.end)
        primes = script.primes if script is not None else 0
        whole = written(nodes)
        if whole is not None:
            yield Head(whole, count, None, primes, place)
        if script is not None and script.above is not None:
            bare = written([*nodes[:-1], replace(script, above=None)])
            if bare is not None and (bare.text == "e" or not _is_layer(script.above)):
                yield Head(bare, count, script.above, primes, place)


def group_of(factors: Sequence[Factor], place: int) -> tuple[Group, Node | None] | None:
    """Returns the brackets that stand at a place without a sign before, and what stands above them."""
    if place >= len(factors) or factors[place].sign:
        return None
    node = factors[place].node
    base = node.base if isinstance(node, Script) and node.below is None and not node.primes else node
    if not isinstance(base, Group) or base.bracket not in ("(", "["):
        return None
    return base, node.above if isinstance(node, Script) else None


def _is_layer(above: Node) -> bool:
    """Returns whether a superscript is a layer, and no power: (2), [l], (l-1)."""
    return isinstance(above, Group) and layer(above.inside) is not None


def _length(factors: Sequence[Factor]) -> int:
    """Returns how many factors stand without a space behind one another, up to the first with scripts."""
    count = 1
    while count < min(len(factors), LONGEST_WORD):
        before, factor = factors[count - 1].node, factors[count]
        number = isinstance(factor.node, Number)
        ended = isinstance(before, Number) or (isinstance(before, Script) and not (number and before.above is None))
        if ended or factor.sign or not factor.glued or not (number or _is_letter(factor.node)):
            break
        count += 1
    return count


def _is_letter(node: Node) -> bool:
    return _is_letter(node.base) if isinstance(node, Script) else isinstance(node, Letter)
