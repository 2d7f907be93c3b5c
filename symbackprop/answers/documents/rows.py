r"""Rows: a formula split at the \\ that stand in no braces and in no inner environment."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PARTS = re.compile(
    r"(?P<comment>%[^\n]*)"
    r"|(?P<opens>\\(?:begin|left(?![a-zA-Z]))|(?<!\\)\{)"
    r"|(?P<closes>\\(?:end|right(?![a-zA-Z]))|\})"
    r"|(?P<breaks>\\\\\*?(?:[ \t]*\[\s*-?[\d.]+\s*[a-z]{2}\s*\])?|\\cr(?![a-zA-Z]))"
    r"|\\(?:[a-zA-Z]+|.)",
    re.DOTALL,
)


@dataclass(frozen=True)
class Row:
    """A row of a formula: its LaTeX, with its & kept, and where in the formula it begins."""

    latex: str
    offset: int


def split(latex: str) -> tuple[Row, ...]:
    r"""Returns the rows of a formula, the empty ones left out.

    A row ends at \\, \\*, \\[2ex], \cr; `&` is kept. Braces that are closed without being open are ignored.

    >>> [row.latex for row in split(r"a &= \begin{cases} 1 \\ 2 \end{cases} \\[1ex] b &= c \\")]
    ['a &= \\begin{cases} 1 \\\\ 2 \\end{cases}', 'b &= c']
    """
    found: list[Row] = []
    depth = start = 0
    for part in _PARTS.finditer(latex):
        if part.lastgroup == "opens":
            depth += 1
        elif part.lastgroup == "closes":
            depth = max(0, depth - 1)
        elif part.lastgroup == "breaks" and not depth:
            _add(found, latex, start, part.start())
            start = part.end()
    _add(found, latex, start, len(latex))
    return tuple(found)


def _add(found: list[Row], latex: str, start: int, end: int) -> None:
    text = latex[start:end]
    if text.strip():
        found.append(Row(text.strip(), start + len(text) - len(text.lstrip())))
