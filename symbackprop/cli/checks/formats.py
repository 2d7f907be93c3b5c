"""FORMATS: how what was found in documents is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from symbackprop.answers.checking import Findings
from symbackprop.cli.checks.annotations import github
from symbackprop.cli.checks.page import html
from symbackprop.cli.checks.records import json_text
from symbackprop.cli.checks.sarif import sarif
from symbackprop.cli.checks.text import text
from symbackprop.cli.terminal.screen import Screen
from symbackprop.errors import unknown

Write = Callable[[Sequence[Findings], Screen, bool], str]
"""From documents, the screen, and whether what is right is listed too, to text."""


@dataclass(frozen=True)
class Format:
    """A format: its name, the suffix of its files, and what writes it."""

    name: str
    suffix: str
    write: Write


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        row.name: row
        for row in (
            Format("text", ".txt", text),
            Format("json", ".json", json_text),
            Format("sarif", ".sarif", sarif),
            Format("github", ".github", github),
            Format("html", ".html", html),
        )
    }
)
"""The formats by name."""


def chosen(name: str | None, place: str | None) -> Format:
    """Returns the format of that name, else that of the suffix of the file, else text. Raises UnknownName.

    >>> chosen(None, "report.html").name, chosen("json", None).name, chosen(None, None).name
    ('html', 'json', 'text')
    """
    if name is not None and name not in FORMATS:
        raise unknown("format", name, FORMATS)
    by_suffix = {row.suffix: row for row in FORMATS.values()}
    return FORMATS[name] if name is not None else by_suffix.get(Path(place or "").suffix.lower(), FORMATS["text"])
