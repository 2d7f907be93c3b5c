"""Products of weights with vectors, W x or x W: which they are in an equation, and how they are laid out."""

from __future__ import annotations

from collections.abc import Iterator

from symbackprop.answers.latex.tree import Group, Letter, Mark, Node, Terms
from symbackprop.answers.latex.written import Written
from symbackprop.answers.understanding.inference.lexicon import Lexicon, factors_of
from symbackprop.answers.understanding.subject import Layout

WEIGHTS = frozenset({"W", "w", "U", "V", "Theta", "theta"})
"""What matrices of weights are usually called."""


def layouts_in(body: Node, lexicon: Lexicon) -> Iterator[Layout]:
    """Yields for each product of a weight with a vector how it is laid out."""
    for term in terms_in(body):
        parts = names_of_product(term, lexicon)
        if len(parts) == 2:
            weights = [is_weight(name) for name in parts]
            if weights == [True, False]:
                yield "columns"
            elif weights == [False, True]:
                yield "rows"


def data_in(body: Node, lexicon: Lexicon) -> Iterator[Written]:
    """Yields what weights are multiplied with."""
    for term in terms_in(body):
        names = names_of_product(term, lexicon)
        if len(names) == 2 and sum(map(is_weight, names)) == 1:
            yield next(name for name in names if not is_weight(name))


def is_capital(name: Written) -> bool:
    """Returns whether a name is a capital letter, which may have an accent: that of a batch, of all items."""
    letter = name.base.removesuffix(")").rpartition("(")[2]
    return len(letter) == 1 and letter.isupper()


def terms_in(body: Node) -> Iterator[Node]:
    """Yields the terms of a sum, and those inside of a function of a sum."""
    for factor in factors_of(body) if not isinstance(body, Terms) else ():
        if isinstance(factor.node, Group):
            yield from terms_in(factor.node.inside)
    for _, term in body.terms if isinstance(body, Terms) else (("", body),):
        yield term


def names_of_product(term: Node, lexicon: Lexicon) -> list[Written]:
    """Returns the names of a product of names, [] for anything else."""
    factors, found, place = factors_of(term), [], 0
    while place < len(factors):
        head = lexicon.first(factors[place:])
        plain = head is not None and head.name.text not in lexicon.functions and not head.primes
        if head is None or not plain or factors[place].sign not in ("", r"\cdot", r"\times", "*"):
            return []
        if head.power is not None and head.power not in (Mark("T"), Letter("T")):
            return []
        found.append(head.name)
        place += head.count
    return found


def is_weight(name: Written) -> bool:
    """Returns whether a name is that of weights."""
    return name.base in WEIGHTS
