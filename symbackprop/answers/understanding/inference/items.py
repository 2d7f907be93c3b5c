"""Items: a loss is taken for one training item, a sum over units that are written out is written out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from symbackprop.answers.latex.differentials import joined
from symbackprop.answers.latex.tree import (
    Bars,
    Big,
    Fraction,
    Group,
    Letter,
    Listing,
    Node,
    Number,
    Product,
    Relation,
    Script,
    Terms,
)
from symbackprop.answers.understanding.inference.lexicon import Lexicon, factors_of
from symbackprop.answers.understanding.inference.walking import rebuilt, walk

_COUNTS = frozenset("NnmM")
"""What the number of items is usually called."""

FEWEST_UNITS = 2
"""The fewest units over which a sum is written out: where a document has but y_1, that is an example."""

MOST_UNITS = 9
"""The most units over which a sum is written out."""


@dataclass(frozen=True)
class OfOneItem:
    """A body without its sum over the items.

    body       what is left
    is_summed  whether there was one
    is_mean    whether it was divided by the number of items
    count      the letter of the number of items, "" if it has none
    """

    body: Node
    is_summed: bool = False
    is_mean: bool = False
    count: str = ""


def of_one_item(body: Node, lexicon: Lexicon) -> OfOneItem:
    """Returns a body with its sums over units written out, and without its sum over the items."""
    written_out = rebuilt(body, lambda node: _over_units(node, lexicon))
    sums = [node for node in walk(written_out) if isinstance(node, Big) and node.kind == "sum"]
    if len(sums) != 1:
        return OfOneItem(rebuilt(written_out, _squared))
    last = sums[0].above
    counts = frozenset({last.text}) if isinstance(last, Letter) else _COUNTS
    single = rebuilt(written_out, lambda node: _without_letter(node) if node is sums[0] else None)
    letters = [node.text for node in walk(single) if isinstance(node, Letter) and node.text in counts]
    whole = rebuilt(single, lambda node: _undivided(node, counts))
    count = last.text if isinstance(last, Letter) else next(iter(letters), "")
    return OfOneItem(rebuilt(whole, _squared), is_summed=True, is_mean=whole != single, count=count)


def _letter(node: Big) -> str:
    below = node.below.sides[0] if isinstance(node.below, Relation) else node.below
    return below.text if isinstance(below, Letter) else ""


def _without_letter(node: Node) -> Node | None:
    if not isinstance(node, Big):
        return None
    letter = _letter(node)
    return rebuilt(node.body, lambda part: _subscripts(part, letter, {letter: None})) if letter else node.body


def _over_units(node: Node, lexicon: Lexicon) -> Node | None:
    """Returns a sum over units written out, None for another: the document has each of its names with a number."""
    letter = _letter(node) if isinstance(node, Big) and node.kind == "sum" else ""
    if not isinstance(node, Big) or not letter:
        return None
    names = [occurrence.head.name.text for occurrence in lexicon.occurrences(node.body)]
    indexed = {text for text in names if letter in text.partition("_")[2]}
    counts = [_highest(text, letter, lexicon) for text in indexed]
    if not counts or min(counts) < 1 or not FEWEST_UNITS <= max(counts) <= MOST_UNITS:
        return None
    terms = tuple(
        ("+" if number > 1 else "", _numbered(node.body, letter, number)) for number in range(1, max(counts) + 1)
    )
    return Group("(", Terms(terms, position=node.position, end=node.end), position=node.position, end=node.end)


def _highest(text: str, letter: str, lexicon: Lexicon) -> int:
    """Returns up to which number the document has this name with a number for the letter, 0 if it has none."""
    front, _, below = text.partition("_")
    pattern = re.compile(re.escape(f"{front}_{below}").replace(re.escape(letter), "([0-9])", 1))
    found = [pattern.fullmatch(other) for other in lexicon.quantities]
    return max((int(match[1]) for match in found if match is not None), default=0)


def _numbered(body: Node, letter: str, number: int) -> Node:
    digits = Number(str(number), position=body.position, end=body.end)
    return rebuilt(body, lambda part: _subscripts(part, letter, {letter: digits}))


def _subscripts(part: Node, letter: str, places: Mapping[str, Node | None]) -> Node | None:
    """Returns a name with its index letter replaced, or left out; None for what has no such subscript."""
    if not isinstance(part, Script) or part.below is None:
        return None
    if part.below == Letter(letter):
        below = places[letter]
    elif isinstance(part.below, Product):
        kept = tuple(
            replace(factor, node=places[letter] or factor.node) if factor.node == Letter(letter) else factor
            for factor in part.below.factors
            if factor.node != Letter(letter) or places[letter] is not None
        )
        below = replace(part.below, factors=kept) if len(kept) > 1 else kept[0].node
    elif isinstance(part.below, Listing):
        items = tuple(
            places[letter] or item if item == Letter(letter) else item
            for item in part.below.items
            if item != Letter(letter) or places[letter] is not None
        )
        below = replace(part.below, items=items) if len(items) > 1 else items[0]
    else:
        return None
    return replace(part, below=below) if below or part.above or part.primes else part.base


def _undivided(node: Node, counts: frozenset[str]) -> Node | None:
    """Returns a fraction without the number of items below its line, a product without a division by it."""
    if isinstance(node, Fraction):
        kept = tuple(factor for factor in factors_of(node.below) if not _is_count(factor.node, counts))
        below = joined(kept) if kept else Number("1", position=node.below.position, end=node.below.end)
        return replace(node, below=below) if below != node.below else None
    if isinstance(node, Product):
        left = tuple(factor for factor in node.factors if factor.sign != "/" or not _is_count(factor.node, counts))
        return rebuilt(joined(left), lambda part: _undivided(part, counts)) if len(left) < len(node.factors) else None
    return None


def _is_count(node: Node, counts: frozenset[str]) -> bool:
    return isinstance(node, Letter) and node.text in counts


def _squared(node: Node) -> Node | None:
    r"""Returns the square of a norm as that of its inside: \|z - t\|^2 of numbers."""
    if isinstance(node, Script) and isinstance(node.base, Bars) and node.above == Number("2"):
        bars = node.base
        below = None if node.below == Number("2") else node.below
        return replace(node, base=Group("(", bars.inside, position=bars.position, end=bars.end), below=below)
    return None
