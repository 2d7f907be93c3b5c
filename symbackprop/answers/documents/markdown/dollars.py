"""Dollars: whether two of them stand around a formula or before two prices."""

from __future__ import annotations

import re

_STRONG = re.compile(r"[\\^_={}<>]")
_PROSE = re.compile(r"(?:^|\s)(?:and|or|to|for|the|of|per|is|was|are|with|but|than|in|at|by)\s|[.!?]\s")
_PLAIN = re.compile(r"(?:\d+|[\w.'’-]{2,}(?:[\s,;]+[\w.'’-]+)*)?[?.!,]?")


def is_formula(text: str, start: int, end: int) -> bool:
    """Returns whether what stands between two dollars, from `start` to before `end`, is a formula.

    As in Pandoc and on GitHub no digit follows the closing one; a space inside the dollars, or
    words between them, are allowed if something in it is found in formulas only.

    >>> [is_formula(text, 1, text.rindex("$")) for text in ("$x$", "$ x_1 $", "$5 and $", "$5 and 10$")]
    [True, True, False, False]
    """
    if text[end + 1 : end + 2].isdigit() or not text[start:end].strip():
        return False
    strong = _STRONG.search(text, start, end) is not None
    spaced = text[start].isspace() or text[end - 1].isspace()
    return strong or not (spaced or _PROSE.search(text[start:end]))


def is_text(content: str) -> bool:
    r"""Returns whether escaped brackets stand around words or a number: \[1\], \(optional\).

    >>> is_text("1"), is_text("see below"), is_text("x"), is_text("a = b"), is_text(r"\\alpha")
    (True, True, False, False, False)
    """
    return _STRONG.search(content) is None and _PLAIN.fullmatch(content.strip()) is not None
