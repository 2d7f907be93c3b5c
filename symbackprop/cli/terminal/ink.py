"""Ink: whether a stream takes colour, and which code stands for which role."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TextIO

_RESET = "\x1b[0m"
_CODE = re.compile("\x1b\\[[0-9;]*m")

CODES: Mapping[str, str] = MappingProxyType(
    {
        "da": "38;5;166",
        "db": "34",
        "dc": "36",
        "dd": "35",
        "proved": "32",
        "refuted": "1;31",
        "undecided": "33",
        "culprit": "31;4",
        "not understood": "33",
        "taken": "2",
        "soft": "2",
        "title": "1",
    }
)
"""The SGR code of each role; da to dd are the looks of the deltas, as in `symbackprop.report.palette`."""

_SIXTEEN: Mapping[str, str] = MappingProxyType({**CODES, "da": "33", "undecided": "1;33", "not understood": "1;33"})


@dataclass(frozen=True)
class Ink:
    """How roles are painted; with no codes nothing is.

    codes  the SGR code of each role
    """

    codes: Mapping[str, str]

    def paint(self, role: str, text: str) -> str:
        r"""Returns the text in the look of a role; what is painted inside it already keeps its look.

        >>> Ink(CODES).paint("proved", "ok")
        '\x1b[32mok\x1b[0m'
        """
        if role not in self.codes:
            return text
        start = f"\x1b[{self.codes[role]}m"
        return start + text.replace(_RESET, _RESET + start) + _RESET


NO_INK = Ink(MappingProxyType({}))
"""Paints nothing."""


def ink(when: str, stream: TextIO, environment: Mapping[str, str]) -> Ink:
    """Returns the ink for a stream: `when` is "auto", "always" or "never".

    "auto" obeys NO_COLOR (https://no-color.org) and FORCE_COLOR, else asks whether the
    stream is a terminal. A terminal of 16 colours or fewer gets codes of its own.
    """
    if not _WHEN[when](stream, environment):
        return NO_INK
    many = "256" in environment.get("TERM", "") or bool(environment.get("COLORTERM"))
    return Ink(CODES if many else _SIXTEEN)


def _auto(stream: TextIO, environment: Mapping[str, str]) -> bool:
    if environment.get("NO_COLOR"):
        return False
    return bool(environment.get("FORCE_COLOR")) or (stream.isatty() and environment.get("TERM") != "dumb")


_WHEN: Mapping[str, Callable[[TextIO, Mapping[str, str]], bool]] = {
    "auto": _auto,
    "always": lambda stream, environment: True,
    "never": lambda stream, environment: False,
}


def width(text: str) -> int:
    r"""Returns how many columns the text takes: codes and accents take none, wide characters two.

    >>> width("\x1b[32mok\x1b[0m"), width("\u03b2\u0302"), width("\u5c42")
    (2, 1, 2)
    """
    return sum(map(_columns, _CODE.sub("", text)))


def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1
