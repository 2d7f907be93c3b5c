"""Braces: which one closes which, and that they are not nested too deep."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symbackprop.answers.latex.limits import DEEPEST
from symbackprop.answers.latex.refusal import refusal
from symbackprop.answers.latex.token import Token


def pairs(found: Sequence[Token], text: str) -> Mapping[int, int]:
    """Returns the place of the closing brace for the place of every opening one.

    Raises NotUnderstood for a brace without a partner, and for braces more than DEEPEST deep.

    >>> from symbackprop.answers.latex.tokens import tokens
    >>> pairs(tokens("a{b{c}}"), "a{b{c}}")
    {3: 5, 1: 6}
    """
    opened: list[int] = []
    closed: dict[int, int] = {}
    for place, token in enumerate(found):
        if token.kind == "open":
            opened.append(place)
            if len(opened) > DEEPEST:
                raise refusal(f"braces are nested at most {DEEPEST} deep", text, token)
        elif token.kind == "close":
            if not opened:
                raise refusal("a brace is closed that was not opened", text, token)
            closed[opened.pop()] = place
    if opened:
        raise refusal("a brace is not closed", text, found[opened[-1]])
    return closed
