"""Descent: what a formula that gives a parameter a new value claims, W ← W − η ∂E/∂W."""

from __future__ import annotations

from collections.abc import Iterator

import sympy as sp

from symbackprop.answers.latex.reading import Reading
from symbackprop.answers.vocabulary import Vocabulary
from symbackprop.calculus import Partial
from symbackprop.network.indices import head, is_index
from symbackprop.proof import Claim

_ASSIGNED = "<-"


def descent_claims(reading: Reading) -> Iterator[Claim]:
    r"""Yields what an update of a parameter claims: the new value is the old one less a rate times ∂E/∂W.

    The rate is the one name in the formula that the network does not have, or 1 if there is
    none; where there are several, nothing is claimed.

    >>> from symbackprop.answers.latex import Symbols, read_display
    >>> from symbackprop.answers.latex.matrices import read_matrices
    >>> from symbackprop.answers.vocabulary import vocabulary
    >>> from symbackprop.network import mlp, name
    >>> table = Symbols(vocabulary(mlp(["n", "m", "K"])), {"W": "w"}, others={"eta": name("eta")})
    >>> (statement,) = read_display(r"W \leftarrow W - \eta \delta x^T")
    >>> (reading,) = read_matrices(statement, table)
    >>> [str(claim) for claim in descent_claims(reading)]
    ['w[j, i] - eta*dE/dw[j, i] = w[j, i] - eta*delta[j]*x[i]']
    """
    words = reading.table.vocabulary
    for relation, left, right in reading.pairs():
        if relation != _ASSIGNED or left is None or head(left) not in set(map(head, words.network.parameters)):
            continue
        rates = _rates(right, words)
        if len(rates) <= 1:
            slope = Partial(words.network.loss.name, left)
            yield Claim(left - sp.Mul(*rates) * slope, right, words.definitions)


def _rates(right: sp.Expr, words: Vocabulary) -> list[sp.Symbol]:
    """Returns the names in an expression that the network does not have."""
    known = {symbol.name for symbol in words.network.symbols} | {*words.quantities}
    found = (symbol for symbol in right.free_symbols if symbol.is_Symbol and not is_index(symbol))
    return sorted((symbol for symbol in found if symbol.name not in known), key=str)
