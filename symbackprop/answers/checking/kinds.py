"""Kinds: what a statement is, told by its sides in the names of the network."""

from __future__ import annotations

import sympy as sp
from sympy.core.function import AppliedUndef

from symbackprop.answers.checking.finding import Kind
from symbackprop.answers.vocabulary import Vocabulary
from symbackprop.calculus import Partial
from symbackprop.network.functions import NamedFunction
from symbackprop.network.indices import head


def kind_of(left: sp.Expr, right: sp.Expr, words: Vocabulary) -> Kind:
    """Returns what left = right is: a definition, the chain rule, or a claim of its own.

    >>> from symbackprop.answers.vocabulary import vocabulary
    >>> from symbackprop.network import two_layer
    >>> known = vocabulary(two_layer())
    >>> s, c, loss = (known.quantities[text] for text in "scE")
    >>> kind_of(s, c, known), kind_of(Partial(loss, c), Partial(loss, s) * Partial(s, c), known)
    ('definition', 'chain rule')
    """
    if is_name(left) and _is_defined(left, right, words):
        return "definition"
    if isinstance(left, NamedFunction | AppliedUndef) and not right.atoms(Partial):
        return "definition"
    if isinstance(left, Partial) and not isinstance(right, Partial) and _is_made_of_derivatives(right):
        return "chain rule"
    return "claim"


def is_name(side: sp.Expr) -> bool:
    """Returns whether a side is one name."""
    return bool(side.is_Symbol) or isinstance(side, sp.Indexed)


def _is_defined(left: sp.Expr, right: sp.Expr, words: Vocabulary) -> bool:
    """Returns whether a name is that of an equation, or of a delta that is said to be the derivative it is."""
    deltas = {head(delta.name): head(delta.of) for delta in words.derivation.deltas}
    if head(left) in deltas:
        return isinstance(right, Partial) and head(right.wrt) == deltas[head(left)]
    equations = {head(line.name) for line in words.network}
    return head(left) in equations or head(left) == words.derivation.training_set.letters.loss


def _is_made_of_derivatives(side: sp.Expr) -> bool:
    """Returns whether a side has no names but those in derivatives."""
    if isinstance(side, Partial) or side.is_number:
        return True
    parts = (side.function,) if isinstance(side, sp.Sum) else side.args
    return bool(parts) and all(map(_is_made_of_derivatives, parts))
