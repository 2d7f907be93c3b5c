"""The forward pass: the equations of a document with their values, each name defined once, completed by analogy."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import sympy as sp

from symbackprop.answers.latex import NotUnderstood
from symbackprop.answers.latex.tree import Big
from symbackprop.answers.understanding.inference.activations import row_of
from symbackprop.answers.understanding.inference.analogy import Completed, completed
from symbackprop.answers.understanding.inference.definitions import Definition
from symbackprop.answers.understanding.inference.invented import Invented, symbol, value_of
from symbackprop.answers.understanding.inference.items import OfOneItem, of_one_item
from symbackprop.answers.understanding.inference.roles import LOSSES, base
from symbackprop.answers.understanding.inference.walking import walk
from symbackprop.calculus import Partial
from symbackprop.network.activations import activation_of

MOST_EQUATIONS = 300
"""The most definitions of a document that are read."""

LARGEST = 2_000
"""The most parts that the value of an equation may have."""

_PLAIN_CHOICES = ("is a number", "is a product of numbers", "runs over the training items")
_ANY_UNIT = re.compile("[ijklpq]{1,3}")


@dataclass(frozen=True)
class Forward:
    """The equations of a forward pass.

    equations  each name with its body, in the order in which they stand
    sources    the definition each comes from; what was completed has none
    again      further definitions of the same names, and their bodies
    completed  what was completed by analogy
    items      what was found of the sum over the items, for each name that has one
    remarks    how something was read where it could be read otherwise
    """

    equations: Mapping[sp.Symbol, sp.Expr]
    sources: Mapping[sp.Symbol, Definition]
    again: tuple[tuple[Definition, sp.Expr], ...] = ()
    completed: tuple[Completed, ...] = ()
    items: Mapping[sp.Symbol, OfOneItem] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()


def forward(definitions: Sequence[Definition], table: Invented) -> Forward:
    """Returns the forward pass that definitions make: the first of each name that supposes nothing, if there is one."""
    found = [line for one in definitions[:MOST_EQUATIONS] if (line := _line(one, table)) is not None]
    used = Counter(symbol for line in found for symbol in {line.key, *line.body.free_symbols})
    chosen: dict[sp.Symbol, _Line] = {}
    for line in sorted(found, key=lambda line: line.rank(used)):
        chosen.setdefault(line.key, line)
    lines = [line for line in found if chosen[line.key] is line]
    again = [line for line in found if chosen[line.key] is not line and not line.source.supposed]
    equations = {line.key: line.body for line in lines}
    made = completed(equations, (*map(str, equations), *table.lexicon.quantities))
    return Forward(
        _with(equations, made),
        {line.key: line.source for line in lines},
        tuple((line.source, line.body) for line in again),
        made,
        {line.key: line.items for line in lines if line.items.is_summed},
        tuple(f"line {line.source.line}: {word}" for line in lines for word in line.words),
    )


@dataclass(frozen=True)
class _Line:
    """An equation that was read.

    key     what it defines
    body    its value
    source  where it stands
    items   its body for one item
    words   how it was read
    """

    key: sp.Symbol
    body: sp.Expr
    source: Definition
    items: OfOneItem
    words: tuple[str, ...]

    def rank(self, used: Counter[sp.Symbol]) -> tuple[object, ...]:
        """Returns what goes before: what supposes nothing, a loss whose names occur elsewhere, what stands first."""
        apart = base(self.key) in LOSSES and all(used[symbol] == 1 for symbol in self.body.free_symbols)
        return self.source.supposed, apart, self.source.stated.key


def _line(found: Definition, table: Invented) -> _Line | None:
    """Returns a definition with its value, None if it is not read or is no equation of a forward pass."""
    single = _single(found, table)
    if single is None:
        return None
    try:
        body, words = value_of(single.body, found.stated.statement.text, table)
    except NotUnderstood:
        return None
    key = symbol(found.name)
    if sum(1 for _ in sp.preorder_traversal(body)) > LARGEST or not _is_forward(key, body):
        return None
    noted = tuple(word for word in words if not word.endswith(_PLAIN_CHOICES))
    return _Line(key, recognised(_flat(body)), found, single, noted)


def _is_forward(key: sp.Symbol, body: sp.Expr) -> bool:
    """Returns whether a body reads neither the name it defines nor derivatives."""
    return key not in body.free_symbols and not body.has(Partial) and "delta" not in map(base, body.free_symbols)


def recognised(body: sp.Expr) -> sp.Expr:
    """Returns an activation of one name, written out, as what it is: 1/(1 + e^-u) is the sigmoid of u.

    >>> u = sp.Symbol("u", real=True)
    >>> recognised(1 / (1 + sp.exp(-u)))
    sigmoid(u)
    """
    arguments = body.free_symbols
    if len(arguments) != 1 or not body.has(sp.exp, sp.Max, sp.Piecewise) or activation_of(body) is not None:
        return body
    (argument,) = arguments
    row = row_of(body, argument)
    return row(argument) if row is not None else body


def _single(found: Definition, table: Invented) -> OfOneItem | None:
    """Returns the body of a definition for one item; None where it sums over something else, or defines any unit."""
    is_slope = base(symbol(found.name)) == "delta" or table.lexicon.differential(found.name.text)
    if is_slope or _stands_for_any(found.text):
        return None
    if not any(isinstance(node, Big) for node in walk(found.body)):
        return of_one_item(found.body, table.lexicon)
    single = of_one_item(found.body, table.lexicon)
    is_loss = base(symbol(found.name)) in LOSSES
    return single if is_loss or not single.is_summed else None


def _stands_for_any(text: str) -> bool:
    """Returns whether the subscript of a name is an index letter: u_j, w_ji."""
    return _ANY_UNIT.fullmatch(text.partition("^")[0].partition("_")[2]) is not None


def _flat(body: sp.Expr) -> sp.Expr:
    """Returns a sum that has sums in it as one sum, and a product without the factor 1."""
    if body.is_Mul and sp.S.One in body.args:
        return sp.Mul(*(factor for factor in body.args if factor != 1), evaluate=False)
    terms = [term for part in body.args for term in sp.Add.make_args(part)] if body.is_Add else []
    return sp.Add(*terms, evaluate=False) if len(terms) > len(body.args) else body


def _with(equations: Mapping[sp.Symbol, sp.Expr], made: Sequence[Completed]) -> Mapping[sp.Symbol, sp.Expr]:
    """Returns the equations with each that was completed behind the one it is made after."""
    found: dict[sp.Symbol, sp.Expr] = {}
    for key, body in equations.items():
        found[key] = body
        found |= {line.name: line.body for line in made if line.after == key}
    return found


def in_order(equations: Mapping[sp.Symbol, sp.Expr]) -> tuple[Mapping[sp.Symbol, sp.Expr], tuple[sp.Symbol, ...]]:
    """Returns the equations so that each reads only earlier ones, and those that define one another in a circle."""
    left = dict(equations)
    found: dict[sp.Symbol, sp.Expr] = {}
    while left:
        ready = next((key for key, body in left.items() if not body.free_symbols & left.keys()), None)
        if ready is None:
            return found, tuple(left)
        found[ready] = left.pop(ready)
    return found, ()
