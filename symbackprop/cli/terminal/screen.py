"""The screen: formulas, reasons and marks in 80 columns, in Unicode or in ASCII."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import sympy as sp

from symbackprop.calculus import Derivation
from symbackprop.cli.terminal.ink import Ink, ink, width
from symbackprop.notation import Notation, layout, writer
from symbackprop.notation.breaking import pieces
from symbackprop.notation.tree import Node
from symbackprop.report.palette import roles

COLUMNS = 80
MARK_COLUMN = 79
"""Where the last character of a mark stands, counted from 1."""

_ROOM = MARK_COLUMN - 3

MARKS: Mapping[str, str] = MappingProxyType(
    {"proved": "✓", "refuted": "✗", "undecided": "?", "not understood": "?", "taken": "·"}
)
_ASCII_MARKS: Mapping[str, str] = MappingProxyType(
    {"proved": "ok", "refuted": "X", "undecided": "?", "not understood": "?", "taken": "-"}
)
_ASCII = str.maketrans(
    {"─": "-", "▶": ">", "–": "-", "−": "-", "’": "'", "…": "...", "≠": "!=", "≥": ">=", "×": "*", "“": '"', "”": '"'}
)


@dataclass(frozen=True)
class Screen:
    """How a page is written to one stream.

    ink       the colours
    ascii     whether formulas are in the language that `prove` reads
    notation  how formulas are written
    """

    ink: Ink
    ascii: bool
    notation: Notation

    def mark(self, word: str) -> str:
        """Returns the mark of a verdict, painted."""
        return self.ink.paint(word, (_ASCII_MARKS if self.ascii else MARKS)[word])

    def formula(self, expression: sp.Basic | Node) -> str:
        """Returns a formula on one line."""
        form = "ascii" if self.ascii else "unicode"
        return writer(form).painted(self.ink.paint).formula(layout(expression, self.notation))

    def dotted(self) -> Screen:
        """Returns this screen with a dot between the factors of a product."""
        return replace(self, notation=replace(self.notation, products="dotted"))

    def close(self) -> Screen:
        """Returns this screen without dots between the factors of a product."""
        return replace(self, notation=replace(self.notation, products="close"))

    def soft(self, text: str) -> str:
        """Returns a reason or a place, less prominent."""
        return self.ink.paint("soft", self.words(text))

    def title(self, text: str) -> str:
        """Returns a title."""
        return self.ink.paint("title", text)

    def numbers(self, text: str) -> str:
        """Returns text with numbers in it, a minus sign before the negative ones."""
        return text if self.ascii else text.replace("-", "−")

    def words(self, text: str) -> str:
        """Returns running text with the characters this screen can show."""
        return text.translate(_ASCII) if self.ascii else text

    def line(self, head: str, expression: sp.Basic | Node, word: str) -> Iterator[str]:
        """Returns the lines of `head formula` with a mark at the end of the first.

        A formula that is too long goes on under its own beginning.
        """
        first, *rest = self.broken(expression, _ROOM - width(head))
        text = head + first
        mark = self.mark(word)
        yield text + " " * (MARK_COLUMN - width(text) - width(mark)) + mark
        for further in rest:
            yield " " * width(head) + further

    def broken(self, expression: sp.Basic | Node, room: int) -> list[str]:
        """Returns the lines of a formula, none wider than `room` unless it has no space to be broken at."""
        rows: list[str] = []
        for piece in self._pieces(layout(expression, self.notation), room):
            text = self.formula(piece)
            joined = rows[-1] + (text if text.startswith(" ") else f" {text}") if rows else text
            if rows and width(joined) <= room:
                rows[-1] = joined
            else:
                rows.append(text.lstrip())
        return [line for row in rows for line in folded(row, room)]

    def _pieces(self, node: Node, room: int) -> Iterator[Node]:
        parts = pieces(node)
        if width(self.formula(node)) <= room or len(parts) == 1:
            yield node
            return
        for part in parts:
            yield from self._pieces(part, room)


def folded(text: str, room: int) -> list[str]:
    """Returns the text broken at spaces, painted or not; no line is wider than `room` unless one word is.

    >>> folded("a bc d", 4)
    ['a bc', 'd']
    """
    lines = [""]
    for word in text.split(" "):
        joined = f"{lines[-1]} {word}" if lines[-1] else word
        if width(joined) <= room:
            lines[-1] = joined
        else:
            lines.append(word)
    return [line for line in lines if line]


def screen(arguments: Namespace, derivation: Derivation | None = None) -> Screen:
    """Returns the screen that the arguments --color and --ascii ask for, on standard output.

    ASCII is also what a stream gets whose encoding is not UTF-8.
    """
    utf8 = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    return Screen(
        ink(arguments.color, sys.stdout, os.environ),
        arguments.ascii or not utf8,
        Notation() if derivation is None else _notation(derivation),
    )


def _notation(derivation: Derivation) -> Notation:
    ordinary = frozenset(equation.name.name for equation in derivation.network if equation.ordinary)
    return Notation(palette=roles(derivation), ordinary=ordinary)
