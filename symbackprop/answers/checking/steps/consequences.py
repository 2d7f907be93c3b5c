"""Consequences: what becomes of a quantity when its parameters get the new values that a document has stated.

A document says that w_i ← w_i + η x_i, and then that s ← s + η Σ x_k²: s is no parameter, and is what
its definition makes of the new w. Where it gives the parameters new values several times, up in one
case and down in another, any of the rounds may be meant.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeAlias

import sympy as sp

from symbackprop.answers.judging import judged
from symbackprop.answers.vocabulary import Vocabulary
from symbackprop.network.indices import head, is_index, renamed, subscripts
from symbackprop.proof import Claim, Proved, Refuted, Undecided, Verdict

Step: TypeAlias = tuple[sp.Expr, sp.Expr]
"""A parameter as it was written, and its new value."""

Steps: TypeAlias = Mapping[sp.Symbol, tuple[Step, ...]]
"""The new values that each parameter has been given, by its head, the first one first."""

MOST_ROUNDS = 8
"""How many new values of a parameter are remembered: the last ones."""

NO_STEPS: Steps = MappingProxyType({})


def judged_consequence(quantity: sp.Expr, value: sp.Expr, steps: Steps, words: Vocabulary) -> Verdict:
    """Returns the verdict on quantity ← value: that it is what the new values of its parameters make of it.

    Undecided if it holds in no round and a parameter has been given no new value, or fewer than another one; and
    if it is made of other quantities that have parameters themselves.

    >>> from symbackprop.answers.vocabulary import vocabulary
    >>> from symbackprop.network import mlp, name
    >>> known = vocabulary(mlp([1, 1], activation="step"))
    >>> s, b, w_1, eta = (known.quantities.get(text, name(text)) for text in ("s", "b", "w_1", "eta"))
    >>> steps = {b: ((b, b + eta),)}
    >>> judged_consequence(s, s + eta, steps, known).word, judged_consequence(s, s - eta, steps, known).word
    ('proved', 'undecided')
    """
    line = words.network.equation(quantity)
    body = renamed(line.body, dict(zip(subscripts(line.name), subscripts(quantity), strict=True)))
    own = [head(parameter) for parameter in words.network.parameters if head(parameter) in line.reads]
    counts = {len(steps.get(parameter, ())) for parameter in own}
    rounds = max(counts, default=0)
    claims = [
        Claim(_after(body, {name: made[-number] for name, made in steps.items() if len(made) >= number}), value)
        for number in range(1, rounds + 1)
    ]
    through = [name for name in line.reads if name in _changing(words)]
    if through or not claims:
        fact = f"what becomes of {through[0]}" if through else "what becomes of its parameters"
        return Undecided(Claim(quantity, value, words.definitions), fact)
    verdicts = judged([Claim(claim.lhs, claim.rhs, words.definitions) for claim in claims], words)
    best = next(verdict for kind in (Proved, Undecided, Refuted) for verdict in verdicts if isinstance(verdict, kind))
    unlike = len(counts) > 1 or 0 in counts
    if unlike and not isinstance(best, Proved):
        return Undecided(best.claim, "which new values its parameters have")
    return best


def with_step(steps: Steps, parameter: sp.Expr, value: sp.Expr, words: Vocabulary) -> Steps:
    """Returns the steps with that of a parameter; without it if it is that of one element of an array alone."""
    places = subscripts(parameter)
    general = all(map(is_index, places)) and len(set(places)) == len(places)
    known = head(parameter) in {head(one) for one in words.network.parameters}
    step = (parameter, value)
    before = tuple(other for other in steps.get(head(parameter), ()) if other != step)
    return {**steps, head(parameter): (*before, step)[-MOST_ROUNDS:]} if general and known else steps


def _after(node: sp.Expr, steps: Mapping[sp.Symbol, Step]) -> sp.Expr:
    """Returns an expression with the new values of its parameters."""
    if node.is_Symbol or isinstance(node, sp.Indexed):
        written, value = steps.get(head(node), (node, node))
        return renamed(value, dict(zip(subscripts(written), subscripts(node), strict=True)))
    reads_some = not steps.keys().isdisjoint(node.free_symbols)
    return node.func(*(_after(part, steps) for part in node.args)) if reads_some else node


def _changing(words: Vocabulary) -> set[sp.Symbol]:
    """Returns the quantities that are made of parameters."""
    found = {head(parameter) for parameter in words.network.parameters}
    made: set[sp.Symbol] = set()
    for line in words.network:
        if not (found | made).isdisjoint(line.reads):
            made.add(line.symbol)
    return made
