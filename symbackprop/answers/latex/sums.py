"""Sums: over an index of the network, over the training items, over units that are written out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import sympy as sp

from symbackprop.answers.building import summed
from symbackprop.answers.latex.context import COUNTS, Context
from symbackprop.answers.latex.tree import Big, Letter, Node, Number, Relation, Terms
from symbackprop.answers.latex.units import AtUnit, at_each_unit, units_of
from symbackprop.answers.latex.written import spelled
from symbackprop.answers.token import Token as Word

_READ = r"\sum, \sum_i or \sum_{i=1}^{n} is read"


class Sums:
    """Gives sums their values.

    context  the formula, the indices in force
    value    gives a node its value
    number   gives a node its value among indices
    """

    def __init__(self, context: Context, value: Callable[[Node], sp.Expr], number: Callable[[Node], sp.Expr]) -> None:
        self.context = context
        self.value = value
        self.number = number

    def of(self, node: Big) -> sp.Expr:
        """Returns the sum."""
        if node.kind != "sum":
            raise self.context.refusal("a product over an index is not read", node)
        letter, first = self._limits(node)
        if not self.context.is_indexed:
            found = None if letter is None else self._over_units(node, letter, first)
            return self._of_items(node, letter, first) if found is None else found
        if letter is None:
            raise self.context.refusal("a sum names its index", node, f"here              {_READ}")
        return self._over_index(node, letter, first)

    def _limits(self, node: Big) -> tuple[Letter | None, Node | None]:
        """Returns the letter that is bound and where it begins."""
        below = node.below
        if below is None:
            if node.above is not None:
                raise self.context.refusal("a sum with an end has an index", node.above)
            return None, None
        if isinstance(below, Relation) and below.signs == ("=",):
            letter, first = below.sides
        elif isinstance(below, Relation) and below.signs == ("in",):
            letter, first = below.sides[0], None
            if isinstance(below.sides[1], Number):
                raise self.context.refusal(
                    "a number is no set that a sum runs over", below.sides[1], f"here              {_READ}"
                )
            self.context.choices.remark(f"the sum runs over all values of {self._text(letter)}")
        else:
            letter, first = below, None
        if not isinstance(letter, Letter) or letter.style:
            raise self.context.refusal("this is no index of a sum", below, f"here              {_READ}")
        if (first is None) != (node.above is None):
            raise self.context.refusal("a sum has both ends or none", node, f"here              {_READ}")
        return letter, first

    def _over_index(self, node: Big, letter: Letter, first: Node | None) -> sp.Expr:
        scope, since = self.context.scope, len(self.context.scope.notes)
        with self.context.binding(letter.text, letter) as bound:
            body = self.value(node.body)
            if first is None or node.above is None:
                bound.last = scope.length(bound, Word("name", letter.text, letter.position, letter.end), since)
                self._check_set(node, bound.last)
            else:
                with scope.outside(bound):
                    bound.first, bound.last = self._end(first), self._end(node.above)
        return sp.Sum(body, (bound.letter, bound.first, bound.last))

    def _check_set(self, node: Big, last: sp.Expr) -> None:
        """Raises NotUnderstood for a sum over a set that is called like another size than how far the index runs."""
        if isinstance(node.below, Relation):
            size = self.context.scope.sizes.get(self._text(node.below.sides[1]))
            if size is not None and size != last:
                raise self.context.refusal(f"the index runs to {last} here, and {size} is another size", node.below)

    def _text(self, node: Node) -> str:
        return self.context.text[node.position : node.end].strip()

    def _end(self, node: Node) -> sp.Expr:
        found = self.number(node)
        self.context.scope.note(found, node.position)
        return found

    def _count(self, node: Big, first: Node | None) -> None:
        """Notes which letter says how many items there are: n in a sum from 1 to n, or from 0 to n - 1."""
        if first is None:
            self.context.counts.update(COUNTS)
            return
        ends = {count: _ENDS[first](count) for count in COUNTS} if first in _ENDS else {}
        count = next((count for count, end in ends.items() if node.above == end), None)
        if count is None:
            raise self.context.refusal("how far this sum runs is not read", node, f"here              {_READ}")
        self.context.counts.add(count)

    def _over_units(self, node: Big, letter: Letter, first: Node | None) -> sp.Expr | None:
        """Returns the sum over several units that are written out; None if what is summed is not numbered so."""
        table = self.context.table
        tables = (AtUnit(table, unit, letter.text) for unit in units_of(letter.text, table.vocabulary))
        found = at_each_unit(self.context, tables, lambda: self.value(node.body))
        if not found.reach:
            return None
        asked = self._asked(node, first, tuple(found.terms))
        if not asked or not found.covers(asked) or (first is None and not found.is_just(asked)):
            raise self.context.refusal(f"nothing says how far the index {letter.text} runs", letter)
        self.context.choices.remark(f"the sum over {letter.text} runs over the units {', '.join(asked)}")
        return summed(found.terms[unit] for unit in asked) if len(asked) > 1 else found.terms[asked[0]]

    def _asked(self, node: Big, first: Node | None, units: tuple[str, ...]) -> tuple[str, ...]:
        """Returns the units over which a sum runs: all, or those between its ends; a letter is the last of all."""
        if first is None:
            return units
        begin = spelled(first)
        last = spelled(node.above) if node.above is not None else None
        if begin in units and last in units:
            return units[units.index(begin) : units.index(last) + 1]
        if begin == units[0] and isinstance(node.above, Letter):
            return units
        raise self.context.refusal("how far this sum runs is not read", node, f"here              {_READ}")

    def _of_items(self, node: Big, letter: Letter | None, first: Node | None) -> sp.Expr:
        """Returns a sum of the network of one item: over the items, or over units that are written out."""
        item = self.context.table.vocabulary.derivation.training_set.letters
        if self.context.item is not None or self.context.items:
            raise self.context.refusal("a sum over the items stands in another", node)
        self._count(node, first)
        text = letter.text if letter is not None else ""
        if text and text == self.context.any_item:
            raise self.context.refusal(f"{text} stands outside the sum over {text}, too", letter or node)
        self.context.choices.remark(f"the sum{f' over {text}' if text else ''} runs over the training items")
        with self.context.over_items(text) as bound:
            body = self.value(node.body)
        if bound not in body.free_symbols:
            raise self.context.refusal("nothing that is summed depends on the item", node)
        return sp.Sum(body, (bound, 1, item.items))


_ENDS: Mapping[Node, Callable[[str], Node]] = MappingProxyType(
    {
        Number("1"): Letter,
        Number("0"): lambda count: Terms((("", Letter(count)), ("-", Number("1")))),
    }
)
"""By where a sum over all items begins: where it ends."""
