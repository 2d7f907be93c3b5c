"""A token: the smallest piece of a LaTeX formula that means something, with its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "letter", "number", "command", "sign", "open", "close", "begin", "end of environment", "words", "word", "end"
]
Side = Literal["", "left", "right"]


@dataclass(frozen=True)
class Token:
    r"""A piece of a formula.

    kind      what it is: "open" and "close" are braces, "words" what \text{...} says and
              "word" what \mathrm{...} or \operatorname{...} does
    text      how it is spelled; the name of the environment, or the words
    position  where it begins in the formula; for what a macro wrote, where the macro was called
    end       where it ends
    spaced    whether a space, or something that prints as one, stands before it
    side      whether it is a delimiter that \left or \right was put before
    """

    kind: Kind
    text: str
    position: int
    end: int
    spaced: bool = False
    side: Side = ""
