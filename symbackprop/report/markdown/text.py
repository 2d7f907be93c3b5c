"""Running text in Markdown: what is Markdown already, and how everything else is escaped."""

from __future__ import annotations

import re
from typing import Any

from symbackprop.notation.letters import visible

_SPECIAL = re.compile(r"[\\`*_\[\]|~$#]")
_HTML = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_WORD_JOINER = "\N{WORD JOINER}"
_AT_THE_START = re.compile(r"^([-+=]|[0-9]+[.)])")


class Markdown(str):
    """Text that is Markdown already and is not escaped again."""

    __slots__ = ()


def escape(text: str) -> Markdown:
    r"""Returns `text` as Markdown that shows exactly these characters, whatever they are.

    White space is one space. Two braces, which VuePress would read as code, get an
    invisible character between them.

    >>> print(escape("50% <b> w_11 *"))
    50% &lt;b&gt; w\_11 \*
    """
    spaced = re.sub(r"\s", " ", text)
    safe = _SPECIAL.sub(lambda found: "\\" + found[0], visible(spaced))
    safe = re.sub("[&<>]", lambda found: _HTML[found[0]], safe)
    for brace in "{}":
        safe = re.sub(f"{brace}(?={brace})", brace + _WORD_JOINER, safe)
    return Markdown(safe)


def as_paragraph(text: str) -> Markdown:
    r"""Returns Markdown text so that its beginning starts no list and no heading.

    >>> print(as_paragraph("1. the sum"))
    1\. the sum
    """
    return Markdown(_AT_THE_START.sub(lambda found: found[1][:-1] + "\\" + found[1][-1], text.lstrip()))


def code(text: str) -> Markdown:
    """Returns `text` as a word of program text, with as many backticks around it as it needs.

    >>> print(code("w_11"), code("a`b"))
    `w_11` `` a`b ``
    """
    shown = visible(text)
    longest = max(map(len, re.findall("`+", shown)), default=0)
    ticks = "`" * (longest + 1)
    space = " " if longest else ""
    return Markdown(f"{ticks}{space}{shown}{space}{ticks}")


def fenced(source: str, language: str) -> Markdown:
    """Returns `source` as a block of program text, with a fence that it does not contain.

    >>> print(fenced("x = 1", "python"))
    ```python
    x = 1
    ```
    """
    lines = [visible(line.expandtabs(4)) for line in source.rstrip().splitlines()]
    longest = max((len(ticks) for line in lines for ticks in re.findall("`+", line)), default=0)
    fence = "`" * max(3, longest + 1)
    return Markdown("\n".join((fence + language, *lines, fence)))


def picture(file: str, alt: str) -> Markdown:
    r"""Returns a picture in a file beside the text, with what it shows in words.

    >>> print(picture("a-plot.svg", "A [plot]"))
    ![A \[plot\]](a-plot.svg)
    """
    return Markdown(f"![{escape(alt)}]({file})")


def finished(value: Any) -> str:
    r"""Returns what a template writes for a value: Markdown as it is, everything else escaped.

    >>> print(finished(Markdown("*x*")), finished("*x*"), finished(3))
    *x* \*x\* 3
    """
    return value if isinstance(value, Markdown) else escape(str(value))
