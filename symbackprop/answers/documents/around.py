"""The words around a formula: from the formula before it, or the beginning of its paragraph, and likewise behind."""

from __future__ import annotations

import re

LONGEST = 300
"""How many characters before and after a formula are looked at."""

_BLANK = re.compile(r"\n[ \t>]*\n")
_MARKS = re.compile(r"^[ \t]*(?:(?:[>#*+-]|\d{1,9}[.)])[ \t]+|>)+", re.MULTILINE)
_DISPLAY = ("display", "image")


def before(text: str, kind: str, start: int, earliest: int) -> str:
    r"""Returns the words of the text before `start`, from `earliest` on.

    Words before a display may stand in the paragraph before it.

    >>> (
    ...     before("Let", "inline", 0, 0),
    ...     before("- If $x$, $y$", "inline", 10, 8),
    ...     before("Hence\n\n$$", "display", 7, 0),
    ... )
    ('', ',', 'Hence')
    """
    found = text[max(earliest, start - LONGEST) : start]
    found = found.rstrip() if kind in _DISPLAY else found
    return _words(_BLANK.split(found)[-1])


def after(text: str, kind: str, end: int, latest: int) -> str:
    r"""Returns the words of the text from `end` on, before `latest`.

    Words after a display may stand in the paragraph after it.

    >>> after("$x$ holds.\n\nThen", "inline", 3, 20)
    'holds.'
    """
    found = text[end : min(latest, end + LONGEST)]
    found = found.lstrip() if kind in _DISPLAY else found
    return _words(_BLANK.split(found)[0])


def _words(text: str) -> str:
    return " ".join(_MARKS.sub("", text).split())
