"""Definitions: which statements of a document define a quantity, a function or a delta."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from symbackprop.answers.latex.heads import Head, group_of
from symbackprop.answers.latex.tree import (
    Derivative,
    Differential,
    Gradient,
    Group,
    Listing,
    Node,
    Product,
    Terms,
)
from symbackprop.answers.latex.written import Written
from symbackprop.answers.understanding.inference.lexicon import Lexicon
from symbackprop.answers.understanding.inference.spelling import spelled
from symbackprop.answers.understanding.inference.statements import Stated
from symbackprop.answers.understanding.inference.walking import walk

_OF_ITEM = re.compile(r"(?P<name>.+)\^\([a-z]\)")
_DEFINES = ("=", ":=")
_SUPPOSES = frozenset({"if", "where", "when", "with", "for"})
_CALCULUS = (Derivative, Differential, Gradient)


@dataclass(frozen=True)
class Definition:
    """An equation that says what something is.

    name       what is defined
    arguments  the names in brackets behind it, g(s) or L(y, t)
    body       what it is
    stated     where that stands
    supposed   whether it stands behind an if
    """

    name: Written
    arguments: tuple[Written, ...]
    body: Node
    stated: Stated
    supposed: bool = False

    @property
    def text(self) -> str:
        """Returns what the name is called in a network."""
        return spelled(self.name)

    @property
    def line(self) -> int:
        """Returns the line it stands on."""
        return self.stated.line


@dataclass(frozen=True)
class Definitions:
    """What a document defines.

    quantities  the equations of the forward pass, in the order in which they stand
    functions   what g, f, σ are, likewise
    deltas      the names of derivatives, likewise
    circular    those whose name stands in their own body, which define nothing
    """

    quantities: tuple[Definition, ...]
    functions: tuple[Definition, ...]
    deltas: tuple[Definition, ...]
    circular: tuple[Definition, ...]


def definitions_in(lexicon: Lexicon) -> Definitions:
    """Returns what the statements of a document define."""
    quantities, functions, deltas, circular = [], [], [], []
    for found in _equations(lexicon):
        names = {occurrence.text for occurrence in lexicon.occurrences(found.body)}
        if found.name.text in lexicon.functions:
            if _is_of_its_argument(found, names, lexicon):
                functions.append(found)
        elif _derivative(found.body) is not None:
            deltas.append(found)
        elif any(isinstance(node, _CALCULUS) for node in walk(found.body)) or _is_of_items(names, lexicon):
            continue
        elif found.name.text in names:
            circular.append(found)
        else:
            quantities.append(found)
    return Definitions(tuple(quantities), tuple(functions), tuple(deltas), tuple(circular))


def _is_of_items(names: Iterable[str], lexicon: Lexicon) -> bool:
    """Returns whether quantities have no part in a body but by their values for a training item, E^(p), if at all."""
    found = [_OF_ITEM.fullmatch(text) for text in set(names) - lexicon.functions]
    return all(match is not None and match["name"] in lexicon.quantities for match in found)


def derivative_in(body: Node) -> tuple[Derivative, int]:
    """Returns the derivative that the body of a delta is, and its sign: 1 or -1."""
    found = _derivative(body)
    if found is None:
        raise ValueError(body)
    return found


def _derivative(body: Node) -> tuple[Derivative, int] | None:
    if isinstance(body, Terms) and len(body.terms) == 1:
        sign, term = body.terms[0]
        found = _derivative(term)
        return (found[0], found[1] * (-1 if sign == "-" else 1)) if found is not None else None
    simple = isinstance(body, Derivative) and body.of is not None and len(body.by) == 1 and body.by[0][1] == 1
    return (body, 1) if simple and isinstance(body, Derivative) else None


def _equations(lexicon: Lexicon) -> Iterator[Definition]:
    """Yields the equations with a name alone on the left, or a name with names in brackets."""
    for stated in lexicon.statements:
        statement = stated.statement
        if not statement.relations or statement.relations[0] not in _DEFINES:
            continue
        left, right = statement.sides[:2]
        named = _named(left, lexicon) if left is not None else None
        if named is not None and right is not None:
            supposed = not _SUPPOSES.isdisjoint(" ".join(statement.remarks).lower().split())
            yield Definition(named[0].name, named[1], right, stated, supposed)


def _named(left: Node, lexicon: Lexicon) -> tuple[Head, tuple[Written, ...]] | None:
    alone = lexicon.alone(left)
    if alone is not None:
        return alone, ()
    factors = left.factors if isinstance(left, Product) else ()
    head = lexicon.first(factors) if factors else None
    if head is None or head.power is not None or head.primes or head.count != len(factors) - 1:
        return None
    group = group_of(factors, head.count)
    arguments = _arguments(group[0], lexicon) if group is not None and group[1] is None else ()
    return (head, arguments) if arguments else None


def _arguments(group: Group, lexicon: Lexicon) -> tuple[Written, ...]:
    items = group.inside.items if isinstance(group.inside, Listing) else (group.inside,)
    heads = [lexicon.alone(item) for item in items]
    return tuple(head.name for head in heads if head is not None) if all(heads) else ()


def _is_of_its_argument(found: Definition, names: Iterable[str], lexicon: Lexicon) -> bool:
    """Returns whether a function's body has no other name in it than its one argument, and no function of its own."""
    own = {found.arguments[0].text} if len(found.arguments) == 1 else set()
    return bool(own) and set(names) - own <= lexicon.functions - {found.name.text}
