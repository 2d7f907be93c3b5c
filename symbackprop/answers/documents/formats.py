"""The formats of documents: how each is known by its name or its text, and what reads it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from symbackprop.answers.documents.finds import Finds
from symbackprop.answers.documents.markdown.reader import markdown
from symbackprop.answers.documents.notebook import cells
from symbackprop.answers.documents.refusal import DocumentError
from symbackprop.answers.documents.restructured import restructured
from symbackprop.answers.documents.tex import tex
from symbackprop.errors import unknown


@dataclass(frozen=True)
class Format:
    """A format.

    suffixes  how the names of its files end
    look      what the beginning of such a text has in it
    texts     the text split into the parts that are read, each under its number
    read      what is found in a part
    """

    suffixes: tuple[str, ...]
    look: re.Pattern[str]
    texts: Callable[[str, str], Mapping[int, str]]
    read: Callable[[str], Finds]


def _one(text: str, name: str) -> Mapping[int, str]:
    return {0: text}


_NEVER = re.compile(r"(?!)")

FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "notebook": Format((".ipynb",), re.compile(r'\A\s*\{[^$]{0,2000}"(?:cells|worksheets)"\s*:'), cells, markdown),
        "latex": Format(
            (".tex", ".ltx", ".latex"),
            re.compile(r"^\s*\\(?:documentclass|begin\{document\}|(?:sub)*section\*?\{|chapter)", re.MULTILINE),
            _one,
            tex,
        ),
        "rst": Format(
            (".rst", ".rest"), re.compile(r"^[ \t]*\.\. [\w:-]+::|:math:`", re.MULTILINE), _one, restructured
        ),
        "markdown": Format(
            (".md", ".markdown", ".mdx", ".mkd", ".mdown", ".qmd", ".rmd", ".txt"), _NEVER, _one, markdown
        ),
        "myst": Format((".myst",), _NEVER, _one, markdown),
    }
)
"""The formats by name."""

LOOKED_AT = 20_000
"""How many characters of a text are looked at to tell its format."""


def format_named(name: str) -> Format:
    """Returns the format of this name. Raises UnknownName if there is none."""
    if name not in FORMATS:
        raise unknown("format of documents", name, FORMATS)
    return FORMATS[name]


def format_of_file(path: Path) -> str:
    """Returns the name of the format of a file, by the end of its name. Raises DocumentError if it has none of them.

    >>> format_of_file(Path("notes.ipynb"))
    'notebook'
    """
    for name, row in FORMATS.items():
        if path.suffix.lower() in row.suffixes:
            return name
    known = ", ".join(suffix for row in FORMATS.values() for suffix in row.suffixes)
    raise DocumentError(
        f"the format of {path} is not known by its name\n"
        f"    known             {known}\n"
        f"    say it            format= one of {', '.join(FORMATS)}"
    )


def format_of_text(text: str) -> str:
    r"""Returns the name of the format that a text seems to have; Markdown if nothing speaks for another.

    >>> format_of_text("Let $x$ be"), format_of_text(r"\section{Notes} $x$"), format_of_text("Let :math:`x` be")
    ('markdown', 'latex', 'rst')
    """
    found = (name for name, row in FORMATS.items() if row.look.search(text, 0, LOOKED_AT))
    return next(found, "markdown")
