r"""Running text in LaTeX: what is LaTeX already, and how everything else is escaped."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from symbackprop.notation.letters import GREEK, visible

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Tex(str):
    """Text that is LaTeX already and is not escaped again."""

    __slots__ = ()


_SPECIAL: Mapping[str, str] = MappingProxyType(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "$": r"\$",
        "&": r"\&",
        "#": r"\#",
        "%": r"\%",
        "_": r"\_",
        "^": r"\textasciicircum{}",
        "~": r"\textasciitilde{}",
        "<": r"\textless{}",
        ">": r"\textgreater{}",
        "|": r"\textbar{}",
        '"': r"\textquotedbl{}",
        "`": r"\textasciigrave{}",
    }
)
_LIGATURES = re.compile(r"(?<=([-,']))(?=\1)")
"""Between two characters that T1 fonts would join: --, ,, and the like."""

_MATHS: Mapping[str, str] = MappingProxyType(
    {
        **{character: command for command, character in GREEK.values()},
        "−": "-",
        "×": r"\times",
        "·": r"\cdot",
        "±": r"\pm",
        "∂": r"\partial",
        "Σ": r"\Sigma",
        "Π": r"\Pi",
        "∞": r"\infty",
        "≤": r"\le",
        "≥": r"\ge",
        "≠": r"\ne",
        "≈": r"\approx",
        "∈": r"\in",
        "→": r"\rightarrow",
        "←": r"\leftarrow",
        "′": "'",
        "√": r"\surd",
        "½": r"\tfrac12",
        "¼": r"\tfrac14",
        "²": "^2",
        "³": "^3",
    }
)
_TEXT: Mapping[str, str] = MappingProxyType(
    {
        "–": "--",
        "—": "---",
        "‘": "`",
        "’": "'",
        "“": "``",
        "”": "''",
        "…": r"\dots{}",
        "§": r"\S{}",
        "\u00a0": "~",
        "\u202f": r"\,",
        "\u2002": r"\enspace{}",
        "\u2009": r"\,",
    }
)
_SPELLED = {character: name for name, (_, character) in GREEK.items()}
_LATIN = frozenset(
    "ÄÖÜäöüßÀÁÂÃÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕØÙÚÛÝàáâãåæçèéêëìíîïñòóôõøùúûýÿĄąĆćĘęŁłŃńŚśŹźŻżČčĎďĚěŇňŘřŠšŤťŮůŽžŐőŰűĞğİŞşŒœ"
)
"""Letters beyond ASCII that T1 fonts have."""


def _character(character: str) -> str:
    if character in _SPECIAL:
        return _SPECIAL[character]
    if character in _MATHS:
        return rf"\ensuremath{{{_MATHS[character]}}}"
    if character in _TEXT:
        return _TEXT[character]
    if " " <= character <= "~" or character in _LATIN:
        return character
    return f"U+{ord(character):04X}"


def _written(text: str, write: Callable[[str], str]) -> str:
    apart = _LIGATURES.split(text)[::2]
    return "{}".join("".join(map(write, part)) for part in apart)


def escape(text: str) -> Tex:
    r"""Returns `text` as LaTeX text that shows exactly these characters, whatever they are.

    Characters without a glyph in the T1 fonts are named by their number. White space is
    one space.

    >>> escape(r"50% \input{x} – δ")
    '50\\% \\textbackslash{}input\\{x\\} -- \\ensuremath{\\delta}'
    """
    spaced = "".join(" " if character in "\t\n\r\f\v" else character for character in text)
    return Tex(_written(visible(spaced), _character))


def program_text(text: str) -> Tex:
    r"""Returns one line of program text: escaped, spaces kept, straight quotes straight.

    >>> program_text("d = {}  # 50 %")
    'd~=~\\{\\}~~\\#~50~\\%'
    """
    straight = {" ": "~", "'": r"\textquotesingle{}"}
    return Tex(
        _written(visible(text.expandtabs(4)), lambda character: straight.get(character) or _character(character))
    )


def bookmark(text: str) -> Tex:
    r"""Returns `text` for the title and the bookmarks of the PDF, which know no formulas.

    >>> bookmark("The δ of 50 %")
    'The delta of 50 \\%'
    """
    spelled = "".join(_SPELLED.get(character, character) for character in text)
    return escape("".join(character for character in spelled if character not in _MATHS))


def finished(value: Any) -> str:
    r"""Returns what a template writes for a value: LaTeX as it is, everything else escaped.

    >>> print(finished(Tex("$x$")), finished("$x$"), finished(3))
    $x$ \$x\$ 3
    """
    return value if isinstance(value, Tex) else escape(str(value))
