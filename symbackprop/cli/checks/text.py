"""Text: the pages of the terminal, and a last line over several documents."""

from __future__ import annotations

from collections.abc import Sequence

from symbackprop.answers.checking import Findings
from symbackprop.cli.terminal.counts import many
from symbackprop.cli.terminal.findings import count_line, findings_page
from symbackprop.cli.terminal.screen import Screen


def text(documents: Sequence[Findings], screen: Screen, every: bool) -> str:  # noqa: FBT001  (every format takes it)
    """Returns what was found as text; of many documents, those alone in which something is wrong."""
    told = [found for found in documents if every or len(documents) == 1 or not found.ok]
    pages = ["\n".join(findings_page(found, screen, every=every)) for found in told]
    if len(documents) > 1:
        everything = [finding for found in documents for finding in found]
        pages.append(f"{screen.title(many(len(documents), 'document'))}\n{count_line(everything, screen)}")
    return "\n\n".join(pages) + "\n"
