"""Tokens: the words of a formula, each with its position.

One pass over the characters, without regular expressions: the cost is linear in the
length of the text, whatever the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from string import hexdigits
from sys import maxunicode
from typing import Literal

from symbackprop.answers.complaint import complaint
from symbackprop.notation.letters import GREEK, visible

LONGEST = 10_000
"""The most characters a formula may have."""

MOST_DIGITS = 1000
"""The most digits a number may have, and the largest power of ten in it."""

QUOTE = "`"
"""Stands on both sides of a name that is no identifier."""

_ZERO = Fraction(0)

Kind = Literal["number", "name", "quoted", "sign", "superscript", "end"]


@dataclass(frozen=True)
class Token:
    """A word of a formula.

    kind      what it is
    text      how it is spelled, with Unicode spellings reduced to those of the ASCII grammar
    position  where it begins in the formula
    end       where it ends
    value     the value of a number or of a superscript, else 0
    """

    kind: Kind
    text: str
    position: int
    end: int
    value: Fraction = _ZERO


_LETTERS = {character: text for text, (_, character) in GREEK.items()} | {"ϵ": "epsilon", "ϕ": "phi", "ϑ": "theta"}
_PRIMES = {"'": "'", "′": "'", "’": "'", "″": "''"}
_LOW_DIGITS = {character: str(digit) for digit, character in enumerate("₀₁₂₃₄₅₆₇₈₉")}
_HIGH_DIGITS = {character: str(digit) for digit, character in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")}
_FRACTIONS = {
    "½": Fraction(1, 2),
    "⅓": Fraction(1, 3),
    "⅔": Fraction(2, 3),
    "¼": Fraction(1, 4),
    "¾": Fraction(3, 4),
    "⅕": Fraction(1, 5),
    "⅙": Fraction(1, 6),
    "⅛": Fraction(1, 8),
}
_HEXADECIMAL_DIGITS = {"x": 2, "u": 4, "U": 8}
_SIGNS = ("**", "==", ":=", "<-", "->", "<=", ">=", "!=", *"+-*/^=()[],|<>~∂√_")
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
    if character in _FRACTIONS:
        return Token("number", character, position, position + 1, _FRACTIONS[character])
    if _is_digit(character) or (character == "." and _is_digit(following)):
        return _number(text, position)
    if character in _HIGH_DIGITS or (character == "⁻" and following in _HIGH_DIGITS):
        return _superscript(text, position)
    if character == QUOTE or character.isalpha():
        return _quoted(text, position) if character == QUOTE else _name(text, position)
    return _sign(text, position)


def _sign(text: str, position: int) -> Token:
    character = text[position]
    if character in _SPELLINGS:
        return Token("sign", _SPELLINGS[character], position, position + 1)
    for sign in _SIGNS:
        if text.startswith(sign, position):
            return Token("sign", sign, position, position + len(sign))
    raise complaint(
        f"the character {visible(character)!r} has no meaning in a formula",
        text,
        position,
        ["the grammar has    names, numbers, + - * / ^ ( ) , = and f(a)"],
    )


def _is_digit(character: str) -> bool:
    return character.isascii() and character.isdigit()


def _run(text: str, position: int, wanted: Callable[[str], bool]) -> int:
    while position < len(text) and wanted(text[position]):
        position += 1
    return position


def _number(text: str, start: int) -> Token:
    end = _run(text, start, _is_digit)
    whole = text[start:end]
    decimals, exponent = "", 0
    if text[end : end + 1] == ".":
        after = _run(text, end + 1, _is_digit)
        decimals, end = text[end + 1 : after], after
    sign = text[end + 1 : end + 2] in ("+", "-")
    power = _run(text, end + 1 + sign, _is_digit)
    if text[end : end + 1] in ("e", "E") and power > end + 1 + sign:
        digits, end = text[end + 1 : power], power
        exponent = int(digits) if len(digits) <= len(str(MOST_DIGITS)) + 1 else MOST_DIGITS + 1
    if len(whole) + len(decimals) > MOST_DIGITS or abs(exponent) > MOST_DIGITS:
        raise complaint(f"a number has at most {MOST_DIGITS} digits", text, start)
    value = Fraction(int(whole + decimals or "0")) * Fraction(10) ** (exponent - len(decimals))
    return Token("number", text[start:end], start, end, value)


def _superscript(text: str, start: int) -> Token:
    first = start + (text[start] == "⁻")
    end = _run(text, first, _HIGH_DIGITS.__contains__)
    digits = "".join(_HIGH_DIGITS[character] for character in text[first:end])
    if len(digits) > MOST_DIGITS:
        raise complaint(f"a number has at most {MOST_DIGITS} digits", text, start)
    value = Fraction(int(digits)) * (-1 if first > start else 1)
    return Token("superscript", text[start:end], start, end, value)


def _name(text: str, start: int) -> Token:
    end = _run(text, start, _in_name)
    low = _run(text, end, _LOW_DIGITS.__contains__)
    index = "".join(_LOW_DIGITS[character] for character in text[end:low])
    primed = _run(text, low, _PRIMES.__contains__)
    primes = "".join(_PRIMES[character] for character in text[low:primed])
    base = "".join(_LETTERS.get(character, character) for character in text[start:end])
    return Token("name", base + ("_" + index if index else "") + primes, start, primed)


def _in_name(character: str) -> bool:
    if character in _HIGH_DIGITS or character in _LOW_DIGITS or character in _FRACTIONS:
        return False
    return character.isalnum() or character == "_"


def _quoted(text: str, start: int) -> Token:
    characters: list[str] = []
    position = start + 1
    while position < len(text) and text[position] != QUOTE:
        character, position = _escaped(text, position) if text[position] == "\\" else (text[position], position + 1)
        characters.append(character)
    if position >= len(text) or not characters:
        raise complaint("a name in backquotes is not closed", text, start, ["write             `the name`"])
    return Token("quoted", "".join(characters), start, position + 1)


def _escaped(text: str, position: int) -> tuple[str, int]:
    letter = text[position + 1 : position + 2]
    if letter in ("\\", QUOTE):
        return letter, position + 2
    end = position + 2 + _HEXADECIMAL_DIGITS.get(letter, 0)
    digits = text[position + 2 : end]
    if not digits or len(digits) != end - position - 2 or not all(digit in hexdigits for digit in digits):
        raise complaint("an escape in a name is none of \\\\, \\`, \\xNN, \\uNNNN, \\UNNNNNNNN", text, position)
    code = int(digits, 16)
    if code > maxunicode:
        raise complaint("an escape in a name stands for no character", text, position)
    return chr(code), end
