"""Tokens: the words of a formula, each with its position.

One pass over the characters, without regular expressions: the cost is linear in the
length of the text, whatever the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from symbackprop.answers import words
from symbackprop.answers.complaint import complaint
from symbackprop.answers.numerals import FRACTIONS, HIGH_DIGITS, is_digit, number, superscript
from symbackprop.answers.token import Token
from symbackprop.notation.letters import visible

LONGEST = 10_000
"""The most characters a formula may have."""

_SIGNS = ("...", "..", "**", "==", ":=", "<-", "->", "<=", ">=", "!=", *"+-*/^=()[],|<>~∂√_")
_SPELLINGS: Mapping[str, str] = {
    **dict.fromkeys("·⋅∙×•", "*"),
    **dict.fromkeys("−–", "-"),
    **dict.fromkeys("∕÷", "/"),
    "≔": ":=",
    "≡": "=",
    "←": "<-",
    "→": "->",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "≈": "~",
    "…": "..",
    "...": "..",
}


def tokens(text: str) -> tuple[Token, ...]:
    """Returns the tokens of a formula, closed by one of kind "end".

    Raises FormulaError, with the position, for a character the grammar does not have.

    >>> [token.text for token in tokens("δ_1 = ½ x")]
    ['delta_1', '=', '½', 'x', '']
    """
    if len(text) > LONGEST:
        fact = f"a formula has at most {LONGEST} characters, this one has {len(text)}"
        raise complaint(fact, text, LONGEST, ["write             several shorter formulas"])
    return (*_tokens(text), Token("end", "", len(text.rstrip()), len(text)))


def _tokens(text: str) -> Iterator[Token]:
    position = 0
    while position < len(text):
        if text[position].isspace():
            position += 1
            continue
        token = _token(text, position)
        yield token
        position = token.end


def _token(text: str, position: int) -> Token:
    character, following = text[position], text[position + 1 : position + 2]
    if character in FRACTIONS:
        return Token("number", character, position, position + 1, FRACTIONS[character])
    if is_digit(character) or (character == "." and is_digit(following)):
        return number(text, position)
    if character in HIGH_DIGITS or (character == "⁻" and following in HIGH_DIGITS):
        return superscript(text, position)
    if words.begins(character):
        return words.word(text, position)
    return _sign(text, position)


def _sign(text: str, position: int) -> Token:
    character = text[position]
    if character in _SPELLINGS:
        return Token("sign", _SPELLINGS[character], position, position + 1)
    for sign in _SIGNS:
        if text.startswith(sign, position):
            return Token("sign", _SPELLINGS.get(sign, sign), position, position + len(sign))
    raise complaint(
        f"the character {visible(character)!r} has no meaning in a formula",
        text,
        position,
        ["the grammar has    names, numbers, + - * / ^ ( ) , = and f(a)"],
    )
