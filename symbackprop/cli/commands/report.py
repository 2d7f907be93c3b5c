"""`symbackprop report`: the whole derivation as a document."""

from __future__ import annotations

from argparse import Namespace

from symbackprop.calculus import derive
from symbackprop.cli.formats import chosen
from symbackprop.cli.output import deliver_document
from symbackprop.cli.running import tell
from symbackprop.cli.status import status, word_of
from symbackprop.cli.subject import network
from symbackprop.cli.terminal.counts import counts
from symbackprop.cli.terminal.screen import screen
from symbackprop.report import Unproved, document_of


def run(arguments: Namespace) -> int:
    """Writes the document, and returns the exit status."""
    form = chosen(arguments.format, arguments.output)
    derivation = derive(network(arguments))
    try:
        document = document_of(derivation)
    except Unproved as unproved:
        tell(str(unproved))
        return status([word_of(unproved)])
    written = deliver_document(document, form, arguments.output)
    if written is not None:
        print(f"{written}   {counts([document], screen(arguments, derivation))}")
    return 0
