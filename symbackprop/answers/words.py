"""Words: names in a formula, with their layers and primes, and names in backquotes."""

from __future__ import annotations

import re
from string import hexdigits
from sys import maxunicode
from unicodedata import normalize

from symbackprop.answers.complaint import complaint
from symbackprop.answers.numerals import FRACTIONS, HIGH_DIGITS, LOW_DIGITS, run
from symbackprop.answers.token import Token
from symbackprop.notation.accents import ACCENTS, DOTLESS
from symbackprop.notation.letters import GREEK

QUOTE = "`"
"""Stands on both sides of a name that is no identifier."""

_LETTERS = {character: text for text, (_, character) in GREEK.items()} | {
    "ϵ": "epsilon",
    "ϕ": "phi",
    "ϑ": "theta",
    "∑": "Sigma",
}
_ACCENTS = {signs.combining: word for word, signs in ACCENTS.items()}
_DOTLESS = {character: letter for letter, (_, character) in DOTLESS.items()}
_SPELLINGS = {**_LETTERS, **_ACCENTS, **_DOTLESS}
_WORDS = "|".join(ACCENTS)
_APPLIED = re.compile(rf"(?:(?:{_WORDS})\(){{0,3}}[^\W\d_][^\W_]*\){{1,4}}")
_BEHIND = re.compile(rf"([^_^']+?)({_WORDS})((?:[_^'].*)?)")
_PRIMES = {"'": "'", "′": "'", "’": "'", "″": "''"}
_HEXADECIMAL_DIGITS = {"x": 2, "u": 4, "U": 8}


def begins(character: str) -> bool:
    """Returns whether a name begins with the character."""
    return character == QUOTE or character.isalpha() or character in _LETTERS


def word(text: str, start: int) -> Token:
    """Returns the name that begins there, Greek letters spelled out and low digits as a subscript.

    >>> word("δ₁ x", 0).text, word("W⁽²⁾_kj", 0).text
    ('delta_1', 'W^(2)_kj')
    >>> word("x̂_j", 0).text, word("dot(w)_11*x", 0).text
    ('xhat_j', 'dot(w)_11')
    """
    return _quoted(text, start) if text[start] == QUOTE else _name(text, start)


def accent_applied(text: str) -> str:
    """Returns the name with its accent applied, which is set alike: hat(x)_j for xhat_j.

    >>> accent_applied("xhat_j"), accent_applied("x_j")
    ('hat(x)_j', 'x_j')
    """
    found = _BEHIND.fullmatch(text)
    return f"{found[2]}({accent_applied(found[1])}){found[3]}" if found else text


def has_accent(text: str) -> bool:
    """Returns whether a character of the text is an accent over the one before it."""
    return any(character in _ACCENTS for character in normalize("NFD", text))


def _name(text: str, start: int) -> Token:
    end = run(text, start, _in_name)
    accented = _accented(text, start, end)
    end = run(text, accented, _in_name) if accented else end
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


def _accented(text: str, start: int, end: int) -> int:
    """Returns where the brackets of an accent end, dot(w); 0 if the letters before `end` are none that is applied.

    A d of a derivative may stand before it.
    """
    word = text[start:end]
    inside = _APPLIED.match(text, end + 1) if text[end : end + 1] == "(" else None
    if inside is None or (word not in ACCENTS and word.removeprefix("d") not in ACCENTS):
        return 0
    return inside.end() if inside[0].count("(") + 1 == inside[0].count(")") else 0


def _layer(text: str, start: int) -> tuple[str, int]:
    """Returns the layer ⁽²⁾ as ^(2), and where it ends."""
    end = run(text, start + 1, HIGH_DIGITS.__contains__)
    digits = "".join(HIGH_DIGITS[character] for character in text[start + 1 : end])
    if not digits or text[end : end + 1] != "⁾":
        raise complaint("a layer in raised brackets is not closed", text, start, ["write             W⁽²⁾ or W^(2)"])
    return f"^({digits})", end + 1


def _spelled(text: str) -> str:
    return "".join(map(_letter, text))


def _letter(character: str) -> str:
    """Returns a character as the grammar spells it, an accent over a letter as a word behind it."""
    letter, *accents = tuple(normalize("NFD", character))
    if accents and all(accent in _ACCENTS for accent in accents):
        return "".join(_SPELLINGS.get(part, part) for part in (letter, *accents))
    return _SPELLINGS.get(character, character)


def _in_name(character: str) -> bool:
    if character in HIGH_DIGITS or character in LOW_DIGITS or character in FRACTIONS:
        return False
    return character.isalnum() or character == "_" or character in _SPELLINGS


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
