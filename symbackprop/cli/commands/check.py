"""`symbackprop check`: the formulas of documents judged, each with its place."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from dataclasses import dataclass, field

from symbackprop.answers.checking import Findings, check
from symbackprop.answers.documents import DocumentError
from symbackprop.answers.understanding import Description, NotationError
from symbackprop.cli.checks import chosen
from symbackprop.cli.notes import Note, notes, opened
from symbackprop.cli.output import deliver
from symbackprop.cli.progress import progress
from symbackprop.cli.running import MISUSE, tell
from symbackprop.cli.status import status
from symbackprop.cli.subject import description_or_none
from symbackprop.cli.terminal.screen import screen


def run(arguments: Namespace) -> int:
    """Prints what is found in each document, and returns the exit status."""
    form = chosen(arguments.format, arguments.output)
    subject = description_or_none(arguments)
    checked = _Checked()
    files = notes(arguments.file)
    with progress(len(files)) as advance:
        for note in files:
            advance(note.name)
            checked.add(note, subject)
    if checked.found:
        written = deliver(form.write(checked.found, screen(arguments), arguments.verbose), arguments.output)
        if written is not None:
            print(f"{written} written")
    for error in checked.errors:
        tell(error)
    return checked.status


@dataclass
class _Checked:
    """What was found in documents, and which of them could not be read."""

    found: list[Findings] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    misuse: bool = False

    def add(self, note: Note, given: Description | None) -> None:
        """Checks a document. One that could not be read is remembered, and is no reason to stop."""
        try:
            self.found.append(check(opened(note), *(given.network, given.notation) if given else ()))
        except (DocumentError, NotationError) as error:
            self.errors.append(str(error))
            self.misuse = self.misuse or note.was_named

    @property
    def status(self) -> int:
        """Returns the exit status: a document that was named and is not read is misuse."""
        if self.misuse:
            return MISUSE
        return status(self._words())

    def _words(self) -> Iterator[str]:
        yield from (finding.word for found in self.found for finding in found)
        yield from ("undecided" for _ in self.errors)
