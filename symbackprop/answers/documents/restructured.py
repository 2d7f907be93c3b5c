"""reStructuredText: the directive `.. math::` and the role :math:`…`.

Only what decides where a formula stands is read here: directives, comments, literal blocks and
roles, by the indentation of lines (https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html).
docutils itself gives neither columns nor a bound of time; the tests compare with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from symbackprop.answers.documents.closing import Closing
from symbackprop.answers.documents.finds import Finds
from symbackprop.answers.documents.stretch import Stretch, joined

_DIRECTIVE = re.compile(
    r"(?P<indent>[ \t]*(?:(?:[*+-]|\w{1,3}[.)])[ \t]+){0,8})"
    r"\.\.[ \t]+(?:\|[^|\n]{1,200}\|[ \t]+)?(?P<name>[\w:+.-]+?)::(?:[ \t]+|$)"
)
_EXPLICIT = re.compile(r"[ \t]*\.\.(?:[ \t]|$)")
_TARGET = re.compile(r"[ \t]*\.\.[ \t]+(?:_|\[[\w#*-]+\])")
_OPTION = re.compile(r"[ \t]*:[\w-]+:(?:[ \t]|$)")
_ROLES = re.compile(
    r"(?P<escape>\\.)|(?P<literal>``)|(?P<role>(?<![\w\\]):math:`(?!\s))|(?P<suffixed>(?<![\w`:])`(?![\s`]))", re.DOTALL
)
_TICK = re.compile(r"\\.|(?P<close>`)", re.DOTALL)
_AFTER = re.compile(r":math:(?![\w:])")
_CODE = frozenset(
    {"code", "code-block", "sourcecode", "highlight", "parsed-literal", "raw", "literalinclude", "doctest", "testcode"}
    | {
        "testsetup",
        "testoutput",
        "ipython",
        "jupyter-execute",
        "plot",
        "graphviz",
        "digraph",
        "prompt",
        "productionlist",
    }
    | {"bibliography", "toctree", "mermaid", "tikz"}
)
_MOST_OPTIONS = 20
_PICTURES = frozenset({"image", "figure"})
_INCLUDED = frozenset({"include", "literalinclude"})


def restructured(text: str) -> Finds:
    r"""Returns what a reStructuredText document holds.

    >>> [formula.content.text for formula in restructured("Let :math:`x` be\n\n.. math::\n\n   a = b").formulas]
    ['x', 'a = b']
    """
    reader = _Reader(text)
    number = 0
    while number < len(reader.lines):
        number = reader.read(number)
    return reader.finds


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.finds = Finds()
        self.lines: list[str] = text.split("\n")
        self.starts: list[int] = []
        self.mathematics = False
        place = 0
        for line in self.lines:
            self.starts.append(place)
            place += len(line) + 1

    def read(self, number: int) -> int:
        """Reads what begins in a line; returns the number of the line after it."""
        line = self.lines[number]
        if not line.strip():
            return number + 1
        directive = _DIRECTIVE.match(line)
        if directive:
            return self._directive(number, directive)
        if _EXPLICIT.match(line) and not _TARGET.match(line):
            empty = line.strip() == ".." and not "".join(self.lines[number + 1 : number + 2]).strip()
            return number + 1 if empty else self._body(number, _indent(line))
        if line.lstrip().startswith(">>> "):
            return self._paragraph_end(number)
        return self._paragraph(number)

    def _directive(self, number: int, found: re.Match[str]) -> int:
        name = found["name"].removeprefix("rst:").lower()
        indent = len(found["indent"].expandtabs())
        argument = self.lines[number][found.end() :].strip()
        if name == "default-role":
            self.mathematics = argument == "math"
        if name in _INCLUDED:
            self.finds.remarks.append(
                (self.starts[number], f"{name}:: {argument} is not followed: only this file is read")
            )
        if name in _PICTURES:
            self._picture(number, found.end(), argument)
        if name == "math":
            end = self._body(number, indent)
            self._mathematics(number, end, found.end())
            return end
        if name in _CODE:
            return self._body(number, indent)
        if argument:
            self._roles(joined([(self.starts[number] + found.end(), self.lines[number][found.end() :])]))
        return number + 1

    def _mathematics(self, number: int, end: int, column: int) -> None:
        """Adds the formulas of `.. math::`, between which blank lines stand."""
        argument = self.lines[number][column:] + "\n"
        pieces = [(self.starts[number] + column, argument), *self._pieces(number + 1, end)]
        while len(pieces) > 1 and _OPTION.match(pieces[1][1]):
            pieces.pop(1)
        formula: list[tuple[int, str]] = []
        for piece in [*pieces, (0, "")]:
            if piece[1].strip():
                formula.append(piece)
            elif formula:
                content = joined(formula)
                self.finds.formula("display", content, content.origins[0], content.origin(len(content.text) - 1) + 1)
                formula = []

    def _picture(self, number: int, column: int, argument: str) -> None:
        options = takewhile(_OPTION.match, self.lines[number + 1 : number + 1 + _MOST_OPTIONS])
        alt = [line.partition(":alt:")[2].strip() for line in options if ":alt:" in line]
        self.finds.picture(self.starts[number] + column, argument, alt[0] if alt else "")

    def _pieces(self, start: int, end: int) -> Iterator[tuple[int, str]]:
        for number in range(start, end):
            line = self.lines[number]
            bare = line.strip()
            yield self.starts[number] + len(line) - len(line.lstrip()), bare + "\n"

    def _body(self, number: int, indent: int) -> int:
        """Returns the line after those that are indented by more than `indent` after the line `number`."""
        end = number + 1
        while end < len(self.lines) and (not self.lines[end].strip() or _indent(self.lines[end]) > indent):
            end += 1
        return end

    def _paragraph_end(self, number: int) -> int:
        end = number
        while end < len(self.lines) and self.lines[end].strip():
            end += 1
        return end

    def _paragraph(self, number: int) -> int:
        end = number + 1
        while end < len(self.lines) and self.lines[end].strip() and not self._is_explicit(self.lines[end]):
            end += 1
        self._roles(joined(self._pieces(number, end)))
        if self.lines[end - 1].rstrip().endswith("::"):
            following = self._paragraph_start(end)
            if following < len(self.lines) and _indent(self.lines[following]) > _indent(self.lines[end - 1]):
                return self._body(following - 1, _indent(self.lines[end - 1]))
        return end

    def _is_explicit(self, line: str) -> bool:
        """Returns whether a directive or the like begins in a line, perhaps as the first thing of an item of a list."""
        return _EXPLICIT.match(line) is not None or _DIRECTIVE.match(line) is not None

    def _paragraph_start(self, number: int) -> int:
        while number < len(self.lines) and not self.lines[number].strip():
            number += 1
        return number

    def _roles(self, stretch: Stretch) -> None:
        closing, place = Closing(stretch.text), 0
        while (found := _ROLES.search(stretch.text, place)) is not None:
            place = self._role(stretch, closing, found)

    def _role(self, stretch: Stretch, closing: Closing, found: re.Match[str]) -> int:
        if found.lastgroup == "escape":
            return found.end()
        if found.lastgroup == "literal":
            end = closing.text_after("``", found.end())
            return found.end() if end < 0 else end + 2
        tick = closing.after(_TICK, found.end())
        if tick is None:
            return found.end()
        after = _AFTER.match(stretch.text, tick.end())
        default = self.mathematics and not stretch.text.startswith((":", "_"), tick.end())
        if found.lastgroup == "suffixed" and not after and not default:
            return tick.end()
        end = after.end() if found.lastgroup == "suffixed" and after else tick.end()
        content = stretch.part(found.end(), tick.start())
        self.finds.formula("inline", content, stretch.origin(found.start()), stretch.origin(end - 1) + 1)
        return end


def _indent(line: str) -> int:
    bare = line.lstrip()
    return len(line[: len(line) - len(bare)].expandtabs())
