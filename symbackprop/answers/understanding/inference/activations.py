"""Activations: what the functions of a document are, by their definitions, else by its words or its slopes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from types import MappingProxyType

import sympy as sp

from symbackprop.answers.functions import Function, of_row
from symbackprop.answers.latex import NotUnderstood
from symbackprop.answers.latex.tree import Factor, Group, Number, Product, Terms
from symbackprop.answers.understanding.inference.definitions import Definition
from symbackprop.answers.understanding.inference.invented import Invented, symbol, value_of
from symbackprop.answers.understanding.inference.lexicon import Lexicon, factors_of
from symbackprop.answers.understanding.inference.walking import walk
from symbackprop.network import ACTIVATIONS, Activation
from symbackprop.proof import Proved, Prover

WORDS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "sigmoid": re.compile(r"\b(?:sigmoid|logistic)", re.IGNORECASE),
        "tanh": re.compile(r"tanh|\bhyperbolic tangent", re.IGNORECASE),
        "relu": re.compile(r"\b(?:relu\b|rectif)", re.IGNORECASE),
        "softplus": re.compile(r"\bsoftplus", re.IGNORECASE),
        "identity": re.compile(r"(?<!rectified )\b(?:linear|identity) (?:activation|units?\b)", re.IGNORECASE),
    }
)
"""How a text speaks of the activations."""


def activation_defined(found: Definition, lexicon: Lexicon) -> Function | None:
    """Returns the function that an equation g(s) = ... defines, None if it is not read.

    It is a row of ACTIVATIONS if that is proved; else a function that is written out.
    """
    argument = symbol(found.arguments[0])
    try:
        body, _ = value_of(found.body, found.stated.statement.text, Invented(lexicon, {}))
    except NotUnderstood:
        return None
    row = row_of(body, argument)
    return of_row(row, found.name.text) if row is not None else written_out(found.name.text, body, argument)


def row_of(body: sp.Expr, argument: sp.Symbol) -> Activation | None:
    """Returns the activation whose value at the argument is proved to be this one, None if there is none.

    >>> from symbackprop.network import name
    >>> s = name("s")
    >>> row_of(2 / (1 + sp.exp(-2 * s)) - 1, s).name
    'tanh'
    """
    prover = Prover({})
    for row in ACTIVATIONS.values():
        if row.value is not None and isinstance(prover.prove(body, row(argument)), Proved):
            return row
    return None


def written_out(text: str, body: sp.Expr, argument: sp.Symbol) -> Function:
    """Returns a function of which the document gives the value, and that has no name of its own here."""
    slope = sp.diff(body.doit(), argument)
    return Function(
        text,
        lambda given: body.xreplace({argument: given}),
        slopes=(lambda given: slope.xreplace({argument: given}),),
    )


def activation_in_words(texts: Iterable[str]) -> Activation | None:
    """Returns the one activation that the texts speak of, None if they speak of several or of none.

    >>> activation_in_words(["a network of logistic units"]).name
    'sigmoid'
    """
    found = activations_in_words(texts)
    return found[0] if len(found) == 1 else None


def activations_in_words(texts: Iterable[str]) -> tuple[Activation, ...]:
    """Returns the activations that the texts speak of.

    >>> [row.name for row in activations_in_words(["sigmoid or tanh units"])]
    ['sigmoid', 'tanh']
    """
    joined = "\n".join(texts)
    return tuple(ACTIVATIONS[text] for text, pattern in WORDS.items() if pattern.search(joined))


def slopes_written(lexicon: Lexicon, function: str, passages: frozenset[int] = frozenset()) -> Counter[str]:
    """Returns how often the document writes y(1 - y), the slope of the sigmoid, and 1 - y², that of tanh.

    function  only what the document says to be its values is counted
    passages  those that are not counted
    """
    outputs = {text for text, called in lexicon.values if called == function}
    found: Counter[str] = Counter()
    for stated in lexicon.statements:
        for side in stated.sides if stated.passage not in passages else ():
            for node in walk(side):
                logistic = _logistic_slopes(node.factors, lexicon) if isinstance(node, Product) else set()
                found["sigmoid"] += not outputs.isdisjoint(logistic)
                found["tanh"] += isinstance(node, Terms) and _less_than_one(node, lexicon, 2) in outputs
    return found


def _logistic_slopes(factors: tuple[Factor, ...], lexicon: Lexicon) -> set[str]:
    """Returns the names n of which n and 1 - n are factors."""
    groups = [factor.node.inside for factor in factors if isinstance(factor.node, Group)]
    less = {_less_than_one(inside, lexicon, 1) for inside in groups if isinstance(inside, Terms)}
    heads = (lexicon.first(factors[place:]) for place in range(len(factors)))
    return less & {head.name.text for head in heads if head is not None}


def _less_than_one(terms: Terms, lexicon: Lexicon, power: int) -> str:
    """Returns the name n of 1 - n, or of 1 - n², "" for another sum."""
    if len(terms.terms) != 2 or terms.terms[0] != ("", Number("1")) or terms.terms[1][0] != "-":
        return ""
    factors = factors_of(terms.terms[1][1])
    head = lexicon.first(factors)
    if head is None or head.count < len(factors) or (head.power != (Number("2") if power == 2 else None)):
        return ""
    return head.name.text
