"""Redefinitions: a letter that a document uses for one thing, and later for another.

A network that is read from a document knows the one meaning. What contradicts it is wrong only if it is no
definition itself, and rests on no name that has been given another meaning before.
"""

from __future__ import annotations

import sympy as sp

from symbackprop.answers.checking.about import About
from symbackprop.answers.checking.numbers.line import Line
from symbackprop.answers.checking.opinions import Opinion
from symbackprop.network.indices import head
from symbackprop.proof import Refuted


def defined_anew(opinion: Opinion, about: About) -> sp.Expr | None:
    """Returns the name that a refuted definition defines in another way than the network does; None if it is none."""
    wrong = [verdict for verdict in opinion.evidence if isinstance(verdict, Refuted)]
    if opinion.kind != "definition" or not wrong:
        return None
    left = wrong[0].claim.lhs
    defined = {head(line.name) for line in about.table.vocabulary.network}
    return head(left) if (left.is_Symbol or isinstance(left, sp.Indexed)) and head(left) in defined else None


def names_below(opinion: Opinion, about: About) -> frozenset[sp.Expr]:
    """Returns the names that a claim has, and those that they are made of."""
    wrong = [verdict for verdict in opinion.evidence if verdict.word == "refuted"]
    claims = [verdict.claim for verdict in wrong if isinstance(verdict, Refuted | Line)]
    definitions = {head(name): body for name, body in about.table.vocabulary.definitions.items()}
    pending = [head(part) for claim in claims for side in (claim.lhs, claim.rhs) for part in _in(side)]
    found: set[sp.Expr] = set()
    while pending:
        name = pending.pop()
        if name not in found:
            found.add(name)
            pending += [head(part) for part in _in(definitions[name])] if name in definitions else []
    return frozenset(found)


def _in(side: sp.Expr) -> set[sp.Expr]:
    return set(side.free_symbols)
