"""Slopes: the derivatives of the loss that a document calls dz, dw, db, as programs do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sympy as sp

from symbackprop.answers.functions import Function
from symbackprop.answers.judging import judged
from symbackprop.answers.latex import NotUnderstood
from symbackprop.answers.understanding.inference.definitions import Definition
from symbackprop.answers.understanding.inference.invented import Invented, value_of
from symbackprop.answers.understanding.inference.lexicon import Lexicon
from symbackprop.answers.vocabulary import Vocabulary
from symbackprop.calculus import Partial
from symbackprop.network import name
from symbackprop.proof import Claim, Proved

MOST_TRIED = 20
"""The most equations that are tried to see whether dz is the derivative of the loss by z."""


def slopes(
    definitions: Sequence[Definition], lexicon: Lexicon, functions: Mapping[str, Function], words: Vocabulary
) -> Mapping[str, sp.Expr]:
    """Returns what the names dz, dw mean: the derivative of the loss by z, by w, if that is proved of one of them.

    Where it is proved of none, they may be differentials, and mean nothing here.
    """
    loss = words.network.loss.name
    named = {text: lexicon.differential(text) for text in sorted(lexicon.quantities)}
    means = {
        text: Partial(loss, words.quantities[of])
        for text, of in named.items()
        if of in words.quantities and text not in words.quantities and words.quantities[of] != loss
    }
    meant = {name(text): value for text, value in means.items()}
    for definition in [one for one in definitions if one.text in means][:MOST_TRIED]:
        body = _value(definition, lexicon, functions)
        claim = Claim(means[definition.text], body.xreplace(meant), words.definitions) if body is not None else None
        if claim is not None and isinstance(judged([claim], words)[0], Proved):
            return means
    return {}


def _value(definition: Definition, lexicon: Lexicon, functions: Mapping[str, Function]) -> sp.Expr | None:
    """Returns the value of the body of a definition, None if it is not read."""
    try:
        return value_of(definition.body, definition.stated.statement.text, Invented(lexicon, functions))[0]
    except NotUnderstood:
        return None
