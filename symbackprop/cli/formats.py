"""Formats on the command line: by name, by suffix, or by the suffix of the file to be written."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from symbackprop.cli.arguments import Misuse
from symbackprop.cli.output import STANDARD_OUTPUT
from symbackprop.report import FORMATS, Format
from symbackprop.report.formats import format_named

_DEFAULT = "markdown"


def named(choice: str) -> Format:
    """Returns the format called so, or the one whose files end so: "markdown", "md" or ".md".

    Raises UnknownName for any other text.

    >>> named("md").name, named(".tex").name, named("pdf").name
    ('markdown', 'latex', 'pdf')
    """
    by_suffix = _by_suffix().get(f".{choice.removeprefix('.')}")
    return format_named(choice) if by_suffix is None else by_suffix


def chosen(choice: str | None, place: str | None) -> Format:
    """Returns the format that --format names, else the one of the suffix of `place`, else Markdown.

    A file may have the last part of the suffix of --format: slides are written to talk.pdf as well.
    Raises Misuse for a file whose suffix names no format, or another one than --format does.
    """
    form = None if choice is None else named(choice)
    if place is None or place == STANDARD_OUTPUT or _is_device(place):
        return form or FORMATS[_DEFAULT]
    suffix = Path(place).suffix
    by_suffix = _of_file(place)
    if form is None and by_suffix is None:
        fact = f"the suffix {suffix} names no format" if suffix else f"{place} has no suffix to choose the format by"
        raise Misuse(f"{fact}\n{_suffixes()}\n    or give           --format NAME")
    if form is not None and by_suffix is not None and not form.suffix.endswith(suffix.lower()):
        raise Misuse(
            f"--format {choice} and the suffix {suffix} contradict each other\n"
            f"{_suffixes()}\n"
            f"    write             -o {Path(place).with_suffix(form.suffix)}, or leave --format out"
        )
    return form or by_suffix or FORMATS[_DEFAULT]


def _of_file(place: str) -> Format | None:
    """Returns the format of the longest suffix that a file has."""
    found = (row for row in FORMATS.values() if place.lower().endswith(row.suffix))
    return max(found, key=lambda row: len(row.suffix), default=None)


def _by_suffix() -> Mapping[str, Format]:
    return {row.suffix: row for row in FORMATS.values()}


def _suffixes() -> str:
    return f"    suffixes          {', '.join(f'{row.suffix} ({row.name})' for row in FORMATS.values())}"


def _is_device(place: str) -> bool:
    path = Path(place)
    return path.exists() and not path.is_file() and not path.is_dir()
