"""Names: a quantity for each name of a formula, at its subscripts; none is made up."""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import get_close_matches

import sympy as sp

from symbackprop.answers.building import negated
from symbackprop.answers.latex.context import Context
from symbackprop.answers.latex.labels import label
from symbackprop.answers.latex.refusal import NotUnderstood
from symbackprop.answers.latex.symbols import Meaning
from symbackprop.answers.latex.tree import Node
from symbackprop.answers.latex.written import Unit, Written, written
from symbackprop.answers.whole import whole
from symbackprop.network.indices import element, index
from symbackprop.network.names import name as symbol_called

_NUMBER = re.compile("[0-9]{1,9}")
_LETTER = re.compile("[A-Za-z]")


class Names:
    """Gives names their values.

    context  the formula and what its names mean
    value    gives a node its value: a subscript
    """

    def __init__(self, context: Context, value: Callable[[Node], sp.Expr]) -> None:
        self.context = context
        self.value = value
        self.counting = 0

    def quantity(self, name: Written, node: Node) -> sp.Expr | None:
        """Returns the quantity of that name, None if there is none."""
        meanings = self.context.table.meanings(name)
        if not meanings:
            return None
        options = [(f"{name.text or name.base} is {meaning}", meaning) for meaning in meanings]
        meaning = self.context.choices.choose(("name", name), options)
        self.context.use(name)
        return negated(self._of(meaning, node)) if meaning.opposite else self._of(meaning, node)

    def known_index(self, text: str) -> sp.Expr | None:
        """Returns the index in force that is called so, None if there is none."""
        return self.context.items.get(text) or self.context.index(text)

    def index(self, text: str, node: Node) -> sp.Expr:
        """Returns the index called so, where it stands for a number."""
        known = self.known_index(text)
        if known is None:
            raise self.unknown(Written(text), node)
        self.context.scope.note(known, node.position)
        return known

    def unknown(self, name: Written, node: Node) -> NotUnderstood:
        """Returns the error for a name that is none."""
        shown = name.text or name.base
        vocabulary = self.context.table.vocabulary
        near = get_close_matches(shown, [*vocabulary.quantities, *vocabulary.functions], n=1, cutoff=0.5)
        listed = ", ".join(vocabulary.shown[:24])
        hint = [f"did you mean {near[0]}?"] if near and near[0] != shown else []
        fact = f"there is no quantity or function named {shown[:60]!r}"
        found = self.context.refusal(fact, node, f"available         {listed}", *hint)
        found.name = shown
        return found

    def place(self, unit: Unit, node: Node) -> sp.Expr:
        """Returns a subscript: a number, an index, or a sum of such."""
        if not isinstance(unit, str):
            return self.whole_number(unit)
        if unit in self.context.table.labels:
            return self._label(unit, node)
        if _NUMBER.fullmatch(unit):
            return sp.Integer(int(unit))
        known = self.context.index(unit) or self.context.scope.sizes.get(unit)
        found = known or (index(unit) if _LETTER.fullmatch(unit) and self.context.is_indexed else None)
        if found is None or (known is None and unit in self.context.table.vocabulary.quantities):
            raise self.context.refusal(f"{unit} is no index", node)
        return found

    def _of(self, meaning: Meaning, node: Node) -> sp.Expr:
        if meaning.value is not None:
            return meaning.value
        if meaning.places:
            return self._element(meaning, node)
        quantity = self.context.table.vocabulary.quantities[meaning.name]
        item = self._item(meaning, node)
        if item is None or not self.context.table.vocabulary.varies(quantity):
            return quantity
        return sp.IndexedBase(meaning.name, real=True)[item]

    def _item(self, meaning: Meaning, node: Node) -> sp.Expr | None:
        """Returns the training item of a value: that of the sum it stands in, or the one any letter stands for."""
        context = self.context
        if meaning.item is None:
            return context.item
        letter = str(meaning.item)
        if letter in context.items:
            return context.items[letter]
        if context.items or letter in context.summed or context.any_item not in (None, letter):
            raise context.refusal(f"nothing says which item {letter} is", node)
        context.any_item = letter
        return context.table.vocabulary.derivation.training_set.letters.item

    def _element(self, meaning: Meaning, node: Node) -> sp.Expr:
        shape = self.context.table.vocabulary.shapes[meaning.name]
        places = [self.place(unit, node) for unit in meaning.places]
        for number, (place, size) in enumerate(zip(places, shape, strict=True), 1):
            self.context.scope.note(place, node.position, meaning.name, number, size)
        return element(symbol_called(meaning.name), places)

    def _label(self, text: str, node: Node) -> sp.Expr:
        """Returns the class of an item, which runs as far as the targets."""
        target = self.context.table.labels[text]
        shape = self.context.table.vocabulary.shapes.get(target, ())
        if len(shape) != 1:
            raise self.context.refusal(f"{text} is to be the class of the item, and {target} is no vector", node)
        found = label(text)
        self.context.scope.note(found, node.position, target, 1, shape[0])
        self.context.choices.remark(f"{text} is the class of the item")
        return found

    def whole_number(self, node: Node) -> sp.Expr:
        """Returns what stands among indices: an index, a size, a number, a label, or a sum of such."""
        name = written([node])
        if name is not None and name.text in self.context.table.labels:
            return self._label(name.text, node)
        self.counting += 1
        try:
            found = whole(self.value(node))
        finally:
            self.counting -= 1
        if found is None:
            raise self.context.refusal("this is no whole number", node)
        return found
