"""Parts: what a document says in its comments that its parts are about, each from there to the next such comment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from symbackprop.answers.documents import Mark, Source
from symbackprop.answers.understanding.front_matter import line_of
from symbackprop.answers.understanding.mapping import BLOCK, Said, said_in
from symbackprop.answers.understanding.refusal import refusal
from symbackprop.answers.understanding.subject import Span

WRONG, GENERAL = "wrong", "general"
"""The keys that say of the next formula that it is wrong, and that it is about any functions, not about the network."""


@dataclass(frozen=True)
class Part:
    """A part of a document.

    said  what it says of itself
    span  its statements
    line  where it begins
    """

    said: Said
    span: Span
    line: int


def parts_of(source: Source) -> Iterator[Part]:
    r"""Yields the parts of a document that say what they are about.

    Raises NotationError, with the line, for a comment that is not read.

    >>> from symbackprop.answers.documents import read_text
    >>> source = read_text("$x$\n\n<!-- symbackprop: {network: 2-3-1} -->\n\n$y$ and $z$")
    >>> [(part.said.network.title, part.line, part.span) for part in parts_of(source)]
    [('the 2-3-1 network', 3, Span(first=1, last=3))]
    """
    marks = [mark for mark in source.marks if not _is_of_one(mark)]
    ends = [*(mark.before for mark in marks), len(source.passages)][1:]
    for mark, end in zip(marks, ends, strict=True):
        if mark.before < end:
            yield Part(_said(mark, source), Span(mark.before, end), mark.line)


def before_parts(source: Source) -> Source:
    """Returns a document up to the first part that says what it is about."""
    first = next((mark for mark in source.marks if not _is_of_one(mark)), None)
    return source if first is None else replace(source, passages=source.passages[: first.before])


def wrong_in(source: Source) -> frozenset[int]:
    r"""Returns the numbers of the formulas of which a document says, in a comment before each, that they are wrong.

    >>> from symbackprop.answers.documents import read_text
    >>> sorted(wrong_in(read_text("$x$\n\n<!-- symbackprop: {wrong: true} -->\n\n$y = x$ and $z$")))
    [1]
    """
    return _followed_by(source, WRONG)


def general_in(source: Source) -> frozenset[int]:
    """Returns the numbers of the formulas of which a document says that they are about any functions."""
    return _followed_by(source, GENERAL)


def _followed_by(source: Source, key: str) -> frozenset[int]:
    return frozenset(mark.before for mark in source.marks if mark.said.get(BLOCK) == {key: True})


def _is_of_one(mark: Mark) -> bool:
    """Returns whether a comment speaks of the next formula alone."""
    return mark.said.get(BLOCK) in ({WRONG: True}, {GENERAL: True})


def _said(mark: Mark, source: Source) -> Said:
    text = source.texts.get(mark.cell, "")

    def place(key: str) -> str:
        return line_of(text, key, mark.line)

    if mark.reason:
        raise refusal(f"the comment is not read: {mark.reason}", place(BLOCK))
    block = mark.said.get(BLOCK)
    return said_in({} if block is None else block, f"{BLOCK} of the comment", place)
