"""Upright text inside a LaTeX formula, whatever characters a stranger's name has."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_ESCAPES: Mapping[str, str] = MappingProxyType(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "_": r"\_",
        "%": r"\%",
        "&": r"\&",
        "#": r"\#",
        "$": r"\$",
        "^": r"\textasciicircum{}",
        "~": r"\textasciitilde{}",
        "<": r"\textless{}",
        ">": r"\textgreater{}",
        "|": r"\textbar{}",
        '"': r"\textquotedbl{}",
        "'": "'{}",
        "`": "`{}",
        "-": "-{}",
        ",": ",{}",
        "!": "!{}",
        "?": "?{}",
    }
)
_LAST_LATIN = "ÿ"


def escaped(text: str) -> str:
    r"""Returns `text` as LaTeX text: every special character escaped, no ligatures.

    Characters beyond Latin-1, which pdflatex has no glyph for, are named by their number.

    >>> escaped("50%_<x>"), escaped("\N{CJK UNIFIED IDEOGRAPH-4F60}")
    ('50\\%\\_\\textless{}x\\textgreater{}', 'U+4F60')
    """
    return "".join(map(_character, text))


def _character(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if " " <= character <= "~" or "\N{INVERTED EXCLAMATION MARK}" <= character <= _LAST_LATIN:
        return character
    return f"U+{ord(character):04X}"


def upright(text: str) -> str:
    r"""Returns `text` upright in a formula.

    >>> upright("out"), upright("a b"), upright("∞")
    ('\\mathrm{out}', '\\text{a b}', '\\infty')
    """
    if text == "∞":
        return r"\infty"
    plain = text.isascii() and text.isalnum()
    return rf"\mathrm{{{text}}}" if plain else rf"\text{{{escaped(text)}}}"
