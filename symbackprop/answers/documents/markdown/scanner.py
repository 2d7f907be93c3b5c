r"""The text of a paragraph of Markdown: its formulas, with code, tags and addresses passed over."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from symbackprop.answers.documents.closing import Closing
from symbackprop.answers.documents.environments import BEGIN, NAME
from symbackprop.answers.documents.finds import Finds
from symbackprop.answers.documents.macros import DEFINITION, Definitions
from symbackprop.answers.documents.markdown import tags
from symbackprop.answers.documents.markdown.dollars import is_formula, is_text
from symbackprop.answers.documents.passage import Kind
from symbackprop.answers.documents.stretch import Stretch

_INSIDE_TEXT = r"\\(?:text|mbox|textrm|textit|textbf|textnormal|hbox)[ ]?\{[^{}]{0,300}\}"
_OUTSIDE = re.compile(
    r"(?P<escaped>\\\\[\[(])"
    r"|(?P<bracket>\\[\[(])"
    rf"|(?P<environment>{BEGIN})"
    rf"|(?P<definition>{DEFINITION})"
    r"|(?P<escape>\\.)"
    r"|(?P<role>\{math\}`+)"
    r"|(?P<ticked>\$`+)"
    r"|(?P<code>`+)"
    r"|(?P<display>\$\$)"
    r"|(?P<dollar>\$)"
    r"|(?P<picture>!\[(?P<alt>(?:[^\[\]\\]|\\.){0,2000})\]\(\s{0,9}<?(?=\S))"
    r"|(?P<link>\]\([^()\s<>]{0,2000}\))"
    r"|(?P<tag><(?=[a-zA-Z/!?]))",
    re.DOTALL,
)
_DOLLAR = re.compile(rf"{_INSIDE_TEXT}|\\.|(?P<close>\$)|(?P<stop>`)", re.DOTALL)
_DOLLARS = re.compile(r"\\.|(?P<close>\$\$)", re.DOTALL)
_BRACKETS: Mapping[str, re.Pattern[str]] = {
    "\\(": re.compile(r"(?P<close>\\\))|\\.", re.DOTALL),
    "\\[": re.compile(r"(?P<close>\\\])|\\.", re.DOTALL),
    "\\\\(": re.compile(r"\\{4}|(?P<close>\\\\\))|\\.", re.DOTALL),
    "\\\\[": re.compile(r"\\{4}|(?P<close>\\\\\])|\\.", re.DOTALL),
}
_ESCAPES = re.compile(r"\\[\\_*]")
_ADDRESS = re.compile(r"[^\s<>()]{0,4000}(?:\([^\s<>()]{0,1000}\)[^\s<>()]{0,1000}){0,50}")


class Scanner:
    """Finds the formulas of one stretch of text, from the left to the right."""

    def __init__(self, stretch: Stretch, finds: Finds) -> None:
        self.stretch = stretch
        self.text = stretch.text
        self.finds = finds
        self.closing = Closing(stretch.text)
        self.definitions = Definitions(stretch.text)

    def scan(self) -> None:
        """Adds what is found."""
        place = 0
        while (found := _OUTSIDE.search(self.text, place)) is not None:
            place = _READERS[found.lastgroup or "escape"](self, found)

    def escape(self, found: re.Match[str]) -> int:
        """Returns the end of what says nothing."""
        return found.end()

    def dollar(self, found: re.Match[str]) -> int:
        """Reads $…$, unless the $ is one of money."""
        closing = self.closing.after(_DOLLAR, found.end())
        if closing is None or not is_formula(self.text, found.end(), closing.start()):
            return found.end()
        return self._add("inline", found.end(), closing.start(), found.start(), closing.end())

    def display(self, found: re.Match[str]) -> int:
        """Reads $$…$$."""
        return self._closed("display", _DOLLARS, found)

    def bracket(self, found: re.Match[str]) -> int:
        r"""Reads \(…\) and \[…\], unless a bracket of plain words is escaped."""
        closing = self.closing.after(_BRACKETS[found[0]], found.end())
        if closing is None or is_text(self.text[found.end() : closing.start()]):
            return found.end()
        kind: Kind = "inline" if found[0] == "\\(" else "display"
        return self._add(kind, found.end(), closing.start(), found.start(), closing.end())

    def escaped(self, found: re.Match[str]) -> int:
        r"""Reads \\(…\\) and \\[…\\], in which a backslash may be doubled and _ and * escaped."""
        closing = self.closing.after(_BRACKETS[found[0]], found.end())
        if closing is None:
            return found.end()
        content = self.stretch.part(found.end(), closing.start())
        bare = content.without(_escapes(content.text))
        kind: Kind = "inline" if found[0].endswith("(") else "display"
        outer = self.stretch.origin
        self.finds.formula(kind, bare, outer(found.start()), outer(closing.end() - 1) + 1)
        return closing.end()

    def environment(self, found: re.Match[str]) -> int:
        r"""Reads \begin{align}…\end{align}."""
        name = NAME.search(found[0])
        end = rf"\end{{{name[1] if name else ''}}}"
        place = self.closing.text_after(end, found.end())
        if place < 0:
            return self._unclosed(found)
        return self._add("display", found.start(), place + len(end), found.start(), place + len(end))

    def definition(self, found: re.Match[str]) -> int:
        """Takes a macro that is defined in the text."""
        read = self.definitions.at(found.start())
        if read is None:
            return found.end()
        self.finds.definition(read, self.stretch.origin(found.start()))
        return read.end

    def code(self, found: re.Match[str]) -> int:
        """Passes over a span of code."""
        end = self.closing.ticks_after(len(found[0]), found.end())
        return found.end() if end < 0 else end + len(found[0])

    def role(self, found: re.Match[str]) -> int:
        """Reads {math}`…`."""
        ticks = found[0].count("`")
        end = self.closing.ticks_after(ticks, found.end())
        if end < 0:
            return found.end()
        return self._add("inline", found.end(), end, found.start(), end + ticks)

    def ticked(self, found: re.Match[str]) -> int:
        """Reads $`…`$."""
        sign = found[0][:0:-1] + "$"
        end = self.closing.text_after(sign, found.end())
        if end < 0:
            return found.start() + 1
        return self._add("inline", found.end(), end, found.start(), end + len(sign))

    def picture(self, found: re.Match[str]) -> int:
        """Looks at the address of a picture."""
        address = _ADDRESS.match(self.text, found.end())
        target = address[0] if address else ""
        self.finds.picture(self.stretch.origin(found.end()), target, found["alt"])
        return found.end() + len(target)

    def tag(self, found: re.Match[str]) -> int:
        """Passes over a tag, over a comment, and over what is code in HTML."""
        end, picture = tags.passed(self.text, found.start(), self.closing)
        if self.text.startswith("<!--", found.start()):
            origin = self.stretch.origin
            self.finds.comments.append((origin(found.start()), origin(end - 1) + 1))
        if picture is not None:
            self.finds.picture(self.stretch.origin(picture.place), picture.target, picture.alt)
        return end

    def _closed(self, kind: Kind, pattern: re.Pattern[str], found: re.Match[str]) -> int:
        closing = self.closing.after(pattern, found.end())
        if closing is None:
            return self._unclosed(found)
        return self._add(kind, found.end(), closing.start(), found.start(), closing.end())

    def _unclosed(self, found: re.Match[str]) -> int:
        self.finds.remarks.append((self.stretch.origin(found.start()), f"{found[0]} is not closed: no formula is read"))
        return found.end()

    def _add(self, kind: Kind, start: int, end: int, outer_start: int, outer_end: int) -> int:
        origin = self.stretch.origin
        content = self.stretch.part(start, end)
        self.finds.formula(kind, content, origin(outer_start), origin(outer_end - 1) + 1)
        return outer_end


def _escapes(text: str) -> list[tuple[int, int]]:
    r"""Returns the backslashes of \\, \_ and \* that Markdown takes away."""
    return [(found.start(), found.start() + 1) for found in _ESCAPES.finditer(text)]


_READERS: Mapping[str, Callable[[Scanner, re.Match[str]], int]] = {
    "escaped": Scanner.escaped,
    "bracket": Scanner.bracket,
    "environment": Scanner.environment,
    "definition": Scanner.definition,
    "escape": Scanner.escape,
    "role": Scanner.role,
    "ticked": Scanner.ticked,
    "code": Scanner.code,
    "display": Scanner.display,
    "dollar": Scanner.dollar,
    "picture": Scanner.picture,
    "link": Scanner.escape,
    "tag": Scanner.tag,
}
"""What is done with each thing that is found outside formulas."""
