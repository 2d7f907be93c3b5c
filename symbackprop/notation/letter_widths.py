"""Widths of letters, digits and words in em of the text size, for Palatino as LaTeX's mathpazo sets it."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from symbackprop.notation.letters import GREEK

if TYPE_CHECKING:
    from collections.abc import Mapping


def _by_letter(groups: Mapping[str, float]) -> Mapping[str, float]:
    return MappingProxyType({letter: em for letters, em in groups.items() for letter in letters})


_ITALIC = _by_letter(
    {
        "ijl": 0.32,
        "t": 0.36,
        "cers": 0.42,
        "abkoqz": 0.48,
        "dfghnpuvxy": 0.55,
        "w": 0.75,
        "m": 0.8,
        "IJ": 0.45,
        "FLS": 0.6,
        "BEPT": 0.66,
        "CKRYZ": 0.71,
        "ADGOQUVX": 0.8,
        "HN": 0.87,
        "MW": 1.01,
    }
)
_UPRIGHT = _by_letter({"fijlt ": 0.31, "crs": 0.42, "mw": 0.86, "ABCDEFGHIJKLMNOPQRSTUVWXYZ": 0.71})
_BOLD = _by_letter(
    {
        "ijlt": 0.33,
        "fr": 0.39,
        "cs": 0.44,
        "aexz0123456789": 0.5,
        "govy": 0.56,
        "bdhknpqu": 0.61,
        "mw": 0.86,
        "IJ": 0.39,
        "EFLPS": 0.61,
        "BTXYZ": 0.67,
        "CR": 0.72,
        "AKUV": 0.78,
        "DGHNOQ": 0.83,
        "MW": 1.01,
    }
)
_GREEK, _GREEK_CAPITAL, _OTHER = 0.57, 0.78, 0.55
_DIGIT, _DOT = 0.5, 0.25


def numeral_width(text: str) -> float:
    """Returns the width of a numeral.

    >>> numeral_width("12")
    1.0
    """
    return sum(_DOT if character == "." else _DIGIT for character in text)


def word_width(text: str) -> float:
    """Returns the width of upright text.

    >>> word_width("W")
    0.71
    """
    return sum(_UPRIGHT.get(character, _OTHER) for character in text)


def letter_width(text: str) -> float:
    """Returns the width of a letter in italics: a Latin letter or a key of GREEK.

    >>> letter_width("i") < letter_width("m")
    True
    """
    return _ITALIC.get(text, _OTHER) if len(text) == 1 else _greek(text)


def bold_width(text: str) -> float:
    """Returns the width of a letter or a word in bold type.

    >>> bold_width("W")
    1.01
    """
    return _greek(text) if text in GREEK else sum(_BOLD.get(character, _OTHER) for character in text)


def _greek(text: str) -> float:
    return _GREEK if text.islower() else _GREEK_CAPITAL
