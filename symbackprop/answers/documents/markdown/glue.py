r"""Lines that belong together: from an opening $$, \[ or \begin{align} to the line that closes it.

What stands between is no Markdown: `- b` is no list and `= c` no heading. The rule is one of
markdown-it's, tried before paragraphs and headings.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from symbackprop.answers.documents.environments import BEGIN

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

GLUED = "glued"
"""The type of the token of such lines."""

_SIGNS = re.compile(
    rf"(?P<skip>`[^`]*`|\\\\\\\\|\\\$)|(?P<begin>{BEGIN})|(?P<end>\\end\{{[a-zA-Z]+\*?\}})|\$\$|\\\\[\[\]]|\\[\[\]]|\\."
)
_CLOSES: Mapping[str, str] = {"$$": "$$", "\\[": "\\]", "\\\\[": "\\\\]"}


def opened(line: str) -> str:
    r"""Returns the sign that closes what a line leaves open; "" if it leaves nothing open.

    >>> opened("Hence $$ a"), opened("$$ a $$"), opened(r"\begin{align}"), opened("`$$`")
    ('$$', '', '\\end{align}', '')
    """
    awaited = ""
    for sign in _SIGNS.finditer(line):
        if awaited:
            awaited = "" if sign[0] == awaited else awaited
        elif sign["begin"]:
            awaited = rf"\end{{{sign[0].partition('{')[2]}"
        else:
            awaited = _CLOSES.get(sign[0], "")
    return awaited


def glue(parser: MarkdownIt, lines: list[str]) -> None:
    """Adds the rule to a parser of the text with these lines."""
    closers: dict[str, list[int]] = {}
    openers = [opened(line) for line in lines]
    for sign in sorted({sign for sign in openers if sign}):
        closers[sign] = [number for number, line in enumerate(lines) if sign in line]

    def rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001  (markdown-it calls it so)
        if not openers[start] or state.is_code_block(start):
            return False
        last = _last(state, start, end, closers[openers[start]])
        if last is None:
            return False
        if not silent:
            token = state.push(GLUED, "", 0)
            token.map = [start, last + 1]
            token.content = state.getLines(start, last + 1, state.blkIndent, keepLastLF=False)
            state.line = last + 1
        return True

    options = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    ruler: Callable[..., None] = parser.block.ruler.before
    ruler("heading", GLUED, rule, options)


def _last(state: StateBlock, start: int, end: int, closers: list[int]) -> int | None:
    """Returns the next line with a closing sign, if the lines up to it stand in the same list and quotation."""
    index = bisect_left(closers, start + 1)
    if index == len(closers) or closers[index] >= end:
        return None
    last = closers[index]
    for line in range(start + 1, last + 1):
        if state.sCount[line] < state.blkIndent and not state.isEmpty(line):
            return None
    return last
