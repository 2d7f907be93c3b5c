"""Marks: comments in which a document says what its next part is about.

    <!-- symbackprop: {network: 2-2-1, activation: tanh} -->      in Markdown
    % symbackprop: {network: 2-2-1, activation: tanh}             in LaTeX

What stands in such a comment is YAML, as in front matter; in LaTeX it may go on in the next lines that are comments.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from textwrap import dedent

from symbackprop.answers.documents.adjoining import whole_formulas
from symbackprop.answers.documents.finds import Finds
from symbackprop.answers.documents.header import said
from symbackprop.answers.documents.lines import Lines
from symbackprop.answers.documents.passage import Mark

_BEGINS = re.compile(r"^[ \t]*symbackprop[ \t]*:", re.MULTILINE)
_HTML = re.compile(r"<!--(?P<inside>.*?)(?:-->|\Z)", re.DOTALL)
_PERCENT = re.compile(r"^[ \t]*%+", re.MULTILINE)


def marks_in(finds: Finds, lines: Lines, cell: int, before: int) -> Iterator[Mark]:
    """Yields the marks of a text, in their order.

    before  how many formulas stand before the text
    """
    starts = [formula.start for formula in whole_formulas(finds.formulas, lines.text)]
    for start, end in sorted(finds.comments):
        inside = _inside(lines.text[start:end])
        begins = _BEGINS.search(inside)
        if begins is not None:
            found, reason = said(dedent(inside[begins.start() :]))
            line, _ = lines.place(start)
            yield Mark(found, reason, line, before + bisect_left(starts, start), cell)


def _inside(comment: str) -> str:
    html = _HTML.match(comment)
    return html["inside"] if html else _PERCENT.sub("", comment)
