"""The reader: the tokens of a formula, and the place it has come to.

Braces print nothing. Those that are no argument and bear no script are passed over, so that
`a{-b}` is read as it is seen, a - b.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from symbackprop.answers.latex.braces import pairs
from symbackprop.answers.latex.limits import DEEPEST
from symbackprop.answers.latex.refusal import NotUnderstood, refusal, shown
from symbackprop.answers.latex.token import Token

_OVER = r"\over"
_SCRIPTS = ("_", "^", "'")


class Reader:
    """The tokens of a formula, read from left to right.

    text    the formula
    tokens  its tokens, the last of kind "end"
    """

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self.text = text
        self.tokens = list(tokens)
        self.closing = pairs(tokens, text)
        self.place = 0
        self.depth = 0
        self._passed: set[int] = set()

    @property
    def token(self) -> Token:
        """Returns the token that comes next, braces that print nothing passed over."""
        while self.place in self._passed or self._prints_nothing():
            if self.tokens[self.place].kind == "open":
                self._passed.add(self.closing[self.place])
            following = self.tokens[self.place + 1]
            if self.tokens[self.place].spaced and not following.spaced:
                self.tokens[self.place + 1] = replace(following, spaced=True)
            self.place += 1
        return self.tokens[self.place]

    @property
    def bare(self) -> Token:
        """Returns the token that comes next, a brace too."""
        while self.place in self._passed:
            self.place += 1
        return self.tokens[self.place]

    def take(self) -> Token:
        """Returns the next token and moves past it."""
        token = self.token
        self.place += token.kind != "end"
        return token

    def at(self, *texts: str) -> bool:
        """Returns whether one of these signs or commands comes next."""
        return self.token.kind in ("sign", "command") and self.token.text in texts

    def accept(self, *texts: str) -> bool:
        """Returns whether one of these signs or commands comes next, and moves past it."""
        found = self.at(*texts)
        self.place += found
        return found

    def expect(self, text: str) -> Token:
        """Moves past the sign and returns it; raises NotUnderstood if something else comes next."""
        if not self.at(text):
            raise self.refusal(f"{text} is missing before {shown(self.token)}")
        return self.take()

    def opens(self) -> bool:
        """Returns whether an argument in braces comes next."""
        return self.bare.kind == "open"

    def open(self) -> int:
        """Moves into the braces that come next; returns the place of the closing one."""
        end = self.closing[self.place]
        self.place += 1
        return end

    def close(self, end: int) -> None:
        """Moves out of braces; raises NotUnderstood unless all within was read."""
        if self.token.kind != "close" or self.place != end:
            raise self.refusal(f"{shown(self.token)} does not fit here")
        self.place += 1

    def first_digit(self) -> Token:
        """Returns the first digit of the number that comes next, as TeX takes it for an argument without braces."""
        number = self.token
        if len(number.text) > 1 and number.text[0] != ".":
            rest = replace(number, text=number.text[1:], position=number.position + 1, spaced=False)
            self.tokens[self.place] = rest
            return replace(number, text=number.text[0], end=number.position + 1)
        return self.take()

    def divides(self) -> bool:
        r"""Returns whether the braces that come next hold a fraction, {a \over b}."""
        return self.opens() and self._has_over(self.place)

    @contextmanager
    def deeper(self) -> Iterator[None]:
        """Reads what stands one level deeper; raises NotUnderstood beyond DEEPEST levels."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.refusal(f"a formula is nested at most {DEEPEST} deep")
        yield
        self.depth -= 1

    def refusal(self, fact: str, *further: str) -> NotUnderstood:
        """Returns the error that `fact` is the case here."""
        return refusal(fact, self.text, self.token, *further)

    def _prints_nothing(self) -> bool:
        if self.tokens[self.place].kind != "open":
            return False
        after = self.tokens[self.closing[self.place] + 1]
        return after.text not in _SCRIPTS and not self._has_over(self.place)

    def _has_over(self, place: int) -> bool:
        depth = 0
        for token in self.tokens[place : self.closing[place]]:
            depth += (token.kind == "open") - (token.kind == "close")
            if depth == 1 and token.kind == "command" and token.text == _OVER:
                return True
        return False
