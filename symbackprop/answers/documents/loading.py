"""Loading: the text of one regular file, in UTF-8 and within a limit."""

from __future__ import annotations

import stat
from pathlib import Path

from symbackprop.answers.documents.refusal import DocumentError

LARGEST = 10_000_000
"""How many bytes a file may have, and how many characters a text."""


def load(path: Path) -> str:
    r"""Returns the text of a file, its lines ended by \n, a byte order mark left out.

    Raises DocumentError for what is no regular file, is larger than LARGEST, or is no text in UTF-8.

    >>> load(Path("no/such.md"))
    Traceback (most recent call last):
        ...
    symbackprop.answers.documents.refusal.DocumentError: no/such.md could not be read: No such file or directory
        choose            a file that is there and that you may read
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise DocumentError(
                f"{path} is no regular file\n    choose            a file of text, not a folder or a device"
            )
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        raise DocumentError(
            f"{path} could not be read: {getattr(error, 'strerror', None) or error}\n"
            "    choose            a file that is there and that you may read"
        ) from error
    return checked(_decoded(data, str(path)), str(path))


def checked(text: str, name: str) -> str:
    r"""Returns a text with its lines ended by \n. Raises DocumentError if it is too long or has a NUL in it.

    >>> checked("a\r\nb", "the text")
    'a\nb'
    """
    if len(text) > LARGEST:
        raise _too_large(name)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    nul = text.find("\0")
    if nul >= 0:
        raise DocumentError(
            f"{name} is no text: it has a NUL character\n"
            f"    at                line {text.count(chr(10), 0, nul) + 1} column {nul - text.rfind(chr(10), 0, nul)}\n"
            "    choose            a document as text in UTF-8"
        )
    return text


def _decoded(data: bytes, name: str) -> str:
    if len(data) > LARGEST:
        raise _too_large(name)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise DocumentError(f"{name} is in UTF-16\n    save it           in UTF-8")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        sound = data[: error.start].decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        raise DocumentError(
            f"{name} is not in UTF-8: byte 0x{data[error.start]:02x} stands for nothing\n"
            f"    at                line {sound.count(chr(10)) + 1} column {len(sound) - sound.rfind(chr(10))}, "
            f"byte {error.start + 1}\n"
            "    save it           in UTF-8"
        ) from error


def _too_large(name: str) -> DocumentError:
    return DocumentError(
        f"{name} is too large\n"
        f"    at most           {LARGEST} bytes\n"
        "    choose            the part of it that holds the formulas"
    )
