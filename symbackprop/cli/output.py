"""Output: to a file, whole or not at all, or to standard output."""

from __future__ import annotations

import sys
from pathlib import Path

from symbackprop.errors import OutputError
from symbackprop.files import write_whole
from symbackprop.report import Book, Document, Format

STANDARD_OUTPUT = "-"


def write_document(place: Path, document: Document | Book, row: Format) -> list[Path]:
    """Returns the files that were written: those that stand beside the document, and the document as the last.

    Each is written whole or not at all, and none before all are made. Raises OutputError for a
    file that cannot be written.
    """
    content, beside = row.write(document), row.files(document)
    return [*(write_whole(place.with_name(name), made) for name, made in beside.items()), write_whole(place, content)]


def deliver_document(document: Document | Book, row: Format, place: str | None) -> Path | None:
    """Returns the file that was written, with those that stand beside it; None if the text went to standard output.

    Raises OutputError as `deliver` does.
    """
    if place in (None, STANDARD_OUTPUT):
        return deliver(row.write(document), place)
    return write_document(Path(place), document, row)[-1]


def deliver(content: str | bytes, place: str | None) -> Path | None:
    """Returns the file that was written, or None if the content went to standard output.

    Raises OutputError for a file that cannot be written, and for bytes that would go to a terminal.
    """
    if place not in (None, STANDARD_OUTPUT):
        return write_whole(place, content)
    if isinstance(content, bytes) and sys.stdout.isatty():
        raise OutputError("a PDF is not for a terminal\n    give              -o FILE")
    sys.stdout.flush()
    sys.stdout.buffer.write(content.encode() if isinstance(content, str) else content)
    return None
