"""Arguments: what stands in brackets behind a quantity where it says what the quantity depends on, L(y, t)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import sympy as sp

from symbackprop.answers.latex.heads import begins_name, heads
from symbackprop.answers.latex.rewriting import walk
from symbackprop.answers.latex.symbols import SymbolTable
from symbackprop.answers.latex.tree import Factor, Group, Listing, Node
from symbackprop.answers.vocabulary import Vocabulary
from symbackprop.network.indices import head


def listed(group: Group) -> tuple[Node, ...]:
    """Returns what stands in brackets, between commas."""
    return group.inside.items if isinstance(group.inside, Listing) else (group.inside,)


def are_arguments(named: Sequence[set[str]], quantity: sp.Expr, words: Vocabulary) -> bool:
    """Returns whether things in brackets are names that a quantity depends on, each once.

    named  what each may mean: a name of the network, or all those of a kind
    """
    below = _below(quantity, words)
    meant = [names & below for names in named]
    together = [name for names in meant for name in names]
    return all(meant) and len(together) == len(set(together))


def names_of(item: Node, table: SymbolTable) -> set[str]:
    """Returns the names of the network that a node means: one, or all of its kind, w for w_0, w_1 and w_2."""
    head = next(heads([Factor("", item)]), None) if begins_name(item) else None
    if head is None or head.power is not None or head.primes:
        return set()
    found = {found.name for found in table.meanings(head.name) if found.value is None}
    kind = _of_its_kind(head.name.base, head.name.above, table) if not head.name.below else ()
    return found or set(kind)


def arguments(quantity: sp.Expr, words: Vocabulary) -> tuple[sp.Expr, ...]:
    """Returns where a quantity is just its value: Z at Z, as in Z(X W), and C(ŷ, y) at ŷ, as in C(R(Z)).

    That is at itself, and at the only name besides the targets that it reads.
    """
    network = words.network
    if network.is_indexed or not network.defines(quantity):
        return ()
    others = [name for name in network.equation(quantity).reads if name not in network.targets]
    inner = others[0] if len(others) == 1 else quantity
    return (quantity, inner) if network.defines(inner) else (quantity,)


def may_be(node: Node, quantities: Sequence[sp.Expr], table: SymbolTable) -> bool:
    """Returns whether a node has a name in it of which one of these quantities is made."""
    named = {name for part in walk(node) for name in names_of(part, table)}
    return any(not named.isdisjoint(_below(quantity, table.vocabulary)) for quantity in quantities)


def by_name(expression: sp.Expr, words: Vocabulary) -> sp.Expr:
    """Returns an expression with the names of the network for what these are defined by, as SymPy builds it."""
    names = {_built(body): name for name, body in words.network.definitions.items()}

    def named(node: sp.Expr) -> sp.Expr:
        made = node.func(*map(named, node.args)) if node.args else node
        return names.get(made, made)

    return named(expression)


def _built(expression: sp.Expr) -> sp.Expr:
    return expression.func(*map(_built, expression.args)) if expression.args else expression


def _of_its_kind(base: str, above: str, table: SymbolTable) -> Iterator[str]:
    for text in table.vocabulary.quantities:
        stem, _, rest = text.partition("_")
        number, caret, layer = rest.partition("^")
        if number.isdigit() and (stem, caret + layer) == (base, above):
            yield text


def _below(quantity: sp.Expr, words: Vocabulary) -> set[str]:
    """Returns the names of all that a quantity is made of."""
    own = head(quantity).name
    found = {own}
    for line in reversed(words.network.equations):
        if line.symbol.name in found:
            found |= {symbol.name for symbol in line.reads}
    return found - {own}
