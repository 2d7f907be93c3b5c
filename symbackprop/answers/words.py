"""Words: names in a formula, with their layers and primes, and names in backquotes."""

from __future__ import annotations

from string import hexdigits
from sys import maxunicode

from symbackprop.answers.complaint import complaint
from symbackprop.answers.numerals import FRACTIONS, HIGH_DIGITS, LOW_DIGITS, run
from symbackprop.answers.token import Token
from symbackprop.notation.letters import GREEK

QUOTE = "`"
"""Stands on both sides of a name that is no identifier."""

_LETTERS = {character: text for text, (_, character) in GREEK.items()} | {
    "ϵ": "epsilon",
    "ϕ": "phi",
    "ϑ": "theta",
    "∑": "Sigma",
}
_PRIMES = {"'": "'", "′": "'", "’": "'", "″": "''"}
_HEXADECIMAL_DIGITS = {"x": 2, "u": 4, "U": 8}


def begins(character: str) -> bool:
    """Returns whether a name begins with the character."""
    return character == QUOTE or character.isalpha() or character in _LETTERS


def word(text: str, start: int) -> Token:
    """Returns the name that begins there, Greek letters spelled out and low digits as a subscript.

    >>> word("δ₁ x", 0).text, word("W⁽²⁾_kj", 0).text
    ('delta_1', 'W^(2)_kj')
    """
    return _quoted(text, start) if text[start] == QUOTE else _name(text, start)


def _name(text: str, start: int) -> Token:
    end = run(text, start, _in_name)
    base, layer, after = _spelled(text[start:end]), "", end
    if text[end : end + 1] == "⁽":
        layer, after = _layer(text, end)
        further = run(text, after, _in_name)
        below, after = _spelled(text[after:further]), further
        layer += below
    low = run(text, after, LOW_DIGITS.__contains__)
    index = "".join(LOW_DIGITS[character] for character in text[after:low])
    primed = run(text, low, _PRIMES.__contains__)
    primes = "".join(_PRIMES[character] for character in text[low:primed])
    return Token("name", base + layer + ("_" + index if index else "") + primes, start, primed)


def _layer(text: str, start: int) -> tuple[str, int]:
    """Returns the layer ⁽²⁾ as ^(2), and where it ends."""
    end = run(text, start + 1, HIGH_DIGITS.__contains__)
    digits = "".join(HIGH_DIGITS[character] for character in text[start + 1 : end])
    if not digits or text[end : end + 1] != "⁾":
        raise complaint("a layer in raised brackets is not closed", text, start, ["write             W⁽²⁾ or W^(2)"])
    return f"^({digits})", end + 1


def _spelled(text: str) -> str:
    return "".join(_LETTERS.get(character, character) for character in text)


def _in_name(character: str) -> bool:
    if character in HIGH_DIGITS or character in LOW_DIGITS or character in FRACTIONS:
        return False
    return character.isalnum() or character == "_" or character in _LETTERS


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
