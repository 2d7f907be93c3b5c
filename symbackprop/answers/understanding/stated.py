"""Stated values: the numbers that a notation states of names."""

from __future__ import annotations

from collections.abc import Mapping

import sympy as sp

from symbackprop.answers.latex import NotUnderstood, Symbols, read
from symbackprop.answers.understanding.refusal import refusal


def stated_values(numbers: Mapping[str, str], table: Symbols) -> Mapping[sp.Expr, str]:
    r"""Returns the numbers that are stated of names, by what the names mean.

    numbers  the number for each name, which is written as the author writes it: {r"\hat{y}_1": "0.75"}

    Raises NotationError for what is no name of the document.

    >>> from symbackprop.answers.vocabulary import vocabulary
    >>> from symbackprop.network import two_layer
    >>> stated_values({"w_{11}": "0.4"}, Symbols(vocabulary(two_layer())))
    {w_11: '0.4'}
    """
    return {_named(text, table): digits for text, digits in numbers.items()}


def _named(text: str, table: Symbols) -> sp.Expr:
    try:
        ((reading, *_),) = read(text, table)
    except NotUnderstood as error:
        raise refusal(f"{text} has a value in the notation: {error.fact}", "") from None
    except ValueError:
        raise refusal(f"{text} has a value in the notation, and is no name", "") from None
    (side, *others) = reading.sides
    if side is None or others or not side.is_Symbol:
        raise refusal(f"{text} has a value in the notation, and is no name", "")
    return side
