"""Documents that are not read, and why."""

from __future__ import annotations

from symbackprop.errors import SymbackpropError


class DocumentError(SymbackpropError):
    """A document that could not be read: no file, no text, too large, or not of its format."""


class NotesUnavailable(SymbackpropError, ImportError):
    """A library is missing that a document's format needs."""


def unavailable(library: str, what: str) -> NotesUnavailable:
    """Returns the error that `library`, which reads `what`, is not installed.

    >>> print(unavailable("mdit-py-plugins", "Markdown"))
    reading Markdown needs mdit-py-plugins, which is not installed
        install           pip install 'symbackprop[notes]'
    """
    return NotesUnavailable(
        f"reading {what} needs {library}, which is not installed\n"
        "    install           pip install 'symbackprop[notes]'"
    )
