"""Whole arrays: a forward pass written with matrices and vectors, z = W x + b, rewritten with index letters.

Whatever is defined, and what it is made of, is the vector of one item; weights are matrices. In columns the weight
stands in front, W x, in rows behind, x W. A weight with a small letter is a vector, and w^T x a number. Nothing else
is rewritten: where there is more in an equation, it is left.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from symbackprop.answers.latex.heads import begins_name
from symbackprop.answers.latex.tree import (
    Bars,
    Big,
    Factor,
    Fraction,
    Group,
    Letter,
    Listing,
    Mark,
    Node,
    Number,
    Product,
    Script,
    Terms,
    Word,
)
from symbackprop.answers.latex.written import Written, written
from symbackprop.answers.understanding.inference.definitions import Definition
from symbackprop.answers.understanding.inference.indexed.arrays import element
from symbackprop.answers.understanding.inference.indexed.weighted import (
    data_in,
    is_capital,
    is_weight,
    layouts_in,
    names_of_product,
    terms_in,
)
from symbackprop.answers.understanding.inference.lexicon import Lexicon, factors_of
from symbackprop.answers.understanding.inference.roles import LOSSES
from symbackprop.answers.understanding.inference.walking import rebuilt, walk
from symbackprop.answers.understanding.subject import Layout

_LETTERS = "ijklq"
_OTHER = "r"
_ITEMS = "p"


class NotRewritten(Exception):
    """An equation that has more in it than is rewritten."""


@dataclass(frozen=True)
class Rewritten:
    """A forward pass with index letters.

    definitions  its equations
    layout       whether vectors are columns or rows
    """

    definitions: tuple[Definition, ...]
    layout: Layout


def with_letters(definitions: Sequence[Definition], lexicon: Lexicon) -> Rewritten | None:
    """Returns a forward pass of whole arrays with index letters; None if none of its equations has a weight."""
    layouts = [layout for one in definitions for layout in layouts_in(one.body, lexicon)]
    if not layouts:
        return None
    layout: Layout = "columns" if layouts.count("columns") >= layouts.count("rows") else "rows"
    writer = _Writer(definitions, lexicon, layout)
    found = tuple(writer.definitions(definitions))
    item = _item(found, writer.letters)
    is_batch = not item and all(is_capital(name) for one in definitions for name in data_in(one.body, lexicon))
    if item or is_batch:
        writer = _Writer(definitions, lexicon, layout, item or _ITEMS, is_batch=is_batch)
        found = tuple(writer.definitions(definitions))
    return Rewritten(found, layout)


def _item(definitions: Sequence[Definition], letters: Mapping[str, str]) -> str:
    """Returns the letter of the items: the i of f_ik, where f is the vector of one item; "" if there is none."""
    nodes = (node for one in definitions for node in (one.stated.statement.sides[0], one.body) if node is not None)
    names = (name for node in nodes for part in walk(node) if begins_name(part) if (name := written([part])))
    elements = [found for name in names if (found := element(name)) is not None and found.name.text in letters]
    first = {one.letters[0] for one in elements if len(one.letters) == len(letters[one.name.text]) + 1}
    return first.pop() if len(first) == 1 else ""


class _Writer:
    """Rewrites equations, with one letter for the units of each layer, and one for the items if there are several."""

    def __init__(
        self,
        found: Sequence[Definition],
        lexicon: Lexicon,
        layout: Layout,
        item: str = "",
        *,
        is_batch: bool = False,
    ) -> None:
        self.lexicon = lexicon
        self.layout = layout
        self.item = item
        self.is_batch = is_batch
        self.units = _LETTERS.replace(item, "") if item else _LETTERS
        self.defined = {one.name.text for one in found}
        self.letters: dict[str, str] = {}
        elements = (element(occurrence.head.name) for occurrence in lexicon.everywhere)
        self.matrices = {one.name.base for one in elements if one is not None and len(one.letters) == 2}

    def definitions(self, found: Sequence[Definition]) -> Iterator[Definition]:
        """Yields the equations, in the order in which they stand."""
        for one in found:
            try:
                yield self._loss(one) if one.name.base in LOSSES else self._line(one)
            except NotRewritten:
                if self._has_letters(one):
                    yield one

    def _has_letters(self, one: Definition) -> bool:
        """Returns whether an equation has index letters already: p_k = e^{f_k} / sum_j e^{f_j}."""
        names = [found.head.name for found in self.lexicon.occurrences(one.body)]
        arrays = [name for name in names if name.text in self.letters or element(name) is not None]
        own = one.name.base in LOSSES or element(one.name) is not None
        return own and bool(arrays) and all(element(name) is not None for name in arrays)

    def _line(self, one: Definition) -> Definition:
        """Returns z_j = sum_i W_ji x_i + b_j, a_j = f(z_j) or a_j = f(sum_i W_ji x_i + b_j)."""
        call = self._called(one.body)
        inside = call.inside if call is not None else one.body
        source = self._source(inside)
        own = self._letter_of(one.name.text, inside, source)
        value = self._affine(inside, own) if source is not None else self._at(inside, own)
        body = rebuilt(one.body, lambda node: replace(call, inside=value) if node is call else None) if call else value
        if call is not None and self._is_softmax(one.body):
            body = _softmax(value, own)
        statement = one.stated.statement
        letters = self.item + own
        left = _element(statement.sides[0], letters)
        stated = replace(one.stated, statement=replace(statement, sides=(left, body, *statement.sides[2:])))
        name = replace(one.name, below=(*one.name.below, letters)) if letters else one.name
        return replace(one, name=name, body=body, stated=stated)

    def _called(self, body: Node) -> Group | None:
        """Returns the brackets of a function of something, None for another body."""
        factors = factors_of(body)
        head = self.lexicon.first(factors) if begins_name(factors[0].node) else None
        word = isinstance(factors[0].node, Word) and len(factors) == 2
        is_function = word or (
            head is not None and head.name.text in self.lexicon.functions and head.count == len(factors) - 1
        )
        group = factors[-1].node if is_function else None
        return group if isinstance(group, Group) else None

    def _is_softmax(self, body: Node) -> bool:
        return factors_of(body)[0].node == Word("softmax")

    def _source(self, body: Node) -> tuple[Written, Written] | None:
        """Returns the weight and the vector that are multiplied, None if there is no weight."""
        for term in terms_in(body):
            names = names_of_product(term, self.lexicon)
            if len(names) == 2 and sum(map(is_weight, names)) == 1:
                first, second = names
                return (first, second) if is_weight(first) else (second, first)
        return None

    def _is_vector(self, weight: Written) -> bool:
        """Returns whether a weight is a vector: it has a small letter, w or theta, and nowhere two index letters."""
        return weight.base.islower() and weight.base not in self.matrices

    def _letter_of(self, text: str, body: Node, source: tuple[Written, Written] | None) -> str:
        """Returns the letter of a layer, "" for a number: the next one behind a weight, else that of its argument."""
        if source is not None:
            weight, vector = source
            before = self.letters.setdefault(vector.text, self.units[0])
            if self._is_vector(weight) or not before:
                return self.letters.setdefault(text, "")
            return self.letters.setdefault(text, self.units[(self.units.index(before) + 1) % len(self.units)])
        letters = [self.letters[found.text] for found in self.lexicon.occurrences(body) if found.text in self.letters]
        if not letters:
            raise NotRewritten
        return self.letters.setdefault(text, letters[0]) if text else letters[0]

    def _affine(self, body: Node, own: str) -> Node:
        terms = body.terms if isinstance(body, Terms) else (("", body),)
        return Terms(tuple((sign, self._term(term, own)) for sign, term in terms), position=body.position, end=body.end)

    def _term(self, term: Node, own: str) -> Node:
        """Returns b_j, or sum_i W_ji x_i."""
        names = names_of_product(term, self.lexicon)
        if len(names) == 1 and not is_weight(names[0]):
            return self._at(term, own, self.item if names[0].text in self.defined else "")
        if len(names) != 2 or sum(map(is_weight, names)) != 1 or len(factors_of(term)) != 2:
            raise NotRewritten
        before = self.letters.setdefault(next(name.text for name in names if not is_weight(name)), self.units[0])
        weight = next(name for name in names if is_weight(name))
        if before == own or not before or self._is_vector(weight) != (not own):
            raise NotRewritten
        factors = []
        for factor, name in zip(factors_of(term), names, strict=True):
            first = (self.layout == "columns") != _is_transposed(factor.node)
            both = own + before if first else before + own
            node = _element(_bare(factor.node), both if is_weight(name) else self.item + before)
            factors.append(replace(factor, node=node, sign="", glued=False))
        body = Product(tuple(factors), position=term.position, end=term.end)
        return Big("sum", Letter(before), None, body, position=term.position, end=term.end)

    def _at(self, body: Node, own: str, item: str | None = None) -> Node:
        """Returns what is made of vectors of one layer at one of its units, and at the item."""
        letters = (self.item if item is None else item) + own
        heads = {found.text: found.head for found in self.lexicon.occurrences(body)}
        names = {text: head for text, head in heads.items() if text not in self.lexicon.functions}
        if any(is_weight(head.name) or self.letters.setdefault(text, own) != own for text, head in names.items()):
            raise NotRewritten
        return rebuilt(body, lambda node: _element(_plain(node), letters) if self._text(node) in names else None)

    def _text(self, node: Node) -> str:
        head = self.lexicon.first([Factor("", node)]) if begins_name(node) else None
        return head.name.text if head is not None and head.power is None and not head.primes else ""

    def _loss(self, one: Definition) -> Definition:
        """Returns the loss with the sum over the outputs: a norm, a square, or a sum without a letter."""
        own = self._letter_of("", one.body, None)
        body = rebuilt(one.body, lambda node: self._summed(node, own)) if own else one.body
        if own and body == one.body:
            raise NotRewritten
        statement = one.stated.statement
        sides = (statement.sides[0], body, *statement.sides[2:])
        return replace(one, body=body, stated=replace(one.stated, statement=replace(statement, sides=sides)))

    def _summed(self, node: Node, own: str) -> Node | None:
        if isinstance(node, Big) and node.kind == "sum" and node.below is None:
            return self._over_items(replace(node, below=Letter(own), body=self._at(node.body, own)))
        is_square = isinstance(node, Script) and node.above == Number("2") and isinstance(node.base, Bars | Group)
        if not is_square or not isinstance(node, Script) or not isinstance(node.base, Bars | Group):
            return None
        inside = Group("(", self._at(node.base.inside, own), position=node.position, end=node.end)
        square = Script(inside, None, node.above)
        return self._over_items(Big("sum", Letter(own), None, square, position=node.position, end=node.end))

    def _over_items(self, node: Big) -> Big:
        """Returns a sum over the outputs of one item as that over all items of a batch."""
        return replace(node, below=Letter(self.item), body=node) if self.is_batch else node


def _softmax(value: Node, own: str) -> Node:
    other = rebuilt(value, lambda node: Letter(_OTHER) if node == Letter(own) else None)
    below = Big("sum", Letter(_OTHER), None, Script(Letter("e"), None, other))
    return Fraction(Script(Letter("e"), None, value), below, position=value.position, end=value.end)


def _is_transposed(node: Node) -> bool:
    return isinstance(node, Script) and node.above in (Mark("T"), Letter("T"))


def _bare(node: Node) -> Node:
    return _plain(replace(node, above=None)) if isinstance(node, Script) and _is_transposed(node) else node


def _plain(node: Node) -> Node:
    """Returns a script with nothing in it as its base."""
    empty = isinstance(node, Script) and node.below is None and node.above is None and not node.primes
    return node.base if isinstance(node, Script) and empty else node


def _element(node: Node | None, letters: str) -> Node:
    """Returns a name with index letters: z with j is z_j, W_1 with ji is W_{1,ji}; with none it is the name."""
    if node is None:
        raise NotRewritten
    if not letters:
        return node
    factors = tuple(Factor("", Letter(letter), glued=place > 0) for place, letter in enumerate(letters))
    below: Node = Product(factors) if len(factors) > 1 else factors[0].node
    if not isinstance(node, Script):
        return Script(node, below, position=node.position, end=node.end)
    return replace(node, below=Listing((node.below, below)) if node.below is not None else below)
