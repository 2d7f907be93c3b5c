"""Files: written whole or not at all."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from symbackprop.errors import OutputError


def write_whole(path: str | os.PathLike[str], content: str | bytes) -> Path:
    """Returns the path after writing `content` there: a temporary file beside it, then a rename.

    Whatever happens on the way, what was there before is kept. What is no regular file
    (/dev/stdout, a pipe) is written to directly. Raises OutputError if it cannot be written.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_whole(Path(folder) / "a.txt", "text").read_text()
    'text'
    """
    target = Path(path)
    data = content.encode() if isinstance(content, str) else content
    try:
        if target.exists() and not target.is_file() and not target.is_dir():
            target.write_bytes(data)
        else:
            _replace(target.resolve(), data)
    except OSError as error:
        raise _not_written(target, error) from error
    return target


def make_folder(path: str | os.PathLike[str]) -> Path:
    """Returns the folder after making it where it is not there yet. Raises OutputError if it cannot be made."""
    target = Path(path)
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _not_written(target, error) from error
    return target


def _replace(target: Path, data: bytes) -> None:
    temporary = target.with_name(f".{target.name[:100]}.{secrets.token_hex(4)}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def _not_written(target: Path, error: OSError) -> OutputError:
    return OutputError(
        f"{target} could not be written: {error.strerror or error}\n"
        f"    folder            {target.parent.resolve()}\n"
        "    choose            a folder that is there and that you may write to"
    )
