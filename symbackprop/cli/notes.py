"""Notes: the documents that a command line names, those in its folders, and what is piped in."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from symbackprop.answers.documents import FORMATS, LARGEST, DocumentError, Source, read_file, read_text
from symbackprop.cli.arguments import Misuse

STANDARD_INPUT = "-"

_SUFFIXES = frozenset(suffix for row in FORMATS.values() for suffix in row.suffixes) - {".txt"}
_PASSED_OVER = frozenset({"node_modules", "__pycache__"})


@dataclass(frozen=True)
class Note:
    """A document to be checked.

    name       as it is shown
    path       where it is
    was_named  whether the command line names it, and not a folder that it is in
    """

    name: str
    path: Path
    was_named: bool = True


def notes(words: Sequence[str]) -> list[Note]:
    """Returns the documents to be checked, each once. Raises Misuse for a folder that has none.

    In a folder all documents are found, in the folders in it, too; those whose name begins with a
    dot are passed over, and no link to a folder is followed.
    """
    found: dict[str, Note] = {}
    for word in words:
        if word == STANDARD_INPUT or not Path(word).is_dir():
            found.setdefault(word, Note(word, Path(word)))
            continue
        inside = list(_inside(word))
        if not inside:
            known = ", ".join(sorted(_SUFFIXES))
            raise Misuse(f"{word} has no documents in it\n    looked for        {known}")
        for path in inside:
            found.setdefault(str(path), Note(str(path), path, was_named=False))
    return list(found.values())


def _inside(folder: str) -> Iterator[Path]:
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in _PASSED_OVER)
        for name in sorted(files):
            if not name.startswith(".") and Path(name).suffix.lower() in _SUFFIXES:
                yield Path(place) / name


def opened(note: Note) -> Source:
    """Returns what is read of a document. Raises DocumentError if it cannot be read."""
    return read_text(_piped_in()) if note.name == STANDARD_INPUT else read_file(note.path)


def _piped_in() -> str:
    """Returns the text that is piped in, of a bounded length."""
    data = sys.stdin.buffer.read(LARGEST + 1)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DocumentError(
            f"standard input is not in UTF-8: byte {error.start + 1} stands for nothing\n"
            "    give              a document as text in UTF-8"
        ) from error
