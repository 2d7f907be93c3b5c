"""The reader: the tokens of one formula, and the place it has come to."""

from __future__ import annotations

from symbackprop.answers.complaint import complaint
from symbackprop.answers.token import Token
from symbackprop.answers.tokens import tokens
from symbackprop.errors import FormulaError
from symbackprop.notation.letters import visible

_BRACKETS = {"(": 1, "[": 1, ")": -1, "]": -1}


class Reader:
    """The tokens of a formula, read from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokens(text)
        self.place = 0

    @property
    def token(self) -> Token:
        """Returns the token that comes next."""
        return self.tokens[self.place]

    @property
    def following(self) -> Token:
        """Returns the token after the next one."""
        return self.tokens[min(self.place + 1, len(self.tokens) - 1)]

    def take(self) -> Token:
        """Returns the next token and moves past it."""
        token = self.token
        self.place += 1
        return token

    def at(self, *signs: str) -> bool:
        """Returns whether one of the signs comes next."""
        return self.token.kind == "sign" and self.token.text in signs

    def accept(self, *signs: str) -> bool:
        """Returns whether one of the signs comes next, and moves past it."""
        found = self.at(*signs)
        self.place += found
        return found

    def expect(self, sign: str) -> None:
        """Moves past the sign; raises FormulaError if something else comes next."""
        if not self.accept(sign):
            raise self.complaint(f"{sign} is missing", f"found             {self.shown()}")

    def starts_operand(self) -> bool:
        """Returns whether a factor begins here: a number, a name or an opening bracket."""
        return self.token.kind in ("number", "name", "quoted") or self.at("(", "∂", "√")

    def opens_after(self, token: Token) -> bool:
        """Returns whether a round bracket follows the token."""
        return self.text[token.end :].lstrip().startswith("(")

    def words_to(self, position: int) -> int:
        """Returns how many tokens there are from here up to a position of the text; 0 if none ends there."""
        place = self.place
        while self.tokens[place].end < position:
            place += 1
        return place + 1 - self.place if self.tokens[place].end == position else 0

    def closing(self, place: int) -> int:
        """Returns the place of the bracket that closes the one before `place`; that of the end if there is none."""
        depth = 0
        for found in range(place, len(self.tokens)):
            token = self.tokens[found]
            if token.kind == "sign" and token.text in _BRACKETS:
                depth += _BRACKETS[token.text]
            if depth < 0:
                return found
        return len(self.tokens) - 1

    def after_space(self) -> bool:
        """Returns whether there is a space before the next token."""
        return self.place > 0 and self.tokens[self.place - 1].end < self.token.position

    def shown(self) -> str:
        """Returns the next token as a message names it."""
        token = self.token
        return "the end" if token.kind == "end" else repr(visible(self.text[token.position : token.end]))

    def complaint(self, fact: str, *further: str) -> FormulaError:
        """Returns the error that `fact` is the case here."""
        return complaint(fact, self.text, self.token.position, further)
