"""The counts of documents: how much in them is proved, defined, or taken as known."""

from __future__ import annotations

from collections.abc import Iterable

from symbackprop.cli.terminal.screen import Screen
from symbackprop.report import Document


def counts(documents: Iterable[Document], screen: Screen) -> str:
    """Returns one line: ✓ 47 proved   24 definitions   1 rule taken as known."""
    found = [document.counts for document in documents]
    proved, definitions, rules = (
        sum(getattr(count, field) for count in found) for field in ("proved", "definitions", "rules")
    )
    texts = [
        f"{definitions} definition{'' if definitions == 1 else 's'}",
        f"{rules} rule{'' if rules == 1 else 's'} taken as known",
    ]
    return f"{screen.mark('proved')} {proved} proved   " + screen.soft("   ".join(texts))
