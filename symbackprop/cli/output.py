"""Output: to a file, whole or not at all, or to standard output."""

from __future__ import annotations

import sys
from pathlib import Path

from symbackprop.errors import OutputError
from symbackprop.files import write_whole

STANDARD_OUTPUT = "-"


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
