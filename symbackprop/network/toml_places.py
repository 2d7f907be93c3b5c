"""Places in a TOML text: the line on which a key or a table stands, as an error shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator

_HEADER = re.compile(r"\s*\[\[?\s*(?P<table>[^\[\]]+?)\s*\]\]?\s*(#.*)?")
_LONGEST = 100


def place_of(text: str, table: str, key: str = "", number: int = 1) -> str:
    r"""Returns the line of a key as an error shows it, with a mark under the key; "" if it is not found.

    table   the name of its table, "" for the top
    key     the key; "" for the table's own header
    number  which of the tables of that name, for [[...]]

    >>> print(place_of('[network]\nlos = "huber"', "network", "los"))
    line 2            los = "huber"
                      ^^^
    """
    found = _header(text, table, number) if not key else _key(text, table, key, number)
    return "" if found is None else shown(text, found, key)


def shown(text: str, line: int, key: str = "") -> str:
    """Returns a line with its number, and marks under the key where it stands in it."""
    written = text.splitlines()[line - 1][:_LONGEST]
    label = f"line {line}".ljust(18)
    start = written.find(key) if key else -1
    marks = "" if start < 0 else f"\n{' ' * (18 + start)}{'^' * len(key)}"
    return label + written + marks


def _key(text: str, table: str, key: str, number: int) -> int | None:
    quoted = rf"[\"']?{re.escape(key)}[\"']?\s*[=.]"
    inside = [
        line
        for line, (where, nth, written) in _lines(text)
        if (where, nth) == (table, number) and re.match(rf"\s*{quoted}", written)
    ]
    elsewhere = (line for line, (_, _, written) in _lines(text) if re.search(rf"(^|[\s,{{.]){quoted}", written))
    return inside[0] if inside else next(elsewhere, None)


def _header(text: str, table: str, number: int) -> int | None:
    return next((line for line, (where, nth, _) in _lines(text) if (where, nth) == (table, number)), None)


def _lines(text: str) -> Iterator[tuple[int, tuple[str, int, str]]]:
    """Yields every line with the table it stands in, and which of the tables of that name it is."""
    table, counts = "", {"": 1}
    for line, written in enumerate(text.splitlines(), 1):
        header = _HEADER.fullmatch(written)
        if header:
            table = header["table"]
            counts[table] = counts.get(table, 0) + 1
        yield line, (table, counts[table], written)
