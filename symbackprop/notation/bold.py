"""Bold letters as characters, for MathML: its core has no other way to make a letter bold."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from symbackprop.notation.letters import GREEK

if TYPE_CHECKING:
    from collections.abc import Mapping

_RANGES: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("A", "Z"): "\N{MATHEMATICAL BOLD CAPITAL A}",
        ("a", "z"): "\N{MATHEMATICAL BOLD SMALL A}",
        ("0", "9"): "\N{MATHEMATICAL BOLD DIGIT ZERO}",
        ("Α", "Ω"): "\N{MATHEMATICAL BOLD ITALIC CAPITAL ALPHA}",
        ("α", "ω"): "\N{MATHEMATICAL BOLD ITALIC SMALL ALPHA}",
    }
)


def bold(text: str) -> str:
    """Returns the text in bold type: Latin letters upright, Greek ones in italics, any other character as it is.

    >>> bold("W"), bold("delta"), bold("1")
    ('𝐖', '𝜹', '𝟏')
    """
    return "".join(map(_bold, GREEK[text][1] if text in GREEK else text))


def _bold(character: str) -> str:
    for (first, last), image in _RANGES.items():
        if first <= character <= last:
            return chr(ord(image) + ord(character) - ord(first))
    return character
