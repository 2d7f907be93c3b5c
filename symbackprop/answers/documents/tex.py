r"""LaTeX documents: their formulas and macros. Nothing is carried out and no other file is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from symbackprop.answers.documents.closing import Closing
from symbackprop.answers.documents.environments import BEGIN, NAME
from symbackprop.answers.documents.finds import Finds
from symbackprop.answers.documents.macros import DEFINITION, Definitions
from symbackprop.answers.documents.passage import Kind
from symbackprop.answers.documents.stretch import whole

_VERBATIM = "verbatim|Verbatim|lstlisting|minted|comment|alltt|filecontents|tikzpicture"
_INPUT = "input|include|subfile|import|subimport|includeonly|InputIfFileExists|verbatiminput|lstinputlisting"
_OUTSIDE = re.compile(
    r"(?P<comment>%[^\n]*(?:\n[ \t]*%[^\n]*)*)"
    rf"|(?P<verbatim>\\begin[ \t]*\{{(?:{_VERBATIM})\*?\}}|\\iffalse(?![a-zA-Z]))"
    r"|(?P<verb>\\(?:verb|lstinline)(?![a-zA-Z])\*?(?:\[[^\]\n]{0,200}\])?(?P<sign>[^\sa-zA-Z*]))"
    rf"|(?P<environment>{BEGIN})"
    rf"|(?P<definition>{DEFINITION})"
    rf"|(?P<inclusion>\\(?:{_INPUT})(?![a-zA-Z])[ \t]*(?:\{{[^{{}}\n]{{0,300}}\}}|[^\s{{}}\\%]{{0,300}}))"
    r"|(?P<other>\\(?:(?:New|Renew|Provide|Declare)(?:Document|ExpandableDocument)Command|newenvironment)(?![a-zA-Z]))"
    r"|(?P<picture>\\includegraphics(?:\[[^\]]{0,300}\])?\{(?P<target>[^{}\n]{0,300})\})"
    r"|(?P<end>\\end[ \t]*\{document\})"
    r"|(?P<bracket>\\[\[(])"
    r"|(?P<escape>\\(?:[a-zA-Z]+|.))"
    r"|(?P<display>\$\$)"
    r"|(?P<dollar>\$)",
    re.DOTALL,
)
_TEXT = r"\\(?:text|mbox|textrm|textit|textbf|textnormal|hbox|intertext)\s?\{[^{}]{0,300}\}"
_SKIP = rf"%[^\n]*|{_TEXT}|\\."
_BLANK = r"(?P<stop>\n[ \t]*\n)"
_ENDS: Mapping[str, re.Pattern[str]] = {
    "$": re.compile(rf"{_BLANK}|(?P<close>\$)|{_SKIP}", re.DOTALL),
    "$$": re.compile(rf"(?P<close>\$\$)|{_SKIP}", re.DOTALL),
    "\\(": re.compile(rf"{_BLANK}|(?P<close>\\\))|{_SKIP}", re.DOTALL),
    "\\[": re.compile(rf"(?P<close>\\\])|{_SKIP}", re.DOTALL),
}
_BODY = re.compile(r"^[^%\n]{0,2000}?\\begin\{document\}", re.MULTILINE)
_KINDS: Mapping[str, Kind] = {"$": "inline", "\\(": "inline"}


def tex(text: str) -> Finds:
    r"""Returns what a LaTeX document holds.

    Before \begin{document}, where there is one, only macros are looked for.

    >>> found = tex(r"Let $x$ be \verb|$y$| % $z$")
    >>> [formula.content.text for formula in found.formulas]
    ['x']
    """
    reader = _Reader(text)
    place = 0
    while (found := _OUTSIDE.search(text, place)) is not None:
        place = _READERS[found.lastgroup or "escape"](reader, found)
    return reader.finds


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.finds = Finds()
        self.closing = Closing(text)
        self.definitions = Definitions(text)
        body = _BODY.search(text)
        self.body = body.end() if body else 0

    def passed(self, found: re.Match[str]) -> int:
        return found.end()

    def comment(self, found: re.Match[str]) -> int:
        self.finds.comments.append(found.span())
        return found.end()

    def verbatim(self, found: re.Match[str]) -> int:
        name = NAME.search(found[0])
        end = rf"\end{{{name[1]}}}" if name else r"\fi"
        place = self.closing.text_after(end, found.end())
        return len(self.text) if place < 0 else place + len(end)

    def verb(self, found: re.Match[str]) -> int:
        line = self.text.find("\n", found.end(), found.end() + 1000)
        limit = line if line >= 0 else found.end() + 1000
        place = self.text.find("}" if found["sign"] == "{" else found["sign"], found.end(), limit)
        return found.end() if place < 0 else place + 1

    def formula(self, found: re.Match[str]) -> int:
        if found.start() < self.body:
            return found.end()
        closing = self.closing.after(_ENDS[found[0]], found.end())
        if closing is None:
            return self._unclosed(found)
        content = whole(self.text).part(found.end(), closing.start())
        self.finds.formula(_KINDS.get(found[0], "display"), content, found.start(), closing.end())
        return closing.end()

    def environment(self, found: re.Match[str]) -> int:
        if found.start() < self.body:
            return found.end()
        name = NAME.search(found[0])
        end = rf"\end{{{name[1] if name else ''}}}"
        place = self.closing.text_after(end, found.end())
        if place < 0:
            return self._unclosed(found)
        kind: Kind = "inline" if end == r"\end{math}" else "display"
        content = whole(self.text).part(found.start(), place + len(end))
        self.finds.formula(kind, content, found.start(), place + len(end))
        return place + len(end)

    def definition(self, found: re.Match[str]) -> int:
        read = self.definitions.at(found.start())
        if read is None:
            return found.end()
        self.finds.definition(read, found.start())
        return read.end

    def inclusion(self, found: re.Match[str]) -> int:
        self.finds.remarks.append((found.start(), f"{found[0]} is not followed: only this file is read"))
        return found.end()

    def other(self, found: re.Match[str]) -> int:
        self.finds.remarks.append((found.start(), f"what {found[0]} defines is not read"))
        return found.end()

    def picture(self, found: re.Match[str]) -> int:
        self.finds.picture(found.start("target"), found["target"], "")
        return found.end()

    def end(self, found: re.Match[str]) -> int:
        return len(self.text)

    def _unclosed(self, found: re.Match[str]) -> int:
        self.finds.remarks.append((found.start(), f"{found[0]} is not closed: no formula is read"))
        return found.end()


_READERS: Mapping[str, Callable[[_Reader, re.Match[str]], int]] = {
    "comment": _Reader.comment,
    "escape": _Reader.passed,
    "verbatim": _Reader.verbatim,
    "verb": _Reader.verb,
    "environment": _Reader.environment,
    "definition": _Reader.definition,
    "inclusion": _Reader.inclusion,
    "other": _Reader.other,
    "picture": _Reader.picture,
    "end": _Reader.end,
    "bracket": _Reader.formula,
    "display": _Reader.formula,
    "dollar": _Reader.formula,
}
"""What is done with each thing that is found outside formulas."""
