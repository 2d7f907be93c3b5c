"""Complaints: what is wrong with a formula's text, and where."""

from __future__ import annotations

from collections.abc import Iterable

from symbackprop.errors import FormulaError
from symbackprop.notation.letters import visible

WIDEST = 70
"""How many characters of a long formula are shown around the position."""

LONGEST = 200
"""How many characters what is said of it may have."""


def complaint(fact: str, text: str, position: int, further: Iterable[str] = ()) -> FormulaError:
    """Returns the error that `fact` is the case at `position` of the formula `text`.

    >>> print(complaint("a formula ends too early", "1 +", 3, ["write             a term after +"]))
    a formula ends too early
        in                1 +
        here                 ^ character 4
        write             a term after +
    """
    start, end = _window(len(text), position)
    shown = visible(text[start:end].translate(_BLANKS))
    head, tail = "…" if start else "", "…" if end < len(text) else ""
    pointer = " " * (len(head) + position - start) + "^"
    lines = [
        fact if len(fact) <= LONGEST else f"{fact[: LONGEST // 2]} … {fact[-LONGEST // 2 :]}",
        f"    in                {head}{shown}{tail}",
        f"    here              {pointer} character {position + 1}",
        *(f"    {line}" for line in further),
    ]
    return FormulaError("\n".join(lines))


_BLANKS = {ord(character): " " for character in "\t\n\r\v\f"}


def _window(length: int, position: int) -> tuple[int, int]:
    if length <= WIDEST:
        return 0, length
    start = max(0, min(position - WIDEST // 2, length - WIDEST))
    return start, min(length, start + WIDEST)
