"""Remarks: words between formulas, told from words that are part of one."""

from __future__ import annotations

from symbackprop.answers.latex import commands
from symbackprop.answers.latex.token import Token

_JOINING = frozenset(
    {"if", "and", "or", "where", "when", "for", "then", "so", "hence", "thus", "with", "since", "as", "but", "while"}
    | {"let", "note", "also", "i.e.", "e.g.", "otherwise", "therefore", "consequently", "because", "because of", "is"}
    | {
        "that is",
        "we have",
        "given",
        "by",
        "from",
        "using",
        "recall",
        "similarly",
        "likewise",
        "finally",
        "next",
        "now",
    }
)
_OPERATORS = frozenset({"+", "-", "_", "^", "(", "[", *commands.MULTIPLICATIONS, *commands.RELATIONS})


def is_remark(token: Token, before: Token | None, after: Token) -> bool:
    """Returns whether words stand between formulas, and are no part of one.

    token          the words
    before, after  the tokens around them

    Words next to an operator or a relation, data loss + λ, are part of the formula; so is a
    single word that joins nothing, next to a letter.
    """
    plain = token.text.strip(" ,.:;()").lower()
    bound = after.kind in ("sign", "command") and after.text in _OPERATORS
    bound_before = before is not None and before.kind in ("sign", "command") and before.text in _OPERATORS
    if plain in _JOINING:
        return not bound_before
    if bound or bound_before:
        return False
    return " " in token.text or not plain
