r"""Macros of a document: what \newcommand, \def and their like define. They are collected, never carried out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from symbackprop.answers.latex.macros import Macro

DEFINITION = (
    r"\\(?:(?:re)?newcommand|providecommand|DeclareRobustCommand|[gex]?def|let|DeclareMathOperator)(?![a-zA-Z])\*?"
)
"""A pattern of the commands that define one."""

_DEFINITION = re.compile(DEFINITION)
LONGEST_DEFAULT = 200
"""How many characters the value of an optional argument may have."""

_NAME = re.compile(r"\s*(?:\{\s*(?P<braced>\\(?:[a-zA-Z]+|.))\s*\}|(?P<bare>\\(?:[a-zA-Z]+|.)))")
_COUNT = re.compile(r"\s*\[\s*(\d)\s*\]")
_OPTIONAL = re.compile(r"\s*\[")
_PARAMETERS = re.compile(r"\s*((?:#\d)*)\s*(?=\{)")
_TOKEN = re.compile(r"\s*=?\s*(\\(?:[a-zA-Z]+|.)|[^\s\\])")
_BRACES = re.compile(r"\\.|%[^\n]*|(?P<open>\{)|(?P<close>\})", re.DOTALL)
_SPACE = re.compile(r"\s*")


@dataclass(frozen=True)
class Definition:
    r"""A definition: where it ends, the command, and what it stands for; None if that is not read.

    keeps  whether a meaning the command has already stays, as with \providecommand
    """

    end: int
    name: str
    macro: Macro | None
    keeps: bool


class Definitions:
    r"""Reads the definitions in a text; braces are matched once, however many there are.

    >>> Definitions(r"\newcommand{\pd}[2]{\frac{#1}{#2}}").at(0)
    Definition(end=34, name='\\pd', macro=Macro(arguments=2, body='\\frac{#1}{#2}'), keeps=False)
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._closing: dict[int, int] | None = None

    @property
    def closing(self) -> dict[int, int]:
        """Returns the place of the closing brace for the place of every opening one that has one."""
        if self._closing is None:
            opened: list[int] = []
            self._closing = {}
            for brace in _BRACES.finditer(self.text):
                if brace["open"]:
                    opened.append(brace.start())
                elif brace["close"] and opened:
                    self._closing[opened.pop()] = brace.start()
        return self._closing

    def at(self, start: int) -> Definition | None:
        """Returns the definition that begins at `start`; None if no command is named there."""
        command = _DEFINITION.match(self.text, start)
        name = _NAME.match(self.text, command.end()) if command else None
        if command is None or name is None:
            return None
        kind = command[0].rstrip("*").lstrip("\\")
        arguments, place = _SIGNATURES.get(kind, _counted)(self.text, name.end())
        body = self._body(kind, place)
        if body is None:
            return Definition(name.end(), name["braced"] or name["bare"], None, keeps=False)
        text, end = body
        macro = None if arguments is None else Macro(arguments, _OPERATORS.get(kind, "{}").replace("{}", text))
        return Definition(end, name["braced"] or name["bare"], macro, keeps=kind == "providecommand")

    def _body(self, kind: str, place: int) -> tuple[str, int] | None:
        if kind == "let":
            token = _TOKEN.match(self.text, place)
            return (token[1], token.end()) if token else None
        opening = _SPACE.match(self.text, place)
        start = opening.end() if opening else place
        end = self.closing.get(start)
        return None if end is None else (self.text[start + 1 : end], end + 1)


Signature = Callable[[str, int], tuple[int | None, int]]


def _counted(text: str, place: int) -> tuple[int | None, int]:
    """Returns how many arguments [2] names, None if one of them is optional; and where that ends."""
    count = _COUNT.match(text, place)
    if count is None:
        return 0, place
    if _OPTIONAL.match(text, count.end()):
        end = text.find("]", count.end(), count.end() + LONGEST_DEFAULT)
        return None, end + 1 if end >= 0 else count.end()
    return int(count[1]), count.end()


def _listed(text: str, place: int) -> tuple[int | None, int]:
    """Returns how many arguments #1#2 names, None if words stand between them; and where that ends."""
    parameters = _PARAMETERS.match(text, place)
    if parameters is None:
        return None, place
    return len(parameters[1]) // 2, parameters.end()


def _none(text: str, place: int) -> tuple[int | None, int]:
    return 0, place


_SIGNATURES: dict[str, Signature] = {
    **dict.fromkeys(("def", "gdef", "edef", "xdef"), _listed),
    **dict.fromkeys(("let", "DeclareMathOperator"), _none),
}
_OPERATORS = {"DeclareMathOperator": r"\operatorname{{}}"}
