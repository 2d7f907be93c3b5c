"""Numerals: numbers and raised numbers in a formula, each within a limit of digits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from types import MappingProxyType

from symbackprop.answers.complaint import complaint
from symbackprop.answers.token import Token

MOST_DIGITS = 1000
"""The most digits a number may have, and the largest power of ten in it."""

LOW_DIGITS: Mapping[str, str] = MappingProxyType(
    {character: str(digit) for digit, character in enumerate("₀₁₂₃₄₅₆₇₈₉")}
)
HIGH_DIGITS: Mapping[str, str] = MappingProxyType(
    {character: str(digit) for digit, character in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")}
)
FRACTIONS: Mapping[str, Fraction] = MappingProxyType(
    {
        "½": Fraction(1, 2),
        "⅓": Fraction(1, 3),
        "⅔": Fraction(2, 3),
        "¼": Fraction(1, 4),
        "¾": Fraction(3, 4),
        "⅕": Fraction(1, 5),
        "⅙": Fraction(1, 6),
        "⅛": Fraction(1, 8),
    }
)


def is_digit(character: str) -> bool:
    """Returns whether a character is one of 0 to 9."""
    return character.isascii() and character.isdigit()


def run(text: str, position: int, wanted: Callable[[str], bool]) -> int:
    """Returns where the characters that are wanted end, from a position on.

    >>> run("123x", 0, is_digit)
    3
    """
    while position < len(text) and wanted(text[position]):
        position += 1
    return position


def number(text: str, start: int) -> Token:
    """Returns the number that begins there: 2, 0.5, 1e-3. The dots of a range, 1..n, are no part of it."""
    end = run(text, start, is_digit)
    whole = text[start:end]
    decimals, exponent = "", 0
    if text[end : end + 1] == "." and text[end + 1 : end + 2] != ".":
        after = run(text, end + 1, is_digit)
        decimals, end = text[end + 1 : after], after
    sign = text[end + 1 : end + 2] in ("+", "-")
    power = run(text, end + 1 + sign, is_digit)
    if text[end : end + 1] in ("e", "E") and power > end + 1 + sign:
        digits, end = text[end + 1 : power], power
        exponent = int(digits) if len(digits) <= len(str(MOST_DIGITS)) + 1 else MOST_DIGITS + 1
    if len(whole) + len(decimals) > MOST_DIGITS or abs(exponent) > MOST_DIGITS:
        raise complaint(f"a number has at most {MOST_DIGITS} digits", text, start)
    value = Fraction(int(whole + decimals or "0")) * Fraction(10) ** (exponent - len(decimals))
    return Token("number", text[start:end], start, end, value)


def superscript(text: str, start: int) -> Token:
    """Returns the raised number that begins there: ², ⁻¹."""
    first = start + (text[start] == "⁻")
    end = run(text, first, HIGH_DIGITS.__contains__)
    digits = "".join(HIGH_DIGITS[character] for character in text[first:end])
    if len(digits) > MOST_DIGITS:
        raise complaint(f"a number has at most {MOST_DIGITS} digits", text, start)
    value = Fraction(int(digits)) * (-1 if first > start else 1)
    return Token("superscript", text[start:end], start, end, value)
