"""Refusals: that a formula is not understood, the token at which that is so, and its place."""

from __future__ import annotations

from symbackprop.answers.complaint import complaint
from symbackprop.answers.latex.token import Token
from symbackprop.errors import FormulaError
from symbackprop.notation.letters import visible

LONGEST_SHOWN = 40
"""How many characters of a token a message shows."""


class NotUnderstood(FormulaError):
    """A formula that is not read, because one of its tokens has no place in what is read.

    fact      what is the case
    token     the token, as it is written
    position  where it begins in the formula
    name      the name that nothing is known of, if that is why; else ""
    """

    def __init__(self, message: str, fact: str, token: str, position: int) -> None:
        super().__init__(message)
        self.name = ""
        self.fact = fact
        self.token = token
        self.position = position


class ShapeMismatch(NotUnderstood):
    """A formula of matrices whose shapes do not fit, in whichever way it is read: it is wrong.

    It is the evidence of that, too, as a verdict is.

    shapes  the two that do not fit, in words: ("W (m × n)", "δ (K)")
    """

    word = "refuted"

    def __init__(self, found: NotUnderstood, shapes: tuple[str, str]) -> None:
        super().__init__(str(found), found.fact, found.token, found.position)
        self.shapes = shapes

    def details(self) -> tuple[tuple[str, str], ...]:
        """Returns the evidence as (what, text) pairs."""
        return ("shapes", self.fact), ("left", self.shapes[0]), ("right", self.shapes[1])


class OneItemOnly(NotUnderstood):
    """A formula of matrices about several items whose shapes fit only for one."""

    def __init__(self, found: NotUnderstood) -> None:
        super().__init__(str(found), found.fact, found.token, found.position)


def refusal(fact: str, text: str, token: Token, *further: str) -> NotUnderstood:
    r"""Returns the error that `fact` is the case at a token of the formula `text`.

    >>> print(refusal("integrals are not read", r"x = \int y", Token("command", r"\int", 4, 8)))
    integrals are not read
        in                x = \int y
        here                  ^ character 5
    """
    position = min(token.position, len(text))
    message = str(complaint(fact, text, position, further))
    return NotUnderstood(message, fact, shown(token), position)


def shown(token: Token) -> str:
    """Returns a token as a message names it."""
    return "the end" if token.kind == "end" else visible(token.text[:LONGEST_SHOWN])
