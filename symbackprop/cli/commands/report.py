"""`symbackprop report`: the whole derivation as a document."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from symbackprop.calculus import derive
from symbackprop.cli.output import STANDARD_OUTPUT, deliver
from symbackprop.cli.running import tell
from symbackprop.cli.status import status, word_of
from symbackprop.cli.subject import network
from symbackprop.cli.terminal.counts import counts
from symbackprop.cli.terminal.screen import screen
from symbackprop.report import FORMATS, Unproved, document_of
from symbackprop.report.formats import format_named

_DEFAULT = "markdown"


def run(arguments: Namespace) -> int:
    """Writes the document, and returns the exit status."""
    form = format_named(arguments.format or _by_suffix(arguments.output))
    derivation = derive(network(arguments))
    try:
        document = document_of(derivation)
    except Unproved as unproved:
        tell(str(unproved))
        return status([word_of(unproved)])
    written = deliver(form.write(document), arguments.output)
    if written is not None:
        print(f"{written}   {counts([document], screen(arguments, derivation))}")
    return 0


def _by_suffix(place: str | None) -> str:
    if place is None or place == STANDARD_OUTPUT:
        return _DEFAULT
    suffix = Path(place).suffix
    return next((row.name for row in FORMATS.values() if row.suffix == suffix), _DEFAULT)
