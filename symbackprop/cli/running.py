"""Running a command: its words parsed, its errors told in words, its exit status."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from importlib import import_module

from symbackprop.cli.arguments import parse
from symbackprop.errors import SymbackpropError

MISUSE = 2
INTERRUPTED = 130  # as a shell reports SIGINT
BROKEN_PIPE = 141  # as a shell reports SIGPIPE


def run(words: list[str]) -> int:
    """Returns the exit status of a command line that asks for work."""
    if sys.stdout is None:
        tell("standard output is closed")
        return MISUSE
    with suppress(AttributeError):  # a stream put in place of standard output may not have it
        sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        row, arguments = parse(words)
        status = int(import_module(f"symbackprop.cli.commands.{row.name}").run(arguments))
        sys.stdout.flush()
    except SymbackpropError as error:
        tell(str(error))
        return MISUSE
    except KeyboardInterrupt:
        tell("interrupted: nothing is left half written")
        return INTERRUPTED
    except OSError:
        return give_up()
    return status


def give_up() -> int:
    """Returns the exit status where standard output takes nothing, and says why unless a pipe was closed.

    To be called while the OSError is handled.
    """
    error = sys.exception()
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if isinstance(error, BrokenPipeError):
        return BROKEN_PIPE
    tell(f"standard output takes nothing: {error}")
    return MISUSE


def tell(text: str) -> None:
    """Writes a message to standard error; what shows nothing, an escape sequence say, is replaced."""
    shown = "".join(
        character if character.isprintable() or character == "\n" else "\N{REPLACEMENT CHARACTER}" for character in text
    )
    encoding = sys.stderr.encoding or "ascii"
    sys.stderr.write(f"symbackprop: {shown}".encode(encoding, "backslashreplace").decode(encoding) + "\n")
