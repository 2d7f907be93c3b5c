r"""Adjoining formulas: one set in pieces, between which a line may be broken: $\delta$ $= (z - t)$ ${} \cdot z$."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from symbackprop.answers.documents.finds import Formula
from symbackprop.answers.documents.stretch import together

_GOES_ON = re.compile(r"\s*(?:=|\{\}|\\thinspace\b)")


def whole_formulas(formulas: Iterable[Formula], text: str) -> Iterator[Formula]:
    r"""Yields the formulas of a text in their order, those of a line together that are pieces of one.

    A piece goes on from the formula before if only a space stands between, and it begins with = or as the second half
    of a broken formula does, with {} or a thin space.

    >>> from symbackprop.answers.documents.markdown.reader import markdown
    >>> text = r"$\delta$ $= (z - t)$ and $z$"
    >>> [formula.content.text for formula in whole_formulas(markdown(text).formulas, text)]
    ['\\delta= (z - t)', 'z']
    """
    before: Formula | None = None
    for formula in sorted(formulas, key=lambda formula: formula.start):
        if before is not None and _adjoin(before, formula, text):
            before = replace(before, content=together([before.content, formula.content]), end=formula.end)
            continue
        if before is not None:
            yield before
        before = formula
    if before is not None:
        yield before


def _adjoin(before: Formula, formula: Formula, text: str) -> bool:
    inline = before.kind == formula.kind == "inline"
    return inline and text[before.end : formula.start] == " " and _GOES_ON.match(formula.content.text) is not None
