"""Tables: what the letters of a document mean for the network that was made of its own equations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import sympy as sp

from symbackprop.answers.functions import Function
from symbackprop.answers.latex import Symbols
from symbackprop.answers.latex.tree import Derivative, Node, Product, Terms
from symbackprop.answers.understanding.inference.definitions import Definition
from symbackprop.answers.understanding.inference.derived import Derived
from symbackprop.answers.understanding.inference.lexicon import Lexicon, factors_of
from symbackprop.answers.understanding.inference.roles import LOSSES, base
from symbackprop.answers.understanding.inference.signs import Learnt, with_opposite_deltas
from symbackprop.answers.understanding.inference.slopes import slopes
from symbackprop.answers.understanding.inference.spelling import spelled
from symbackprop.answers.understanding.inference.walking import walk
from symbackprop.answers.vocabulary import Vocabulary, vocabulary
from symbackprop.calculus import Partial
from symbackprop.network import Network, name


def table_of(
    found: Derived, lexicon: Lexicon, functions: Mapping[str, Function], quantities: Sequence[Definition]
) -> Learnt:
    """Returns what the letters of a document mean.

    found       the network made of its equations
    functions   its functions
    quantities  the equations of names, some of which say what a delta is
    """
    words = found.words
    notation: dict[str, str | tuple[str, ...]] = {**_other_spellings(lexicon, words), **_in_updates(lexicon, words)}
    items, loss = words.derivation.training_set, words.network.loss.name.name
    notation |= {loss: (loss, items.loss.name)} if found.summed else {}
    free = lexicon.quantities - words.quantities.keys()
    notation |= {one.count: items.letters.items.name for one in found.forward.items.values() if one.count in free}
    others = {
        row.text: row.sign * Partial(row.of, row.by)
        for row in found.deltas
        if row.of in words.quantities.values() and _is_new(row.text, row.by, row.sign, words)
    }
    others |= {text: name(text) for text in (*_generic_parameters(lexicon, words), *arguments(lexicon, words))}
    others |= slopes(quantities, lexicon, functions, words)
    table = Symbols(words, notation, functions, others, _kept(found))
    turned = with_opposite_deltas(table, quantities, lexicon)
    return turned or Learnt(table)


def _kept(found: Derived) -> frozenset[str] | None:
    """Returns the names that mean the same in the document, None for all.

    Where the last name is called like no loss, the loss is not defined, and deltas are derivatives of something else.
    """
    loss = found.words.network.loss.name
    if base(loss) in LOSSES or any(row.of == loss for row in found.deltas):
        return None
    deltas = {delta.name.name for delta in found.words.derivation.deltas}
    return frozenset(found.words.quantities.keys() - deltas)


def _other_spellings(lexicon: Lexicon, words: Vocabulary) -> Mapping[str, str | tuple[str, ...]]:
    """Returns the names that the document writes in another way than the network: z_1^h for z_1^(h), h1 for h_1."""
    found: dict[str, str | tuple[str, ...]] = {}
    for text in sorted(lexicon.quantities):
        apart = f"{text[0]}_{text[1:]}"
        if len(text) > 1 and text[1:].isdigit() and text not in words.quantities and apart in words.quantities:
            found[text] = apart
    for occurrence in lexicon.everywhere:
        own = spelled(occurrence.head.name)
        if own != occurrence.text and own in words.quantities and "(" not in occurrence.head.name.base:
            found.setdefault(occurrence.text, own)
    return found


def _is_new(text: str, by: sp.Symbol, sign: int, words: Vocabulary) -> bool:
    """Returns whether a name of a derivative is not that of the network's delta."""
    own = {delta.name.name: delta.of for delta in words.derivation.deltas}
    return sign < 0 or own.get(text) != by


def _updates(lexicon: Lexicon) -> Iterator[tuple[Node, Node]]:
    """Yields the sides of the update rules, w ← w − η ∂E/∂w, which may be written with =, too."""
    for stated in lexicon.statements:
        for relation, left, right in stated.statement.pairs():
            if left is not None and (
                relation == "<-" or (relation in ("=", ":=") and _is_changed(left, right, lexicon))
            ):
                yield left, right


def _is_changed(left: Node, right: Node, lexicon: Lexicon) -> bool:
    """Returns whether the right side is the left one, changed by a derivative."""
    head = lexicon.alone(left)
    texts = {occurrence.text for occurrence in lexicon.occurrences(right)}
    return head is not None and head.name.text in texts and any(isinstance(node, Derivative) for node in walk(right))


def _in_updates(lexicon: Lexicon, words: Vocabulary) -> Mapping[str, str]:
    """Returns what the document calls the learning rate: the one other name in front of the derivative."""
    rate = words.derivation.training_set.rate.name
    found: dict[str, str] = {}
    for _, right in _updates(lexicon):
        for node in walk(right):
            terms = [term for _, term in node.terms] if isinstance(node, Terms) else []
            for factors in (factors_of(term) for term in terms if isinstance(term, Product)):
                head = lexicon.alone(factors[0].node)
                if len(factors) == 2 and head is not None and isinstance(factors[1].node, Derivative):
                    text = head.name.text
                    found |= {text: rate} if text not in words.quantities else {}
    return found


def _generic_parameters(lexicon: Lexicon, words: Vocabulary) -> list[str]:
    """Returns the names of update rules that stand for any parameter: w where there are w_11, w_12, ..."""
    bases = {base(parameter) for parameter in words.network.parameters} | {"w", "theta"}
    heads = [lexicon.alone(left) for left, _ in _updates(lexicon)]
    texts = {head.name.text for head in heads if head is not None}
    return sorted(text for text in texts if text in bases and text not in words.quantities)


def arguments(lexicon: Lexicon, words: Vocabulary) -> list[str]:
    """Returns the letters of formulas about functions alone, g(s) = tanh s: no other formula has them in it."""
    own = {symbol.name for symbol in words.network.symbols}
    alone: dict[str, bool] = {}
    for stated in lexicon.statements:
        texts = {occurrence.text for occurrence in lexicon.at(stated)} - lexicon.functions
        alone |= {text: alone.get(text, True) and len(texts) == 1 for text in texts if text not in own}
    return sorted(text for text, is_alone in alone.items() if is_alone and text.isalpha())


def table_of_chain_rule(network: Network) -> Symbols:
    """Returns the table of a network of any functions."""
    return Symbols(vocabulary(network))
