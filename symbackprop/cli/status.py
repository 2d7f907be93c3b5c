"""The exit status: what a command found, as a number."""

from __future__ import annotations

from collections.abc import Iterable

from symbackprop.report import Unproved

STATUS = {"proved": 0, "refuted": 1, "undecided": 3, "not understood": 3}
"""The exit status for each verdict; 2 is misuse."""


def status(words: Iterable[str]) -> int:
    """Returns 1 if anything is refuted, else 3 if anything is undecided, else 0.

    >>> status(["proved", "undecided"]), status(["undecided", "refuted"]), status([])
    (3, 1, 0)
    """
    found = set(words)
    return next(
        (STATUS[word] for word in ("refuted", "undecided", "not understood") if word in found), STATUS["proved"]
    )


def word_of(unproved: Unproved) -> str:
    """Returns the word for a step that kept a document from being made; a step not judged is undecided."""
    return "undecided" if unproved.verdict is None else unproved.verdict.word
