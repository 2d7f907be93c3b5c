r"""Tokens: a LaTeX formula cut into pieces, Unicode mathematics spelled as LaTeX.

One pass over the characters; spaces and comments are left out, and so is what a Unicode
character does not show. What \text{...} or \mathrm{...} says is one token, and so is \begin{...}.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from unicodedata import combining, normalize

from symbackprop.answers.latex.characters import COMBINING, HIGH, LOW, PLAIN
from symbackprop.answers.latex.limits import LONGEST, MOST_DIGITS, MOST_TOKENS
from symbackprop.answers.latex.refusal import refusal
from symbackprop.answers.latex.token import Kind, Token
from symbackprop.answers.numerals import is_digit, run
from symbackprop.notation.letters import visible

_TEXT = (r"\text", r"\mbox", r"\hbox", r"\textrm", r"\textit", r"\textbf", r"\textsf", r"\texttt", r"\textnormal")
_UPRIGHT = (r"\mathrm", r"\operatorname", r"\operatorname*", r"\mathsf")
_BEGIN: Mapping[str, Kind] = {r"\begin": "begin", r"\end": "end of environment"}
_WORDS: Mapping[str, Kind] = {**dict.fromkeys(_TEXT, "words"), **dict.fromkeys(_UPRIGHT, "word")}
_KINDS: Mapping[str, Kind] = MappingProxyType({**_BEGIN, **_WORDS})
"""The commands whose argument is read as plain text."""

_PLAIN_TEXT = re.compile(r"\s*(?:\{(?P<inside>[^{}\\$#%&_^~]{0,200})\}|(?P<letter>[A-Za-z0-9]))")
_LETTERS = re.compile("[A-Za-z]+")
_SIGNS = ("...", ":=", "<-", "->", "<=", ">=", "==", "!=", ".*", *"+-*/^_=<>()[]|,;:.!'&#?")
_POWER_OF_TEN = re.compile("[eE][+-]?[0-9]")


def tokens(text: str) -> tuple[Token, ...]:
    r"""Returns the tokens of a formula, closed by one of kind "end".

    Raises NotUnderstood, with the place, for a character that LaTeX mathematics does not have.

    >>> [token.text for token in tokens(r"\delta_{\text{out}} = ½x")]
    ['\\delta', '_', '{', 'out', '}', '=', '\\frac', '{', '1', '}', '{', '2', '}', 'x', '']
    """
    if len(text) > LONGEST:
        fact = f"a formula has at most {LONGEST} characters, this one has {len(text)}"
        raise refusal(fact, text[: LONGEST + 1], Token("end", "", LONGEST, LONGEST))
    found: list[Token] = []
    for token in _Scanner(text).tokens():
        found.append(token)
        if len(found) > MOST_TOKENS:
            raise refusal(f"a formula has at most {MOST_TOKENS} tokens", text, token)
    return (*found, Token("end", "", len(text.rstrip()), len(text)))


class _Scanner:
    """Cuts one formula."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self.spaced = False

    def tokens(self) -> Iterator[Token]:
        while self.position < len(self.text):
            character = self.text[self.position]
            if character.isspace() or character == "~":
                self.position, self.spaced = self.position + 1, True
            elif character == "%":
                self.position = run(self.text, self.position, lambda found: found != "\n")
            else:
                yield from self._next(character)
                self.spaced = False

    def _next(self, character: str) -> Iterator[Token]:
        if character == "\\":
            yield self._command()
        elif character.isascii() and character.isalpha():
            yield from self._letter(character)
        elif is_digit(character) or (character == "." and is_digit(self.text[self.position + 1 : self.position + 2])):
            yield self._number()
        elif character in "{}":
            yield self._token("open" if character == "{" else "close", character, self.position + 1)
        elif character in LOW or character in HIGH:
            yield from self._raised_or_lowered(character)
        elif character in PLAIN:
            yield from self._spelled(PLAIN[character], self.position + 1)
        elif character.isalpha() and len(normalize("NFD", character)) > 1:
            yield from self._letter(character)
        else:
            yield self._sign(character)

    def _token(self, kind: Kind, text: str, end: int) -> Token:
        token = Token(kind, text, self.position, end, self.spaced)
        self.position = end
        return token

    def _letter(self, character: str) -> Iterator[Token]:
        end = run(self.text, self.position + 1, lambda found: combining(found) != 0)
        letter, *accents = list(normalize("NFD", character + self.text[self.position + 1 : end]))
        unknown = [accent for accent in accents if accent not in COMBINING]
        if unknown or not letter.isascii():
            raise self._no_meaning()
        opening = "".join(COMBINING[accent] + "{" for accent in reversed(accents))
        yield from self._spelled(opening + letter + "}" * len(accents), end)

    def _raised_or_lowered(self, character: str) -> Iterator[Token]:
        table, sign = (LOW, "_") if character in LOW else (HIGH, "^")
        end = run(self.text, self.position, table.__contains__)
        inside = "".join(table[found] for found in self.text[self.position : end])
        yield from self._spelled(f"{sign}{{{inside}}}", end)

    def _spelled(self, latex: str, end: int) -> Iterator[Token]:
        """Yields the tokens of the LaTeX that the characters up to `end` stand for, all at this place."""
        start, spaced = self.position, self.spaced
        if len(latex) == 1 and latex.isalpha():
            yield self._token("letter", latex, end)
            return
        for number, token in enumerate(_Scanner(latex).tokens()):
            yield replace(token, position=start, end=end, spaced=spaced and number == 0)
        self.position = end

    def _number(self) -> Token:
        end = run(self.text, self.position, is_digit)
        if self.text[end : end + 1] == "." and is_digit(self.text[end + 1 : end + 2]):
            end = run(self.text, end + 1, is_digit)
        token = self._token("number", self.text[self.position : end], end)
        if len(token.text) > MOST_DIGITS:
            raise refusal(f"a number has at most {MOST_DIGITS} digits", self.text, token)
        if _POWER_OF_TEN.match(self.text, end):
            further = r"write             10^{-3}, or e \cdot 3"
            raise refusal("a number with e behind it can be read in two ways", self.text, token, further)
        return token

    def _sign(self, character: str) -> Token:
        for sign in _SIGNS:
            if self.text.startswith(sign, self.position):
                return self._token("sign", sign, self.position + len(sign))
        raise self._no_meaning()

    def _command(self) -> Token:
        letters = _LETTERS.match(self.text, self.position + 1)
        end = letters.end() if letters else min(self.position + 2, len(self.text))
        if letters and self.text.startswith("*", end) and f"{letters[0]}*" in _STARRED:
            end += 1
        name = self.text[self.position : end]
        if name == "\\":
            raise self._no_meaning()
        if name in _KINDS:
            return self._with_plain_text(_KINDS[name], end)
        return self._token("command", _ROWS.get(name, name), end)

    def _with_plain_text(self, kind: Kind, end: int) -> Token:
        found = _PLAIN_TEXT.match(self.text, end)
        if found is None or (found["inside"] is None and kind not in _WORDS.values()):
            token = self._token("command", self.text[self.position : end], end)
            raise refusal(f"what {visible(token.text)} is applied to is no plain text", self.text, token)
        return self._token(kind, " ".join((found["inside"] or found["letter"] or "").split()), found.end())

    def _no_meaning(self) -> Exception:
        token = self._token("sign", self.text[self.position], self.position + 1)
        return refusal(f"the character {visible(token.text)!r} has no meaning in a formula", self.text, token)


_STARRED = frozenset({"operatorname*", "tag*", "hspace*"})
_ROWS = {r"\cr": "\\\\", r"\newline": "\\\\"}
"""Other spellings of the end of a row."""
